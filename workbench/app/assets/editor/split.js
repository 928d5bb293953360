// Splitting a row: the English is cut at the caret, and the Russian where the reviewer says,
// beginning with the most likely place.
import { h } from "../shared/dom.js"

/**
 * The places where the Russian may be cut: before each of its words but the first.
 * @param {string} source
 * @returns {number[]}
 */
export function cuts(source) {
  return [...source.matchAll(/\s+(?=\S)/gu)].map((found) => found.index + found[0].length)
}

/**
 * The likely place in the Russian for a cut in the English: at the word linked to the next
 * English word, else near the same share of the text; ends of sentences and clauses draw.
 * @param {object} row
 * @param {number} caret offset in the English text
 * @param {number[][]} links
 * @param {number|null} linked the caret in the text that the links stand on
 * @returns {number}
 */
export function likelyCut(row, caret, links, linked) {
  const places = cuts(row.source)
  if (!places.length) return row.source.length
  const link = linked === null ? undefined : links.filter((one) => one[2] >= linked).sort((a, b) => a[2] - b[2])[0]
  const share = row.target ? caret / row.target.length : 0.5
  const wanted = link ? link[0] : share * row.source.length
  const cost = (place) => {
    const before = row.source.slice(0, place).trimEnd()
    const draw = /[.!?…]["»”)]?$/.test(before) ? 0.4 : /[;:,—–]$/.test(before) ? 0.75 : 1
    return (Math.abs(place - wanted) + row.source.length * 0.02) * draw
  }
  return places.reduce((best, place) => (cost(place) < cost(best) ? place : best))
}

/**
 * Show where the Russian will be cut and let the arrows move it: Enter splits, Esc leaves it.
 * @param {import("./work.js").Work} work
 * @param {number} start offset in the Russian text
 * @param {(offset: number|null) => void} done
 */
export function chooseCut(work, start, done) {
  const { source } = work.row
  const places = [...new Set([...cuts(source), source.length])]
  let index = Math.max(0, places.indexOf(start))
  const before = [...work.source.childNodes]
  const finish = (offset) => {
    work.source.replaceChildren(...before)
    field.remove()
    done(offset)
  }
  const draw = () => {
    const place = places[index]
    work.source.replaceChildren(
      document.createTextNode(source.slice(0, place)),
      h("span.cut", { "aria-hidden": "true" }, "✂"),
      document.createTextNode(source.slice(place)),
    )
    const next = source.slice(place).split(/\s/, 3).slice(0, 2).join(" ")
    field.setAttribute("aria-label", `Cut the Russian before ${next || "the end"}`)
  }
  const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }
  const field = h(
    "div.split-field",
    {
      tabindex: "0",
      role: "slider",
      "aria-valuenow": "0",
      onkeydown: (event) => {
        event.stopPropagation()
        if (event.key in step) {
          index = Math.min(places.length - 1, Math.max(0, index + step[event.key]))
          draw()
        } else if (event.key === "Enter") finish(places[index])
        else if (event.key === "Escape") finish(null)
        else return
        event.preventDefault()
      },
    },
    "Cut the Russian at ✂: ",
    h("kbd", {}, "←"),
    h("kbd", {}, "→"),
    " move it, ",
    h("button.link", { type: "button", onclick: () => finish(places[index]) }, "split", h("kbd", {}, "Enter")),
    h("button.link", { type: "button", onclick: () => finish(null) }, "leave it", h("kbd", {}, "Esc")),
  )
  work.inline.replaceChildren(field)
  draw()
  field.focus()
}
