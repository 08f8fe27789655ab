import https from 'node:https'

export type SteadyLoad = {
  /** Ends it. Returns how many requests were answered, and each that was not answered well. */
  stop: () => Promise<{ answered: number; failed: string[]; slowestMs: number }>
}

/** At most so many requests, so that a test that hangs does not ask for ever. */
const MOST = 200_000

/** A body and what is said of it. */
export type Posted = { body: string; headers: Record<string, string> }

/**
 * What is asked; a `form` is posted, or what `post` makes anew each time, which no proxy may send twice. `expects` is the
 * status of a good answer; `answered` hears of each good one.
 */
export type Asked = {
  path: string
  cookie?: string
  form?: Record<string, string>
  post?: () => Posted
  expects: number
  answered?: (posted: Posted) => void
}

/**
 * Somebody asks one thing after another, each on its own connections to the proxy, which they keep as browsers do;
 * `people` of them at once.
 */
export function steadyLoad(url: string, asked: readonly Asked[], people: number): SteadyLoad {
  const failed: string[] = []
  let [answered, slowestMs, count, isStopped] = [0, 0, 0, false]
  const person = async () => {
    const agent = new https.Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false })
    while (!isStopped && count < MOST) {
      const one = asked[count++ % asked.length] as Asked
      const began = performance.now()
      const posted = one.post?.() ?? (one.form && formOf(one.form))
      const status = await ask(url, one, posted, agent)
      slowestMs = Math.max(slowestMs, performance.now() - began)
      if (status === one.expects) {
        answered += 1
        if (posted) one.answered?.(posted)
      } else failed.push(`${posted ? 'POST' : 'GET'} ${one.path}: ${status}`)
    }
    agent.destroy()
  }
  const everybody = Promise.all(Array.from({ length: people }, person))
  return {
    stop: async () => {
      isStopped = true
      await everybody
      return { answered, failed, slowestMs: Math.round(slowestMs) }
    },
  }
}

const formOf = (form: Record<string, string>): Posted => ({
  body: new URLSearchParams(form).toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
})

/** The status of the answer, or in words why there was none. */
function ask(url: string, { path, cookie }: Asked, posted: Posted | undefined, agent: https.Agent) {
  return new Promise<number | string>((resolve) => {
    const headers = {
      ...{ origin: url, accept: 'text/html' },
      ...(cookie && { cookie }),
      ...(posted && { ...posted.headers, 'content-length': Buffer.byteLength(posted.body) }),
    }
    const method = posted ? 'POST' : 'GET'
    const request = https.request(`${url}${path}`, { method, agent, headers, timeout: 30_000 })
    request.on('timeout', () => request.destroy(new Error('no answer')))
    request.on('error', (error) => resolve(error.message))
    request.on('response', (response) => {
      response.on('error', (error) => resolve(error.message))
      response.on('end', () => resolve(response.statusCode ?? 0))
      response.resume()
    })
    request.end(posted?.body)
  })
}
