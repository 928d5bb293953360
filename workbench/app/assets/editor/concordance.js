// Where a text occurs in the memory, in either language.
import { openDialog } from "../shared/dialog.js"
import { debounce, fill, h } from "../shared/dom.js"

/**
 * @param {Node} parent
 * @param {{transport: object, text: string, onInsert: (text: string) => void, onClose: () => void}} options
 */
export function openConcordance(parent, { transport, text, onInsert, onClose }) {
  const list = h("ol.hits", { "aria-label": "Hits" })
  const word = h("p.quiet", { role: "status", "aria-live": "polite" }, "Type a word or a phrase.")
  const search = h("input", { "aria-label": "Words", placeholder: "Words, Russian or English", value: text, oninput: () => later() })
  let turn = 0
  const look = async () => {
    const mine = (turn += 1)
    const words = search.value.trim()
    if (!words) return fill(list)
    try {
      const language = /\p{Script=Cyrillic}/u.test(words) ? "ru" : "en"
      const hits = await transport.post("concordance", { text: words, language })
      if (mine !== turn) return list
      word.textContent = hits.length ? `${hits.length} found` : "Nothing is found."
      return fill(list, hits.map((hit) => item(hit, words, take)))
    } catch (error) {
      word.textContent = error.message
      return list
    }
  }
  const later = debounce(look, 250)
  const take = (target) => {
    dialog.close()
    onInsert(target)
  }
  const dialog = openDialog(parent, {
    title: "Concordance",
    kind: "concordance",
    body: [h("div.fields", {}, search), word, list],
    onClose,
  })
  search.focus()
  search.select()
  if (text) look()
}

function item(hit, words, take) {
  return h(
    "li",
    {},
    h("p", { lang: "ru" }, lit(hit.source, hit.source_spans, words)),
    h("p", { lang: "en" }, lit(hit.target, hit.target_spans, words)),
    h("p.quiet", {}, hit.origin),
    h("button.link", { type: "button", onclick: () => take(hit.target) }, "Insert"),
  )
}

/** A text with its hits marked: at the spans given, else where the words stand. */
function lit(text, spans, words) {
  const ranges = spans ?? find(text, words)
  const nodes = []
  let at = 0
  for (const [start, end] of ranges) {
    nodes.push(text.slice(at, start), h("mark", {}, text.slice(start, end)))
    at = end
  }
  return [...nodes, text.slice(at)]
}

function find(text, words) {
  const ranges = []
  const [low, wanted] = [text.toLowerCase(), words.toLowerCase()]
  for (let at = low.indexOf(wanted); at >= 0; at = low.indexOf(wanted, at + wanted.length)) {
    ranges.push([at, at + wanted.length])
  }
  return ranges
}
