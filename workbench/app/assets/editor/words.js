// Source texts cut into words and terms, and word links between the two sides.
import { h } from "../shared/dom.js"

const SIGN = { right: "✓", missing: "○", forbidden: "✗" }

/** What the status of a term means, in words. */
export const TERM_WORD = { right: "in the text", missing: "missing", forbidden: "forbidden form" }

/**
 * The distinct terms of a row in order, numbered from 1 for Alt+1…9.
 * @param {object} row
 * @returns {Array<{number: number, surface: string, preferred: string, forms: string[], status: string}>}
 */
export function numberedTerms(row) {
  const found = new Map()
  for (const term of row.terms ?? []) {
    const key = `${term.surface.toLowerCase()}\n${term.preferred}`
    const known = found.get(key)
    if (!known) found.set(key, { ...term, number: found.size + 1 })
    else if (known.status === "right") known.status = term.status
  }
  return [...found.values()]
}

/**
 * The status of a term in the row's text as it is being typed. What the server found holds
 * for its text; for another one plurals of the admissible forms are looked for.
 * @param {object} term @param {string} text @param {object} row as the server has it
 */
export function termStatus(term, text, row) {
  if (text === row.target) return term.status
  const forms = term.forms?.length ? term.forms : [term.preferred]
  const found = term.target_start >= 0 ? row.target.slice(term.target_start, term.target_end) : ""
  if (term.status === "forbidden" && hasForm(text, found)) return "forbidden"
  const right = [...forms, term.status === "right" ? found : ""].filter(Boolean)
  return right.some((form) => hasForm(text, form)) ? "right" : "missing"
}

function hasForm(text, form) {
  if (!form) return false
  const words = form.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
  const plural = words.map((word) => `(?:${word}(?:s|es)?|${word.replace(/y$/, "ies")})`).join("\\s+")
  return new RegExp(`(?<![\\p{L}\\p{N}])${plural}(?![\\p{L}\\p{N}])`, "iu").test(text)
}

function isLetter(sign) {
  return sign !== undefined && /[\p{L}\p{N}]/u.test(sign)
}

/**
 * The source text as words in spans with offsets; words of a term stand in one mark that
 * shows its English on hover and puts it in at a click.
 * @param {object} row
 * @param {(term: object) => void} [onTerm]
 */
export function sourceNodes(row, onTerm) {
  const numbers = new Map()
  for (const term of numberedTerms(row)) {
    numbers.set(`${term.surface.toLowerCase()}\n${term.preferred}`, term.number)
  }
  const nodes = []
  let at = 0
  for (const term of apart(row.terms ?? [])) {
    nodes.push(...wordSpans(row.source.slice(at, term.start), at))
    const number = numbers.get(`${term.surface.toLowerCase()}\n${term.preferred}`)
    nodes.push(termMark(row, term, number, onTerm))
    at = term.end
  }
  nodes.push(...wordSpans(row.source.slice(at), at))
  return nodes
}

function termMark(row, term, number, onTerm) {
  const key = number <= 9 ? `Alt+${number} ` : ""
  const mark = h(
    `span.term.${term.status}`,
    {
      dataset: { hint: `${key}${term.preferred}`, number },
      onclick: onTerm && ((event) => (event.stopPropagation(), onTerm(term))),
      role: onTerm && "button",
      "aria-label": onTerm && `${term.surface}: ${term.preferred}, ${TERM_WORD[term.status]}, ${key}`,
    },
    wordSpans(row.source.slice(term.start, term.end), term.start),
  )
  return mark
}

/** Change the looks of the marks as the text is typed. */
export function updateTermMarks(element, row, text) {
  const marks = element.querySelectorAll(".term")
  apart(row.terms ?? []).forEach((term, index) => {
    const status = termStatus(term, text, row)
    const mark = marks[index]
    if (mark && !mark.classList.contains(status)) {
      mark.classList.remove("right", "missing", "forbidden")
      mark.classList.add(status)
    }
  })
}

/** Terms that do not lie over each other, the longer before the shorter, in order. */
function apart(terms) {
  const kept = []
  for (const term of [...terms].sort((a, b) => b.end - b.start - (a.end - a.start))) {
    if (kept.every((other) => term.end <= other.start || term.start >= other.end)) kept.push(term)
  }
  return kept.sort((a, b) => a.start - b.start)
}

/** Words in spans that know their offsets; the rest as plain text. */
export function wordSpans(text, offset, extra = "") {
  const nodes = []
  for (const piece of text.match(/[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]+/gu) ?? []) {
    if (isLetter(piece[0])) {
      const range = { from: offset, to: offset + piece.length }
      nodes.push(h(`span.w${extra}`, { dataset: range }, piece))
    } else nodes.push(piece)
    offset += piece.length
  }
  return nodes
}

/** A sign and a word for the status of a term. */
export function termBadge(status) {
  return h(`span.term-status.${status}`, {}, `${SIGN[status]} ${TERM_WORD[status]}`)
}

/**
 * Ranges on the other side that are linked to a word.
 * @param {number[][]} links [source start, source end, target start, target end, weight]
 * @param {"source"|"target"} side where the word stands
 */
export function partners(links, side, from, to) {
  const [a, b, c, d] = side === "source" ? [0, 1, 2, 3] : [2, 3, 0, 1]
  return links.filter((link) => link[a] < to && link[b] > from).map((link) => [link[c], link[d]])
}

/** Light the words of `element` that lie in one of the ranges, and put out the others. */
export function light(element, ranges) {
  for (const word of element.querySelectorAll(".w")) {
    const [from, to] = [Number(word.dataset.from), Number(word.dataset.to)]
    const lit = ranges.some(([start, end]) => start < to && end > from)
    word.classList.toggle("lit", lit)
  }
}
