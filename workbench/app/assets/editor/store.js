// What the editor knows: the rows of a page as the server has them, with what is under way
// laid over them, so that the reviewer sees an action at once.

/** Rows on a page. */
export const PAGE = 50

/** What an edit makes of a status: a text that is changed has not been reviewed. */
const AFTER_EDIT = "edited"

/** Whether an action changes the content, and with it the version, of its row. */
export function changesContent(action) {
  return action.kind === "edit" || action.kind === "status" || action.kind === "reset"
}

/** A row as it will be once the server has applied an action. */
export function applied(row, action) {
  const next = { ...row, version: action.version + 1 }
  if (action.target !== undefined && action.target !== row.target) {
    next.target = action.target
    next.target_parts = [action.target]
  }
  if (action.kind === "edit") next.status = action.target ? AFTER_EDIT : "empty"
  if (action.kind === "reset") {
    next.target = row.draft
    next.status = row.draft ? "draft" : "empty"
  }
  if (action.kind === "status") next.status = action.status
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
    this.filter = {}
    this.counts = {}
    this.present = []
    this.undo = null
    this.redo = null
    this.speed = null
    this.document = {}
    this.ahead = null
  }

  /** Whether any filter narrows the list. */
  get filtered() {
    return Object.keys(this.filter).length > 0
  }

  index(id) {
    return this.rows.findIndex((row) => row.id === id)
  }

  find(id) {
    return this.rows.find((row) => row.id === id)
  }

  /**
   * Load a page and show it.
   * @param {{offset?: number, around?: number|null}} where
   */
  async load(where = {}) {
    const turn = (this.turn = (this.turn ?? 0) + 1)
    const page = await this.#fetch(where)
    if (turn !== this.turn) return
    this.show(page)
  }

  /** Take a page over; the present list is replaced. */
  show(page) {
    this.ahead = null
    this.rows = page.rows.map((row) => this.#overlay(row))
    this.offset = page.offset
    this.total = page.total
    this.#facts(page)
    this.#tell("page")
  }

  /** Ask for the present page again and take over what changed, without moving anything. */
  async refresh() {
    const turn = this.turn
    const page = await this.#fetch({ offset: this.offset })
    if (turn !== this.turn) return
    const same = page.rows.length === this.rows.length && page.rows.every((row, i) => row.id === this.rows[i].id)
    if (same) this.merge(page)
    else if (!this.filtered) this.show(page)
    else this.merge({ ...page, rows: page.rows.filter((row) => this.find(row.id)) })
  }

  /** Have the next page ready, so that going there waits for nothing. */
  async prepareNext() {
    const offset = this.offset + this.rows.length
    if (this.filtered || offset >= this.total || this.ahead?.offset === offset) return
    this.ahead = { offset, page: null }
    try {
      const page = await this.#fetch({ offset })
      if (this.ahead?.offset === offset) this.ahead.page = page
    } catch {
      this.ahead = null
    }
  }

  /** Show the page made ready; false where there is none. */
  showNext() {
    if (!this.ahead?.page) return false
    this.show(this.ahead.page)
    this.refresh().catch(() => {})
    return true
  }

  /** Lay an action over its row at once. */
  expect(action) {
    const row = this.find(action.row)
    if (!row || !changesContent(action)) return
    this.#put(applied(row, action))
    this.counts = { ...this.counts }
    this.#count(row.status, -1)
    this.#count(this.find(action.row).status, 1)
    this.#tell("facts")
  }

  /** Take over what a reply or a page says: rows that changed, counts, undo, who is present. */
  merge(reply) {
    for (const row of reply.rows ?? []) if (this.find(row.id)) this.#put(this.#overlay(row))
    this.#facts(reply)
  }

  /** Pages of other rows go stale when rows come or go. */
  forgetAhead() {
    this.ahead = null
  }

  /** How many rows of this page a filter would still show: where the next page begins. */
  stillMatching() {
    const wanted = this.filter.status
    return this.rows.filter((row) => {
      if (wanted && !wanted.includes(row.status)) return false
      if (this.filter.checks && !row.open_checks) return false
      if (this.filter.look && ["reviewed", "approved"].includes(row.status)) return false
      return true
    }).length
  }

  #fetch({ offset = 0, around = null }) {
    return this.transport.post("page", { offset, limit: PAGE, filter: this.filter, around })
  }

  #overlay(row) {
    let view = row
    for (const action of this.pending(row.id)) {
      if (changesContent(action)) view = applied(view, { ...action, version: view.version })
    }
    return view
  }

  #put(row) {
    const index = this.index(row.id)
    const before = this.rows[index]
    this.rows[index] = row
    this.dispatchEvent(new CustomEvent("row", { detail: { row, before } }))
  }

  #facts(reply) {
    for (const name of ["counts", "present", "undo", "redo", "speed", "document"]) {
      if (reply[name] !== undefined) this[name] = reply[name]
    }
    this.#tell("facts")
  }

  #count(status, step) {
    if (typeof this.counts[status] === "number") this.counts[status] += step
  }

  #tell(name) {
    this.dispatchEvent(new Event(name))
  }
}
