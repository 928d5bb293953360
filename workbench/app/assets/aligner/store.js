// What the aligner knows: the rows of a page, with what is under way laid over them, and the
// list of sentences that have no partner.
import { isDoubtful } from "./bead.js"
import { parts } from "./selection.js"

/** Rows on a page. */
export const PAGE = 100
/** Unpaired sentences that are asked for at once; the count says how many there are. */
const LISTED = 100

/** Kinds of actions that are laid over their row at once; the others wait for the server. */
const SEEN_AT_ONCE = new Set(["pin", "part"])

/** A row as it will be once the server has applied an action. */
export function applied(row, action) {
  const next = { ...row, version: action.version + 1 }
  if (action.kind === "pin") {
    next.pinned = action.pinned
    if (action.pinned) next.look = 0
  }
  if (action.kind === "part") {
    const name = `${action.side}_parts`
    next[name] = parts(row, action.side).with(action.index, action.text)
    next[action.side] = next[name].join(" ")
  }
  return next
}

export class Store extends EventTarget {
  /**
   * @param {import("../shared/transport.js").Transport} transport
   * @param {(row: number) => object[]} pending actions on a row that are under way
   */
  constructor(transport, pending) {
    super()
    this.transport = transport
    this.pending = pending
    this.rows = []
    this.offset = 0
    this.total = 0
    this.counts = {}
    this.present = []
    this.undo = null
    this.redo = null
    this.document = {}
    this.unpaired = { rows: [], total: 0 }
    this.listed = LISTED
  }

  index(id) {
    return this.rows.findIndex((row) => row.id === id)
  }

  find(id) {
    return this.rows.find((row) => row.id === id)
  }

  /** How many rows have both sides. */
  get pairs() {
    return (this.counts.all ?? 0) - (this.counts.unpaired ?? 0)
  }

  /**
   * Load a page and show it.
   * @param {{offset?: number, around?: number|null}} where
   */
  async load({ offset = 0, around = null } = {}) {
    const turn = (this.turn = (this.turn ?? 0) + 1)
    const page = await this.transport.post("page", { offset, limit: PAGE, filter: {}, around })
    if (turn !== this.turn) return
    const before = this.rows
    this.rows = page.rows.map((row) => this.#overlay(row))
    this.offset = page.offset
    this.total = page.total
    this.#facts(page)
    this.dispatchEvent(new CustomEvent("page", { detail: { before } }))
  }

  /** Ask for the list of unpaired sentences, as many as are listed by now. */
  async loadUnpaired() {
    const turn = (this.unpairedTurn = (this.unpairedTurn ?? 0) + 1)
    const rows = []
    let total = this.listed
    for (let offset = 0; offset < Math.min(this.listed, total); offset += LISTED) {
      const body = { offset, limit: LISTED, filter: { unpaired: true }, around: null }
      const page = await this.transport.post("page", body)
      if (turn !== this.unpairedTurn) return
      rows.push(...page.rows)
      total = page.total
    }
    this.unpaired = { rows, total }
    this.#tell("unpaired")
  }

  /** List more of them. */
  listMore() {
    this.listed += LISTED
    return this.loadUnpaired()
  }

  /** The next row after `number` that waits for a decision; null where none does. */
  async nextDoubtful(number) {
    const near = this.rows.find((row) => row.number > number && isDoubtful(row))
    if (near) return near
    const body = { offset: 0, limit: 100, filter: { look: true }, around: null }
    const { rows, total } = await this.transport.post("page", body)
    const open = rows.filter((row) => isDoubtful(this.#overlay(row)))
    const after = open.find((row) => row.number > number)
    if (after || !open.length || total <= rows.length) return after ?? open[0] ?? null
    // More than one page of them, all before here: the last page has those that come after.
    const rest = await this.transport.post("page", { ...body, offset: Math.floor(total / 100) * 100 })
    return rest.rows.find((row) => row.number > number) ?? open[0]
  }

  /** Lay an action over its row at once. */
  expect(action) {
    const row = this.find(action.row)
    if (!row || !SEEN_AT_ONCE.has(action.kind)) return
    const next = applied(row, action)
    this.#put(next)
    const step = Number(isDoubtful(next)) - Number(isDoubtful(row))
    if (step) this.counts = { ...this.counts, look: Math.max(0, (this.counts.look ?? 0) + step) }
    this.#tell("facts")
  }

  /** Take over what a reply says: rows that changed, counts, undo, who is present. */
  merge(reply) {
    for (const row of reply.rows ?? []) {
      if (this.find(row.id)) this.#put(this.#overlay({ ...row, number: this.find(row.id).number }))
    }
    this.#facts(reply)
  }

  #overlay(row) {
    let view = row
    for (const action of this.pending(row.id)) {
      if (SEEN_AT_ONCE.has(action.kind)) view = applied(view, { ...action, version: view.version })
    }
    return view
  }

  #put(row) {
    this.rows[this.index(row.id)] = row
    this.dispatchEvent(new CustomEvent("row", { detail: { row } }))
  }

  #facts(reply) {
    for (const name of ["counts", "present", "undo", "redo", "document"]) {
      if (reply[name] !== undefined) this[name] = reply[name]
    }
    this.#tell("facts")
  }

  #tell(name) {
    this.dispatchEvent(new Event(name))
  }
}
