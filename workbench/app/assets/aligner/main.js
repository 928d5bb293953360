// The entry: Streamlit calls `mount` at every run of the page; the aligner outlives that.
import { h } from "../shared/dom.js"
import { Aligner } from "./aligner.js"

const STYLES = ["../editor/base.css", "../editor/list.css", "../editor/parts.css", "aligner.css", "parts.css"]
/** An element that is taken away and brought back at once, as after a reconnection, keeps its aligner (ms). */
const PATIENCE = 3000

/** @type {Map<string, {aligner: Aligner, timer: number, exportAll: () => void}>} */
const open = new Map()

/**
 * @param {{data: object, parentElement: ParentNode, setTriggerValue: (name: string, value: *) => void}} component
 * @returns {() => void} called when the element is taken away
 */
export function mount({ data, parentElement, setTriggerValue }) {
  const key = `${data.document}/${data.user}`
  const known = open.get(key) ?? begin(key, data)
  clearTimeout(known.timer)
  known.exportAll = () => setTriggerValue("export", true)
  known.aligner.update(data)
  seat(known.aligner, parentElement)
  return () => {
    known.timer = setTimeout(() => {
      known.aligner.close()
      open.delete(key)
    }, PATIENCE)
  }
}

function begin(key, data) {
  const known = { aligner: null, timer: 0, exportAll: () => {} }
  known.aligner = new Aligner(data, { exportAll: () => known.exportAll() })
  open.set(key, known)
  known.aligner.start()
  return known
}

/** Put the aligner into the element, with its styles; the focus comes along. */
function seat(aligner, parent) {
  const place = parent.querySelector(".workbench-aligner")
  if (place.contains(aligner.root)) return
  const links = STYLES.map((name) => h("link", { rel: "stylesheet", href: new URL(name, import.meta.url).href }))
  const loaded = links.map((link) => new Promise((done) => (link.onload = link.onerror = done)))
  aligner.root.style.visibility = "hidden"
  place.replaceChildren(...links, aligner.root)
  Promise.all(loaded).then(() => {
    aligner.root.style.visibility = ""
    fit(aligner.root, place)
    aligner.show({ focus: true })
  })
}

/** The aligner is as high as the window lets it, so that only its columns scroll. */
function fit(root, place) {
  const host = place.getRootNode().host
  const page = host?.closest('[data-testid="stMainBlockContainer"]')
  const above = root.getBoundingClientRect().top + (page?.parentElement?.scrollTop ?? 0)
  const below = page ? Number.parseFloat(getComputedStyle(page).paddingBottom) : 0
  root.style.setProperty("--above", `${Math.max(0, above)}px`)
  root.style.setProperty("--below", `${below}px`)
}
