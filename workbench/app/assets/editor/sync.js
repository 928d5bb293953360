// Between the editor and the server: actions out, rows in, and what happens when somebody
// else was there first.
import { leftBehind, ownClient, release } from "../shared/clients.js"
import { Outbox } from "../shared/outbox.js"
import { Transport } from "../shared/transport.js"
import { Typing } from "../shared/typing.js"
import { changesContent, Store } from "./store.js"

export class Sync {
  /**
   * @param {object} data of the element: api, ticket, document, user
   * @param {object} on what to call: state(state), say(words), conflict(conflict),
   *  settled(row, base), rebased(row, version), refused(action)
   */
  constructor(data, on) {
    this.on = on
    this.user = data.user
    this.scope = `${data.document}/${encodeURIComponent(data.user)}`
    this.transport = new Transport(data)
    this.store = new Store(this.transport, (row) => this.outbox?.pending(row) ?? [])
  }

  /** Take the outbox of this tab, and what tabs that are gone left behind. */
  async start() {
    this.client = await ownClient(this.scope)
    this.outbox = this.#outboxOf(this.client, (state) => this.on.state(state))
    this.typing = new Typing(this.scope, this.client)
    this.outbox.send()
    await this.adopt()
  }

  /** Send what tabs that are gone could not send, and take their typing over. */
  async adopt() {
    for (const client of await leftBehind(this.scope, this.client)) {
      const outbox = this.#outboxOf(client, () => {})
      await outbox.settled()
      outbox.kept.remove()
      const typing = new Typing(this.scope, client)
      for (const [row, typed] of typing.entries()) this.#sendTyped(row, typed)
      typing.remove()
    }
  }

  /** Typing that was never handed on becomes an edit; but not of the row that is in work. */
  sendTyping(except) {
    for (const [row, typed] of this.typing.entries()) {
      if (row === except) continue
      this.#sendTyped(row, typed)
      this.typing.delete(row)
    }
  }

  /**
   * Do something: at once on the page, then on the server.
   * @param {object} action without number; `_base` is the text it stands on
   * @returns {Promise<import("../shared/outbox.js").Outcome>}
   */
  perform(action) {
    const outcome = this.outbox.add(action)
    this.store.expect(action)
    return outcome
  }

  /** Where this user is, and who else is here. */
  async presence(row) {
    const present = await this.transport.post("presence", { client: this.client, row })
    this.store.merge({ present })
    return present.length > 0
  }

  close() {
    this.outbox?.close()
    release(this.scope, this.client)
  }

  #outboxOf(client, onState) {
    return new Outbox({
      scope: this.scope,
      client,
      transport: this.transport,
      onReply: (reply, sent) => this.#reply(reply, sent),
      onState,
    })
  }

  #sendTyped(row, typed) {
    if (typed.text === typed.base) return
    this.perform({ kind: "edit", row, version: typed.version, target: typed.text, _base: typed.base })
  }

  #reply(reply, sent) {
    const actions = new Map(sent.map((action) => [action.number, action]))
    const outcomes = reply.outcomes ?? []
    const lost = outcomes
      .filter((one) => one.result === "conflict")
      .map((outcome) => this.#withdraw(actions.get(outcome.number), outcome))
      .filter(Boolean)
    const open = new Set(lost.map((conflict) => conflict.row))
    const rows = (reply.rows ?? []).filter((row) => !open.has(row.id))
    for (const row of rows) this.#rebase(row, sent.findLast((action) => action.row === row.id))
    this.store.merge({ ...reply, rows })
    for (const outcome of outcomes) this.#speak(outcome, actions.get(outcome.number))
    for (const conflict of lost) this.#resolve(conflict)
    if (reply.order) this.store.forgetAhead()
  }

  /**
   * What is under way, or typed, on a row stands on what the server made of our last action;
   * but not where its text is not ours: then somebody was faster, and it must meet a conflict.
   */
  #rebase(row, action) {
    if (!action) return
    if (action.target !== undefined && action.target.trim() !== row.target.trim()) return
    this.outbox.rebase(row.id, row.version)
    this.on.rebased(row.id, row.version + this.outbox.pending(row.id).filter(changesContent).length)
  }

  #speak(outcome, action) {
    if (outcome.result === "refused") {
      this.on.say(outcome.message || "The server refused this.")
      this.on.refused(action)
    } else if (outcome.message && !(action && changesContent(action))) this.on.say(outcome.message)
  }

  /** What stood on a text that is gone is taken back, and its words are kept as typing. */
  #withdraw(action, outcome) {
    if (!action || !changesContent(action) || !outcome.row) return null
    const chain = [action, ...this.outbox.withdraw(action.row)]
    const { row, version, _base: base } = action
    const mine = chain.findLast((one) => one.target !== undefined)?.target ?? base ?? outcome.row.target
    const status = chain.findLast((one) => one.kind === "status")
    this.typing.set(row, { text: mine, version, base: base ?? mine })
    return { row, version, theirs: outcome.row, mine, base, status, message: outcome.message }
  }

  /** Where the texts do not differ, nothing is to be asked. */
  #resolve(conflict) {
    const { row, theirs, mine, base, status } = conflict
    const sameText = theirs.target.trim() === mine.trim()
    const onlyMine = base !== undefined && theirs.target === base
    if (!sameText && !onlyMine) return this.on.conflict(conflict)
    this.typing.delete(row)
    const again = status ? wish(status) : sameText ? null : { kind: "edit" }
    const { version, target } = theirs
    this.on.settled(row, again ? { version: version + 1, text: mine } : { version, text: target })
    // First the action, then their row: it is laid over at once, and nothing flickers.
    if (again) this.perform({ ...again, row, version, target: mine, _base: target })
    return this.store.merge({ rows: [theirs] })
  }
}

/** What a status action asks for. */
function wish({ kind, status, reason }) {
  return reason === undefined ? { kind, status } : { kind, status, reason }
}
