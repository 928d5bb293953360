// Where the reviewer is: a sentence on one side, and the rows that are chosen with it.

/** @typedef {"source"|"target"} Side */
/** @typedef {{row: number, side: Side, index: number}} Place index -1 is the gap of a row
 *  that has no sentence on that side */

/** The sentences of a side of a row. @returns {string[]} */
export function parts(row, side) {
  return side === "source" ? row.source_parts : row.target_parts
}

/** The other side. @param {Side} side @returns {Side} */
export function opposite(side) {
  return side === "source" ? "target" : "source"
}

/** Whether a row has sentences on both sides. */
export function isPair(row) {
  return row.source_parts.length > 0 && row.target_parts.length > 0
}

/** The places of a side, from top to bottom. @returns {Place[]} */
export function places(rows, side) {
  return rows.flatMap((row) => {
    const count = parts(row, side).length
    if (!count) return [{ row: row.id, side, index: -1 }]
    return Array.from({ length: count }, (_, index) => ({ row: row.id, side, index }))
  })
}

/** A place that exists in `row`, as near to `index` as there is one. @returns {Place} */
export function within(row, side, index) {
  const count = parts(row, side).length
  return { row: row.id, side, index: count ? Math.min(Math.max(index, 0), count - 1) : -1 }
}

export class Selection {
  constructor() {
    /** @type {Place|null} */
    this.place = null
    /** @type {Set<number>} rows chosen beside the one in hand */
    this.marked = new Set()
    this.anchor = null
  }

  /** Put the cursor somewhere; what was chosen is let go. */
  set(place) {
    this.place = place
    this.anchor = place?.row ?? null
    this.marked.clear()
  }

  /** Move the cursor and keep what is chosen. */
  carry(place) {
    this.place = place
  }

  /** Choose all rows from the anchor to `place`, which becomes the cursor. */
  extend(rows, place) {
    this.anchor ??= this.place?.row ?? place.row
    const order = rows.map((row) => row.id)
    const ends = [order.indexOf(this.anchor), order.indexOf(place.row)]
    if (ends[0] < 0) ends[0] = ends[1]
    const [from, to] = [Math.min(...ends), Math.max(...ends)]
    this.marked = new Set(order.slice(from, to + 1))
    this.place = place
  }

  /** Choose a row or let it go, the rest stays chosen. */
  toggle(row) {
    if (!this.marked.size && this.place && this.place.row !== row) this.marked.add(this.place.row)
    if (!this.marked.delete(row)) this.marked.add(row)
    this.anchor = row
  }

  clear() {
    this.marked.clear()
    this.anchor = this.place?.row ?? null
  }

  /** What actions are about: the chosen rows, else the row of the cursor, in their order. */
  chosen(rows) {
    if (this.marked.size) return rows.filter((row) => this.marked.has(row.id))
    return rows.filter((row) => row.id === this.place?.row)
  }

  /** Rows that are gone are not chosen any more; the cursor goes to what is nearest. */
  settle(rows, before = []) {
    const known = new Map(rows.map((row) => [row.id, row]))
    for (const id of this.marked) if (!known.has(id)) this.marked.delete(id)
    if (!known.has(this.anchor)) this.anchor = null
    if (!rows.length) this.place = null
    else if (!this.place) this.place = within(rows[0], "source", 0)
    else {
      const old = before.findIndex((row) => row.id === this.place.row)
      const nearest = rows[Math.min(Math.max(old, 0), rows.length - 1)]
      const row = known.get(this.place.row) ?? nearest
      this.place = within(row, this.place.side, this.place.index)
    }
  }

  /** The place `by` steps up or down on this side, null beyond the end. @returns {Place|null} */
  step(rows, by) {
    if (!this.place) return null
    const all = places(rows, this.place.side)
    const here = all.findIndex((one) => one.row === this.place.row && one.index === this.place.index)
    return all[here + by] ?? null
  }

  /** The row `by` rows up or down, null beyond the end. */
  beside(rows, by) {
    const here = rows.findIndex((row) => row.id === this.place?.row)
    return here < 0 ? null : (rows[here + by] ?? null)
  }
}
