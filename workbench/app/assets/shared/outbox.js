// The outbox: numbered actions that are kept in the browser until the server has them.
import { Kept } from "./keep.js"
import { Refused } from "./transport.js"

const MOST_AT_ONCE = 50
const FIRST_WAIT = 250
const LONGEST_WAIT = 8000

/** @typedef {{number: number, kind: string, row?: number, version?: number}} Action */
/** @typedef {{number: number, result: "done"|"conflict"|"refused", message?: string, row?: object, reply?: object}} Outcome */

/**
 * Sends actions in order, one request at a time, and again until they are acknowledged. The
 * server applies each (client, number) once, so sending twice does no harm.
 */
export class Outbox {
  /**
   * @param {object} options
   * @param {string} options.scope document and user
   * @param {string} options.client who numbers the actions
   * @param {import("./transport.js").Transport} options.transport
   * @param {(reply: object, sent: Action[]) => void} options.onReply before promises are settled
   * @param {(state: OutboxState) => void} [options.onState]
   */
  constructor({ scope, client, transport, onReply, onState = () => {} }) {
    this.client = client
    this.transport = transport
    this.onReply = onReply
    this.onState = onState
    this.kept = new Kept(`workbench/outbox/${scope}/${client}`, { client, next: 1, queue: [] })
    this.waiting = new Map()
    this.sending = false
    this.problem = null
    this.wake = () => {}
  }

  /** Actions that are not acknowledged yet, oldest first. */
  get queue() {
    return this.kept.value.queue
  }

  /** Actions on a row that are not acknowledged yet. */
  pending(row) {
    return this.queue.filter((action) => action.row === row)
  }

  /**
   * Put an action in and start sending.
   * @param {object} action without its number; fields that begin with "_" stay in the browser
   * @returns {Promise<Outcome>} settled when the server has it; may take as long as it is offline
   */
  add(action) {
    const number = this.kept.value.next
    this.kept.value.next = number + 1
    this.queue.push({ ...action, number })
    this.kept.save()
    const settled = new Promise((resolve) => this.waiting.set(number, resolve))
    this.#tell()
    this.send()
    return settled
  }

  /** Take back actions on a row that were not sent: they stand on a text that is gone. */
  withdraw(row) {
    const taken = this.queue.filter((action) => action.row === row && !this.flying?.has(action.number))
    if (!taken.length) return []
    this.#drop(new Set(taken.map((action) => action.number)))
    for (const action of taken) this.#settle({ number: action.number, result: "conflict" })
    return taken
  }

  /** Say anew which version the unsent actions of a row stand on. */
  rebase(row, version) {
    let next = version
    for (const action of this.queue) {
      if (action.row !== row || action.version === undefined) continue
      if (!this.flying?.has(action.number)) action.version = next
      next = action.version + 1
    }
    this.kept.save()
  }

  /** Wait until everything that is in the queue now is acknowledged. */
  async settled() {
    const last = this.queue.at(-1)
    if (!last) return
    await new Promise((resolve) => {
      const before = this.waiting.get(last.number)
      this.waiting.set(last.number, (outcome) => {
        before?.(outcome)
        resolve()
      })
      this.send()
    })
  }

  /** Try now, not when the pause is over. */
  retry() {
    this.wake()
    this.send()
  }

  /** Send what is in the queue, until it is empty. */
  async send() {
    if (this.sending) return
    this.sending = true
    let wait = FIRST_WAIT
    try {
      while (this.queue.length && !this.closed) {
        if (await this.#sendBatch()) {
          wait = FIRST_WAIT
        } else {
          await this.#pause(wait)
          wait = Math.min(wait * 2, LONGEST_WAIT)
        }
      }
    } finally {
      this.sending = false
    }
  }

  close() {
    this.closed = true
    this.wake()
  }

  /** One request; false where it has to be tried again. */
  async #sendBatch() {
    const batch = batchOf(this.queue)
    this.flying = new Set(batch.map((action) => action.number))
    try {
      const body = { client: this.client, actions: batch.map(onWire) }
      const reply = await this.transport.post("apply", body)
      this.flying = null
      this.problem = null
      return this.#acknowledge(reply, batch)
    } catch (error) {
      this.flying = null
      this.problem = { message: error.message, refused: error instanceof Refused ? error.status : 0 }
      this.#tell()
      return false
    }
  }

  #acknowledge(reply, batch) {
    const done = batch.filter((action) => action.number <= reply.acknowledged)
    if (!done.length) return false
    this.#drop(new Set(done.map((action) => action.number)))
    this.onReply(reply, done)
    const outcomes = new Map((reply.outcomes ?? []).map((outcome) => [outcome.number, outcome]))
    for (const { number } of done) {
      this.#settle({ ...(outcomes.get(number) ?? { number, result: "done" }), reply })
    }
    this.#tell()
    return true
  }

  #drop(numbers) {
    this.kept.value.queue = this.queue.filter((action) => !numbers.has(action.number))
    // An empty record of a tab that is gone must not be looked at for ever.
    if (this.queue.length || !this.closed) this.kept.save()
    else this.kept.remove()
  }

  #settle(outcome) {
    this.waiting.get(outcome.number)?.(outcome)
    this.waiting.delete(outcome.number)
  }

  #pause(wait) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, wait * (0.75 + Math.random() / 2))
      this.wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  #tell() {
    this.onState({ waiting: this.queue.length, problem: this.problem, safe: this.kept.safe })
  }
}

/**
 * The next actions to send: never two on one row, so that an action that meets somebody
 * else's change holds up those that stand on it.
 */
function batchOf(queue) {
  const rows = new Set()
  const batch = []
  for (const action of queue.slice(0, MOST_AT_ONCE)) {
    const touched = rowsOf(action)
    if (touched.some((row) => rows.has(row))) break
    touched.forEach((row) => rows.add(row))
    if (!touched.length && batch.length) break
    batch.push(action)
    if (!touched.length) break
  }
  return batch
}

/** The rows an action names; none for those that may touch any. */
function rowsOf(action) {
  if (action.rows) return action.rows.map((one) => one.row)
  return action.row === undefined ? [] : [action.row]
}

function onWire(action) {
  return Object.fromEntries(Object.entries(action).filter(([name]) => !name.startsWith("_")))
}
