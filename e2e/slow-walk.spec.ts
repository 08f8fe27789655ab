import fs from 'node:fs'
import { test as plain } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { openAs, PUBLIC_STOPS, prepare } from './support/every-page.ts'
import { type Came, slowly } from './support/slowly.ts'

const CLOCK = '2026-11-05T12:00:00+05:30'
test.use({ clock: CLOCK, apart: 'slow walk' })

/** Far above what is usual (docs/usability.md): a page that passes it has grown, or waits for something. */
const MOST_MS = 5_000

/**
 * Each journey and page as a newcomer has it: in Hindi, on a small phone, without JavaScript, at slow 3G. `SLOW=1` asks for
 * it, since it takes six minutes. Times and pictures lie in `test-results`, to be looked at (docs/usability.md).
 */
test('every journey and page comes within five seconds at slow 3G', async ({ browser, portal }, info) => {
  plain.setTimeout(2_400_000)
  const came: Came[] = []
  const phone = slowly(browser, came)
  const guests = await prepare(phone, portal, CLOCK)
  const journeys = came.splice(0)
  const times: string[] = journeys.map(({ path, ms }) => `${Math.round(ms)}\ton the way\t${path}`)
  for (const [who, { cookies, stops }] of Object.entries({ nobody: { cookies: [], stops: PUBLIC_STOPS }, ...guests })) {
    const page = await openAs(phone, portal, { cookies }, { locale: 'hi' })
    for (const [index, { name, path }] of stops.entries()) {
      await page.goto(path)
      times.push(`${Math.round(came.at(-1)?.ms ?? 0)}\t${who}\t${name}\t${path}`)
      const picture = `${who}-${index}-${name.replace(/[^\w]+/g, '_').slice(0, 60)}.jpg`
      await page.screenshot({ path: info.outputPath(picture), fullPage: true, type: 'jpeg', quality: 60 })
    }
    await page.context().close()
  }
  fs.writeFileSync(info.outputPath('times.tsv'), `${times.join('\n')}\n`)
  const slow = [...journeys, ...came].filter(({ ms }) => ms > MOST_MS)
  expect(journeys.length).toBeGreaterThan(50)
  expect(slow).toEqual([])
})
