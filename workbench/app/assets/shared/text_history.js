// Undo and redo of the text in one box. The browser's own history is one for the whole page
// and loses its place when a text is set by a script, so the box keeps its own.

const PAUSE = 1000

/** @typedef {{text: string, start: number, end: number}} State */

export class TextHistory {
  /** @param {State} state */
  constructor(state) {
    this.reset(state)
  }

  /** Begin anew; nothing before can come back. */
  reset(state) {
    this.past = []
    this.now = state
    this.future = []
    this.kind = ""
    this.at = 0
  }

  /**
   * Note a new text. Letters typed one after the other join into one step: a word with the
   * space before it, or what is typed up to a pause or another kind of change.
   * @param {State} state
   * @param {string} kind inputType of the event, or a name of our own
   */
  record(state, kind) {
    if (state.text === this.now.text) {
      this.now = state
      return
    }
    const time = performance.now()
    const typed = kind === "insertText" || kind.startsWith("deleteContent")
    const joins = typed && kind === this.kind && time - this.at < PAUSE && !this.#beganWord(state)
    if (!joins) this.past.push(this.now)
    this.now = state
    this.future = []
    this.kind = kind
    this.at = time
  }

  /** Keep the caret of the present text, so that undo comes back to it. */
  moved(start, end) {
    this.now = { ...this.now, start, end }
  }

  /** @returns {State|null} */
  undo() {
    return this.#step(this.past, this.future)
  }

  /** @returns {State|null} */
  redo() {
    return this.#step(this.future, this.past)
  }

  #step(from, to) {
    const state = from.pop()
    if (!state) return null
    to.push(this.now)
    this.now = state
    this.kind = ""
    return state
  }

  #beganWord(state) {
    const typed = state.text[state.start - 1] ?? ""
    return state.text.length > this.now.text.length && /\s/.test(typed)
  }
}
