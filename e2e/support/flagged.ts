import type { APIRequestContext } from '@playwright/test'
import { expect } from '../fixtures.ts'

/** Readings are looked through a while after the portal has started. */
const SOON = { timeout: 60_000 }

/** The page of the newest day that a rule has flagged, of the officer's offices. */
export async function firstFlagged(request: APIRequestContext, rule: string): Promise<string> {
  let found = ''
  await expect
    .poll(async () => {
      const page = await (await request.get(`/desk/incoming?rule=${rule}`)).text()
      found = /\/desk\/incoming\/[0-9a-f-]{36}\/\d{4}-\d{2}-\d{2}/.exec(page)?.[0] ?? ''
      return found
    }, SOON)
    .not.toBe('')
  return found
}

/** The meter of a connection's day that is flagged. */
export async function flaggedMeter(request: APIRequestContext, connection: string, day: string): Promise<string> {
  let meter = ''
  await expect
    .poll(async () => {
      const page = await (await request.get(`/desk/incoming/${connection}/${day}`)).text()
      meter = /name="meter" value="([0-9a-f-]{36})"/.exec(page)?.[1] ?? ''
      return meter
    }, SOON)
    .not.toBe('')
  return meter
}
