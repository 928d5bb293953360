// What has to be done so that a sentence stands in another bead: the actions that lead there.
import { parts } from "./selection.js"

/** @typedef {{steps: object[]}|{refusal: string}} Plan
 *  a step is an action without versions; {kind: "pair", goal} stands for pairing the row of
 *  the sentence, which is a new one after an "unpair", with the goal */

/**
 * @param {object[]} rows of the page, in order
 * @param {import("./selection.js").Place} from the sentence
 * @param {number} goal the row it shall go to
 * @returns {Plan}
 */
export function plan(rows, from, goal) {
  const [start, end] = [from.row, goal].map((id) => rows.findIndex((row) => row.id === id))
  if (start < 0 || end < 0 || start === end) return { steps: [] }
  const count = parts(rows[start], from.side).length
  if (from.index < 0 || !count) return { refusal: "There is no sentence to move." }
  const to = end > start ? "next" : "previous"
  // Sentences keep their order: those between the moved one and the edge go along.
  const moved = to === "next" ? count - from.index : from.index + 1
  if (free(rows, start, end, from.side)) {
    const way = to === "next" ? rows.slice(start, end) : rows.slice(end + 1, start + 1).reverse()
    return { steps: Array.from({ length: moved }, () => way.map(({ id }) => ({ kind: "move", row: id, side: from.side, to }))).flat() }
  }
  if (count > 1) return { refusal: "Sentences stand between. Split this pair first, then pair what belongs together." }
  const alone = !parts(rows[start], from.side === "source" ? "target" : "source").length
  return { steps: [...(alone ? [] : [{ kind: "unpair", row: from.row }]), { kind: "pair", goal }] }
}

/** Whether no sentence of the side stands between two rows. */
function free(rows, start, end, side) {
  const [low, high] = [Math.min(start, end), Math.max(start, end)]
  return rows.slice(low + 1, high).every((row) => !parts(row, side).length)
}
