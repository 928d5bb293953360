// The ribbons: a band between the two sides of a bead, as strong as the score.

const SPACE = "http://www.w3.org/2000/svg"
/** How far the band of a sentence without a partner reaches (px). */
const STUB = 16

/** Build an SVG element. */
export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS(SPACE, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value))
  element.append(...children)
  return element
}

/** An empty band, to be drawn when its place is known. */
export function ribbon() {
  return svg("svg", { class: "ribbon", "aria-hidden": "true" }, svg("path", { class: "band" }))
}

/** The pin of an accepted row. */
export function pinSign() {
  return svg(
    "svg",
    { class: "pin", viewBox: "0 0 16 16", "aria-hidden": "true" },
    svg("path", { d: "M8 1.2c2.5 0 4.4 1.9 4.4 4.3C12.4 8.7 8 14.8 8 14.8S3.6 8.7 3.6 5.5C3.6 3.1 5.5 1.2 8 1.2Z" }),
    svg("circle", { cx: 8, cy: 5.6, r: 1.6, class: "hole" }),
  )
}

/** @typedef {{top: number, bottom: number}} Span */

/**
 * The outline of a band from `left` to `right`; a side without sentences ends in a point.
 * @param {number} width
 * @param {Span|null} left
 * @param {Span|null} right
 * @returns {string}
 */
export function outline(width, left, right) {
  if (left && right) {
    const bend = width / 2
    return (
      `M0,${left.top} C${bend},${left.top} ${bend},${right.top} ${width},${right.top} ` +
      `L${width},${right.bottom} C${bend},${right.bottom} ${bend},${left.bottom} 0,${left.bottom} Z`
    )
  }
  const span = left ?? right
  if (!span) return ""
  const [edge, bend, tip] = left ? [0, STUB / 2, STUB] : [width, width - STUB / 2, width - STUB]
  const middle = (span.top + span.bottom) / 2
  return (
    `M${edge},${span.top} C${bend},${span.top} ${tip},${span.top} ${tip},${middle} ` +
    `C${tip},${span.bottom} ${bend},${span.bottom} ${edge},${span.bottom} Z`
  )
}

/**
 * Draw the bands of beads: first everything is measured, then everything is drawn, so that
 * the browser lays the page out once.
 * @param {Iterable<HTMLElement>} beads
 */
export function drawRibbons(beads) {
  const measured = [...beads].map((bead) => {
    const link = bead.querySelector(".link")
    const spans = ["source", "target"].map((side) => spanOf(bead.querySelector(`.stack.${side}`)))
    return { band: link.querySelector(".band"), width: link.clientWidth, spans }
  })
  for (const { band, width, spans } of measured) band.setAttribute("d", outline(width, ...spans))
}

function spanOf(stack) {
  if (stack.classList.contains("nothing")) return null
  return { top: stack.offsetTop + 0.5, bottom: stack.offsetTop + stack.offsetHeight - 0.5 }
}
