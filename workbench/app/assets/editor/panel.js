// The side panel: matches, terms, checks, comments and history of the row in work.
import { difference } from "../shared/diff.js"
import { fill, h, when } from "../shared/dom.js"
import { STATUS } from "./row_view.js"
import { numberedTerms, termBadge, termStatus } from "./words.js"

/** What the history calls an action. */
const KIND = {
  edit: "edited",
  take_draft: "new draft",
  replace_all: "replaced",
  reset: "back to the draft",
  realign: "aligned again",
}
const SECTIONS = ["matches", "terms", "checks", "comments", "history"]

export class Panel {
  /** @param {object} on what to call: insert(text), match(match), fix(check), ignore(check, why),
   *  comment(text), resolve(comment), restore(text) */
  constructor(on) {
    this.on = on
    this.parts = {}
    this.element = h("aside.panel", { "aria-label": "About the segment in work" })
    for (const name of SECTIONS) {
      const body = h("div.body")
      const count = h("span.count")
      const title = h("h2", {}, name[0].toUpperCase() + name.slice(1), count)
      this.parts[name] = { body, count, title }
      this.element.append(h(`section.${name}`, { "aria-label": name }, title, body))
    }
    this.comment = h("textarea.comment-box", {
      rows: "1",
      placeholder: "Comment, Enter sends",
      "aria-label": "New comment",
      onkeydown: (event) => this.#send(event),
    })
    // The field stays where it is while the list above it changes: somebody may be typing.
    this.said = h("div.said")
    this.parts.comments.body.append(this.said, this.comment)
    /** @type {Map<number, string>} comments that were begun, by row */
    this.begun = new Map()
    this.detail = null
  }

  /** Another row: its terms are known, the rest comes. */
  open(row, text) {
    if (this.row && this.row.id !== row.id) {
      this.begun.set(this.row.id, this.comment.value)
      this.comment.value = this.begun.get(row.id) ?? ""
    }
    this.row = row
    this.detail = null
    this.numbered = numberedTerms(row)
    fill(this.parts.checks.body)
    this.#part("matches", [waiting()], "")
    this.#part("checks", [waiting()], row.open_checks || "")
    this.#part("history", [waiting()], "")
    this.#comments([])
    this.showTerms(text)
  }

  /** The row changed: its terms and numbers may. */
  update(row, text) {
    this.row = row
    this.numbered = numberedTerms(row)
    this.showTerms(text)
  }

  /** What the server says of the row. */
  show(detail) {
    this.detail = detail
    this.#matches(detail.matches ?? [])
    this.#checks(detail.checks ?? [])
    this.#comments(detail.comments ?? [])
    this.#history(detail.history ?? [])
  }

  /** The server could not be asked. */
  missing(words) {
    if (this.detail) return
    for (const name of ["matches", "checks", "history"]) this.#part(name, [h("p.quiet", {}, words)], "")
  }

  /** Terms with their state in the text as it is. */
  showTerms(text) {
    const items = this.numbered.map((term) =>
      h(
        "button.item.term-item",
        { type: "button", onclick: () => this.on.insert(term.preferred), title: "Insert" },
        key(term.number),
        h("span.surface", { lang: "ru" }, term.surface),
        h(
          "span.english",
          {},
          h("span.preferred", { lang: "en" }, term.preferred),
          termBadge(termStatus(term, text, this.row)),
        ),
      ),
    )
    this.#part("terms", items.length ? items : [h("p.quiet", {}, "none")], "")
  }

  /** What Alt and this digit put in: {text} of a term or {match}; null where there is none. */
  numberedItem(digit) {
    const term = this.numbered?.[digit - 1]
    if (term) return { text: term.preferred }
    const match = this.detail?.matches?.[digit - 1 - (this.numbered?.length ?? 0)]
    return match ? { match } : null
  }

  /** The first open check, with a fix where one is asked for. */
  firstCheck({ fix = false } = {}) {
    return (this.detail?.checks ?? []).find((check) => !fix || (check.fix !== null && check.fix !== undefined))
  }

  /** Ask why a check is to be ignored. */
  askWhy(check) {
    const slot = this.element.querySelector(`[data-check="${CSS.escape(check.key)}"] .why`)
    if (!slot) return
    const field = h("input", {
      placeholder: "Because… Enter ignores, Esc leaves it",
      "aria-label": `Why ${check.check} is ignored`,
      onkeydown: (event) => {
        if (event.key === "Escape") {
          event.stopPropagation()
          fill(slot)
          this.on.back()
        } else if (event.key === "Enter" && field.value.trim()) {
          event.preventDefault()
          fill(slot)
          this.on.ignore(check, field.value.trim())
        }
      },
    })
    fill(slot, field)
    field.focus()
  }

  focusComment() {
    this.comment.focus()
  }

  #matches(matches) {
    const first = this.numbered.length + 1
    const items = matches.map((match, index) =>
      h(
        "button.item.match",
        { type: "button", title: "Take over", onclick: () => this.on.match(match) },
        h("span.line", {}, key(first + index), h("b", {}, percent(match.score)), h("span.origin", { title: match.origin }, match.origin)),
        h("span.match-source", { lang: "ru" }, changes(match.source, this.row.source)),
        h("span.match-target", { lang: "en" }, match.target),
        match.fixed?.length ? h("span.quiet", {}, `numbers put right: ${match.fixed.join(", ")}`) : null,
        match.unfixed?.length ? h("span.warning", {}, `look at: ${match.unfixed.join(", ")}`) : null,
      ),
    )
    this.#part("matches", items.length ? items : [h("p.quiet", {}, "none")], matches.length || "")
  }

  #checks(checks) {
    // A reason that is being typed is not to be taken away; the list comes anew after it.
    if (this.parts.checks.body.querySelector(".why input")) return
    const items = checks.map((check, index) =>
      h(
        "div.item.check",
        { dataset: { check: check.key } },
        h("span.check-name", {}, check.check),
        h("span.message", {}, check.message),
        h(
          "span.actions",
          {},
          hasFix(check)
            ? this.#action(`Fix: ${fixWords(check.fix)}`, index === this.#firstFix(checks) ? "Alt+F" : "", () =>
                this.on.fix(check))
            : null,
          this.#action("Ignore because…", index ? "" : "Alt+I", () => this.askWhy(check)),
        ),
        h("span.why"),
      ),
    )
    this.#part("checks", items.length ? items : [h("p.quiet", {}, "none")], checks.length || "")
  }

  #firstFix(checks) {
    return checks.findIndex(hasFix)
  }

  #comments(comments) {
    const items = comments.map((comment) =>
      h(
        `div.item.comment${comment.resolved ? ".resolved" : ""}`,
        {},
        h("span.line", {}, h("b", {}, comment.user), h("span.quiet", {}, when(comment.at))),
        h("span", {}, comment.text),
        comment.resolved ? h("span.quiet", {}, "resolved") : this.#action("Resolve", "", () => this.on.resolve(comment)),
      ),
    )
    const open = comments.filter((comment) => !comment.resolved).length
    fill(this.said, items)
    this.parts.comments.count.textContent = String(open || "")
  }

  #history(history) {
    // The draft stands at the end once more, for rows whose first version is not kept.
    const told = history.some((entry) => entry.version > 0 && entry.kind === "draft")
    const entries = told ? history.filter((entry) => entry.version > 0) : history
    const items = entries.map((entry) =>
      h(
        "details.item.entry",
        {},
        h(
          "summary",
          {},
          h("span", {}, STATUS[entry.status]?.[0] ?? ""),
          " ",
          KIND[entry.kind] ?? (entry.kind === "status" ? (STATUS[entry.status]?.[1] ?? "") : entry.kind),
          h("span.quiet", {}, ` ${entry.user ?? ""} ${when(entry.at)}`),
        ),
        h("span.entry-text", { lang: "en" }, entry.target || "no text"),
        entry.target && entry.target !== this.row.target
          ? this.#action("Take this text", "", () => this.on.restore(entry.target))
          : null,
      ),
    )
    this.#part("history", items.length ? items : [h("p.quiet", {}, "nothing yet")], "")
  }

  #action(label, hint, run) {
    return h("button.link", { type: "button", onclick: run }, label, hint ? h("kbd", {}, hint) : null)
  }

  #part(name, nodes, count) {
    fill(this.parts[name].body, nodes)
    this.parts[name].count.textContent = String(count)
  }

  #send(event) {
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey) return
    event.preventDefault()
    const text = this.comment.value.trim()
    if (!text) return
    this.comment.value = ""
    this.on.comment(text)
  }
}

/** What a fix puts there, in words where it cannot be seen. */
function fixWords(fix) {
  if (fix === "") return "remove"
  return fix.trim() ? fix : "one space"
}

function hasFix(check) {
  return check.fix !== null && check.fix !== undefined
}

function key(number) {
  return number <= 9 ? h("kbd", { title: `Alt+${number}` }, String(number)) : h("span.no-key")
}

/** A score of 0 to 100; never rounded up, for 100 means exact. */
function percent(score) {
  return `${Math.floor(score)} %`
}

/** The match's source with what it has more and less than the row's. */
function changes(matched, source) {
  return difference(matched, source).map((piece) => {
    if (piece.kind === "same") return piece.text
    return piece.kind === "removed" ? h("del", {}, piece.text) : h("ins", {}, piece.text)
  })
}

function waiting() {
  return h("p.quiet", {}, "…")
}
