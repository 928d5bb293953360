// The sheet with all keys, and the tour for the first visit.
import { openDialog } from "../shared/dialog.js"
import { h } from "../shared/dom.js"
import { shown } from "../shared/keys.js"

/** All commands with their keys, group by group. */
export function openKeys(parent, commands, { onTour, onClose }) {
  const groups = new Map()
  for (const command of commands) {
    if (!groups.has(command.group)) groups.set(command.group, [])
    groups.get(command.group).push(command)
  }
  const dialog = openDialog(parent, {
    title: "All keys",
    kind: "keys",
    body: [
      h(
        "div.key-groups",
        {},
        [...groups].map(([group, members]) =>
          h(
            "section",
            {},
            h("h3", {}, group),
            h(
              "dl",
              {},
              members.map((command) => [
                h("dt", {}, command.keys.map((chord) => h("kbd", {}, command.shown ?? shown(chord))).slice(0, command.shown ? 1 : 3)),
                h("dd", {}, command.label),
              ]),
            ),
          ),
        ),
      ),
      h("p.quiet", {}, "Letters go by their place on the keyboard, so they work on a Russian layout too."),
    ],
    buttons: [
      h("button.button", { type: "button", onclick: () => (dialog.close(), onTour()) }, "Show the tour"),
    ],
    onClose,
  })
}

const STEPS = [
  [
    "Correct, confirm, go on",
    "The machine's draft stands in the box. Correct it and press the keys: the segment is reviewed and the next one is open. Nothing needs saving.",
    ["Ctrl+Enter"],
  ],
  [
    "Terms and matches by number",
    "Terms of the term base are underlined in the Russian: a full line is in your text, a dashed one is missing, a wave is a forbidden form. Hold Alt to see their English; the number puts it in.",
    ["Alt+1", "Alt+9"],
  ],
  [
    "Look where it matters",
    "This key leads to the next segment that most likely needs you: low confidence, a term that was hard to keep, an open check. Fix a check with one key, or say why it may stay.",
    ["Alt+N", "Alt+F"],
  ],
  [
    "Everything can be undone",
    "Text first, then actions: splits, merges and replacements too, also tomorrow. All keys are on the sheet behind the question mark.",
    ["Ctrl+Z", "?"],
  ],
]

/** The tour: four steps, each with its key; it can be left at any time. */
export function openTour(parent, { onClose }) {
  let step = 0
  const body = h("div.tour-step", { "aria-live": "polite" })
  const back = h("button.button", { type: "button", onclick: () => go(-1) }, "Back")
  const next = h("button.button.primary", { type: "button", onclick: () => go(1) })
  const go = (by) => {
    step += by
    if (step >= STEPS.length) dialog.close()
    else draw()
  }
  const draw = () => {
    const [title, text, keys] = STEPS[step]
    body.replaceChildren(
      h("p.quiet", {}, `${step + 1} of ${STEPS.length}`),
      h("h3", {}, title),
      h("p", {}, text),
      h("p", {}, keys.flatMap((key, index) => [index ? " " : "", h("kbd", {}, key)])),
    )
    back.hidden = step === 0
    next.textContent = step === STEPS.length - 1 ? "Start" : "Next"
  }
  const dialog = openDialog(parent, {
    title: "How this works",
    kind: "tour",
    body: [body],
    buttons: [h("button.link", { type: "button", onclick: () => dialog.close() }, "Skip"), h("span.space"), back, next],
    onClose,
  })
  draw()
  next.focus()
}
