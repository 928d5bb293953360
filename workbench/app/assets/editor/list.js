// The list of a page: passive rows, one of them replaced by the row in work.
import { fill, h } from "../shared/dom.js"
import { rowView } from "./row_view.js"

export class List {
  /** @param {{open: (id: number, caret: number|null) => void}} on */
  constructor(on) {
    this.on = on
    this.work = null
    this.items = h("ol.rows", { role: "list", "aria-label": "Segments" })
    this.empty = h("p.empty", { hidden: true }, "Nothing here matches. Choose another filter.")
    this.element = h("div.list", { tabindex: "-1" }, this.items, this.empty)
    this.items.addEventListener("click", (event) => this.#click(event))
  }

  /** Draw all rows; `work` stands in the place of its row. */
  draw(rows, work) {
    this.work = work
    const holder = this.element.getRootNode().activeElement
    const top = this.element.scrollTop
    fill(
      this.items,
      rows.map((row) => (work && row.id === work.row.id ? work.element : rowView(row))),
    )
    this.empty.hidden = rows.length > 0
    this.element.scrollTop = top
    // Taken out and put back at once, the field that had the keys has lost them.
    if (holder === work?.box.area) work?.box.focus()
    else if (holder && this.items.contains(holder)) holder.focus({ preventScroll: true })
  }

  /** Draw one row anew. */
  replace(row) {
    this.#item(row.id)?.replaceWith(rowView(row))
  }

  /** Put a row in work: the one before becomes passive again. */
  swap(work, passive) {
    if (passive) this.replace(passive)
    this.work = work
    this.#item(work.row.id)?.replaceWith(work.element)
  }

  /** Bring the row in work into view with a neighbour on either side. */
  reveal() {
    const element = this.work?.element
    if (!element?.isConnected) return
    const view = this.element.getBoundingClientRect()
    const box = element.getBoundingClientRect()
    const margin = Math.min(72, view.height / 5)
    if (box.top < view.top + margin) this.element.scrollTop += box.top - view.top - margin
    else if (box.bottom > view.bottom - margin) {
      const room = Math.min(box.bottom - view.bottom + margin, box.top - view.top - margin)
      this.element.scrollTop += room
    }
  }

  /** Put the keys on the row itself, out of its box. */
  focusRow() {
    this.work?.element.focus({ preventScroll: true })
  }

  #item(id) {
    return this.items.querySelector(`[data-id="${id}"]`)
  }

  #click(event) {
    const item = event.target.closest("li.row")
    if (!item || item.classList.contains("active")) return
    if (String(document.getSelection() ?? "")) return
    this.on.open(Number(item.dataset.id), caretAt(event, item))
  }
}

/** Where in the English text a click fell; null outside of it. */
function caretAt(event, item) {
  const target = event.target.closest(".target:not(.nothing)")
  if (!target) return null
  const root = item.getRootNode()
  const shadowRoots = root instanceof ShadowRoot ? [root] : []
  const place = document.caretPositionFromPoint?.(event.clientX, event.clientY, { shadowRoots })
  return place && target.contains(place.offsetNode) ? place.offset : null
}
