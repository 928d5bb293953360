// Actions that change which rows there are: they wait for the server's answer, for a moment,
// and bring the caret back to where it was.
import { chooseCut, likelyCut } from "./split.js"

export class Structure {
  /** @param {import("./editor.js").Editor} editor */
  constructor(editor) {
    this.editor = editor
  }

  /** Split the row in work: the English at the caret, the Russian where the reviewer says. */
  split() {
    const { work } = this.editor
    if (!work || this.editor.locked) return
    const caret = work.box.caret
    const row = { ...work.row, target: work.text }
    const start = likelyCut(row, caret, work.links, work.toLinked(caret))
    chooseCut(work, start, (sourceAt) => {
      if (sourceAt === null) work.box.focus(caret)
      else this.#run({ kind: "split", source_at: sourceAt, target_at: caret }, caret)
    })
  }

  /** @param {"next"|"previous"} side */
  merge(side) {
    const { work, store } = this.editor
    if (!work || this.editor.locked) return
    const row = work.row
    const index = store.index(row.id)
    const neighbour = store.rows[index + (side === "next" ? 1 : -1)]
    const before = side === "previous" && neighbour?.target ? neighbour.target.length + 1 : 0
    this.#run({ kind: "merge", with: side }, work.box.caret + before)
  }

  /** Move a sentence to the neighbour. @param {"source"|"target"} side @param {"next"|"previous"} to */
  move(side, to) {
    this.#run({ kind: "move", side, to }, this.editor.work?.box.caret ?? 0)
  }

  /** @param {"after"|"before"} where */
  insert(where) {
    this.#run({ kind: "insert", where }, 0, (reply) => {
      const known = new Set(this.editor.store.rows.map((row) => row.id))
      return reply.rows.find((row) => !known.has(row.id))?.id
    })
  }

  unpair() {
    this.#run({ kind: "unpair" }, this.editor.work?.box.caret ?? 0)
  }

  /** Undo or redo the last action. @param {"undo"|"redo"} kind */
  async step(kind) {
    const label = this.editor.store[kind]
    const reply = await this.#ask({ kind })
    if (!reply) return
    const shown = reply.rows?.find((row) => !reply.removed?.includes(row.id))
    if (label) this.editor.say(`${kind === "undo" ? "Undone" : "Done again"}: ${label}`)
    await this.#arrive(reply, shown?.id ?? this.editor.work?.row.id, null)
  }

  /** Replace everywhere, after the preview. */
  async replaceAll(action) {
    const reply = await this.#ask(action)
    if (!reply) return
    await this.editor.store.refresh()
    this.editor.openAgain()
  }

  async #run(action, caret, choose = () => undefined) {
    const { work } = this.editor
    if (!work || this.editor.locked) return
    const id = work.row.id
    const reply = await this.#ask({ ...action, row: id })
    if (!reply) return
    const gone = reply.removed?.includes(id)
    const stays = reply.rows.find((row) => !reply.removed?.includes(row.id))
    await this.#arrive(reply, choose(reply) ?? (gone ? stays?.id : id), caret)
  }

  /** Send one action and wait; the box takes no text meanwhile. Null where it was not done. */
  async #ask(action) {
    const { editor } = this
    editor.commit()
    editor.lock(true)
    try {
      await editor.sync.outbox.settled()
      const row = action.row === undefined ? null : editor.store.find(action.row)
      const versioned = row ? { ...action, version: row.version } : action
      const outcome = await editor.sync.perform({ ...versioned, ...editor.effort.take() })
      if (outcome.result === "done") return outcome.reply
      if (outcome.result === "conflict") this.#conflict(outcome)
      return null
    } finally {
      editor.lock(false)
    }
  }

  #conflict(outcome) {
    const reason = outcome.message || "Somebody else changed this meanwhile."
    this.editor.say(`${reason} Nothing was done.`)
    if (outcome.row) this.editor.store.merge({ rows: [outcome.row] })
  }

  async #arrive(reply, id, caret) {
    const { editor } = this
    const there = id !== undefined && editor.store.find(id)
    if (reply.order || !there) await editor.show({ around: id ?? null }, { id, caret })
    else editor.open(id, { caret })
  }
}
