// Key presses become commands. The aligner's keys stay in it: the page around has its own.
import { openDialog } from "../shared/dialog.js"
import { h } from "../shared/dom.js"
import { chord, shown } from "../shared/keys.js"
import { COMMANDS, REPEATS, commandOf } from "./commands.js"

/** Keys that mean something of their own on a button, a link or in a list. */
const OWN = new Set(["Enter", "Shift+Enter", " ", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"])

/**
 * Listen to the keys of an aligner.
 * @param {import("./aligner.js").Aligner} aligner
 * @returns {() => void} stops listening
 */
export function bindKeys(aligner) {
  const { root } = aligner
  const down = (event) => {
    event.stopPropagation()
    handle(aligner, event)
  }
  const up = (event) => event.stopPropagation()
  // After a click beside everything the body has the keys: they are still meant for us.
  const loose = (event) => {
    const lost = document.activeElement === document.body || document.activeElement === null
    if (lost && root.isConnected && !event.defaultPrevented) handle(aligner, event)
  }
  root.addEventListener("keydown", down)
  root.addEventListener("keyup", up)
  document.addEventListener("keydown", loose)
  return () => {
    root.removeEventListener("keydown", down)
    root.removeEventListener("keyup", up)
    document.removeEventListener("keydown", loose)
  }
}

function handle(aligner, event) {
  if (aligner.editing.key(event)) return
  // A lone Alt would take the focus to the browser's menu.
  if (event.key === "Alt") event.preventDefault()
  const [target] = event.composedPath()
  if (aligner.cutting.active && !target.closest?.("button")) return aligner.cutting.key(event)
  const key = chord(event)
  const command = key && commandOf(key)
  if (!command || (OWN.has(key) && target.closest?.("button, a, .unpaired"))) return
  event.preventDefault()
  if (event.repeat && !REPEATS.has(command.id)) return
  aligner.effort.touch({ key: true })
  aligner.run(command.id)
}

/** The sheet with all keys. */
export function openKeys(parent, { onClose }) {
  const groups = grouped(COMMANDS)
  openDialog(parent, {
    title: "All keys",
    kind: "keys",
    body: [
      h("p", {}, "Accept what belongs together: it becomes a fixed point. Put right what does not, then align again: only what stands between the fixed points is done anew. No sentence is ever dropped."),
      h(
        "div.key-groups",
        {},
        [...groups].map(([group, members]) =>
          h("section", {}, h("h3", {}, group), h("dl", {}, members.map((one) => [h("dt", {}, one.keys.map((key) => h("kbd", {}, shown(key)))), h("dd", {}, one.label)]))),
        ),
      ),
      h("p.quiet", {}, "With the mouse: drag a sentence to another row, click the score to accept, double click a sentence to edit it. Letters go by their place on the keyboard, so they work on a Russian layout too."),
    ],
    onClose,
  })
}

function grouped(commands) {
  const groups = new Map()
  for (const one of commands) groups.set(one.group, [...(groups.get(one.group) ?? []), one])
  return groups
}
