// One row: its sentences on both sides and the ribbon that joins them.
import { h } from "../shared/dom.js"
import { pinSign, ribbon } from "./ribbon.js"
import { isPair, parts } from "./selection.js"
import { tokens } from "./tokens.js"

/** A row with at least this much of `look` is to be looked at. */
export const LOOK = 0.5

const LANGUAGE = { source: "ru", target: "en" }
const NAME = { source: "Russian", target: "English" }

/** Whether a row waits for a decision. */
export function isDoubtful(row) {
  return !row.pinned && row.look >= LOOK
}

/** What a row is, in words. */
export function stateWords(row) {
  const words = [isPair(row) ? shape(row) : `unpaired ${NAME[row.source_parts.length ? "source" : "target"]}`]
  if (isPair(row) && row.score !== null) words.push(`score ${row.score.toFixed(2)}`)
  if (row.pinned) words.push("accepted, a fixed point")
  else if (isDoubtful(row)) words.push("to look at")
  if (row.open_checks) words.push(`${row.open_checks} open ${row.open_checks === 1 ? "check" : "checks"}`)
  if (row.locked_by) words.push(`${row.locked_by} is here`)
  return words.join(", ")
}

function shape(row) {
  const [left, right] = [row.source_parts.length, row.target_parts.length]
  return left === 1 && right === 1 ? "pair" : `pair of ${left} and ${right} sentences`
}

/**
 * @param {object} row
 * @param {Set<string>} known keys worth a mark
 * @returns {HTMLElement}
 */
export function beadView(row, known) {
  const alone = row.source_parts.length ? "alone" : "alone.english"
  const kind = [isPair(row) ? "paired" : alone, row.pinned && "pinned", isDoubtful(row) && "doubtful"]
  return h(
    `div.bead.${kind.filter(Boolean).join(".")}`,
    { role: "row", "aria-rowindex": row.number, dataset: { id: row.id, kind: row.kind ?? "" } },
    h("div.gutter", { role: "presentation" }, number(row), who(row)),
    side(row, "source", known),
    link(row),
    side(row, "target", known),
  )
}

function number(row) {
  return h("span.number", { "aria-hidden": "true" }, String(row.number))
}

function who(row) {
  return row.locked_by ? h("span.who", { title: `${row.locked_by} is here` }, row.locked_by) : null
}

function side(row, name, known) {
  const sentences = parts(row, name)
  return h(
    `div.stack.${name}${sentences.length ? "" : ".nothing"}`,
    { role: "presentation" },
    sentences.length
      ? sentences.map((text, index) => sentenceView(row, name, index, text, known))
      : h(
          "div.sentence.gap",
          { role: "gridcell", tabindex: "-1", dataset: { side: name, index: -1 } },
          `no ${NAME[name]}`,
        ),
  )
}

function sentenceView(row, name, index, text, known) {
  const count = parts(row, name).length
  const place = count > 1 ? `, ${index + 1} of ${count}` : ""
  return h(
    "div.sentence",
    {
      role: "gridcell",
      tabindex: "-1",
      lang: LANGUAGE[name],
      dataset: { side: name, index },
      "aria-label": `${NAME[name]} ${row.number}${place}, ${stateWords(row)}: ${text}`,
    },
    marks(text, known),
  )
}

/** The text with the tokens that may stand on the other side in spans. */
export function marks(text, known) {
  return tokens(text).map((token) =>
    token.key && known.has(token.key) ? h("span.token", { dataset: { key: token.key } }, token.text) : token.text,
  )
}

function link(row) {
  const words = stateWords(row)
  // Most scores lie near 1: the scale is drawn out there.
  const strength = isPair(row) ? Math.max(0, ((row.score ?? 1) - 0.4) / 0.6) : 0
  return h(
    "div.link",
    { role: "gridcell", "aria-label": words, style: { "--strength": strength } },
    ribbon(),
    h(
      "button.knot",
      {
        type: "button",
        tabindex: "-1",
        title: row.pinned ? `${words}. Take the pin off (Shift+Enter)` : `${words}. Accept (Enter)`,
        "aria-label": row.pinned ? "Take the pin off" : "Accept: make it a fixed point",
        "aria-pressed": String(row.pinned),
      },
      row.pinned ? pinSign() : h("span", {}, face(row)),
    ),
  )
}

function face(row) {
  if (!isPair(row)) return "unpaired"
  return row.score === null ? "pair" : row.score.toFixed(2)
}
