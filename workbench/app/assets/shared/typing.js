// Typing that is not yet an action: kept at every keystroke, so that a killed tab loses nothing.
import { Kept } from "./keep.js"

/** @typedef {{text: string, version: number, base: string}} Typed */

export class Typing {
  /** @param {string} scope @param {string} client */
  constructor(scope, client) {
    this.kept = new Kept(`workbench/typing/${scope}/${client}`, {})
  }

  /** Keep what stands in the box of a row, with the version and the text it began from. */
  set(row, typed) {
    this.kept.value[row] = typed
    this.kept.save()
  }

  /** @returns {Typed|undefined} */
  get(row) {
    return this.kept.value[row]
  }

  delete(row) {
    if (!(row in this.kept.value)) return
    delete this.kept.value[row]
    this.kept.save()
  }

  /** @returns {Array<[number, Typed]>} */
  entries() {
    return Object.entries(this.kept.value).map(([row, typed]) => [Number(row), typed])
  }

  /** Forget the whole record; for those of tabs that are gone. */
  remove() {
    this.kept.remove()
  }
}
