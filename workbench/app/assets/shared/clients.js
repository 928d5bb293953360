// Which client (outbox) belongs to this tab, and which were left behind by tabs that are gone.
import { keysWith, randomId } from "./keep.js"

const LEASE = 120000

/**
 * Take the client id of this tab: the one it had before a reload, else a new one. The id is
 * held by a Web Lock for as long as the tab lives; a duplicated tab gets an id of its own.
 * @param {string} scope what the id belongs to: a document and a user
 * @returns {Promise<string>}
 */
export async function ownClient(scope) {
  const slot = `workbench/client/${scope}`
  const before = sessionGet(slot)
  const client = before && (await hold(scope, before)) ? before : randomId()
  if (client !== before) await hold(scope, client)
  sessionSet(slot, client)
  return client
}

/**
 * Clients whose records are still here but whose tabs are not.
 * @param {string} scope
 * @param {string} own this tab's client, never returned
 * @returns {Promise<string[]>}
 */
export async function leftBehind(scope, own) {
  const known = new Set()
  for (const kind of ["outbox", "typing"]) {
    const prefix = `workbench/${kind}/${scope}/`
    for (const key of keysWith(prefix)) known.add(key.slice(prefix.length))
  }
  known.delete(own)
  const gone = []
  for (const client of known) if (await isGone(scope, client)) gone.push(client)
  return gone
}

/** Let go of what `ownClient` took; for an editor that is closed while its tab stays. */
export function release(scope, client) {
  held.get(name(scope, client))?.()
  held.delete(name(scope, client))
}

const held = new Map()

function name(scope, client) {
  return `workbench/${scope}/${client}`
}

/** Take the lock; a reload may still hold it for a moment, so wait a little. */
function hold(scope, client) {
  const key = name(scope, client)
  if (held.has(key)) return Promise.resolve(true)
  if (!navigator.locks) return Promise.resolve(beat(scope, client))
  return new Promise((resolve) => {
    const patience = AbortSignal.timeout(700)
    navigator.locks
      .request(key, { signal: patience }, () => {
        resolve(true)
        return new Promise((free) => held.set(key, free))
      })
      .catch(() => resolve(false))
  })
}

async function isGone(scope, client) {
  if (!navigator.locks) return Date.now() - Number(beatOf(scope, client)) > LEASE
  const key = name(scope, client)
  return navigator.locks.request(key, { ifAvailable: true }, (lock) => lock !== null)
}

// Without Web Locks a sign of life is written now and then.
function beat(scope, client) {
  const write = () => {
    try {
      localStorage.setItem(`workbench/beat/${scope}/${client}`, String(Date.now()))
    } catch {
      clearInterval(timer)
    }
  }
  const timer = setInterval(write, LEASE / 6)
  write()
  held.set(name(scope, client), () => clearInterval(timer))
  return true
}

function beatOf(scope, client) {
  try {
    return localStorage.getItem(`workbench/beat/${scope}/${client}`) ?? 0
  } catch {
    return 0
  }
}

function sessionGet(key) {
  try {
    return sessionStorage.getItem(key)
  } catch {
    return null
  }
}

function sessionSet(key, value) {
  try {
    sessionStorage.setItem(key, value)
  } catch {
    // Without session storage a reload is a new client; what it left behind is taken over.
  }
}
