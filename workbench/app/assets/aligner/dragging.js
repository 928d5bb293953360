// Dragging a sentence to another bead with the pointer.
import { h } from "../shared/dom.js"

/** So far the pointer must go before it is a drag (px). */
const START = 6
/** Near the edges (px) the columns scroll, the faster the nearer. */
const EDGE = 36

export class Dragging {
  /**
   * @param {HTMLElement} root where the ghost is drawn
   * @param {HTMLElement} scroller what scrolls while the pointer is at its edge
   * @param {(from: object, row: number) => void} onDrop
   */
  constructor(root, scroller, onDrop) {
    this.root = root
    this.scroller = scroller
    this.onDrop = onDrop
    this.drag = null
  }

  /** A pointer went down on the sentence of a place, or on one of the list (`text`). */
  press(event, place, text) {
    if (event.pointerType === "touch") return
    this.stop()
    this.drag = { place, text, x: event.clientX, y: event.clientY, ghost: null, goal: null }
    window.addEventListener("pointermove", this.#move)
    window.addEventListener("pointerup", this.#up)
    window.addEventListener("keydown", this.#key, true)
  }

  stop() {
    if (!this.drag) return
    this.#aim(null)
    this.drag.ghost?.remove()
    cancelAnimationFrame(this.drag.frame)
    this.drag = null
    this.root.classList.remove("dragging")
    window.removeEventListener("pointermove", this.#move)
    window.removeEventListener("pointerup", this.#up)
    window.removeEventListener("keydown", this.#key, true)
  }

  #move = (event) => {
    const { drag } = this
    if (!drag.ghost) {
      if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < START) return
      drag.ghost = h("div.ghost", { "aria-hidden": "true" }, drag.text)
      this.root.append(drag.ghost)
      this.root.classList.add("dragging")
      document.getSelection()?.removeAllRanges()
      this.#scroll()
    }
    drag.y = event.clientY
    drag.ghost.style.translate = `${event.clientX + 12}px ${event.clientY + 10}px`
    const under = this.root.getRootNode().elementFromPoint(event.clientX, event.clientY)
    this.#aim(under?.closest?.(".bead") ?? null)
  }

  #up = (event) => {
    const { place, ghost, goal } = this.drag
    this.stop()
    if (!ghost) return
    // The click that follows belongs to the drag.
    const swallow = (click) => click.stopPropagation()
    window.addEventListener("click", swallow, { capture: true, once: true })
    setTimeout(() => window.removeEventListener("click", swallow, true))
    event.preventDefault()
    if (goal && Number(goal.dataset.id) !== place.row) this.onDrop(place, Number(goal.dataset.id))
  }

  #key = (event) => {
    if (event.key !== "Escape") return
    event.stopPropagation()
    this.stop()
  }

  #aim(bead) {
    if (this.drag.goal === bead) return
    this.drag.goal?.classList.remove("goal")
    this.drag.goal = bead
    if (bead && Number(bead.dataset.id) !== this.drag.place.row) bead.classList.add("goal")
  }

  /** Scroll while the pointer is near the upper or lower edge. */
  #scroll = () => {
    if (!this.drag) return
    const view = this.scroller.getBoundingClientRect()
    const [above, below] = [view.top + EDGE - this.drag.y, this.drag.y - view.bottom + EDGE]
    if (above > 0) this.scroller.scrollTop -= above / 4
    else if (below > 0) this.scroller.scrollTop += below / 4
    this.drag.frame = requestAnimationFrame(this.#scroll)
  }
}
