/** Runs once in the process that serves. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { startChores } = await import('#lib/operations/start-chores.ts')
  const { startOutbox } = await import('#lib/messaging/start-outbox.ts')
  const { startBillingEvents } = await import('#lib/payments/billing-webhook/start-billing-events.ts')
  const { startLeftBehind } = await import('#lib/ingest/door/left-behind.ts')
  const { startValidation } = await import('#lib/metering/validation/start-validation.ts')
  startChores()
  startOutbox()
  startBillingEvents()
  startLeftBehind()
  startValidation()
}

/** Next.js tells each error of a page or handler: it is logged once, and decides how the request is answered. */
export async function onRequestError(
  error: unknown,
  { method, path }: { method: string; path: string },
): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { noteFailure } = await import('#lib/platform/request-failure.ts')
  const { logFault } = await import('#lib/platform/log.ts')
  noteFailure(error)
  // What comes after `?` may be somebody's number.
  logFault('REQUEST', { method, path: path.split('?')[0] }, error)
}
