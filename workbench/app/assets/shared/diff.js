// Differences between two texts, word by word.

/**
 * Words, runs of space, and single signs, in order; joined they give the text again.
 * @param {string} text
 * @returns {string[]}
 */
export function words(text) {
  return text.match(/\s+|[\p{L}\p{N}\p{M}]+(?:[-'’/.][\p{L}\p{N}\p{M}]+)*|[^\s]/gu) ?? []
}

/** @typedef {{kind: "same"|"added"|"removed", text: string, from: number, to: number}} Piece
 *  `from` and `to` are the offsets in the old and in the new text */

/**
 * The pieces that lead from `before` to `after` (longest common subsequence of words).
 * @param {string} before
 * @param {string} after
 * @returns {Piece[]}
 */
export function difference(before, after) {
  const old = words(before)
  const now = words(after)
  let head = 0
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1
  let tail = 0
  const most = Math.min(old.length, now.length) - head
  while (tail < most && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1
  const steps = [
    ...old.slice(0, head).map((text) => ["same", text]),
    ...middle(old.slice(head, old.length - tail), now.slice(head, now.length - tail)),
    ...old.slice(old.length - tail).map((text) => ["same", text]),
  ]
  return join(steps)
}

/** Classic table; texts of a segment are short, and longer ones fall back to a whole swap. */
function middle(old, now) {
  const whole = [...old.map((text) => ["removed", text]), ...now.map((text) => ["added", text])]
  if (!old.length || !now.length || old.length * now.length > 1_000_000) return whole
  const width = now.length + 1
  const table = new Uint16Array((old.length + 1) * width)
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      table[i * width + j] =
        old[i] === now[j]
          ? table[(i + 1) * width + j + 1] + 1
          : Math.max(table[(i + 1) * width + j], table[i * width + j + 1])
    }
  }
  return walk(old, now, table, width)
}

function walk(old, now, table, width) {
  const steps = []
  let [i, j] = [0, 0]
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      steps.push(["same", old[i]])
      i += 1
      j += 1
    } else if (j >= now.length || (i < old.length && table[(i + 1) * width + j] >= table[i * width + j + 1])) {
      steps.push(["removed", old[i]])
      i += 1
    } else {
      steps.push(["added", now[j]])
      j += 1
    }
  }
  return steps
}

function join(steps) {
  const pieces = []
  let [from, to] = [0, 0]
  for (const [kind, text] of steps) {
    const last = pieces.at(-1)
    if (last && last.kind === kind) last.text += text
    else pieces.push({ kind, text, from, to })
    if (kind !== "added") from += text.length
    if (kind !== "removed") to += text.length
  }
  return pieces
}

/** The offset in the new text of an offset in the old one, or null where it was removed. */
export function carry(pieces, offset) {
  for (const piece of pieces) {
    if (piece.kind === "same" && offset >= piece.from && offset <= piece.from + piece.text.length) {
      return piece.to + offset - piece.from
    }
  }
  return null
}
