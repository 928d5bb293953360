// Search and replace with a preview: nothing changes before it was seen.
import { openDialog } from "../shared/dialog.js"
import { difference } from "../shared/diff.js"
import { debounce, fill, h, plural } from "../shared/dom.js"

/**
 * @param {Node} parent
 * @param {object} options
 * @param {import("../shared/transport.js").Transport} options.transport
 * @param {object} options.filter what the list shows: only there is replaced
 * @param {string} options.find the text to begin with
 * @param {(action: object) => void} options.onReplace gets the action
 * @param {() => void} options.onClose
 */
export function openReplace(parent, { transport, filter, find, onReplace, onClose }) {
  let preview = null
  const input = (label, value = "") => h("input", { "aria-label": label, placeholder: label, value, oninput: () => ask() })
  const search = input("Find in the English text", find)
  const substitute = input("Replace with")
  const box = (label) => h("input", { type: "checkbox", "aria-label": label, onchange: () => ask() })
  const [matchCase, regex] = [box("Match case"), box("Regular expression")]
  const list = h("ol.preview", { "aria-label": "Preview" })
  const word = h("p.quiet", { role: "status", "aria-live": "polite" }, "Type what to find.")
  const run = h("button.button.primary", { type: "button", disabled: true, onclick: () => replace() }, "Replace all")
  let turn = 0

  const look = async () => {
    const mine = (turn += 1)
    stale()
    if (!search.value) return void fill(list) || void (word.textContent = "Type what to find.")
    try {
      const answer = await transport.post("replace", request())
      if (mine !== turn) return
      preview = answer
      show(answer)
    } catch (error) {
      if (mine === turn) word.textContent = error.message
    }
  }
  const later = debounce(look, 200)
  const ask = () => {
    turn += 1
    stale()
    later()
  }

  function stale() {
    preview = null
    run.disabled = true
  }

  function request() {
    return {
      find: search.value,
      replace: substitute.value,
      regex: regex.checked,
      case: matchCase.checked,
      filter,
    }
  }

  function show(answer) {
    const { rows, total } = answer
    fill(list, rows.map(previewItem))
    const more = total > rows.length ? `, the first ${rows.length} are shown` : ""
    word.textContent = total ? `${plural(total, "segment")} will change${more}.` : "Nothing is found."
    run.disabled = total === 0
    run.textContent = total ? `Replace in ${plural(total, "segment")}` : "Replace all"
  }

  function replace() {
    if (!preview) return
    onReplace({ kind: "replace_all", ...request(), preview_token: preview.preview_token })
    dialog.close()
  }

  const narrowed = Object.keys(filter).length ? " Only segments that the list shows are searched." : ""
  const dialog = openDialog(parent, {
    title: "Search and replace",
    kind: "replace",
    body: [
      h("p.quiet", {}, `One step: undo takes all of it back.${narrowed}`),
      h("div.fields", {}, search, substitute),
      h("div.choices", {}, h("label", {}, matchCase, "Match case"), h("label", {}, regex, "Regular expression")),
      word,
      list,
    ],
    buttons: [run],
    onClose,
  })
  dialog.element.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey && !run.disabled) replace()
  })
  search.focus()
  search.select()
  if (find) look()
}

function previewItem(row) {
  return h(
    "li",
    {},
    h("span.number", {}, String(row.number)),
    h(
      "span",
      { lang: "en" },
      difference(row.before, row.after).map((piece) =>
        piece.kind === "same" ? piece.text : h(piece.kind === "added" ? "ins" : "del", {}, piece.text),
      ),
    ),
  )
}
