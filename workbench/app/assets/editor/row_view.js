// One row of the list as it looks when it is not in work.
import { h } from "../shared/dom.js"
import { sourceNodes } from "./words.js"

/** The sign and the word of each status. */
export const STATUS = {
  empty: ["·", "empty"],
  draft: ["○", "draft"],
  edited: ["●", "edited"],
  reviewed: ["✓", "reviewed"],
  approved: ["✓✓", "approved"],
  rejected: ["✗", "rejected"],
}

/** A status as a sign and a word. */
export function statusBadge(row) {
  const [sign, word] = STATUS[row.status] ?? ["?", row.status]
  const title = row.reason ? `${word}: ${row.reason}` : word
  return h(
    `span.status.${row.status}`,
    { title },
    h("span.sign", { "aria-hidden": "true" }, sign),
    h("span.word", {}, word),
  )
}

/** The confidence as a thin bar at the edge of the row. */
export function confidenceBar(row) {
  const value = row.confidence ?? row.score
  if (value === null || value === undefined) return h("span.confidence.none")
  const words = `${row.confidence === null ? "score" : "confidence"} ${value.toFixed(2)}`
  return h(
    "span.confidence",
    { title: words, role: "img", "aria-label": words, style: { "--value": value } },
  )
}

/** Signs for what stands open on a row: checks, comments, a pin, a colleague. */
export function rowMarks(row) {
  const marks = []
  if (row.open_checks) marks.push(mark("!", row.open_checks, `${row.open_checks} open checks`))
  if (row.comments) marks.push(mark("✎", row.comments, `${row.comments} comments`))
  if (row.pinned) marks.push(h("span.mark", { title: "fixed point" }, "⚑"))
  if (row.locked_by) marks.push(h("span.mark.who", { title: `${row.locked_by} is here` }, row.locked_by))
  return marks
}

function mark(sign, count, title) {
  return h("span.mark", { title, role: "img", "aria-label": title }, `${sign}${count}`)
}

/** The cells at the start of a row: number, status, marks. */
export function rowHead(row) {
  return [
    confidenceBar(row),
    h("div.number", {}, String(row.number)),
    h("div.state", {}, statusBadge(row), h("div.marks", {}, rowMarks(row))),
  ]
}

/** A row that is not in work. */
export function rowView(row) {
  return h(
    "li.row",
    {
      id: `row-${row.id}`,
      dataset: { id: row.id, kind: row.kind ?? "" },
      tabindex: "-1",
      "aria-label": `${row.number}, ${STATUS[row.status]?.[1] ?? row.status}`,
    },
    rowHead(row),
    h("div.source", { lang: "ru" }, sourceNodes(row)),
    row.target
      ? h("div.target", { lang: "en" }, row.target)
      : h("div.target.nothing", {}, "no text yet"),
  )
}
