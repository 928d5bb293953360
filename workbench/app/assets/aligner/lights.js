// Numbers and Latin words of the row under the pointer, or of the chosen one, lit on both sides.
import { isNumber } from "./tokens.js"

export class Lights {
  /** @param {HTMLElement} grid */
  constructor(grid) {
    this.grid = grid
    this.lit = []
  }

  /** Light the tokens of a row; null puts all lights out. @param {HTMLElement|null} bead */
  show(bead) {
    for (const token of this.lit) token.classList.remove("lit", "odd", "hint")
    this.lit = []
    if (!bead?.isConnected) return
    const [left, right] = ["source", "target"].map((side) => this.#tokens(bead, side))
    const [there, here] = [keys(left), keys(right)]
    if (bead.classList.contains("paired")) {
      for (const token of left) this.#mark(token, here)
      for (const token of right) this.#mark(token, there)
    } else this.#hint(bead, left.length ? there : here, left.length ? "target" : "source")
  }

  #mark(token, other) {
    const { key } = token.dataset
    if (other.has(key)) this.#add(token, "lit")
    else if (isNumber(key)) this.#add(token, "odd")
  }

  /** A row without a partner: where the same tokens stand on the other side. */
  #hint(bead, wanted, side) {
    for (const token of this.#tokens(bead, side === "target" ? "source" : "target")) this.#add(token, "lit")
    for (const token of this.#tokens(this.grid, side)) if (wanted.has(token.dataset.key)) this.#add(token, "hint")
  }

  #add(token, name) {
    token.classList.add(name)
    this.lit.push(token)
  }

  #tokens(element, side) {
    return [...element.querySelectorAll(`.stack.${side} .token`)]
  }
}

function keys(tokens) {
  return new Set(tokens.map((token) => token.dataset.key))
}
