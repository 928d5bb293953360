// Modal dialogs on the browser's own <dialog>: focus stays inside, Esc closes, focus goes back.
import { h } from "./dom.js"

/**
 * Open a dialog.
 * @param {Node} parent where it is put (inside the shadow root, for its styles)
 * @param {object} options
 * @param {string} options.title
 * @param {Node[]} options.body
 * @param {Node[]} [options.buttons] at the bottom
 * @param {string} [options.kind] class name
 * @param {() => void} [options.onClose] after it is closed in any way
 * @param {boolean} [options.must] it cannot be closed without an answer
 * @returns {{element: HTMLDialogElement, close: () => void}}
 */
export function openDialog(parent, { title, body, buttons = [], kind = "", onClose = () => {}, must = false }) {
  const id = `dialog-${Math.random().toString(36).slice(2)}`
  const close = () => element.close()
  const element = h(
    `dialog.${kind || "plain"}`,
    { "aria-labelledby": id },
    h(
      "div.dialog-top",
      {},
      h("h2", { id }, title),
      must ? null : h("button.close", { type: "button", "aria-label": "Close", onclick: close }, "×"),
    ),
    h("div.dialog-body", {}, body),
    buttons.length ? h("div.dialog-buttons", {}, buttons) : null,
  )
  element.addEventListener("cancel", (event) => {
    if (must) event.preventDefault()
  })
  element.addEventListener("click", (event) => {
    if (!must && event.target === element) close()
  })
  // Keys that belong to the editor must not work through the dialog.
  element.addEventListener("keydown", (event) => event.stopPropagation())
  element.addEventListener("close", () => {
    element.remove()
    onClose()
  })
  parent.append(element)
  element.showModal()
  return { element, close }
}
