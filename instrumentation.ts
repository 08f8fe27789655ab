const EACH_MINUTE_MS = 60_000

/** Runs once in the process that serves: finishes what an earlier process stored and did not get to. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { sweepInbox } = await import('#lib/payments/sweep-inbox.ts')
  const { getServices } = await import('#lib/platform/services.ts')
  const { oneLine } = await import('#lib/platform/errors.ts')
  const sweep = () => sweepInbox(getServices()).catch((error) => console.error(`Sweep of the inbox: ${oneLine(error)}`))
  await sweep()
  setInterval(sweep, EACH_MINUTE_MS).unref()
}
