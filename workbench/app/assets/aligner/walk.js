// Going about in the aligner: from sentence to sentence, from page to page, to what is doubtful.
import { isDoubtful } from "./bead.js"
import { opposite, parts, within } from "./selection.js"
import { PAGE } from "./store.js"

/** Methods of the aligner. @this {import("./aligner.js").Aligner} */
export const walk = {
  up() {
    return this.walkBy(-1)
  },

  down() {
    return this.walkBy(1)
  },

  side(side) {
    if (this.row && this.place.side !== side) this.go(within(this.row, side, this.place.index), { keep: true })
  },

  /** Row by row, to a row that stays on the page. */
  byRows(by) {
    const { rows } = this.store
    const here = this.store.index(this.place?.row)
    const row = rows[Math.min(Math.max(here + by, 0), rows.length - 1)]
    if (row) this.go({ row: row.id, side: this.place?.side ?? "source", index: 0 })
  },

  edge(end) {
    const row = this.store.rows.at(end)
    if (row) this.go({ row: row.id, side: this.place?.side ?? "source", index: end ? Infinity : 0 })
  },

  extend(by) {
    const row = this.selection.beside(this.store.rows, by)
    if (!row) return
    this.selection.extend(this.store.rows, within(row, this.place.side, 0))
    this.show({ focus: true })
  },

  toggle() {
    if (!this.place) return
    this.selection.toggle(this.place.row)
    this.show({ focus: true })
  },

  clear() {
    this.selection.clear()
    this.show({ focus: true })
  },

  async turnPage(by) {
    const { offset, rows, total } = this.store
    if (by > 0 ? offset + rows.length >= total : offset === 0) return this.say(by > 0 ? "This is the last row." : "This is the first row.")
    const { side } = this.place ?? { side: "source" }
    await this.load({ offset: by > 0 ? offset + rows.length : Math.max(0, offset - PAGE) })
    return this.edgeOf(by, side)
  },

  /** After a page was turned: at its near end. */
  edgeOf(by, side) {
    const row = this.store.rows.at(by > 0 ? 0 : -1)
    if (row) this.go({ row: row.id, side, index: by > 0 ? 0 : Infinity })
  },

  nextDoubtful() {
    const from = this.chosen.at(-1)?.number ?? 0
    const near = this.store.rows.find((row) => row.number > from && isDoubtful(row))
    return near ? this.go(this.entry(near)) : this.farDoubtful(from)
  },

  /** Where the cursor enters a row: on the side where it is, if that one has a sentence. */
  entry(row) {
    const side = this.place?.side ?? "source"
    return { row: row.id, side: parts(row, side).length ? side : opposite(side), index: 0 }
  },

  toUnpaired() {
    if (!this.unpaired.focus()) this.say("Every sentence has its partner.")
  },

  walkBy(by) {
    const place = this.selection.step(this.store.rows, by)
    return place ? this.go(place) : this.turnPage(by)
  },

  async farDoubtful(from) {
    const row = await this.store.nextDoubtful(from)
    if (!row) return this.say("Nothing more to look at.")
    return this.store.find(row.id) ? this.go(this.entry(row)) : this.load({ around: row.id }, this.entry(row))
  },
}
