// The top: what it is, how far it is, and a button for every action.
import { fill, h, number, plural, setText } from "../shared/dom.js"
import { shown } from "../shared/keys.js"
import { COMMANDS } from "./commands.js"
import { isPair } from "./selection.js"

export class Head {
  /**
   * @param {{command: (id: string) => void, exportAll: () => void}} on
   * @param {{title?: string, editor?: string}} data
   */
  constructor(on, { title, editor }) {
    this.on = on
    this.editorPage = editor
    this.title = h("h1.title", {}, title ?? "")
    this.bar = h("span.progress", { role: "img" }, h("span.approved"))
    this.facts = h("span.facts", { role: "status", "aria-live": "polite" })
    this.onward = h("span.onward")
    this.buttons = new Map()
    const tools = COMMANDS.filter((one) => one.button)
    this.element = h(
      "header.head",
      {},
      h("div.top", {}, this.title, h("span.languages", {}, "ru → en"), this.bar, this.facts, this.onward, h("span.space"), h("span.links", {}, this.#links("button")), this.#tool({ id: "keys", button: "Keys", label: "All keys", keys: ["?"] })),
      h(
        "div.tools",
        { role: "toolbar", "aria-label": "Actions" },
        tools.filter((one) => one.group !== "Go" && one.id !== "realign").map((one) => this.#tool(one)),
        h("span.space"),
        tools.filter((one) => one.group === "Go" || one.id === "realign").map((one) => this.#tool(one)),
      ),
    )
  }

  /** Show what the store knows. @param {import("./store.js").Store} store */
  update({ counts, document: facts, pairs }) {
    if (facts?.name) setText(this.title, facts.name)
    const [all, look, alone] = [counts.all ?? 0, counts.look ?? 0, counts.unpaired ?? 0]
    const settled = all ? (all - look) / all : 0
    this.bar.style.setProperty("--approved", settled)
    this.bar.setAttribute("aria-label", `${Math.floor(settled * 100)} % need no more looking at`)
    const done = all > 0 && look === 0
    this.element.classList.toggle("done", done)
    const sums = `${plural(pairs, "pair")}, ${number(alone)} unpaired`
    const words = done ? `Done: ${sums}.` : `${sums}, ${number(look)} to look at`
    if (this.words === words) return
    this.words = words
    fill(this.facts, done ? h("strong", {}, words) : words)
    fill(this.onward, done ? this.#links("link", " · ") : null)
    this.buttons.get("next").disabled = look === 0
  }

  /** Which buttons make sense for what is chosen. @param {object[]} rows */
  offer(rows, place) {
    const one = rows.length === 1 ? rows[0] : null
    const can = {
      accept: rows.length > 0,
      pair: rows.length > 1 || (one !== null && !isPair(one)),
      unpair: one !== null && isPair(one),
      split: one !== null && (place?.index ?? -1) >= 0,
      edit: one !== null && (place?.index ?? -1) >= 0,
      moveUp: one !== null && (place?.index ?? -1) >= 0,
      moveDown: one !== null && (place?.index ?? -1) >= 0,
      merge: one !== null,
    }
    for (const [id, possible] of Object.entries(can)) this.buttons.get(id).disabled = !possible
  }

  /** Where one goes from here. @param {"button"|"link"} kind */
  #links(kind, between = null) {
    return [
      h(`button.${kind}`, { type: "button", onclick: () => this.on.exportAll() }, "Export"),
      between,
      h(`a.${kind}`, { href: this.editorPage, target: "_self" }, "Open in the editor"),
    ]
  }

  #tool({ id, button, label, keys }) {
    const element = h(
      "button.button.tool",
      // The keys stay with the sentence: a click here does not take them.
      { type: "button", title: label, dataset: { command: id }, onmousedown: (event) => event.preventDefault(), onclick: () => this.on.command(id) },
      h("span", {}, button),
      h("kbd", { "aria-hidden": "true" }, shown(keys[0])),
    )
    this.buttons.set(id, element)
    return element
  }
}
