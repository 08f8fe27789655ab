import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * What failed in a request, carried from where Next.js tells it (`instrumentation.ts`) to where its answer is written
 * (`scripts/serve.ts`). The two are bundled apart, so what they share hangs on the process.
 */
type Watched = { note: (error: unknown) => void; failure?: unknown }
const held = globalThis as typeof globalThis & { portalRequests?: AsyncLocalStorage<Watched> }
held.portalRequests ??= new AsyncLocalStorage()
const requests = held.portalRequests

/**
 * Runs a request's work. The promise handed to it resolves with the first failure that is noted inside; often never. What
 * the work set going may outlast the request: `forget` is called when that has its answer.
 */
export function watchRequest<T>(work: (failure: Promise<unknown>, forget: () => void) => T): T {
  let tell: (error: unknown) => void = () => undefined
  const failure = new Promise<unknown>((resolve) => {
    tell = resolve
  })
  let isAnswered = false
  const watched: Watched = {
    note: (error) => {
      if (!isAnswered) watched.failure ??= error
      tell(error)
    },
  }
  const forget = () => {
    isAnswered = true
    delete watched.failure
  }
  return requests.run(watched, () => work(failure, forget))
}

/** Notes what failed in the request under way, if any. */
export function noteFailure(error: unknown): void {
  requests.getStore()?.note(error)
}

/** What has failed in the request under way, until it is answered. */
export const failureOfRequest = (): unknown => requests.getStore()?.failure
