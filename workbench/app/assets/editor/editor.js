// The editor: the list with its row in work, and what belongs to both.
import { debounce, h } from "../shared/dom.js"
import { Effort } from "../shared/effort.js"
import { Kept } from "../shared/keep.js"
import { assist } from "./assist.js"
import { command } from "./commands.js"
import { decide } from "./decide.js"
import { Foot } from "./foot.js"
import { Head } from "./head.js"
import { bindKeys } from "./keyboard.js"
import { List } from "./list.js"
import { moves } from "./moves.js"
import { Panel } from "./panel.js"
import { Structure } from "./structure.js"
import { Sync } from "./sync.js"
import { Work } from "./work.js"

/** Typing becomes an edit when it pauses for so long (ms). */
const AUTOSAVE = 800
/** The panel asks the server when the reviewer stays on a row for so long (ms). */
const DETAIL_WAIT = 120
const PRESENCE = 10000
/** Below this width (px) the panel folds under the row in work. */
const NARROW = 1100
/** The next page is fetched when so few rows are left on this one. */
const NEAR_END = 15

export class Editor {
  /** @param {object} data of the element */
  constructor(data) {
    this.data = data
    this.locked = false
    this.work = null
    this.conflicts = new Map()
    /** Fulfilled when the editor is to be seen. */
    this.seated = new Promise((done) => (this.appear = done))
    this.sync = new Sync(data, {
      state: (state) => this.foot.state(state),
      say: (words) => this.say(words),
      conflict: (conflict) => this.conflict(conflict),
      settled: (row, base) => this.work?.row.id === row && (this.work.base = base),
      rebased: (row, version) => this.work?.row.id === row && (this.work.base.version = version),
      refused: (action) => this.#refused(action),
    })
    this.store = this.sync.store
    this.effort = new Effort()
    this.structure = new Structure(this)
    this.autosave = debounce(() => this.commit(), AUTOSAVE)
    this.loadDetail = debounce(() => this.fetchDetail(), DETAIL_WAIT)
    this.tellPresence = debounce(() => this.#presence(false), 300)
    this.#build()
    this.#listen()
  }

  /** Load and show; pending actions of before are sent first. */
  async start() {
    await this.sync.start()
    this.place = new Kept(`workbench/place/${this.sync.scope}`, {})
    const before = this.place.value
    const id = this.data.row ?? before.row ?? null
    await this.show({ around: id }, { id, caret: before.row === id ? before.caret : null })
    this.sync.sendTyping(this.work?.row.id)
    if (this.work?.dirty) this.autosave()
    this.timer = setInterval(() => this.#presence(true), PRESENCE)
    const seen = new Kept(`workbench/tour/${encodeURIComponent(this.data.user)}`, false)
    if (seen.value || !this.store.rows.length) return
    await this.seated
    seen.value = true
    seen.save()
    this.tour()
  }

  /** Another ticket, after the page was run again. */
  update(data) {
    if (data.ticket === this.sync.transport.ticket) return
    this.sync.transport.ticket = data.ticket
    this.sync.outbox?.retry()
  }

  /**
   * Load a page, show it, and put a row in work. Tries again until the server answers.
   * @param {{offset?: number, around?: number|null}} where
   * @param {{id?: number, caret?: number|null, focus?: boolean, stay?: boolean,
   *   choose?: (rows: object[]) => object}} then `stay` leaves the row in work alone where the
   *   page has it
   */
  async show(where, then = {}) {
    this.commit()
    try {
      await this.store.load(where)
    } catch (error) {
      this.foot.show("offline", error.message)
      await new Promise((resolve) => setTimeout(resolve, 1500))
      return this.closed ? undefined : this.show(where, then)
    }
    const { rows } = this.store
    if (then.stay && this.work) return this.list.reveal()
    const row = this.store.find(then.id) ?? then.choose?.(rows) ?? rows[0]
    return row && this.open(row.id, then)
  }

  /** Put a row in work. `caret` null is the end of its text. */
  open(id, { caret = null, focus = true } = {}) {
    const row = this.store.find(id)
    if (!row || this.locked) return
    this.commit()
    const before = this.work?.row
    this.work = new Work(this.store.find(id), this.workEvents, this.sync.typing.get(id))
    const passive = before && before.id !== id ? this.store.find(before.id) : null
    this.list.swap(this.work, passive)
    this.#seat()
    this.effort.open(id)
    this.panel.open(row, this.work.text)
    if (focus) this.work.box.focus(caret ?? this.work.text.length)
    else if (this.rowHadFocus) this.list.focusRow()
    this.list.reveal()
    this.loadDetail()
    this.tellPresence()
    this.#remember()
    if (this.store.index(id) > this.store.rows.length - NEAR_END) this.store.prepareNext()
    if (this.conflicts.has(id)) this.compare(id)
  }

  openAgain() {
    if (this.work) this.open(this.work.row.id, { caret: this.work.box.caret })
  }

  /** Hand the text in the box on as an edit, where it differs. */
  commit() {
    this.autosave.cancel()
    const { work } = this
    if (!work?.dirty || this.locked || this.conflicts.has(work.row.id)) return
    const { version, text } = work.base
    work.committed(version + 1)
    const action = { kind: "edit", row: work.row.id, version, target: work.text, _base: text }
    this.sync.perform({ ...action, ...this.effort.take() })
    this.sync.typing.delete(work.row.id)
  }

  /** The row in work takes no text while the server decides which rows there are. */
  lock(locked) {
    this.locked = locked
    this.work?.box.lock(locked)
  }

  say(words) {
    this.foot.say(words)
  }

  run(id) {
    command(id).run(this, "")
  }

  /** Ask the server about the row in work. */
  async fetchDetail() {
    const { work } = this
    if (!work) return
    this.abort?.abort()
    this.abort = new AbortController()
    try {
      const options = { signal: this.abort.signal }
      const detail = await this.sync.transport.post("row", { row: work.row.id }, options)
      if (this.work !== work) return
      this.detailText = detail.row?.target ?? work.base.text
      work.showLinks(detail.links, this.detailText)
      if (work.text === this.detailText) work.showFindings(detail.checks ?? [])
      this.panel.show(detail)
    } catch (error) {
      if (error.name !== "AbortError" && this.work === work) this.panel.missing("not reached")
    }
  }

  close() {
    this.closed = true
    this.commit()
    clearInterval(this.timer)
    this.stopListening()
    this.sync.close()
  }

  #build() {
    const run = (id) => this.run(id)
    this.head = new Head({ filter: (filter) => this.filter(filter), command: run }, this.data)
    this.foot = new Foot({ command: run })
    this.list = new List({ open: (id, caret) => this.open(id, { caret }) })
    this.panel = new Panel({
      insert: (text) => this.insertText(text),
      match: (match) => this.takeMatch(match),
      fix: (check) => this.fixCheck(check),
      ignore: (check, why) => this.noteOn({ kind: "ignore", check_key: check.key, why }).then(() => this.enterBox()),
      comment: (text) => this.noteOn({ kind: "comment", text }),
      resolve: (comment) => this.noteOn({ kind: "resolve", comment: comment.id }),
      restore: (text) => this.takeMatch({ target: text }),
      back: () => this.enterBox(),
    })
    this.workEvents = { input: () => this.#typed(), term: (term) => this.insertText(term.preferred) }
    const compare = h("button.button.small", { type: "button", onclick: () => this.compare() }, "Compare", h("kbd", {}, "Alt+V"))
    this.bar = h("div.conflict-bar", { role: "alert", hidden: true }, h("span"), compare)
    this.body = h("div.body", {}, this.list.element, this.panel.element)
    this.root = h("div.editor", {}, this.head.element, this.bar, this.body, this.foot.element)
  }

  #listen() {
    const { store } = this
    store.addEventListener("page", () => this.#page())
    store.addEventListener("row", ({ detail }) => this.#row(detail))
    store.addEventListener("facts", () => {
      this.head.update(store)
      this.foot.update(store, this.data.user)
    })
    const stopKeys = bindKeys(this)
    const leave = () => {
      if (document.visibilityState !== "hidden") return
      this.#remember()
      this.commit()
    }
    const touch = () => this.effort.touch()
    document.addEventListener("visibilitychange", leave)
    window.addEventListener("online", touch)
    this.root.addEventListener("pointermove", touch, { passive: true })
    this.root.addEventListener("focusin", (event) => {
      this.rowHadFocus = event.target.matches("li.row")
    })
    this.root.addEventListener("focusout", (event) => {
      if (event.target === this.work?.box.area) this.#remember()
    })
    const sizes = new ResizeObserver(() => this.#fold())
    sizes.observe(this.root)
    this.stopListening = () => {
      stopKeys()
      sizes.disconnect()
      document.removeEventListener("visibilitychange", leave)
      window.removeEventListener("online", touch)
    }
  }

  #page() {
    const row = this.work && this.store.find(this.work.row.id)
    if (row) this.work.update(row)
    else {
      this.commit()
      this.work = null
    }
    this.list.draw(this.store.rows, this.work)
  }

  #row({ row, before }) {
    if (this.work?.row.id === row.id) {
      const again = row.version !== before.version || row.open_checks !== before.open_checks
      this.work.update(row)
      this.panel.update(row, this.work.text)
      if (again) this.loadDetail()
    } else if (JSON.stringify(row) !== JSON.stringify(before)) this.list.replace(row)
  }

  #typed() {
    const { work } = this
    const { version, text: base } = work.base
    if (work.dirty) this.sync.typing.set(work.row.id, { text: work.text, version, base })
    else this.sync.typing.delete(work.row.id)
    this.panel.showTerms(work.text)
    this.#remember()
    this.autosave()
  }

  #refused(action) {
    if (action?.row !== undefined) this.store.refresh().catch(() => {})
  }

  /** Say where we are; take over what others, or we in another tab, did. */
  async #presence(refresh) {
    if (document.visibilityState === "hidden" || !this.sync.client) return
    try {
      const others = await this.sync.presence(this.work?.row.id ?? null)
      if ((others || refresh) && !this.locked) await this.store.refresh()
    } catch {
      // Who is here is a courtesy; what must not fail goes through the outbox.
    }
  }

  #remember() {
    if (!this.work || !this.place) return
    this.place.value = { row: this.work.row.id, caret: this.work.box.caret }
    this.place.save()
  }

  /** Put the panel where there is room for it. */
  #fold() {
    this.root.classList.toggle("narrow", this.root.clientWidth <= NARROW)
    this.#seat()
  }

  #seat() {
    const narrow = this.root.classList.contains("narrow")
    const seat = narrow && this.work ? this.work.element : this.body
    if (this.panel.element.parentNode !== seat) seat.append(this.panel.element)
  }
}

Object.assign(Editor.prototype, assist, decide, moves)
