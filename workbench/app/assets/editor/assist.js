// What helps with the row in work: terms, matches, checks, comments, new drafts, searches.
import { openConcordance } from "./concordance.js"
import { openKeys, openTour } from "./keys_sheet.js"
import { COMMANDS } from "./commands.js"
import { openReplace } from "./replace.js"

/** Commands of the editor that concern one row's text; mixed into Editor. */
export const assist = {
  insertNumber(digit) {
    const item = this.panel.numberedItem(digit)
    if (!item) return this.say(`There is no term or match ${digit}.`)
    return item.match ? this.takeMatch(item.match) : this.insertText(item.text)
  },

  insertText(text) {
    if (!this.work || this.locked) return
    this.work.box.insert(text)
    this.work.box.focus()
  },

  /** A match takes the place of the whole text, as one step that undo takes back. */
  takeMatch(match) {
    if (!this.work || this.locked) return
    this.work.box.change(match.target, match.target.length, "match")
    this.work.box.focus()
    if (match.fixed?.length) this.say(`Numbers put right: ${match.fixed.join(", ")}`)
  },

  wish(kind) {
    if (this.work && !this.work.wish(kind)) this.say(`Mark the words to ${kind} first.`)
  },

  async redraft() {
    const { work } = this
    if (!work || this.locked) return
    const prefix = typedBeginning(work)
    this.commit()
    this.lock(true)
    this.say("Drafting again…")
    const { keep, avoid, row } = work
    try {
      const answer = await this.sync.transport.post("redraft", { row: row.id, keep, avoid, prefix })
      this.lock(false)
      if (answer.text && this.work === work) {
        this.sync.perform({
          kind: "take_draft",
          row: row.id,
          version: work.base.version,
          text: answer.text,
          detail: answer.detail ?? {},
          _base: work.base.text,
        })
        work.clearWishes()
      }
      this.say(answer.message || "Here is a new draft.")
    } catch (error) {
      this.say(error.message)
    } finally {
      this.lock(false)
      if (this.work === work) work.box.focus()
    }
  },

  fixCheck(check = this.panel.firstCheck({ fix: true })) {
    const { work } = this
    if (!work || this.locked) return undefined
    if (!check) return this.say("No check of this segment has a fix.")
    if (check.side === "source") return this.say("That is in the Russian text.")
    if (work.text !== this.detailText) {
      this.commit()
      return this.say("The text changed: the checks are being made again.")
    }
    const text = work.text.slice(0, check.start) + check.fix + work.text.slice(check.end)
    work.box.change(text, check.start + check.fix.length, "fix")
    work.box.focus()
    return this.commit()
  },

  ignoreCheck() {
    const check = this.panel.firstCheck()
    if (check) this.panel.askWhy(check)
    else this.say("This segment has no open check.")
  },

  async noteOn(action) {
    const row = this.work?.row.id
    if (row === undefined) return
    await this.sync.perform(action.kind === "resolve" ? action : { ...action, row })
    this.loadDetail.cancel()
    this.fetchDetail()
  },

  selection() {
    const box = this.work?.box
    return (box?.focused && box.selection) || String(document.getSelection() ?? "").trim()
  },

  concordance() {
    openConcordance(this.root, {
      transport: this.sync.transport,
      text: this.selection(),
      onInsert: (text) => this.insertText(text),
      onClose: () => this.enterBox(),
    })
  },

  replace() {
    const find = this.selection()
    this.commit()
    openReplace(this.root, {
      transport: this.sync.transport,
      filter: this.store.filter,
      find,
      onReplace: (action) => this.structure.replaceAll(action),
      onClose: () => this.enterBox(),
    })
  },

  /** The page exports; but not before the server has everything. */
  async exportDocument() {
    this.commit()
    await this.sync.outbox.settled()
    this.trigger("export")
  },

  keys() {
    const onTour = () => this.tour()
    openKeys(this.root, COMMANDS, { onTour, onClose: () => this.enterBox() })
  },

  tour() {
    openTour(this.root, { onClose: () => this.enterBox() })
  },
}

/**
 * The beginning that a new draft keeps: what stands before the caret, where the reviewer
 * wrote it and has not finished the sentence.
 */
function typedBeginning(work) {
  const before = work.text.slice(0, work.box.caret)
  const finished = before === work.text && /[.!?;:]["”’)]?\s*$/.test(before)
  if (finished || work.text === work.row.draft) return ""
  return before.trim()
}
