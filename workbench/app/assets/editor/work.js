// The row in work: source with terms, the box, the differences from the draft.
import { fill, h, setText } from "../shared/dom.js"
import { carry, difference } from "../shared/diff.js"
import { Box } from "./box.js"
import { rowHead, STATUS } from "./row_view.js"
import { light, partners, sourceNodes, updateTermMarks, wordSpans } from "./words.js"

export class Work {
  /**
   * @param {object} row
   * @param {object} on what to call: input(kind), term(term)
   * @param {{text: string, version: number, base: string}|undefined} typed kept from before
   */
  constructor(row, on, typed) {
    this.row = row
    this.on = on
    /** The content that the text in the box began from: what an edit is an edit of. */
    this.base = typed
      ? { version: typed.version, text: typed.base }
      : { version: row.version, text: row.target }
    this.links = []
    this.linked = ""
    this.keep = []
    this.avoid = []
    this.box = new Box({
      text: typed?.text ?? row.target,
      label: `English text of segment ${row.number}`,
      onChange: (kind) => this.#changed(kind),
    })
    this.#build()
    this.#draw()
  }

  get text() {
    return this.box.text
  }

  /** Whether the box holds what is not yet an action. */
  get dirty() {
    return this.text !== this.base.text
  }

  /** The text was handed on as an action that makes this version. */
  committed(version) {
    this.base = { version, text: this.text }
  }

  /** The row as it is known now; the box follows only where nothing was typed in it. */
  update(row) {
    const dirty = this.dirty
    this.row = row
    if (!dirty) {
      // A server that trims must not move the caret of somebody who types on.
      const same = row.target.trim() === this.text.trim()
      if (!same) this.box.show(row.target)
      this.base = { version: row.version, text: same ? this.text : row.target }
    }
    this.#head()
    // While a cut is being chosen the source shows it.
    if (!this.inline.querySelector(".split-field")) fill(this.source, sourceNodes(row, this.on.term))
    this.#draw()
  }

  /** Take a text over as the row's, whatever stands in the box. */
  reset(row) {
    this.base = { version: row.version, text: row.target }
    this.box.show(row.target)
    this.update(row)
  }

  /** Word links between the source and `text`, which the box may have left since. */
  showLinks(links, text) {
    this.links = links ?? []
    this.linked = text
  }

  /** Where the linked text has what stands in the box at this offset; null where it has not. */
  toLinked(offset) {
    return carry(difference(this.text, this.linked ?? ""), offset)
  }

  showFindings(findings) {
    this.box.mark(
      findings
        .filter((finding) => finding.side !== "source" && finding.end > finding.start)
        .map((finding) => [finding.start, finding.end, "finding"]),
    )
  }

  /** Mark the selection as words to keep or to avoid in the next draft. */
  wish(kind) {
    const words = this.box.selection || this.#marked()
    if (!words) return false
    const list = kind === "keep" ? this.keep : this.avoid
    if (!list.includes(words)) list.push(words)
    this.#wishes()
    return true
  }

  clearWishes() {
    this.keep = []
    this.avoid = []
    this.#wishes()
  }

  #marked() {
    return String(document.getSelection() ?? "").trim()
  }

  #build() {
    this.source = h("div.source", { lang: "ru" }, sourceNodes(this.row, this.on.term))
    this.facts = h("div.facts")
    this.draftLine = h("div.draft-line", { lang: "en" })
    this.wishLine = h("div.wishes")
    this.inline = h("div.inline")
    this.heads = rowHead(this.row)
    this.element = h(
      "li.row.active",
      {
        id: `row-${this.row.id}`,
        dataset: { id: this.row.id, kind: this.row.kind ?? "" },
        tabindex: "-1",
        "aria-current": "true",
      },
      this.heads,
      h("div.side", {}, this.source, this.facts),
      h("div.side", {}, this.box.element, this.draftLine, this.wishLine, this.inline),
    )
    this.source.addEventListener("pointerover", (event) => this.#hover(event, "source"))
    this.source.addEventListener("pointerleave", () => this.#dark())
    this.draftLine.addEventListener("pointerover", (event) => this.#hover(event, "draft"))
    this.draftLine.addEventListener("pointerleave", () => this.#dark())
    this.box.area.addEventListener("pointermove", (event) => this.#hoverBox(event))
    this.box.area.addEventListener("pointerleave", () => this.#dark())
  }

  #head() {
    const heads = rowHead(this.row)
    heads.forEach((cell, index) => this.heads[index].replaceWith(cell))
    this.heads = heads
    const word = STATUS[this.row.status]?.[1] ?? this.row.status
    this.element.setAttribute("aria-label", `${this.row.number}, ${word}, in work`)
  }

  #changed(kind) {
    this.#draw()
    this.on.input(kind)
  }

  #draw() {
    const { row } = this
    const value = row.confidence ?? null
    const facts = []
    if (value !== null) facts.push(`confidence ${value.toFixed(2)}`)
    if (row.score !== null && row.score !== undefined) facts.push(`score ${row.score.toFixed(2)}`)
    if (row.reason) facts.push(`rejected: ${row.reason}`)
    setText(this.facts, facts.join(" · "))
    updateTermMarks(this.source, row, this.text)
    this.pieces = difference(row.draft ?? "", this.text)
    fill(this.draftLine, this.#draftNodes())
  }

  #draftNodes() {
    if (!this.row.draft) return [h("span.label", {}, "no draft")]
    if (this.pieces.every((piece) => piece.kind === "same")) {
      return [h("span.label", {}, "draft, unchanged: "), ...wordSpans(this.row.draft, 0)]
    }
    const nodes = this.pieces.map((piece) => {
      if (piece.kind === "added") return h("ins", {}, piece.text)
      const words = wordSpans(piece.text, piece.from)
      return piece.kind === "removed" ? h("del", {}, words) : h("span", {}, words)
    })
    return [h("span.label", {}, "draft: "), ...nodes]
  }

  #wishes() {
    const chip = (list, words, label) =>
      h(
        "button.wish",
        {
          type: "button",
          title: "Take back",
          onclick: () => {
            list.splice(list.indexOf(words), 1)
            this.#wishes()
          },
        },
        `${label}: ${words} ×`,
      )
    fill(
      this.wishLine,
      this.keep.map((words) => chip(this.keep, words, "keep")),
      this.avoid.map((words) => chip(this.avoid, words, "avoid")),
      this.keep.length + this.avoid.length ? h("span.label", {}, "Alt+R drafts again") : null,
    )
  }

  #hover(event, where) {
    const word = event.target.closest?.(".w")
    if (!word) return this.#dark()
    return this.#lightFrom(where, Number(word.dataset.from), Number(word.dataset.to))
  }

  #hoverBox(event) {
    const word = this.links.length ? this.box.wordAt(event.clientX, event.clientY) : null
    if (!word) return this.#dark()
    return this.#lightFrom("box", word.from, word.to)
  }

  /** Light a word of the source, the draft or the box, and its partners in the other two. */
  #lightFrom(where, from, to) {
    const texts = { draft: this.row.draft ?? "", box: this.text }
    const side = where === "source" ? "source" : "target"
    const [own] = side === "source" ? [[from, to]] : mapped([[from, to]], texts[where], this.linked)
    const other = own ? partners(this.links, side, ...own) : []
    if (!other.length) return this.#dark()
    const [source, target] = side === "source" ? [[own], other] : [other, [own]]
    light(this.source, source)
    light(this.draftLine, mapped(target, this.linked, texts.draft))
    return light(this.box.mirror, mapped(target, this.linked, texts.box))
  }

  #dark() {
    light(this.source, [])
    light(this.draftLine, [])
    light(this.box.mirror, [])
  }
}

/** Ranges of one text as they stand in another; those that are not there are left out. */
function mapped(ranges, before, after) {
  const pieces = difference(before, after)
  return ranges
    .map(([start, end]) => [carry(pieces, start), carry(pieces, end)])
    .filter(([start, end]) => start !== null && end !== null && end > start)
}
