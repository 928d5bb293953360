// Splitting a row: a cut on each side that has a text; what stands after the cuts becomes a
// row of its own.
import { h } from "../shared/dom.js"
import { opposite, parts } from "./selection.js"

const SIDES = ["source", "target"]
const END_OF_SENTENCE = /[.!?…;:]["»”’)]?$/
const WORDS = { source: "Russian", target: "English" }

/** The text of a side and the offsets where it may be cut: before every word, and at both ends. */
export function cutsOf(sentences) {
  const text = sentences.join(" ")
  const inner = [...text.matchAll(/\s+(?=\S)/gu)].map((found) => found.index + found[0].length)
  return { text, places: text ? [0, ...inner, text.length] : [0] }
}

/** The offsets in the joined text at which sentences begin, but the first. */
export function boundaries(sentences) {
  let at = 0
  return sentences.slice(0, -1).map((text) => (at += text.length + 1))
}

/**
 * The likely cut of the side where the reviewer is: before or after the sentence in hand, or
 * in the middle of the only one, where a clause ends if it can be.
 */
export function ownCut(sentences, index) {
  const between = boundaries(sentences)
  if (between.length) return between[Math.max(0, index - 1)]
  return near(sentences.join(" "), 0.5)
}

/**
 * The likely cut of the other side: between sentences at the same share of the text, else
 * where a sentence ends inside; a single sentence is cut only where the first side was, too.
 */
export function otherCut(sentences, share, betweenSentences) {
  const { text, places } = cutsOf(sentences)
  if (!text) return 0
  const between = boundaries(sentences)
  const ends = between.length ? between : places.filter((at) => at && at < text.length && endsHere(text, at))
  if (ends.length) return closest(ends, share * text.length)
  return betweenSentences ? text.length : near(text, share)
}

function near(text, share) {
  const { places } = cutsOf([text])
  const inner = places.slice(1, -1)
  if (!inner.length) return text.length
  const cost = (at) => Math.abs(at - share * text.length) * (endsHere(text, at) ? 0.4 : /[,—–]\s*$/.test(text.slice(0, at)) ? 0.7 : 1)
  return inner.reduce((best, at) => (cost(at) < cost(best) ? at : best))
}

function endsHere(text, at) {
  return END_OF_SENTENCE.test(text.slice(0, at).trimEnd())
}

function closest(offsets, wanted) {
  return offsets.reduce((best, at) => (Math.abs(at - wanted) < Math.abs(best - wanted) ? at : best))
}

export class Cutting {
  /** @param {import("./aligner.js").Aligner} aligner */
  constructor(aligner) {
    this.aligner = aligner
    this.open = null
  }

  get active() {
    return this.open !== null
  }

  /**
   * Show where the row will be cut. Arrows move the cut, Tab goes to the other side.
   * @param {import("./selection.js").Place} place
   * @param {number|null} offset in the sentence of `place`, where a caret was
   */
  start(place, offset = null) {
    const { store, grid } = this.aligner
    this.cancel()
    const row = store.find(place.row)
    if (!row || place.index < 0) return this.aligner.say("There is no sentence to split here.")
    const [own, other] = [place.side, opposite(place.side)]
    const sentences = parts(row, own)
    const before = [0, ...boundaries(sentences)][place.index]
    const at = { [own]: offset === null ? ownCut(sentences, place.index) : before + offset }
    const between = boundaries(sentences).includes(at[own])
    at[other] = otherCut(parts(row, other), at[own] / sentences.join(" ").length, between)
    const bead = grid.bead(row.id)
    grid.hold(row.id, true)
    const stacks = SIDES.map((side) => bead.querySelector(`.stack.${side}`))
    this.open = { row, at, side: own, bead, before: stacks.map((stack) => [...stack.childNodes]) }
    bead.classList.add("cutting")
    bead.append(this.#bar())
    stacks.forEach((stack, index) => stack.addEventListener("click", this.#clicked[SIDES[index]], true))
    this.#draw()
    this.open.field.focus({ preventScroll: true })
    return this.open.field.scrollIntoView({ block: "nearest" })
  }

  /** Leave the row as it is. */
  cancel({ focus = false } = {}) {
    if (!this.open) return
    const { row, bead, before, bar } = this.open
    this.open = null
    SIDES.forEach((side, index) => {
      const stack = bead.querySelector(`.stack.${side}`)
      stack.replaceChildren(...before[index])
      stack.removeEventListener("click", this.#clicked[side], true)
    })
    bead.classList.remove("cutting")
    bar.remove()
    this.aligner.grid.hold(row.id, false)
    const now = this.aligner.store.find(row.id)
    if (now) this.aligner.grid.replace(now)
    if (focus) this.aligner.show({ focus: true })
  }

  /** A key while a cut is chosen; all keys are for it. */
  key(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -Infinity, ArrowDown: Infinity }[event.key]
    if (step) this.#step(step)
    else if (event.key === "Tab") this.#turn()
    else if (event.key === "Enter") this.#done()
    else if (event.key === "Escape") this.cancel({ focus: true })
    else return
    event.preventDefault()
  }

  #done() {
    const { row, at } = this.open
    this.cancel({ focus: true })
    this.aligner.moves.split(row.id, at.source, at.target)
  }

  /** To the next word; with Infinity to the next end of a sentence, or to the end. */
  #step(by) {
    const { row, side, at } = this.open
    const sentences = parts(row, side)
    const { text, places } = cutsOf(sentences)
    const between = new Set(boundaries(sentences))
    const stops = Number.isFinite(by)
      ? places
      : places.filter((one) => !one || one === text.length || between.has(one) || endsHere(text, one))
    const next = by > 0 ? stops.find((one) => one > at[side]) : stops.findLast((one) => one < at[side])
    if (next !== undefined) at[side] = next
    this.#draw()
  }

  #turn() {
    const other = opposite(this.open.side)
    if (parts(this.open.row, other).length) this.open.side = other
    this.#draw()
  }

  #bar() {
    const field = h("span.cut-field", { tabindex: "0", role: "slider", "aria-valuenow": "0" })
    const bar = h(
      "div.hint-bar.cut-bar",
      {},
      h("span", {}, "Cut at ", h("span.scissors", { "aria-hidden": "true" }, "✂"), " "),
      field,
      h("span.quiet", {}, h("kbd", {}, "←"), " ", h("kbd", {}, "→"), " word, ", h("kbd", {}, "↑"), " ", h("kbd", {}, "↓"), " sentence, ", h("kbd", {}, "Tab"), " other side, or click a word"),
      h("span.space"),
      h("button.button.small.primary", { type: "button", onclick: () => this.#done() }, "Split", h("kbd", {}, "Enter")),
      h("button.button.small", { type: "button", onclick: () => this.cancel({ focus: true }) }, "Leave it", h("kbd", {}, "Esc")),
    )
    Object.assign(this.open, { bar, field })
    return bar
  }

  #draw() {
    const { row, at, side, bead, field } = this.open
    for (const one of SIDES) {
      const stack = bead.querySelector(`.stack.${one}`)
      stack.classList.toggle("active", one === side)
      if (parts(row, one).length) stack.replaceChildren(...this.#sentences(one, parts(row, one), at[one], one === side))
    }
    const text = parts(row, side).join(" ")
    const next = text.slice(at[side]).split(/\s/, 3).slice(0, 2).join(" ")
    field.setAttribute("aria-label", `Cut of the ${WORDS[side]}`)
    field.setAttribute("aria-valuetext", next ? `before ${next}` : "at the end")
    field.setAttribute("aria-valuemax", String(text.length))
    field.setAttribute("aria-valuenow", String(at[side]))
    field.textContent = `${WORDS[side]}: ${next ? `before “${next}”` : "at the end"}`
  }

  /** The sentences with the cut between their words; what comes after it looks like another bead. */
  #sentences(side, sentences, at, active) {
    const sign = () => h(`span.scissors.cut${active ? ".active" : ""}`, { "aria-hidden": "true" }, "✂")
    let start = 0
    let drawn = false
    const lang = side === "source" ? "ru" : "en"
    const views = sentences.map((text) => {
      const first = start
      start += text.length + 1
      const pieces = (text.match(/\s*\S+\s*/gu) ?? [text]).reduce(
        ({ offset, found }, piece) => {
          const word = offset + piece.length - piece.trimStart().length
          const cut = !drawn && word >= at
          drawn ||= cut
          found.push(cut ? sign() : null, h(`span.word${word >= at ? ".second" : ""}`, { dataset: { at: word } }, piece))
          return { offset: offset + piece.length, found }
        },
        { offset: first, found: [] },
      ).found
      return h("div.sentence", { lang }, pieces)
    })
    if (!drawn) views.at(-1).append(sign())
    return views
  }

  #clicked = Object.fromEntries(
    SIDES.map((side) => [
      side,
      (event) => {
        event.stopPropagation()
        const word = event.target.closest(".word")
        if (!word || !this.open) return
        Object.assign(this.open, { side })
        this.open.at[side] = Number(word.dataset.at)
        this.#draw()
        this.open.field.focus({ preventScroll: true })
      },
    ]),
  )
}
