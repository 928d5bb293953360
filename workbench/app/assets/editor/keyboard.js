// Key presses become commands. The editor's keys stay in it: the page around has its own.
import { chord } from "../shared/keys.js"
import { commandOf } from "./commands.js"

/**
 * Listen to the keys of an editor.
 * @param {import("./editor.js").Editor} editor
 * @returns {() => void} stops listening
 */
export function bindKeys(editor) {
  const { root } = editor
  const down = (event) => {
    event.stopPropagation()
    handle(editor, event)
  }
  const up = (event) => {
    event.stopPropagation()
    if (event.key === "Alt") root.classList.remove("alt")
  }
  // After a click beside everything the body has the keys: they are still meant for us.
  const loose = (event) => {
    const lost = document.activeElement === document.body || document.activeElement === null
    if (lost && root.isConnected && !event.defaultPrevented) handle(editor, event)
  }
  const blur = () => root.classList.remove("alt")
  root.addEventListener("keydown", down)
  root.addEventListener("keyup", up)
  document.addEventListener("keydown", loose)
  window.addEventListener("blur", blur)
  return () => {
    root.removeEventListener("keydown", down)
    root.removeEventListener("keyup", up)
    document.removeEventListener("keydown", loose)
    window.removeEventListener("blur", blur)
  }
}

function handle(editor, event) {
  if (event.key === "Alt") {
    // A lone Alt would take the focus to the browser's menu.
    event.preventDefault()
    editor.root.classList.add("alt")
  }
  const key = chord(event)
  if (!key) return
  const [target] = event.composedPath()
  const field = target.matches?.("input:not([type=checkbox]), textarea") ?? false
  editor.effort.touch({ key: editor.work?.box.area === target })
  const command = commandOf(key, field)
  if (!command || !applies(editor, command, target, field)) return
  event.preventDefault()
  if (command.id === "leave" && target !== editor.work?.box.area) editor.enterBox()
  else command.run(editor, key)
}

/** Keys that mean something of their own where the focus is are left alone. */
function applies(editor, command, target, field) {
  const own = target === editor.work?.box.area
  if (field && !own && ["undo", "redo", "confirm", "approve"].includes(command.id)) return false
  if (!command.listOnly) return true
  return !target.closest?.("button, a, summary, [role=slider], .panel, .head, .foot")
}
