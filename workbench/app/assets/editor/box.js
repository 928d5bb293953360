// The text area of the row in work: it grows with its text, keeps its own undo, and shows
// marks behind the text through a mirror of the same shape.
import { fill, h } from "../shared/dom.js"
import { TextHistory } from "../shared/text_history.js"
import { wordSpans } from "./words.js"

export class Box {
  /**
   * @param {object} options
   * @param {string} options.text
   * @param {string} options.label for screen readers
   * @param {(kind: string) => void} options.onChange after every change of the text
   */
  constructor({ text, label, onChange }) {
    this.onChange = onChange
    this.mirror = h("div.mirror", { "aria-hidden": "true" })
    this.area = h("textarea.box", {
      rows: "1",
      lang: "en",
      spellcheck: "true",
      "aria-label": label,
      autocomplete: "off",
      value: text,
      onbeforeinput: (event) => this.#before(event),
      oninput: (event) => this.#input(event),
      onselectionchange: () => this.#moved(),
      onkeyup: () => this.#moved(),
      onpointerup: () => this.#moved(),
    })
    this.place = [text.length, text.length]
    this.element = h("div.box-stack", {}, this.mirror, this.area)
    this.history = new TextHistory({ text, start: text.length, end: text.length })
    this.ranges = []
    this.#mirror()
  }

  get text() {
    return this.area.value
  }

  get caret() {
    return this.area.selectionStart
  }

  /** The marked text, trimmed; "" where nothing is marked. */
  get selection() {
    return this.text.slice(this.area.selectionStart, this.area.selectionEnd).trim()
  }

  /** Whether the keys go here. */
  get focused() {
    return this.area.getRootNode().activeElement === this.area
  }

  /** Take the keys, at `caret` or where the caret was when it left. */
  focus(caret) {
    const [start, end] = caret === undefined || caret === null ? this.place : [caret, caret]
    this.area.focus({ preventScroll: true })
    // Also where the focus is here already: after a dialog Chromium gives the focus back
    // without a caret, and then nothing can be typed.
    this.area.setSelectionRange(start, end)
    this.place = [start, end]
  }

  lock(locked) {
    this.area.readOnly = locked
    this.element.classList.toggle("locked", locked)
  }

  /** Another text from outside: there is nothing of it to undo here. */
  show(text) {
    const caret = Math.min(this.caret, text.length)
    this.area.value = text
    this.area.setSelectionRange(caret, caret)
    this.place = [caret, caret]
    this.history.reset({ text, start: caret, end: caret })
    this.#mirror()
  }

  /** Put a text in as one step that can be undone. */
  change(text, caret = text.length, kind = "set") {
    this.area.value = text
    this.area.setSelectionRange(caret, caret)
    this.#changed(kind)
  }

  /** Put words in at the caret, with a space on either side where one is due. */
  insert(words) {
    const { selectionStart: start, selectionEnd: end } = this.area
    const [left, right] = [this.text.slice(0, start), this.text.slice(end)]
    const before = /[\p{L}\p{N},;:.)]$/u.test(left) ? " " : ""
    const after = /^[\p{L}\p{N}(]/u.test(right) ? " " : ""
    const put = `${before}${words}${after}`
    this.change(left + put + right, start + put.length - after.length, "insertWords")
  }

  /** One step back in the text; false where there is none. */
  undo() {
    return this.#restore(this.history.undo())
  }

  /** One step forward in the text; false where there is none. */
  redo() {
    return this.#restore(this.history.redo())
  }

  /** Mark ranges behind the text: [[start, end, class]…]. */
  mark(ranges) {
    this.ranges = ranges
    this.#mirror()
  }

  /** The word under a point of the screen: {from, to} or null. */
  wordAt(x, y) {
    for (const word of this.mirror.querySelectorAll(".w")) {
      for (const rect of word.getClientRects()) {
        if (x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom) {
          return { from: Number(word.dataset.from), to: Number(word.dataset.to) }
        }
      }
    }
    return null
  }

  #moved() {
    if (!this.focused) return
    const { selectionStart: start, selectionEnd: end } = this.area
    this.place = [start, end]
    this.history.moved(start, end)
  }

  #restore(state) {
    if (!state) return false
    this.area.value = state.text
    this.area.setSelectionRange(state.start, state.end)
    this.place = [state.start, state.end]
    this.#mirror()
    this.onChange("history")
    return true
  }

  #before(event) {
    // A segment has no line breaks; and undo is ours.
    if (event.inputType === "insertLineBreak") event.preventDefault()
    if (event.inputType === "historyUndo") this.#own(event, () => this.undo())
    if (event.inputType === "historyRedo") this.#own(event, () => this.redo())
  }

  #own(event, run) {
    event.preventDefault()
    run()
  }

  #input(event) {
    if (/[\r\n]/.test(this.text)) this.#flatten()
    this.#changed(event.inputType ?? "")
  }

  /** Line breaks that came with a paste become spaces. */
  #flatten() {
    const caret = this.text.slice(0, this.caret).replace(/\s*[\r\n]+\s*/g, " ").length
    this.area.value = this.text.replace(/\s*[\r\n]+\s*/g, " ")
    this.area.setSelectionRange(caret, caret)
  }

  #changed(kind) {
    const { selectionStart: start, selectionEnd: end } = this.area
    this.place = [start, end]
    this.history.record({ text: this.text, start, end }, kind)
    this.ranges = []
    this.#mirror()
    this.onChange(kind)
  }

  #mirror() {
    const nodes = wordSpans(this.text, 0)
    // The last character keeps an empty last line as high as any other.
    fill(this.mirror, nodes, "\u200b")
    for (const word of this.mirror.querySelectorAll(".w")) {
      const [from, to] = [Number(word.dataset.from), Number(word.dataset.to)]
      const range = this.ranges.find(([start, end]) => start < to && end > from)
      if (range) word.classList.add(range[2])
    }
  }
}
