// Changing one sentence: a box in its place, saved while it is typed.
import { Box } from "../editor/box.js"
import { debounce, fill, h } from "../shared/dom.js"
import { chord } from "../shared/keys.js"
import { marks } from "./bead.js"
import { parts } from "./selection.js"

/** Typing is handed on when it pauses for so long (ms); it is kept here at every key. */
const AUTOSAVE = 1500

export class Editing {
  /** @param {import("./aligner.js").Aligner} aligner */
  constructor(aligner) {
    this.aligner = aligner
    this.open = null
    this.autosave = debounce(() => this.commit(), AUTOSAVE)
  }

  /** Whether a sentence is being changed. */
  get active() {
    return this.open !== null
  }

  /** Open the box of a sentence. @param {import("./selection.js").Place} place */
  start(place) {
    const { grid, store } = this.aligner
    this.finish()
    const row = store.find(place.row)
    const sentence = grid.sentence(place)
    if (!row || !sentence || place.index < 0) return
    const text = parts(row, place.side)[place.index]
    const box = new Box({ text, label: sentence.getAttribute("aria-label"), onChange: () => this.#typed() })
    box.area.lang = sentence.lang
    fill(sentence, box.element)
    sentence.classList.add("editing")
    sentence.removeAttribute("aria-label")
    grid.hold(row.id, true)
    this.open = { place, box, sentence, base: { text, version: row.version } }
    sentence.addEventListener("focusout", this.#left)
    box.focus(text.length)
  }

  /** Close the box; its text is handed on. */
  finish({ focus = false } = {}) {
    if (!this.open) return
    const { place, sentence } = this.open
    this.commit()
    this.open = null
    this.autosave.cancel()
    sentence.removeEventListener("focusout", this.#left)
    const { grid, store } = this.aligner
    const row = store.find(place.row)
    grid.hold(place.row, false)
    sentence.classList.remove("editing")
    if (row) {
      fill(sentence, marks(parts(row, place.side)[place.index] ?? "", grid.known))
      grid.drawn.get(place.row).row = null
      grid.replace(row)
    }
    this.aligner.show({ focus })
  }

  /** Hand the text on, where it differs. */
  commit() {
    if (!this.open) return
    this.autosave.cancel()
    const { place, box, base } = this.open
    const text = box.text.trim()
    if (text === base.text) return this.#forget()
    if (!text) return this.aligner.say("A sentence cannot be empty; it stays as it was.")
    const { row, side, index } = place
    this.aligner.sync.perform({
      ...{ kind: "part", row, version: base.version, side, index, text, _base: base.text },
      ...this.aligner.effort.take(),
    })
    this.open.base = { text, version: base.version + 1 }
    return this.#forget()
  }

  /** Where the caret is: the place and the offset in its sentence. */
  get caret() {
    return this.open && { place: this.open.place, offset: this.open.box.caret }
  }

  /**
   * A key in the box.
   * @param {KeyboardEvent} event
   * @returns {boolean} whether it was one of ours
   */
  key(event) {
    if (!this.open || event.composedPath()[0] !== this.open.box.area) return false
    this.aligner.effort.touch({ key: true })
    const run = {
      Enter: () => this.finish({ focus: true }),
      "Ctrl+Enter": () => this.finish({ focus: true }),
      Escape: () => this.finish({ focus: true }),
      F2: () => this.finish({ focus: true }),
      "Alt+KeyS": () => this.aligner.run("split"),
      "Ctrl+KeyZ": () => this.open.box.undo(),
      "Ctrl+KeyY": () => this.open.box.redo(),
      "Ctrl+Shift+KeyZ": () => this.open.box.redo(),
    }[chord(event)]
    if (!run) return true
    event.preventDefault()
    run()
    return true
  }

  /** After a question about two texts: what the box stands on now. */
  rebase(row, version) {
    if (this.open?.place.row === row) this.open.base.version = version
  }

  #typed() {
    const { place, box, base } = this.open
    const { row, side, index } = place
    this.aligner.sync.typing.set(row, { text: box.text, version: base.version, base: base.text, side, index })
    this.autosave()
  }

  #forget() {
    this.aligner.sync.typing.delete(this.open.place.row)
  }

  #left = (event) => {
    // Another window has the keys: the box waits. Another place in the aligner: it closes.
    if (event.relatedTarget && !this.open?.sentence.contains(event.relatedTarget)) this.finish()
    else this.commit()
  }
}

/** A short line under a row that says what the keys do just now. */
export function hintBar(kind, ...content) {
  return h(`div.hint-bar.${kind}`, { role: "group" }, content)
}
