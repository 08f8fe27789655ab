import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * What failed in a request, carried from where Next.js tells it (`instrumentation.ts`) to where its answer is written
 * (`scripts/serve.ts`). The two are bundled apart, so what they share hangs on the process.
 */
type Watched = { note: (error: unknown) => void }
const held = globalThis as typeof globalThis & { portalRequests?: AsyncLocalStorage<Watched> }
held.portalRequests ??= new AsyncLocalStorage()
const requests = held.portalRequests

/** Runs a request's work. The promise handed to it resolves with the first failure that is noted inside; often never. */
export function watchRequest<T>(work: (failure: Promise<unknown>) => T): T {
  let note: Watched['note'] = () => undefined
  const failure = new Promise<unknown>((resolve) => {
    note = resolve
  })
  return requests.run({ note }, () => work(failure))
}

/** Notes what failed in the request under way, if any. */
export function noteFailure(error: unknown): void {
  requests.getStore()?.note(error)
}
