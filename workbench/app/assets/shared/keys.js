// Names for key presses that do not depend on the layout: a Russian one must do as well.

const MODIFIERS = new Set(["Control", "Shift", "Alt", "AltGraph", "Meta"])

/**
 * The chord of a key press: "Ctrl+Shift+Enter", "Alt+KeyN", "Alt+Digit3", "F3". Letters and
 * digits go by their place on the keyboard (event.code), so that Alt+Т on a Russian layout is
 * Alt+KeyN, and Option on a Mac, which types signs, works too.
 * @param {KeyboardEvent} event
 * @returns {string} "" for a lone modifier, composition, or AltGr, which types letters
 */
export function chord(event) {
  if (MODIFIERS.has(event.key) || event.isComposing) return ""
  // Where the question mark is differs from layout to layout: it goes by what it types.
  if (event.key === "?" && !event.ctrlKey && !event.altKey && !event.metaKey) return "?"
  if (event.getModifierState("AltGraph") || (event.ctrlKey && event.altKey)) return ""
  const parts = []
  if (event.ctrlKey || event.metaKey) parts.push("Ctrl")
  if (event.altKey) parts.push("Alt")
  if (event.shiftKey) parts.push("Shift")
  return [...parts, keyName(event)].join("+")
}

function keyName(event) {
  if (/^(Key[A-Z]|Digit\d)$/.test(event.code)) return event.code
  if (/^Numpad\d$/.test(event.code)) return `Digit${event.code.slice(6)}`
  if (event.code === "NumpadEnter") return "Enter"
  return event.key
}

const SHOWN = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
  " ": "Space",
}

/** A chord as it is shown: "Alt+N", "Ctrl+Shift+Enter". */
export function shown(text) {
  return text
    .split("+")
    .map((part) => SHOWN[part] ?? part.replace(/^(Key|Digit)(?=.$)/, ""))
    .join("+")
}
