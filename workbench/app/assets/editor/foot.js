// The bottom: saved or not, who else is here, undo and redo, pages.
import { clock, h, number, plural, setText } from "../shared/dom.js"

export class Foot {
  /** @param {{command: (id: string) => void, go: (row: number) => void}} on */
  constructor(on) {
    this.on = on
    this.dot = h("span.dot", { "aria-hidden": "true" })
    this.saved = h("span.saved", { role: "status", "aria-live": "polite" })
    this.note = h("span.note", { role: "status", "aria-live": "polite" })
    this.people = h("span.people")
    this.undo = this.#button("undo", "Undo", "Ctrl+Z")
    this.redo = this.#button("redo", "Redo", "Ctrl+Y")
    this.range = h("span.range")
    this.before = this.#button("previousPage", "‹", "Page up")
    this.after = this.#button("nextPage", "›", "Page down")
    this.element = h(
      "footer.foot",
      {},
      h("span.saved-block", {}, this.dot, this.saved),
      this.people,
      this.note,
      h("span.space"),
      this.undo,
      this.redo,
      this.range,
      this.before,
      this.after,
    )
    this.before.setAttribute("aria-label", "Previous page")
    this.after.setAttribute("aria-label", "Next page")
    this.show("saved", "Saved")
  }

  /** What the store knows. */
  update({ undo, redo, offset, rows, total, present }, user) {
    this.#label(this.undo, "Undo", undo, "Ctrl+Z")
    this.#label(this.redo, "Redo", redo, "Ctrl+Y")
    setText(this.range, total ? `${number(offset + 1)}–${number(offset + rows.length)} of ${number(total)}` : "")
    this.before.disabled = offset === 0
    this.after.disabled = offset + rows.length >= total
    const others = (present ?? []).filter((one) => one.user !== user)
    setText(
      this.people,
      others.map((one) => `${one.user}${one.number ? ` is in ${number(one.number)}` : " is here"}`).join(", "),
    )
  }

  /** How it stands with the outbox. */
  state({ waiting, problem, safe }) {
    if (!waiting) this.show("saved", `Saved ${clock(new Date())}`)
    else if (!problem) this.show("saving", "Saving…")
    else if (problem.refused === 401) this.show("offline", `${problem.message} ${keptHere(waiting, safe)}`)
    else if (problem.refused) this.show("offline", `${problem.message} ${keptHere(waiting, safe)}`)
    else this.show("offline", `Offline. ${keptHere(waiting, safe)}`)
  }

  show(kind, words) {
    this.element.dataset.state = kind
    setText(this.saved, words)
  }

  /** Say something for a while. */
  say(words) {
    clearTimeout(this.timer)
    setText(this.note, words)
    this.note.title = words
    this.timer = setTimeout(() => setText(this.note, ""), 8000)
  }

  #label(button, word, label, key) {
    button.disabled = !label
    button.title = label ? `${word}: ${label} (${key})` : `Nothing to ${word.toLowerCase()}`
    setText(button.firstChild, label ? `${word}: ${label}` : word)
  }

  #button(command, label, key) {
    return h(
      "button.button.small",
      { type: "button", title: key, onclick: () => this.on.command(command) },
      h("span", {}, label),
    )
  }
}

function keptHere(count, safe) {
  const changes = plural(count, "change")
  const wait = count === 1 ? "waits" : "wait"
  return safe
    ? `${changes} ${wait} in this browser and will be sent.`
    : `${changes} ${wait}; this browser cannot keep them, so do not close the tab.`
}
