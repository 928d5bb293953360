// The entry: Streamlit calls `mount` at every run of the page; the editor outlives that.
import { h } from "../shared/dom.js"
import { Editor } from "./editor.js"

const STYLES = ["base", "list", "parts"]
/** An element that is taken away and brought back at once, as after a reconnection, keeps its editor (ms). */
const PATIENCE = 3000

/** Under the bar of the pages, and close to the edges. */
const MARGINS = "4rem 1.25rem 0.5rem"

/** @type {Map<string, {editor: Editor, timer: number, unfit?: () => void}>} */
const open = new Map()

/**
 * @param {{data: object, parentElement: ParentNode, setTriggerValue: Function}} component
 * @returns {() => void} called when the element is taken away
 */
export function mount({ data, parentElement, setTriggerValue }) {
  const key = `${data.document}/${data.user}`
  const known = open.get(key) ?? begin(key, data)
  clearTimeout(known.timer)
  known.editor.update(data)
  known.editor.trigger = (name) => setTriggerValue(name, true)
  seat(known, parentElement)
  return () => {
    known.unfit?.()
    known.timer = setTimeout(() => {
      known.editor.close()
      open.delete(key)
    }, PATIENCE)
  }
}

function begin(key, data) {
  const known = { editor: new Editor(data), timer: 0 }
  open.set(key, known)
  known.editor.start()
  return known
}

/** Put the editor into the element, with its styles; the focus comes along. */
function seat(known, parent) {
  const { editor } = known
  const place = parent.querySelector(".workbench-editor")
  if (place.contains(editor.root)) return
  const focused = editor.root.getRootNode().activeElement === editor.work?.box.area
  const links = STYLES.map((name) =>
    h("link", { rel: "stylesheet", href: new URL(`${name}.css`, import.meta.url).href }),
  )
  const loaded = links.map((link) => new Promise((done) => (link.onload = link.onerror = done)))
  editor.root.style.visibility = "hidden"
  place.replaceChildren(...links, editor.root)
  Promise.all(loaded).then(() => {
    editor.root.style.visibility = ""
    known.unfit = fit(editor.root, place)
    if (focused || editor.work) editor.enterBox()
    editor.list.reveal()
    editor.appear()
  })
}

/**
 * The editor takes the window that the page's own margins would leave empty, and is as high
 * as it lets it, so that only its list scrolls. Returns what gives the margins back.
 */
function fit(root, place) {
  const page = place.getRootNode().host?.closest('[data-testid="stMainBlockContainer"]')
  if (!page) return () => {}
  const before = page.style.padding
  page.style.padding = MARGINS
  const above = root.getBoundingClientRect().top + page.parentElement.scrollTop
  root.style.setProperty("--above", `${Math.max(0, above)}px`)
  root.style.setProperty("--below", getComputedStyle(page).paddingBottom)
  return () => {
    page.style.padding = before
  }
}
