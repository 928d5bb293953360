// Going from row to row and from page to page; mixed into Editor.
import { PAGE } from "./store.js"

export const moves = {
  /** Go to the next or previous row, over the end of the page where there is one. */
  step(by) {
    if (!this.work || this.locked) return
    const focus = this.inBox()
    const next = this.store.rows[this.store.index(this.work.row.id) + by]
    if (next) this.open(next.id, { focus })
    else this.turnPage(by, { focus })
  },

  /** Go to the first row of the next page, or the last of the one before. */
  async turnPage(by, { focus = true } = {}) {
    const { store } = this
    if (this.locked) return
    if (by > 0 && store.offset + store.rows.length >= store.total && !store.filtered) {
      return void this.say("This is the last segment.")
    }
    if (by < 0 && store.offset === 0) return void this.say("This is the first segment.")
    this.commit()
    if (by > 0 && store.showNext()) return void this.open(store.rows[0].id, { focus })
    const ahead = store.filtered ? store.stillMatching() : store.rows.length
    const seen = new Set(store.rows.map((row) => row.id))
    this.lock(true)
    // What a filter shows next depends on what is under way.
    if (store.filtered) await this.sync.outbox.settled()
    this.lock(false)
    const offset = by > 0 ? store.offset + ahead : Math.max(0, store.offset - PAGE)
    await this.show({ offset }, { focus, choose: (rows) => (by > 0 ? rows.find((row) => !seen.has(row.id)) : rows.at(-1)) })
  },

  /** Go to the next row after this one that most likely needs a look; from the top at the end. */
  async nextToLookAt() {
    const here = this.work?.row
    this.commit()
    try {
      const body = { offset: 0, limit: 100, filter: { look: true }, around: null }
      const { rows } = await this.sync.transport.post("page", body)
      const others = rows.filter((row) => row.id !== here?.id).sort((a, b) => a.number - b.number)
      const next = others.find((row) => row.number > (here?.number ?? 0)) ?? others[0]
      if (next) await this.goTo(next.id)
      else this.say("Nothing more to look at.")
    } catch (error) {
      this.say(error.message)
    }
  },

  /** Put any row of the document in work. */
  async goTo(id) {
    if (this.store.find(id)) return this.open(id)
    if (this.store.filtered) this.head.clear()
    this.store.filter = {}
    return this.show({ around: id }, { id })
  },

  /** Show only some rows; the row in work stays where it is among them. */
  async filter(filter) {
    this.commit()
    await this.sync.outbox.settled()
    this.store.filter = filter
    await this.show({ offset: 0 }, { stay: true, focus: false })
  },

  leaveBox() {
    this.commit()
    this.list.focusRow()
  },

  enterBox() {
    this.work?.box.focus()
  },

  /** Whether the keys are in the box, and not on the list or a field beside it. */
  inBox() {
    const active = this.root.getRootNode().activeElement
    return !active?.matches("li.row, .list")
  },
}
