// Statuses, undo, and the choice between two texts; mixed into Editor.
import { h } from "../shared/dom.js"
import { askConflict } from "./conflict.js"

export const decide = {
  /** Give the row in work a status, with its text, and go on. */
  confirm(status) {
    if (!this.work || this.locked) return
    if (!this.work.text.trim()) return void this.say("There is no text to confirm yet.")
    this.giveStatus(status)
    this.step(1)
  },

  /** A status with the text as it stands in the box, as one action. */
  giveStatus(status, extra = {}) {
    const { work } = this
    const { row } = work
    const enough = row.status === status || (status === "reviewed" && row.status === "approved")
    if (!work.dirty && enough && status !== "rejected") return
    this.autosave.cancel()
    const { version, text: base } = work.base
    const text = work.text.trim()
    if (text !== work.text) work.box.show(text)
    work.committed(version + 1)
    const action = { kind: "status", row: row.id, version, status, target: text, _base: base }
    this.sync.perform({ ...action, ...extra, ...this.effort.take() })
    this.sync.typing.delete(row.id)
  },

  askReason() {
    const { work } = this
    if (!work || this.locked) return
    const field = h("input.reason", {
      placeholder: "Rejected because… Enter rejects, Esc leaves it",
      "aria-label": "Why this segment is rejected",
      onkeydown: (event) => {
        if (event.key !== "Enter" && event.key !== "Escape") return
        event.preventDefault()
        event.stopPropagation()
        const reason = field.value.trim()
        if (event.key === "Enter" && !reason) return
        work.inline.replaceChildren()
        work.box.focus()
        if (event.key === "Enter") this.giveStatus("rejected", { reason })
      },
    })
    work.inline.replaceChildren(field)
    field.focus()
  },

  backToDraft() {
    const { work } = this
    if (!work || this.locked || work.text === work.row.draft) return
    work.box.change(work.row.draft ?? "", undefined, "draft")
    this.commit()
  },

  /** Text first, then actions. */
  undo() {
    if (this.locked) return
    if (this.work?.box.undo()) return
    if (this.store.undo || this.sync.outbox.queue.length) this.structure.step("undo")
    else this.say("Nothing to undo.")
  },

  redo() {
    if (this.locked) return
    if (this.work?.box.redo()) return
    if (this.store.redo) this.structure.step("redo")
    else this.say("Nothing to do again.")
  },

  /**
   * Somebody else changed a row first. In the row in work both texts are shown at once, and
   * typing goes on in the dialog; for other rows nothing may come between the reviewer and
   * the keys, so a bar offers the comparison.
   */
  conflict(conflict) {
    const active = this.work?.row.id === conflict.row
    this.conflicts.set(conflict.row, conflict)
    if (active) this.compare(conflict.row)
    else this.store.merge({ rows: [conflict.theirs] })
    this.showConflictBar()
  },

  /** Show both texts of the first, or of a given, conflict. */
  async compare(row = this.conflicts.keys().next().value) {
    const conflict = this.conflicts.get(row)
    if (!conflict || this.comparing) return
    this.comparing = true
    const { theirs, version, base, message } = conflict
    const work = this.work?.row.id === row ? this.work : null
    const mine = work?.dirty ? work.text : conflict.mine
    const caret = work?.box.caret ?? null
    const keep = (text) => this.sync.typing.set(row, { text, version, base: base ?? conflict.mine })
    keep(mine)
    const answer = await askConflict(this.root, { theirs, mine, caret, message, onTyped: keep })
    this.comparing = false
    this.conflicts.delete(row)
    this.sync.typing.delete(row)
    this.settleConflict(conflict, answer)
    this.showConflictBar()
    this.enterBox()
    if (this.work?.dirty) this.autosave()
  },

  settleConflict({ row, theirs, status }, answer) {
    if (this.work?.row.id === row) this.work.reset(theirs)
    if (answer.choice === "mine") {
      const wish = status ? { kind: "status", status: status.status } : { kind: "edit" }
      if (status?.reason) wish.reason = status.reason
      const action = { ...wish, row, version: theirs.version, target: answer.text, _base: theirs.target }
      this.sync.perform(action)
    }
    // Laid over by the action where there is one.
    this.store.merge({ rows: [theirs] })
  },

  showConflictBar() {
    const [first] = this.conflicts.values()
    this.bar.hidden = !first || this.comparing === true
    if (this.bar.hidden) return
    const more = this.conflicts.size > 1 ? ` and ${this.conflicts.size - 1} more` : ""
    this.bar.firstChild.textContent = `Segment ${first.theirs.number}${more}: somebody else changed it too. Both texts are kept. `
  },
}
