// Requests to our own routes, with the ticket that says who and which document.

/** The server was not reached, or could not answer now: worth trying again. */
export class Unreachable extends Error {}

/** The server understood and said no; trying again as it is changes nothing. */
export class Refused extends Error {
  /** @param {number} status @param {{error?: string, remedy?: string}} body */
  constructor(status, body) {
    super([body?.error, body?.remedy].filter(Boolean).join(" ") || `The server said ${status}.`)
    this.status = status
  }
}

export class Transport {
  /** @param {{api: string, ticket: string, timeout?: number}} options timeout in ms */
  constructor({ api, ticket, timeout = 20000 }) {
    this.api = new URL(`${api}/`, document.baseURI)
    this.ticket = ticket
    this.timeout = timeout
  }

  /**
   * @param {string} name the route, as "apply"
   * @param {object} body
   * @param {{signal?: AbortSignal, keepalive?: boolean}} [options] keepalive lets a request
   *   outlive the page (at most 64 KB)
   * @returns {Promise<object>}
   */
  async post(name, body, { signal, keepalive = false } = {}) {
    const limit = AbortSignal.timeout(this.timeout)
    let response
    try {
      response = await fetch(new URL(name, this.api), {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Workbench-Ticket": this.ticket },
        body: JSON.stringify(body),
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
        keepalive,
      })
    } catch (error) {
      if (signal?.aborted) throw error
      throw new Unreachable("The server cannot be reached.", { cause: error })
    }
    if (response.ok) return readJson(response)
    const problem = await response.json().catch(() => ({}))
    if (response.status >= 500) throw new Unreachable(problem.error ?? "The server is busy.")
    throw new Refused(response.status, problem)
  }
}

async function readJson(response) {
  try {
    return await response.json()
  } catch (error) {
    throw new Unreachable("The answer broke off.", { cause: error })
  }
}
