// Two people changed one sentence, or its row is gone: no words are dropped.
import { askConflict } from "../editor/conflict.js"
import { openDialog } from "../shared/dialog.js"
import { h } from "../shared/dom.js"

/**
 * Ask which text of a sentence stays.
 * @param {Node} parent
 * @param {object} conflict
 * @param {object|null} conflict.theirs the row as it is now; null where it is gone
 * @param {string} conflict.there the sentence as it is now
 * @param {{side: "source"|"target", text: string}} conflict.typed what could not be saved
 * @param {string} conflict.message
 * @returns {Promise<string|null>} the text that shall be put in, null where theirs stays
 */
export async function settleTexts(parent, { theirs, there, typed, message }) {
  if (!theirs) return showWords(parent, typed.text, message)
  const beside = typed.side === "source" ? theirs.target : theirs.source
  const row = { ...theirs, target: there, source: beside }
  const answer = askConflict(parent, { theirs: row, mine: typed.text, caret: null, message, onTyped: () => {} })
  for (const text of parent.querySelectorAll(".conflict-text")) text.lang = typed.side === "source" ? "ru" : "en"
  const { choice, text } = await answer
  return choice === "mine" ? text.trim() || null : null
}

/** The row is gone: the words can be taken along from here. */
function showWords(parent, text, message) {
  return new Promise((resolve) => {
    const area = h("textarea.conflict-text", { readonly: true, "aria-label": "Your text", value: text })
    const dialog = openDialog(parent, {
      title: "Your text could not be saved",
      body: [h("p", { role: "alert" }, `${message} Your words are here, to be copied.`), area],
      buttons: [h("button.button.primary", { type: "button", onclick: () => dialog.close() }, "Close")],
      onClose: () => resolve(null),
    })
    area.select()
  })
}
