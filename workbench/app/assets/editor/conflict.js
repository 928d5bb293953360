// Two people changed one segment: both texts side by side, and the reviewer chooses.
import { difference } from "../shared/diff.js"
import { openDialog } from "../shared/dialog.js"
import { fill, h } from "../shared/dom.js"
import { STATUS } from "./row_view.js"

/** A key that was already on its way when the dialog opened is no answer (ms). */
const GRACE = 700

/**
 * @param {Node} parent
 * @param {object} options
 * @param {object} options.theirs the row as the server has it
 * @param {string} options.mine
 * @param {number|null} options.caret where the reviewer was typing
 * @param {string} options.message who changed what
 * @param {(text: string) => void} options.onTyped mine was typed on
 * @returns {Promise<{choice: "mine"|"theirs", text: string}>}
 */
export function askConflict(parent, { theirs, mine, caret, message, onTyped }) {
  return new Promise((resolve) => {
    const opened = performance.now()
    const area = h("textarea.conflict-text", {
      lang: "en",
      "aria-label": "Your text",
      value: mine,
      oninput: () => {
        onTyped(area.value)
        compare()
      },
      onkeydown: (event) => {
        if (event.key !== "Enter") return
        event.preventDefault()
        if (event.ctrlKey && performance.now() - opened > GRACE) answer("mine")
      },
    })
    const differs = h("p.differs", { lang: "en" })
    const compare = () =>
      fill(
        differs,
        difference(theirs.target, area.value).map((piece) =>
          piece.kind === "same" ? piece.text : h(piece.kind === "added" ? "ins" : "del", {}, piece.text),
        ),
      )
    const answer = (choice) => {
      dialog.close()
      resolve({ choice, text: area.value.replace(/\s*[\r\n]+\s*/g, " ") })
    }
    compare()
    const dialog = openDialog(parent, {
      title: `Segment ${theirs.number} was changed by somebody else`,
      kind: "conflict",
      must: true,
      body: [
        h("p", { role: "alert" }, `${message} Nothing is overwritten: choose which text stays.`),
        h("p.conflict-source", { lang: "ru" }, theirs.source),
        h(
          "div.sides",
          {},
          h(
            "section",
            { "aria-label": "Their text" },
            h("h3", {}, "Theirs ", h("span.quiet", {}, STATUS[theirs.status]?.[1] ?? "")),
            h("p.conflict-text", { lang: "en" }, theirs.target || "no text"),
          ),
          h("section", { "aria-label": "Your text" }, h("h3", {}, "Yours, you can go on typing"), area),
        ),
        h("h3", {}, "From theirs to yours"),
        differs,
      ],
      buttons: [
        h("button.button", { type: "button", onclick: () => answer("theirs") }, "Take theirs"),
        h("button.button.primary", { type: "button", onclick: () => answer("mine") }, "Keep mine", h("kbd", {}, "Ctrl+Enter")),
      ],
    })
    area.focus()
    area.setSelectionRange(caret ?? mine.length, caret ?? mine.length)
  })
}
