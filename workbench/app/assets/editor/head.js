// The top: title, progress, filters with their counts, search.
import { debounce, h, number, setText } from "../shared/dom.js"
import { STATUS } from "./row_view.js"

const FILTERS = [
  ["all", "All", {}],
  ["look", "To look at", { look: true }],
  ["low_confidence", "Low confidence", { low_confidence: true }],
  ["terms", "Terms", { terms: true }],
  ["checks", "Checks", { checks: true }],
  ["comments", "Comments", { comments: true }],
  ["unpaired", "Unpaired", { unpaired: true }],
]
/** Chips that stay away where nothing is to be counted, so that none comes or goes in the work. */
const RARE = new Set(["unpaired"])

export class Head {
  /** @param {{filter: (filter: object) => void, command: (id: string) => void}} on */
  constructor(on, { title }) {
    this.on = on
    this.chosen = "all"
    this.title = h("h1.title", {}, title ?? "")
    this.languages = h("span.languages", {}, "ru → en")
    this.progressWord = h("span.progress-word")
    this.bar = h("span.progress", { role: "img" }, h("span.approved"), h("span.reviewed"))
    this.speed = h("span.speed")
    this.chips = h("div.chips", { role: "group", "aria-label": "Show" })
    this.search = h("input.search", {
      type: "search",
      placeholder: "Search, Ctrl+F",
      "aria-label": "Search in both texts",
      oninput: () => this.later(),
    })
    this.status = h("select.status-filter", { "aria-label": "Status", onchange: () => this.#changed() })
    this.options = new Map(
      ["", ...Object.keys(STATUS)].map((name) => [name, h("option", { value: name }, name || "Any status")]),
    )
    this.status.append(...this.options.values())
    this.later = debounce(() => this.#changed(), 250)
    this.case = h("input", { type: "checkbox", onchange: () => this.#changed() })
    this.element = h(
      "header.head",
      {},
      h(
        "div.top",
        {},
        this.title,
        this.languages,
        h("span.progress-block", {}, this.progressWord, this.bar),
        this.speed,
        h("span.space"),
        this.#button("export", "Export…", "Alt+E"),
        this.#button("keys", "Keys", "?"),
      ),
      h(
        "div.filters",
        {},
        this.chips,
        this.status,
        h("span.space"),
        this.search,
        h("label.case", { title: "Match upper and lower case" }, this.case, "Aa"),
        this.#button("replace", "Replace…", "Ctrl+H"),
      ),
    )
    this.buttons = new Map()
    this.#chips()
  }

  /** Show what the store knows. */
  update({ counts, speed, document: facts }) {
    if (facts?.name) setText(this.title, facts.name)
    const all = counts.all ?? 0
    const [approved, reviewed] = [counts.approved ?? 0, counts.reviewed ?? 0]
    const also = reviewed ? ` · ${number(reviewed)} reviewed` : ""
    setText(this.progressWord, `${number(approved)} of ${number(all)} approved${also}`)
    this.bar.style.setProperty("--approved", all ? approved / all : 0)
    this.bar.style.setProperty("--reviewed", all ? reviewed / all : 0)
    this.bar.setAttribute("aria-label", this.progressWord.textContent)
    setText(this.speed, speed ? `${number(Math.round(speed))} words/h` : "")
    this.speed.title = "Words reviewed an hour, in the time you worked"
    for (const [name, [button, count]] of this.buttons) {
      setText(count, number(counts[name] ?? 0))
      button.hidden = RARE.has(name) && !counts[name] && name !== this.chosen
      button.setAttribute("aria-pressed", String(name === this.chosen))
    }
    for (const [name, option] of this.options) {
      if (name) setText(option, `${capital(name)} ${number(counts[name] ?? 0)}`)
    }
    this.status.classList.toggle("chosen", this.status.value !== "")
  }

  /** The filter as it is set. */
  get filter() {
    const [, , flags] = FILTERS.find(([name]) => name === this.chosen)
    const status = this.status.value
    const text = this.search.value.trim()
    return {
      ...flags,
      ...(status ? { status: [status] } : {}),
      ...(text ? { text, case: this.case.checked } : {}),
    }
  }

  /** Take the filter off. */
  clear() {
    this.chosen = "all"
    this.status.value = ""
    this.search.value = ""
  }

  focusSearch(text) {
    if (text) {
      this.search.value = text
      this.#changed()
    }
    this.search.focus()
    this.search.select()
  }

  focusChips() {
    this.buttons.get(this.chosen)?.[0].focus()
  }

  #chips() {
    for (const [name, label] of FILTERS) {
      const count = h("span.count", {}, "0")
      const choose = () => {
        this.chosen = name
        this.#changed()
      }
      const button = h("button.chip", { type: "button", onclick: choose }, label, " ", count)
      this.buttons.set(name, [button, count])
      this.chips.append(button)
    }
    this.chips.addEventListener("keydown", (event) => this.#move(event))
  }

  /** Arrows go from chip to chip. */
  #move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step || event.altKey || event.ctrlKey) return
    const shown = [...this.buttons.values()].map(([button]) => button).filter((button) => !button.hidden)
    const next = shown[shown.indexOf(event.target.closest("button")) + step]
    next?.focus()
    event.preventDefault()
  }

  #changed() {
    this.later.cancel()
    this.on.filter(this.filter)
  }

  #button(command, label, key) {
    return h(
      "button.button",
      { type: "button", onclick: () => this.on.command(command), title: `${label} (${key})` },
      label,
      h("kbd", { "aria-hidden": "true" }, key),
    )
  }
}

function capital(word) {
  return word[0].toUpperCase() + word.slice(1)
}
