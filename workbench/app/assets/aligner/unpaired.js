// The sentences that have no partner: always in sight, with their count.
import { fill, h, number, setText } from "../shared/dom.js"
import { pinSign } from "./ribbon.js"

const TAG = { source: "ru", target: "en" }

export class Unpaired {
  /**
   * @param {object} on
   * @param {(row: object) => void} on.go
   * @param {(event: PointerEvent, place: object, text: string) => void} on.press
   * @param {() => void} on.more
   */
  constructor(on) {
    this.on = on
    this.count = h("span.count", {}, "0")
    this.items = h("ol.items")
    this.note = h("p.quiet.note-line")
    this.more = h("button.link.more", { type: "button", hidden: true, onclick: () => this.on.more() })
    this.element = h(
      "aside.unpaired",
      { "aria-labelledby": "unpaired-title" },
      h("h2", { id: "unpaired-title" }, "Unpaired ", this.count),
      this.items,
      this.note,
      this.more,
    )
    this.element.addEventListener("keydown", (event) => this.#move(event))
  }

  /** Draw the list. @param {{rows: object[], total: number}} list @param {number|null} here */
  draw({ rows, total }, here) {
    // What did not change is left alone: a click may be under way on it.
    const content = JSON.stringify([total, rows.map((row) => [row.id, row.number, row.pinned, row.source, row.target])])
    if (content === this.content) return this.mark(here)
    this.content = content
    const focused = this.element.getRootNode().activeElement?.closest?.(".unpaired-item")?.dataset.id
    setText(this.count, number(total))
    fill(this.items, rows.map((row) => this.#item(row)))
    setText(this.note, total ? "" : "Every sentence has its partner.")
    this.more.hidden = total <= rows.length
    setText(this.more, `Show more: ${number(rows.length)} of ${number(total)} are listed`)
    this.mark(here)
    if (focused) (this.items.querySelector(`[data-id="${focused}"]`) ?? this.items.querySelector("button"))?.focus()
    return undefined
  }

  /** Show which of them is the row in hand. */
  mark(here) {
    for (const button of this.items.querySelectorAll("button")) {
      const current = Number(button.dataset.id) === here
      if (current) button.setAttribute("aria-current", "true")
      else button.removeAttribute("aria-current")
    }
  }

  focus() {
    const button = this.items.querySelector("[aria-current], button")
    button?.focus()
    return Boolean(button)
  }

  #item(row) {
    const side = row.source_parts.length ? "source" : "target"
    const place = { row: row.id, side, index: 0 }
    const text = row[side]
    return h(
      "li",
      {},
      h(
        "button.unpaired-item",
        {
          type: "button",
          dataset: { id: row.id },
          title: text,
          onclick: () => this.on.go(row),
          onpointerdown: (event) => event.button === 0 && this.on.press(event, place, text),
        },
        h("span.line", {}, h("span.number", {}, number(row.number)), h("span.tag", {}, TAG[side]), row.pinned ? pinSign() : null),
        h("span.words", { lang: TAG[side] }, text),
      ),
    )
  }

  /** Arrows go from one to the next. */
  #move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return
    const buttons = [...this.items.querySelectorAll("button")]
    buttons[buttons.indexOf(event.target.closest("button")) + step]?.focus()
    event.preventDefault()
    event.stopPropagation()
  }
}
