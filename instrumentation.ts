const EACH_MINUTE_MS = 60_000
const DEMO_GATEWAY_RETRIES_MS = 10_000

/** Runs once in the process that serves: finishes what an earlier process stored, and what is due by the clock. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { sealRoot } = await import('#lib/ledger/seal-root.ts')
  const { sweepInbox } = await import('#lib/payments/sweep-inbox.ts')
  const { verifyOnSchedule } = await import('#lib/payments/verify-on-schedule.ts')
  const { redeliverDemo } = await import('#lib/payments/gateway/demo.ts')
  const { env } = await import('#lib/platform/env.ts')
  const { getServices } = await import('#lib/platform/services.ts')
  const { oneLine } = await import('#lib/platform/errors.ts')
  // Each does nothing while it is not due; one that fails does not keep the next from its turn.
  const chores = { 'Sweep of the inbox': sweepInbox, 'Root of the ledger': sealRoot, Invariants: verifyOnSchedule }
  const round = async () => {
    for (const [name, chore] of Object.entries(chores))
      await chore(getServices()).catch((error) => console.error(`${name}: ${oneLine(error)}`))
  }
  await round()
  setInterval(round, EACH_MINUTE_MS).unref()
  if (env().mode !== 'demo') return
  const retry = () => redeliverDemo().catch((error) => console.error(`Demo gateway: ${oneLine(error)}`))
  setInterval(retry, DEMO_GATEWAY_RETRIES_MS).unref()
}

/** Next.js tells each error of a page or handler: it is logged once, and decides how the request is answered. */
export async function onRequestError(
  error: unknown,
  { method, path }: { method: string; path: string },
): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { noteFailure } = await import('#lib/platform/request-failure.ts')
  const { isPassing, oneLine } = await import('#lib/platform/errors.ts')
  noteFailure(error)
  // What comes after `?` may be somebody's number. A database that is away needs no stack for each request.
  const where = `${method} ${path.split('?')[0]}`
  if (isPassing(error)) console.error(`${where}: ${oneLine(error)}`)
  else console.error(`${where}:`, error)
}
