// Post-editing effort: active milliseconds and keystrokes, row by row.

/** A pause longer than this is not work on the row: the rest of it does not count (ms). */
const IDLE = 5000

export class Effort {
  constructor(now = () => performance.now()) {
    this.now = now
    this.open(null)
  }

  /** Begin with a row; what was not taken before is gone. */
  open(row) {
    this.row = row
    this.ms = 0
    this.keys = 0
    this.last = this.now()
  }

  /** Something happened on the row: a key, a movement, a click. */
  touch({ key = false } = {}) {
    const time = this.now()
    this.ms += Math.min(time - this.last, IDLE)
    this.last = time
    if (key) this.keys += 1
  }

  /** What has come together since it was last taken: to be sent along with an action. */
  take() {
    this.touch()
    const taken = { ms: Math.round(this.ms), keys: this.keys }
    this.ms = 0
    this.keys = 0
    return taken
  }
}
