// What the pointer does in the columns: choose, drag, take a pin on and off, go to a row.
import { parts } from "./selection.js"

/** Methods of the aligner. @this {import("./aligner.js").Aligner} */
export const mouse = {
  /** A click on a sentence; Shift takes the rows up to it, Ctrl this one, too. */
  choose(place, event) {
    if (this.later(() => this.choose(place, event))) return undefined
    if (this.editing.active && this.editing.open.sentence === this.grid.sentence(place)) return undefined
    this.editing.finish()
    this.cutting.cancel()
    if (event.shiftKey) this.selection.extend(this.store.rows, place)
    else if (event.ctrlKey || event.metaKey) {
      this.selection.toggle(place.row)
      this.selection.carry(place)
    } else return this.go(place)
    return this.show({ focus: true })
  },

  press(event, place) {
    if (this.editing.open?.sentence.contains(event.target) || this.cutting.active || this.busy) return
    const row = this.store.find(place.row)
    this.dragging.press(event, place, parts(row, place.side)[place.index])
  },

  /** A sentence was let go over a row. */
  drop(place, row) {
    if (this.busy) return
    this.editing.finish()
    this.wait(this.moves.place(place, row))
  },

  turnPin(id) {
    if (this.later(() => this.turnPin(id))) return
    const row = this.store.find(id)
    if (!row) return
    this.editing.finish()
    this.go({ row: id, side: this.place?.side ?? "source", index: 0 })
    this.pin(row, !row.pinned)
  },

  visit(row) {
    if (this.later(() => this.visit(row))) return
    const place = { row: row.id, side: row.source_parts.length ? "source" : "target", index: 0 }
    if (this.store.find(row.id)) this.go(place)
    else this.wait(this.load({ around: row.id }, place))
  },
}
