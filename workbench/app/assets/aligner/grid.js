// The two columns: rows are drawn, kept where nothing changed, brought into view and focused.
import { h, setAttr } from "../shared/dom.js"
import { beadView } from "./bead.js"
import { Lights } from "./lights.js"
import { drawRibbons } from "./ribbon.js"
import { keysOf } from "./tokens.js"

export class Grid {
  /**
   * @param {object} on
   * @param {(place: object, event: PointerEvent|MouseEvent) => void} on.choose
   * @param {() => void} on.edit the sentence that was chosen
   * @param {(row: number) => void} on.pin
   * @param {(event: PointerEvent, place: object) => void} on.press a pointer went down on a sentence
   */
  constructor(on) {
    this.on = on
    this.rows = h("div.beads", { role: "presentation" })
    this.empty = h("p.empty", { hidden: true })
    this.element = h(
      "div.grid",
      { role: "grid", "aria-label": "Pairs of sentences", "aria-multiselectable": "true" },
      this.rows,
      this.empty,
    )
    this.drawn = new Map()
    this.known = new Set()
    this.lights = new Lights(this.rows)
    this.sizes = new ResizeObserver((entries) => {
      drawRibbons(new Set(entries.map((entry) => entry.target.closest(".bead")).filter(Boolean)))
    })
    this.#listen()
  }

  /** Draw the rows of a page; elements of rows that did not change stay. */
  draw(rows, total, note = "") {
    const keep = this.#steady()
    this.known = keysOf(rows.flatMap((row) => row.source_parts))
    const signature = [...this.known].sort().join(" ")
    const fresh = signature !== this.signature
    this.signature = signature
    const before = this.drawn
    this.drawn = new Map()
    const elements = rows.map((row) => {
      const old = before.get(row.id)
      const same = old && !fresh && JSON.stringify(old.row) === JSON.stringify(row)
      const element = same ? old.element : this.#build(row)
      this.drawn.set(row.id, { row, element })
      return element
    })
    this.rows.replaceChildren(...elements)
    setAttr(this.element, "aria-rowcount", total)
    this.empty.hidden = rows.length > 0
    this.empty.textContent = note
    keep()
  }

  /** Draw one row anew, where it changed. */
  replace(row) {
    const old = this.drawn.get(row.id)
    if (!old || old.held || JSON.stringify(old.row) === JSON.stringify(row)) return
    const element = this.#build(row)
    old.element.replaceWith(element)
    this.drawn.set(row.id, { row, element })
  }

  /** A row that is being worked in is not drawn over until it is let go. */
  hold(id, held) {
    const known = this.drawn.get(id)
    if (known) known.held = held
  }

  /** Show what is chosen; one sentence can be reached with Tab. */
  select(selection) {
    for (const { row, element } of this.drawn.values()) {
      const here = selection.place?.row === row.id
      element.classList.toggle("here", here)
      element.classList.toggle("marked", selection.marked.has(row.id))
      setAttr(element, "aria-selected", String(here || selection.marked.has(row.id)))
      const reachable = here ? selection.place.index : 0
      for (const sentence of element.querySelectorAll(".sentence")) {
        const current = here && sentence.dataset.side === selection.place.side
        const own = Number(sentence.dataset.index) === reachable
        sentence.classList.toggle("current", current && own)
        sentence.tabIndex = here && (own || (!current && sentence.matches(":first-child"))) ? 0 : -1
      }
    }
    if (!this.hovered) this.lights.show(this.bead(selection.place?.row) ?? null)
  }

  /** @returns {HTMLElement|undefined} */
  bead(id) {
    return this.drawn.get(id)?.element
  }

  /** @returns {HTMLElement|null} */
  sentence(place) {
    const selector = `.sentence[data-side="${place.side}"][data-index="${place.index}"]`
    return this.bead(place.row)?.querySelector(selector) ?? null
  }

  /** Give a sentence the keys and bring it into view. */
  focus(place, { keys = true } = {}) {
    const sentence = this.sentence(place)
    if (!sentence) return
    if (keys) sentence.focus({ preventScroll: true })
    this.#reveal(this.bead(place.row), sentence)
  }

  /** The place of a sentence element. */
  placeOf(sentence) {
    const { side, index } = sentence.dataset
    return { row: Number(sentence.closest(".bead").dataset.id), side, index: Number(index) }
  }

  close() {
    this.sizes.disconnect()
  }

  #build(row) {
    const element = beadView(row, this.known)
    for (const stack of element.querySelectorAll(".stack")) this.sizes.observe(stack)
    return element
  }

  /** Keep the row at the top of the view where it is on the screen. */
  #steady() {
    const top = this.element.getBoundingClientRect().top
    const seen = [...this.drawn].find(([, { element }]) => element.getBoundingClientRect().bottom > top)
    if (!seen) return () => {}
    const before = seen[1].element.getBoundingClientRect().top
    return () => {
      const element = this.bead(seen[0])
      if (element) this.element.scrollTop += element.getBoundingClientRect().top - before
    }
  }

  #reveal(bead, sentence) {
    const view = this.element.getBoundingClientRect()
    const room = view.height / 6
    const tall = bead.getBoundingClientRect().height > view.height - 2 * room
    const box = (tall ? sentence : bead).getBoundingClientRect()
    if (box.top < view.top + room) this.element.scrollTop += box.top - view.top - room
    else if (box.bottom > view.bottom - room) {
      this.element.scrollTop += Math.min(box.bottom - view.bottom + room, box.top - view.top - room)
    }
  }

  #listen() {
    const { rows } = this
    rows.addEventListener("click", (event) => {
      const knot = event.target.closest(".knot")
      if (knot) return this.on.pin(Number(knot.closest(".bead").dataset.id))
      const sentence = event.target.closest(".sentence")
      return sentence && this.on.choose(this.placeOf(sentence), event)
    })
    rows.addEventListener("dblclick", (event) => {
      const sentence = event.target.closest(".sentence:not(.gap)")
      if (sentence && !sentence.classList.contains("editing")) this.on.edit()
    })
    rows.addEventListener("pointerdown", (event) => {
      const sentence = event.target.closest(".sentence:not(.gap)")
      if (sentence && event.button === 0) this.on.press(event, this.placeOf(sentence))
    })
    rows.addEventListener("pointerover", (event) => {
      this.hovered = event.target.closest(".bead")
      this.lights.show(this.hovered)
    })
    rows.addEventListener("pointerleave", () => {
      this.hovered = null
      this.lights.show(rows.querySelector(".bead.here"))
    })
  }
}
