import { expect, test } from '@playwright/test'
import { ask } from './support/books.ts'
import { prepare } from './support/every-page.ts'
import { startPortal } from './support/portal.ts'
import { explainStatements, returnedDuring } from './support/returned-rows.ts'

const CLOCK = '2026-11-05T12:00:00+05:30'

/** Tables that a page reads as a whole, and why that is right, or cannot be helped. */
const READ_AS_A_WHOLE: Record<string, string> = {
  Campaign: 'one a month',
  Connection: 'how many a notice reaches is a count of all of an office',
  DeskSetting: 'as many as there are settings, and their changes',
  StaffAccount: 'a utility has some thousand officers',
  TariffProposal: 'some a year',
}

test('no page of a consumer or of the desk goes through all of a table that grows with the state', async ({
  browser,
}) => {
  test.setTimeout(600_000)
  const portal = await startPortal({ clock: CLOCK })
  try {
    const guests = Object.values(await prepare(browser, portal, CLOCK))
    await ask(portal.dataDir, 'analyze')
    await explainStatements(portal)
    const known = new Set<string>()
    const unknown = new Map<string, string>()
    let statements = 0
    for (const { cookies, stops } of guests) {
      const context = await browser.newContext({ baseURL: portal.url })
      await context.addCookies(cookies)
      for (const { path } of stops) {
        const returned = await returnedDuring(portal, async () => {
          expect((await context.request.get(path, { maxRedirects: 0 })).status(), path).toBeLessThan(500)
        })
        statements += returned.length
        for (const { statement, touched } of returned)
          for (const { table, isWhole } of touched)
            if (isWhole && table in READ_AS_A_WHOLE) known.add(table)
            else if (isWhole) unknown.set(`${table}: ${statement}`, path)
      }
      await context.close()
    }
    expect(statements).toBeGreaterThan(1_000)
    expect([...unknown].map(([what, path]) => `${path} ${what}`)).toEqual([])
    expect([...known].sort()).toEqual(Object.keys(READ_AS_A_WHOLE))
  } finally {
    await portal.stop()
  }
})
