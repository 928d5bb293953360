// Small helpers to build DOM. Text from documents goes in as text nodes, never as HTML.

/**
 * Build an element.
 * @param {string} tag element name, with classes after dots: "div.row.active"
 * @param {Object<string, *>} [props] "on…" are listeners, "dataset" and "style" objects,
 *   known properties are set, everything else becomes an attribute; null and false are left out
 * @param {...(Node|string|number|null|undefined|false|Array)} children strings become text nodes
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const [name, ...classes] = tag.split(".")
  const element = document.createElement(name)
  if (classes.length) element.className = classes.join(" ")
  for (const [key, value] of Object.entries(props)) setProp(element, key, value)
  append(element, children)
  return element
}

function setProp(element, key, value) {
  if (value === null || value === undefined || value === false) return
  if (key.startsWith("on")) element.addEventListener(key.slice(2).toLowerCase(), value)
  else if (key === "dataset") Object.assign(element.dataset, value)
  else if (key === "style") {
    for (const [name, style] of Object.entries(value)) element.style.setProperty(name, style)
  } else if (key === "value" || key === "checked" || key === "textContent") element[key] = value
  else element.setAttribute(key, value === true ? "" : value)
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue
    element.append(child instanceof Node ? child : document.createTextNode(String(child)))
  }
}

/** Replace the children of an element. */
export function fill(element, ...children) {
  element.replaceChildren()
  append(element, children)
  return element
}

/** Set text only where it differs, so that nothing is announced or laid out twice. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text
}

/** Set or remove an attribute. */
export function setAttr(element, name, value) {
  if (value === null || value === false) element.removeAttribute(name)
  else element.setAttribute(name, value === true ? "" : value)
}

/**
 * Call `run` when nothing has called for `delay` milliseconds.
 * @returns {{(...args): void, now(): void, cancel(): void, waiting(): boolean}}
 */
export function debounce(run, delay) {
  let timer = 0
  let last = []
  const later = (...args) => {
    clearTimeout(timer)
    last = args
    timer = setTimeout(() => {
      timer = 0
      run(...last)
    }, delay)
  }
  later.cancel = () => {
    clearTimeout(timer)
    timer = 0
  }
  later.now = () => {
    if (!timer) return
    later.cancel()
    run(...last)
  }
  later.waiting = () => timer !== 0
  return later
}

/** "1 comment", "3 comments". */
export function plural(count, one, many = `${one}s`) {
  return `${number(count)} ${count === 1 ? one : many}`
}

const formatter = new Intl.NumberFormat("en-GB")

/** A number with thin groups: 10,000. */
export function number(value) {
  return formatter.format(value)
}

/** Time of day, or the date where it was not today. */
export function when(value) {
  if (!value) return ""
  const date = new Date(value)
  if (Number.isNaN(date.getTime())) return ""
  const minutes = (Date.now() - date.getTime()) / 60000
  if (minutes < 1) return "just now"
  if (minutes < 60) return `${Math.floor(minutes)} min ago`
  if (date.toDateString() === new Date().toDateString()) return clock(date)
  return date.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" })
}

/** 14:02:11 */
export function clock(date) {
  return date.toLocaleTimeString("en-GB")
}
