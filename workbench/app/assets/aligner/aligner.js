// The aligner: two columns, the cursor in them, and everything that keys and clicks do.
import { Foot } from "../editor/foot.js"
import { debounce, h } from "../shared/dom.js"
import { Effort } from "../shared/effort.js"
import { Kept } from "../shared/keep.js"
import { command } from "./commands.js"
import { settleTexts } from "./conflict.js"
import { Cutting } from "./cutting.js"
import { Dragging } from "./dragging.js"
import { Editing } from "./editing.js"
import { Grid } from "./grid.js"
import { Head } from "./head.js"
import { bindKeys, openKeys } from "./keyboard.js"
import { mouse } from "./mouse.js"
import { Moves } from "./moves.js"
import { Selection, parts, within } from "./selection.js"
import { Sync } from "./sync.js"
import { Unpaired } from "./unpaired.js"
import { walk } from "./walk.js"

const PRESENCE = 10000
const RETRY = 1500
/** Keys and clicks while an action is under way are done after it; more than these are a cat. */
const MOST_WAITING = 40

export class Aligner {
  /** @param {object} data of the element @param {{exportAll: () => void}} on */
  constructor(data, on) {
    this.data = data
    this.on = on
    this.sync = new Sync(data, {
      state: (state) => this.foot.state(state),
      say: (words) => this.say(words),
      conflict: (conflict) => this.#conflict(conflict),
      changed: () => this.listUnpaired(),
    })
    this.store = this.sync.store
    this.selection = new Selection()
    this.effort = new Effort()
    this.moves = new Moves(this)
    this.editing = new Editing(this)
    this.cutting = new Cutting(this)
    this.busy = false
    this.waiting = []
    this.listUnpaired = debounce(() => this.store.loadUnpaired().catch(() => {}), 60)
    this.tellPresence = debounce(() => this.#presence(), 300)
    this.#build()
    this.#listen()
  }

  /** Load and show; what is under way from before is sent first. */
  async start() {
    await this.sync.start()
    this.kept = new Kept(`workbench/aligner/${this.sync.scope}`, {})
    const before = this.data.row ? { row: this.data.row } : this.kept.value
    await this.load({ around: before.row ?? null }, before.row ? { side: "source", index: 0, ...before } : null)
    this.sync.sendTyping()
    this.listUnpaired()
    this.timer = setInterval(() => this.#presence(), PRESENCE)
  }

  /** The row in hand. */
  get row() {
    return this.store.find(this.place?.row)
  }

  get place() {
    return this.selection.place
  }

  /** The rows that actions are about. */
  get chosen() {
    return this.selection.chosen(this.store.rows)
  }

  /** Do a command, after those that are under way. */
  run(id) {
    if (this.later(() => this.run(id))) return
    const caret = this.editing.caret
    if (id !== "split") this.editing.finish()
    this.cutting.cancel()
    const result = command(id).run(this, caret)
    if (result instanceof Promise) this.wait(result)
  }

  /** Keep something for when the action under way is done, so that all comes in its order. */
  later(what) {
    if (this.busy && this.waiting.length < MOST_WAITING) this.waiting.push(what)
    return this.busy
  }

  /** Load a page, show it, and put the cursor somewhere. Tries again until the server answers. */
  async load(where, place = null) {
    try {
      await this.store.load(where)
      if (place && !this.store.find(place.row)) await this.store.load({ around: place.row })
    } catch (error) {
      this.foot.show("offline", error.message)
      await new Promise((resolve) => setTimeout(resolve, RETRY))
      return this.closed ? undefined : this.load(where, place)
    }
    return this.go(place)
  }

  /** Put the cursor on a sentence, or on what is nearest. */
  go(place, { keep = false } = {}) {
    const row = this.store.find(place?.row)
    if (row) this.selection[keep ? "carry" : "set"](within(row, place.side, place.index))
    this.show({ focus: true })
    this.effort.open(this.place?.row ?? null)
  }

  /** Show where the cursor is. `focus`: it takes the keys and is brought into view. */
  show({ focus = false } = {}) {
    this.grid.select(this.selection)
    this.head.offer(this.chosen, this.place)
    this.unpaired.mark(this.place?.row ?? null)
    if (!this.place) return
    if (focus) this.grid.focus(this.place, { keys: this.root.isConnected })
    if (this.kept && this.kept.value.row !== this.place.row) {
      this.kept.value = { row: this.place.row, side: this.place.side }
      this.kept.save()
      this.tellPresence()
    }
  }

  /** Make the chosen rows fixed points and go on to the next one that asks for a look. */
  accept() {
    const rows = this.chosen
    if (!rows.length) return undefined
    for (const row of rows) this.pin(row, true)
    return this.nextDoubtful()
  }

  unpin() {
    for (const row of this.chosen) this.pin(row, false)
  }

  edit() {
    if (this.place?.index >= 0) this.editing.start(this.place)
    else this.say("There is no sentence here to edit.")
  }

  /** At the caret of the sentence that is being changed, else where the arrows say. */
  split() {
    const caret = this.editing.caret
    this.editing.finish()
    if (caret) this.cutting.start(caret.place, caret.offset)
    else if (this.place) this.cutting.start(this.place)
  }

  keys() {
    openKeys(this.root, { onClose: () => this.show({ focus: true }) })
  }

  say(words, { stay = false } = {}) {
    this.foot.say(words)
    if (stay) clearTimeout(this.foot.timer)
  }

  /** Another ticket, after the page was run again. */
  update(data) {
    this.sync.renew(data.ticket)
  }

  close() {
    this.closed = true
    this.editing.finish()
    clearInterval(this.timer)
    this.stopKeys()
    this.dragging.stop()
    this.grid.close()
    window.removeEventListener("pagehide", this.leave)
    this.sync.close()
  }

  async wait(result) {
    this.busy = true
    this.root.setAttribute("aria-busy", "true")
    try {
      await result
    } catch (error) {
      this.say(error.message)
    }
    this.busy = false
    this.root.removeAttribute("aria-busy")
    while (this.waiting.length && !this.busy) this.waiting.shift()()
  }

  pin(row, pinned) {
    if (row.pinned === pinned) return
    this.sync.perform({ kind: "pin", row: row.id, version: row.version, pinned, ...this.effort.take() })
  }

  async #conflict(conflict) {
    const { theirs, typed, message } = conflict
    const who = message || "Somebody else has changed this row in the meantime."
    if (!typed) return this.say(`${who} Nothing was done; look again.`)
    this.editing.finish()
    const text = await settleTexts(this.root, { ...conflict, message: who })
    const now = this.store.find(typed.row) ?? theirs
    if (text !== null && now) {
      const index = Math.min(typed.index, parts(now, typed.side).length)
      this.sync.perform({ kind: "part", row: now.id, version: now.version, side: typed.side, index, text })
    }
    return this.show({ focus: true })
  }

  async #presence() {
    try {
      const now = await this.sync.presence(this.place?.row ?? null)
      // When the last one leaves, their name has to go, too.
      const others = now || this.others
      this.others = now
      const quiet = !this.busy && !this.editing.active && !this.cutting.active && !this.dragging.drag
      if (others && quiet && !this.sync.outbox.queue.length) {
        await this.store.load({ offset: this.store.offset })
        this.listUnpaired()
      }
    } catch {
      // Offline: the outbox says so where anything waits.
    }
  }

  #build() {
    const run = (id) => this.run(id)
    this.head = new Head({ command: run, exportAll: this.on.exportAll }, this.data)
    this.foot = new Foot({ command: run, go: () => {} })
    this.grid = new Grid({
      choose: (place, event) => this.choose(place, event),
      edit: () => this.run("edit"),
      pin: (id) => this.turnPin(id),
      press: (event, place) => this.press(event, place),
    })
    this.unpaired = new Unpaired({
      go: (row) => this.visit(row),
      press: (event, place, text) => this.dragging.press(event, place, text),
      more: () => this.store.listMore().catch((error) => this.say(error.message)),
    })
    this.root = h(
      "section.editor.aligner",
      { "aria-label": "Aligner" },
      this.head.element,
      h("div.body", {}, this.grid.element, this.unpaired.element),
      this.foot.element,
    )
    this.dragging = new Dragging(this.root, this.grid.element, (place, row) => this.drop(place, row))
  }

  #listen() {
    const { store, grid } = this
    store.addEventListener("page", ({ detail }) => {
      const focused = this.#focused()
      grid.draw(store.rows, store.total, "This document has no rows yet.")
      this.selection.settle(store.rows, detail.before)
      this.show({ focus: focused && !this.editing.active })
    })
    store.addEventListener("row", ({ detail }) => {
      const focused = this.#focused()
      grid.replace(detail.row)
      this.selection.settle(store.rows)
      this.show()
      if (focused && !this.#focused()) this.show({ focus: true })
    })
    store.addEventListener("facts", () => {
      this.head.update(store)
      this.foot.update(store, this.data.user)
    })
    store.addEventListener("unpaired", () => this.unpaired.draw(store.unpaired, this.place?.row ?? null))
    grid.rows.addEventListener("focusin", (event) => this.#focusIn(event))
    this.stopKeys = bindKeys(this)
    this.leave = () => this.editing.commit()
    window.addEventListener("pagehide", this.leave)
  }

  /** Whether one of the sentences has the keys. */
  #focused() {
    const active = this.root.getRootNode().activeElement
    return Boolean(active && this.grid.element.contains(active))
  }

  /** Tab goes from side to side: the cursor follows. */
  #focusIn(event) {
    const sentence = event.target.closest(".sentence")
    if (!sentence || this.cutting.active || this.editing.active) return
    const place = this.grid.placeOf(sentence)
    if (place.row !== this.place?.row) return
    this.selection.carry(place)
    this.show()
  }
}

Object.assign(Aligner.prototype, walk, mouse)
