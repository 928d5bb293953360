// Every command of the aligner: its keys, its words, and what it calls.

/**
 * @typedef {object} Command
 * @property {string} id
 * @property {string} group
 * @property {string} label
 * @property {string[]} keys chords as keys.js names them
 * @property {string} [button] the words of its button in the bar, where it has one
 * @property {(aligner: import("./aligner.js").Aligner) => void|Promise<void>} run
 */

/** @type {Command[]} */
export const COMMANDS = [
  c("Decide", "accept", "Accept: a fixed point; on to the next doubtful row", ["Enter"], (a) => a.accept(), "Accept"),
  c("Decide", "unpin", "Take the pin off", ["Shift+Enter"], (a) => a.unpin()),
  c("Decide", "realign", "Align again between the pins", ["KeyR"], (a) => a.moves.realign(), "Re-align"),
  c("Pair", "pair", "Pair what is chosen", ["KeyP"], (a) => a.moves.pair(), "Pair"),
  c("Pair", "unpair", "Unpair", ["KeyU"], (a) => a.moves.unpair(), "Unpair"),
  c("Pair", "moveUp", "Sentence to the row above", ["Alt+ArrowUp"], (a) => a.moves.shift(-1), "Move up"),
  c("Pair", "moveDown", "Sentence to the row below", ["Alt+ArrowDown"], (a) => a.moves.shift(1), "Move down"),
  c("Pair", "split", "Split; while a sentence is edited Alt+S, at the caret", ["KeyS"], (a) => a.split(), "Split"),
  c("Pair", "merge", "Merge with the next row", ["KeyM"], (a) => a.moves.merge("next"), "Merge"),
  c("Pair", "mergePrevious", "Merge with the previous row", ["Shift+KeyM"], (a) => a.moves.merge("previous")),
  c("Write", "edit", "Edit the sentence (or double click); Enter or Esc ends it", ["F2", "KeyE"], (a) => a.edit(), "Edit"),
  c("Write", "undo", "Undo: text first, then actions", ["Ctrl+KeyZ"], (a) => a.moves.step("undo")),
  c("Write", "redo", "Redo", ["Ctrl+KeyY", "Ctrl+Shift+KeyZ"], (a) => a.moves.step("redo")),
  c("Go", "up", "Sentence above", ["ArrowUp"], (a) => a.up()),
  c("Go", "down", "Sentence below", ["ArrowDown"], (a) => a.down()),
  c("Go", "left", "The Russian side (or Shift+Tab)", ["ArrowLeft"], (a) => a.side("source")),
  c("Go", "right", "The English side (or Tab)", ["ArrowRight"], (a) => a.side("target")),
  c("Go", "next", "Next row to look at", ["KeyN"], (a) => a.nextDoubtful(), "Next to look at"),
  c("Go", "unpaired", "To the list of unpaired sentences", ["KeyL"], (a) => a.toUnpaired()),
  c("Go", "first", "First row of the page", ["Home"], (a) => a.edge(0)),
  c("Go", "last", "Last row of the page", ["End"], (a) => a.edge(-1)),
  c("Go", "screenUp", "Ten rows up", ["PageUp"], (a) => a.byRows(-10)),
  c("Go", "screenDown", "Ten rows down", ["PageDown"], (a) => a.byRows(10)),
  c("Go", "previousPage", "Previous page", ["Alt+PageUp"], (a) => a.turnPage(-1)),
  c("Go", "nextPage", "Next page", ["Alt+PageDown"], (a) => a.turnPage(1)),
  c("Choose", "extendUp", "Choose the row above, too", ["Shift+ArrowUp"], (a) => a.extend(-1)),
  c("Choose", "extendDown", "Choose the row below, too", ["Shift+ArrowDown"], (a) => a.extend(1)),
  c("Choose", "toggle", "Choose this row or let it go (or Ctrl+click)", [" "], (a) => a.toggle()),
  c("Choose", "clear", "Let all go", ["Escape"], (a) => a.clear()),
  c("Choose", "keys", "All keys", ["?", "F1"], (a) => a.keys()),
]

/** Commands for which a held key goes on and on. */
export const REPEATS = new Set(["up", "down", "screenUp", "screenDown", "extendUp", "extendDown"])

const byChord = new Map(COMMANDS.flatMap((command) => command.keys.map((key) => [key, command])))
const byId = new Map(COMMANDS.map((command) => [command.id, command]))

/** The command of a chord, or undefined. */
export function commandOf(key) {
  return byChord.get(key)
}

/** The command with an id. */
export function command(id) {
  return byId.get(id)
}

function c(group, id, label, keys, run, button = "") {
  return { group, id, label, keys, run, button }
}
