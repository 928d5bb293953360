// Actions that change which sentences stand together: one after the other, each waits for the
// server's answer, for a moment, and leaves the cursor where the work goes on.
import { plan } from "./placing.js"
import { isPair, parts } from "./selection.js"

export class Moves {
  /** @param {import("./aligner.js").Aligner} aligner */
  constructor(aligner) {
    this.aligner = aligner
  }

  /** Join the chosen rows; of one unpaired row with the nearest one that lacks what it has. */
  async pair() {
    const { aligner } = this
    let rows = aligner.chosen
    if (rows.length === 1) rows = this.#withPartner(rows[0])
    if (rows.length < 2) return aligner.say("Choose what belongs together first: Shift+↑↓, Space or Ctrl+click, then P.")
    return this.#pair(rows)
  }

  async unpair() {
    const { place, row } = this.aligner
    if (!row) return
    if (!isPair(row)) return this.aligner.say("This row has one side only.")
    const reply = await this.#ask({ kind: "unpair", row: row.id })
    if (!reply) return
    const other = reply.rows.find((one) => one.id !== row.id && one.target_parts.length && !one.source_parts.length)
    const here = place.side === "target" && other ? other.id : row.id
    await this.#arrive(reply, { row: here, side: place.side, index: 0 })
  }

  /** @param {"next"|"previous"} side */
  async merge(side) {
    const { place, row } = this.aligner
    if (!row) return
    const reply = await this.#ask({ kind: "merge", row: row.id, with: side })
    if (reply) await this.#arrive(reply, { ...place, row: row.id })
  }

  /** Cut a row at these offsets of its joined texts. */
  async split(row, source, target) {
    const { place } = this.aligner
    const reply = await this.#ask({ kind: "split", row, source_at: source, target_at: target })
    if (reply) await this.#arrive(reply, { ...place, row })
  }

  /** The sentence in hand to the bead above or below. */
  async shift(by) {
    const { aligner } = this
    const { place, row } = aligner
    if (!row || place.index < 0) return aligner.say("There is no sentence here to move.")
    const goal = aligner.selection.beside(aligner.store.rows, by)
    if (goal) return this.place(place, goal.id)
    const last = by > 0 ? aligner.store.offset + aligner.store.rows.length >= aligner.store.total : aligner.store.offset === 0
    if (last) return aligner.say(by > 0 ? "This is the last row." : "This is the first row.")
    // The neighbour stands on another page; the server knows it.
    const reply = await this.#ask({ kind: "move", row: row.id, side: place.side, to: by > 0 ? "next" : "previous" })
    const there = reply?.rows.find((one) => one.id !== row.id)
    if (reply) await this.#arrive(reply, { row: there?.id ?? row.id, side: place.side, index: by > 0 ? 0 : Infinity })
  }

  /** Bring a sentence to another bead, in the actions that it takes. */
  async place(from, goal) {
    const { aligner } = this
    const way = plan(aligner.store.rows, from, goal)
    if (way.refusal) return aligner.say(way.refusal)
    const down = aligner.store.index(goal) > aligner.store.index(from.row)
    let here = from.row
    for (const step of way.steps) {
      if (step.kind === "pair") return this.#pair([here, goal].map((id) => aligner.store.find(id)), from.side)
      const reply = await this.#ask(step)
      if (!reply) return
      if (step.kind === "unpair" && from.side === "target") {
        here = reply.rows.find((one) => one.id !== step.row && !one.source_parts.length)?.id ?? here
      }
      await this.#arrive(reply, { row: step.kind === "move" ? goal : here, side: from.side, index: down ? 0 : Infinity })
    }
  }

  /** Align anew what stands between the fixed points. */
  async realign() {
    const { aligner } = this
    const { place } = aligner
    aligner.say("Aligning again between the pins…", { stay: true })
    const reply = await this.#ask({ kind: "realign" })
    if (!reply) return
    await this.#arrive({ ...reply, order: true }, place)
    const changed = reply.rows.length + reply.removed.length
    aligner.say(changed ? "Aligned again; the pins stayed. Ctrl+Z takes it back." : "Nothing between the pins would change.")
  }

  /** @param {"undo"|"redo"} kind */
  async step(kind) {
    const { aligner } = this
    await aligner.sync.outbox.settled()
    const label = aligner.store[kind]
    if (!label) return aligner.say(kind === "undo" ? "Nothing to undo." : "Nothing to do again.")
    const reply = await this.#ask({ kind })
    if (!reply) return
    aligner.say(`${kind === "undo" ? "Undone" : "Done again"}: ${label}`)
    const shown = reply.rows.find((row) => !reply.removed?.includes(row.id))
    const { place } = aligner
    const near = shown && !reply.rows.some((row) => row.id === place?.row)
    await this.#arrive(reply, near ? { row: shown.id, side: place?.side ?? "source", index: 0 } : place)
  }

  async #pair(rows, side = this.aligner.place.side) {
    const wanted = rows.map(({ id, version }) => ({ row: id, version }))
    const reply = await this.#ask({ kind: "pair", rows: wanted })
    if (!reply) return
    const kept = rows.find((row) => !reply.removed.includes(row.id))
    await this.#arrive(reply, { row: kept?.id ?? rows[0].id, side, index: 0 })
  }

  /** An unpaired row and the unpaired neighbour that has the other side. */
  #withPartner(row) {
    if (isPair(row)) return [row]
    const side = row.source_parts.length ? "target" : "source"
    const rows = this.aligner.store.rows
    const index = this.aligner.store.index(row.id)
    const other = [rows[index + 1], rows[index - 1]].find((one) => one && !isPair(one) && parts(one, side).length)
    return other ? [row, other] : [row]
  }

  /** Send one action and wait. Null where it was not done. */
  async #ask(action) {
    const { aligner } = this
    aligner.editing.finish()
    await aligner.sync.outbox.settled()
    const row = action.row === undefined ? null : aligner.store.find(action.row)
    const versioned = row ? { ...action, version: row.version } : action
    if (versioned.rows) versioned.rows = versioned.rows.map(({ row: id }) => ({ row: id, version: aligner.store.find(id)?.version ?? 0 }))
    const { outcome, reply } = await aligner.sync.perform({ ...versioned, ...aligner.effort.take() })
    return outcome.result === "done" ? (reply ?? null) : null
  }

  /** Show what came of it and go there. */
  async #arrive(reply, place) {
    const { aligner } = this
    if (reply.order || !aligner.store.find(place?.row)) await aligner.load({ offset: aligner.store.offset }, place)
    else aligner.go(place)
  }
}
