// What a tab keeps in the browser's local storage, one owner a record.

/**
 * A JSON value under one key. Where the storage fails (full, forbidden) the value lives on
 * in memory and `safe` says so.
 */
export class Kept {
  /** @param {string} key @param {*} empty the value where nothing is kept */
  constructor(key, empty) {
    this.key = key
    this.safe = true
    this.value = read(key) ?? empty
  }

  /** Write the value as it is now. Synchronous: what was written survives a killed tab. */
  save() {
    try {
      localStorage.setItem(this.key, JSON.stringify(this.value))
      this.safe = true
    } catch {
      this.safe = false
    }
  }

  remove() {
    try {
      localStorage.removeItem(this.key)
    } catch {
      this.safe = false
    }
  }
}

/** Read a JSON value; null where there is none or it is damaged. */
export function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key))
  } catch {
    return null
  }
}

/** All keys of the storage that begin with `prefix`. */
export function keysWith(prefix) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix))
  } catch {
    return []
  }
}

/** A random id; randomUUID is missing on plain http, where only loopback counts as safe. */
export function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}
