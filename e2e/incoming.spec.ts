import { expect, test } from './fixtures.ts'
import { ask } from './support/books.ts'
import { enterDesk, OFFICERS } from './support/officer.ts'

const CLOCK = '2026-11-22T09:00:00+05:30'
test.use({ clock: CLOCK, viewport: { width: 360, height: 740 }, javaScriptEnabled: false })

const SYSTEM = 'head-end-of-the-east'

test('what a head end sent stands at the desk: when, how much of it, why a row was not taken, and who is silent', async ({
  browser,
  portal,
}) => {
  const { code, output } = await portal.command('lib/ingest/door/sources-command.ts', 'add', SYSTEM, 'daily-reads')
  expect(code, output).toBe(0)
  const token = /\S{40,}/.exec(output)?.[0]
  const [{ meter }] = await ask(
    portal.dataDir,
    `select max("serialNo") as "meter" from "Meter" where "serialNo" like 'DM%'`,
  )
  const sent = await fetch(`${portal.url}/api/ingest/daily-reads`, {
    method: 'POST',
    body: ['meter_no,date,kwh', `${meter},2025-12-01,4.2`, 'NOBODY7,2025-12-01,4.2', 'NOBODY8,2025-12-01,4.2', ''].join(
      '\n',
    ),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
  })
  expect(await sent.json()).toMatchObject({ rejected: 2 })

  const context = await browser.newContext({ baseURL: portal.url, javaScriptEnabled: false })
  await enterDesk(context, portal, OFFICERS.SUPERVISOR, CLOCK)
  await context.addCookies([{ name: 'language', value: 'en', url: portal.url }])
  const desk = await context.newPage()
  const row = (table: string, words: string) =>
    desk.getByRole('table', { name: table }).getByRole('row').filter({ hasText: words })
  await desk.goto('/desk/incoming')
  await expect(row('Systems that send files', SYSTEM)).toContainText(/daily-reads\s*22\sNov,\s9:00\sam\s*0 min ago/)
  await expect(row('Kinds of files', 'daily-reads')).toContainText('0 min ago')
  await expect(row('Newest files', SYSTEM).getByRole('cell')).toHaveText([/daily-reads/, '1', '0', '2'])
  await expect(row('Why rows were rejected', SYSTEM)).toContainText(/meter_no … is unknown.*3, 4\s*2/)

  // The meters are counted by the clock, soon after the portal has started.
  const kokar = `select count(*)::int as "meters" from "Connection" c
    join "MeterInstallation" i on i."connectionId" = c."id" and i."toOn" is null
    join "Meter" m on m."id" = i."meterId" where c."subdivision" = 'Kokar' and m."intervalMinutes" is not null`
  const [{ meters }] = await ask(portal.dataDir, kokar)
  await expect(async () => {
    await desk.reload()
    await expect(row('Smart meters read for 21 November 2026', 'Kokar')).toContainText(String(meters), {
      timeout: 1_000,
    })
  }).toPass()
  await context.close()
})
