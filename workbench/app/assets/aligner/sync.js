// Between the aligner and the server: actions out, rows in, and what happens when somebody
// else was there first.
import { leftBehind, ownClient, release } from "../shared/clients.js"
import { Outbox } from "../shared/outbox.js"
import { Transport } from "../shared/transport.js"
import { Typing } from "../shared/typing.js"
import { parts } from "./selection.js"
import { Store } from "./store.js"

/** Aligning a long document anew takes the server longer than anything else (ms). */
const PATIENCE = 120000

export class Sync {
  /**
   * @param {object} data of the element: api, ticket, document, user
   * @param {object} on what to call: state(state), say(words), conflict(conflict), changed(reply)
   */
  constructor(data, on) {
    this.on = on
    this.user = data.user
    this.scope = `${data.document}/${encodeURIComponent(data.user)}`
    this.transport = new Transport(data)
    this.sender = new Transport({ ...data, timeout: PATIENCE })
    this.store = new Store(this.transport, (row) => this.outbox?.pending(row) ?? [])
    this.replies = new Map()
  }

  /** Take the outbox of this tab, and send what tabs that are gone left behind. */
  async start() {
    this.client = await ownClient(this.scope)
    this.outbox = this.#outboxOf(this.client, (state) => this.on.state(state))
    this.typing = new Typing(this.scope, this.client)
    this.outbox.send()
    for (const client of await leftBehind(this.scope, this.client)) {
      const outbox = this.#outboxOf(client, () => {})
      await outbox.settled()
      outbox.kept.remove()
      const typing = new Typing(this.scope, client)
      for (const [row, typed] of typing.entries()) this.#sendTyped(row, typed)
      typing.remove()
    }
  }

  /** Typing of before a reload, which was never handed on, becomes a change of its sentence. */
  sendTyping() {
    for (const [row, typed] of this.typing.entries()) {
      this.#sendTyped(row, typed)
      this.typing.delete(row)
    }
  }

  /** Another ticket, after the page was run again. */
  renew(ticket) {
    const other = ticket !== this.transport.ticket
    this.transport.ticket = this.sender.ticket = ticket
    if (other) this.outbox?.retry()
  }

  /**
   * Do something: at once on the page, where it can be foreseen, then on the server.
   * @param {object} action without number
   * @returns {Promise<{outcome: import("../shared/outbox.js").Outcome, reply: object|undefined}>}
   */
  async perform(action) {
    const settled = this.outbox.add(action)
    this.store.expect(action)
    const outcome = await settled
    const reply = this.replies.get(outcome.number)
    this.replies.delete(outcome.number)
    return { outcome, reply }
  }

  /** Say where this user is, learn who else is here. Whether anybody is. */
  async presence(row) {
    const present = await this.transport.post("presence", { client: this.client, row })
    this.store.merge({ present })
    return present.some((one) => one.user !== this.user)
  }

  close() {
    this.outbox?.close()
    release(this.scope, this.client)
  }

  #outboxOf(client, onState) {
    return new Outbox({
      scope: this.scope,
      client,
      transport: this.sender,
      onReply: (reply, sent) => this.#reply(reply, sent),
      onState,
    })
  }

  /** The editor keeps its typing in the same place; it has no side. */
  #sendTyped(row, typed) {
    const { text, base, version, side, index } = typed
    if (text === base) return
    if (side === undefined) this.perform({ kind: "edit", row, version, target: text, _base: base })
    else this.perform({ kind: "part", row, version, side, index, text, _base: base })
  }

  #reply(reply, sent) {
    const actions = new Map(sent.map((action) => [action.number, action]))
    const outcomes = reply.outcomes ?? []
    for (const outcome of outcomes) if (this.outbox.waiting.has(outcome.number)) this.replies.set(outcome.number, reply)
    const conflicts = outcomes
      .filter((one) => one.result === "conflict")
      .map((outcome) => this.#withdraw(actions.get(outcome.number), outcome))
    for (const row of reply.rows ?? []) this.outbox.rebase(row.id, row.version)
    this.store.merge(reply)
    for (const outcome of outcomes) if (outcome.result === "refused") this.#refused(actions.get(outcome.number), outcome, reply)
    for (const conflict of conflicts) if (conflict) this.on.conflict(conflict)
    this.on.changed(reply)
  }

  /** What stood on a state that is gone is taken back; words that were typed are kept to be asked about. */
  #withdraw(action, outcome) {
    if (!action) return null
    const theirs = outcome.row ?? null
    const chain = action.row === undefined ? [action] : [action, ...this.outbox.withdraw(action.row)]
    const typed = chain.findLast((one) => one.kind === "part")
    const there = typed && theirs ? parts(theirs, typed.side)[typed.index] : undefined
    if (typed && there === typed.text) return null
    return { theirs, there: there ?? "", typed, message: outcome.message }
  }

  /** Words that could not be put where they belong are shown, not dropped. */
  #refused(action, outcome, reply) {
    if (action?.kind !== "part") return this.on.say(outcome.message)
    const theirs = reply.rows?.find((row) => row.id === action.row) ?? null
    const there = theirs ? (parts(theirs, action.side)[action.index] ?? "") : ""
    return this.on.conflict({ theirs, there, typed: action, message: outcome.message })
  }
}
