// Every command of the editor: its keys, its words, and what it calls.

/**
 * @typedef {object} Command
 * @property {string} id
 * @property {string} group
 * @property {string} label
 * @property {string[]} keys chords as keys.js names them
 * @property {string} [shown] how the keys are shown where there are many
 * @property {boolean} [listOnly] only while no text is being typed
 * @property {(editor: import("./editor.js").Editor, chord: string) => void} run
 */

const digits = Array.from({ length: 9 }, (_, index) => `Alt+Digit${index + 1}`)

/** @type {Command[]} */
export const COMMANDS = [
  c("Confirm", "confirm", "Confirm and next", ["Ctrl+Enter"], (e) => e.confirm("reviewed")),
  c("Confirm", "approve", "Approve and next", ["Ctrl+Shift+Enter"], (e) => e.confirm("approved")),
  c("Confirm", "reject", "Reject, with a reason", ["Alt+KeyX"], (e) => e.askReason()),
  c("Confirm", "reset", "Back to the draft", ["Ctrl+Shift+KeyD"], (e) => e.backToDraft()),
  c("Move", "previous", "Previous segment", ["Alt+ArrowUp"], (e) => e.step(-1)),
  c("Move", "next", "Next segment", ["Alt+ArrowDown"], (e) => e.step(1)),
  c("Move", "look", "Next to look at", ["Alt+KeyN"], (e) => e.nextToLookAt()),
  c("Move", "previousPage", "Previous page", ["Alt+PageUp"], (e) => e.turnPage(-1)),
  c("Move", "nextPage", "Next page", ["Alt+PageDown"], (e) => e.turnPage(1)),
  c("Move", "leave", "Leave the box, back to the list", ["Escape"], (e) => e.leaveBox()),
  { ...c("Move", "up", "In the list: previous", ["ArrowUp"], (e) => e.step(-1)), listOnly: true },
  { ...c("Move", "down", "In the list: next", ["ArrowDown"], (e) => e.step(1)), listOnly: true },
  { ...c("Move", "enter", "In the list: into the box", ["Enter"], (e) => e.enterBox()), listOnly: true },
  c("Move", "filters", "To the filters", ["Alt+KeyL"], (e) => e.head.focusChips()),
  { ...c("Write", "insert", "Insert term or match", digits, (e, key) => e.insertNumber(Number(key.at(-1)))), shown: "Alt+1…9" },
  c("Write", "redraft", "Draft again with what is marked, and the beginning up to the caret", ["Alt+KeyR"], (e) => e.redraft()),
  c("Write", "keep", "Mark the selection: keep", ["Alt+KeyK"], (e) => e.wish("keep")),
  c("Write", "avoid", "Mark the selection: avoid", ["Alt+KeyA"], (e) => e.wish("avoid")),
  c("Write", "undo", "Undo: text first, then actions", ["Ctrl+KeyZ"], (e) => e.undo()),
  c("Write", "redo", "Redo", ["Ctrl+KeyY", "Ctrl+Shift+KeyZ"], (e) => e.redo()),
  c("Segments", "split", "Split at the caret", ["Alt+KeyS"], (e) => e.structure.split()),
  c("Segments", "mergeNext", "Merge with the next", ["Alt+KeyM"], (e) => e.structure.merge("next")),
  c("Segments", "mergePrevious", "Merge with the previous", ["Alt+Shift+KeyM"], (e) => e.structure.merge("previous")),
  c("Segments", "moveUp", "First English sentence to the previous", ["Alt+Shift+ArrowUp"], (e) => e.structure.move("target", "previous")),
  c("Segments", "moveDown", "Last English sentence to the next", ["Alt+Shift+ArrowDown"], (e) => e.structure.move("target", "next")),
  c("Segments", "moveSourceUp", "First Russian sentence to the previous", ["Alt+Shift+PageUp"], (e) => e.structure.move("source", "previous")),
  c("Segments", "moveSourceDown", "Last Russian sentence to the next", ["Alt+Shift+PageDown"], (e) => e.structure.move("source", "next")),
  c("Segments", "insertAfter", "New empty segment after this", ["Alt+Insert"], (e) => e.structure.insert("after")),
  c("Segments", "unpair", "Unpair the two sides", ["Alt+KeyU"], (e) => e.structure.unpair()),
  c("Look", "fix", "Take the check's fix", ["Alt+KeyF"], (e) => e.fixCheck()),
  c("Look", "ignore", "Ignore this check, because…", ["Alt+KeyI"], (e) => e.ignoreCheck()),
  c("Look", "comment", "Comment", ["Alt+KeyC"], (e) => e.panel.focusComment()),
  c("Look", "concordance", "Concordance of the selection", ["F3"], (e) => e.concordance()),
  c("Look", "search", "Search", ["Ctrl+KeyF"], (e) => e.head.focusSearch(e.selection())),
  c("Look", "replace", "Search and replace", ["Ctrl+KeyH"], (e) => e.replace()),
  c("Look", "export", "Export the document", ["Alt+KeyE"], (e) => e.exportDocument()),
  c("Look", "compare", "Compare two people's texts of one segment", ["Alt+KeyV"], (e) => e.compare()),
  c("Look", "keys", "All keys", ["?", "F1"], (e) => e.keys()),
]

/** Signs that are text while somebody types: they are commands only outside of fields. */
const TYPED = new Set(["?"])

const byChord = new Map(COMMANDS.flatMap((command) => command.keys.map((key) => [key, command])))
const byId = new Map(COMMANDS.map((command) => [command.id, command]))

/**
 * The command of a chord, or undefined.
 * @param {string} key
 * @param {boolean} typing whether a field has the keys
 */
export function commandOf(key, typing) {
  const command = byChord.get(key)
  return command && typing && (command.listOnly || TYPED.has(key)) ? undefined : command
}

/** The command with an id. */
export function command(id) {
  return byId.get(id)
}

function c(group, id, label, keys, run) {
  return { group, id, label, keys, run }
}
