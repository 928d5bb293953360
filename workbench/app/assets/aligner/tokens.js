// Numbers and Latin words: what stands unchanged in both texts and shows that they belong together.

const SEPARATOR = "[.,\\u00a0\\u202f ]"
const NUMBER = `\\d{1,3}(?:${SEPARATOR}\\d{3}(?!\\d))+(?:[.,]\\d+)?|\\d+(?:[.,]\\d+)?`
const WORD = "\\p{Script=Latin}[\\p{Script=Latin}\\p{M}\\d]*(?:[-/.]\\d[\\p{Script=Latin}\\d]*)*"
const TOKEN = new RegExp(`${NUMBER}|${WORD}`, "gu")

/** @typedef {{text: string, key: string|null}} Token key is the same where two may be one */

/**
 * A text cut into tokens; joined they give the text again. A number is the same in both
 * notations (1 500,5 and 1,500.5), a word in any case.
 * @param {string} text
 * @returns {Token[]}
 */
export function tokens(text) {
  const found = []
  let at = 0
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > at) found.push({ text: text.slice(at, match.index), key: null })
    found.push({ text: match[0], key: keyOf(match[0]) })
    at = match.index + match[0].length
  }
  if (at < text.length) found.push({ text: text.slice(at), key: null })
  return found
}

function keyOf(text) {
  return /^\d/.test(text) ? text.replace(/\D/g, "") : text.toLowerCase()
}

/** Whether a key is that of a number. */
export function isNumber(key) {
  return /^\d+$/.test(key)
}

/**
 * The keys that Russian sentences hold: only these are worth a mark in the English.
 * @param {string[]} texts
 * @returns {Set<string>}
 */
export function keysOf(texts) {
  return new Set(texts.flatMap((text) => tokens(text).map((token) => token.key)).filter(Boolean))
}
