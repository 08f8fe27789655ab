import { expect, test } from './fixtures.ts'
import { askPortal, codeFor, codesTo, logInAcross, logInThroughProxy, newBrowser } from './person.ts'
import { query, SERVER_OWNER } from './postgres-pair.ts'
import { masterFile, sendFile } from './send-file.ts'

/** What two portals on one database must do as if they were one. */
const ASHA = '9000000028'
const SUNIL = '9000001031'
const JYOTI = '9000001033'
const IMRAN = '9000001035'
const RAJESH = '9000001039'
const MEENA = '9000001047'

test('a code that one portal sent opens a session on both, and logging out ends it on both', async ({ cluster }) => {
  const asha = newBrowser()
  const home = await logInAcross(cluster, asha, ASHA)
  for (const portal of [...cluster.portals, ...cluster.portals])
    expect((await askPortal(cluster, portal, asha, { path: home })).status).toBe(200)
  const before = { cookies: new Map(asha.cookies) }
  await askPortal(cluster, cluster.portals[1], asha, { path: '/api/logout', form: {} })
  for (const portal of cluster.portals)
    expect((await askPortal(cluster, portal, before, { path: home })).location).toMatch(/^\/login/)
})

test('a stranger’s cookie opens a home of somebody else on neither', async ({ cluster }) => {
  const [sunil, jyoti] = [newBrowser(), newBrowser()]
  const home = await logInAcross(cluster, sunil, SUNIL)
  await logInAcross(cluster, jyoti, JYOTI)
  for (const portal of cluster.portals)
    expect((await askPortal(cluster, portal, jyoti, { path: home })).status).toBe(404)
})

test('behind the pooler, too, it is the database that has nothing of others for whoever asks', async ({ cluster }) => {
  const url = cluster.postgres.address(SERVER_OWNER, cluster.postgres.primary.port)
  const meena = newBrowser()
  const home = await logInAcross(cluster, meena, MEENA)
  const billsOf = async () => {
    const { text } = await askPortal(cluster, cluster.portals[0], meena, { path: `${home}/bills` })
    return [...new Set(text.match(/\/bills\/[0-9a-f-]{36}/g))].length
  }
  const before = await billsOf()
  expect(before).toBeGreaterThan(0)
  const [{ rule } = { rule: '' }] = await query<{ rule: string }>(url, [
    `select obj_description(oid, 'pg_policy') as "rule" from pg_policy
     where polname = 'asker' and polrelid = '"Bill"'::regclass`,
  ])
  await query(url, ['alter policy "asker" on "Bill" using (false)'])
  try {
    expect(await billsOf()).toBe(0)
  } finally {
    await query(url, [`alter policy "asker" on "Bill" using (${rule})`])
  }
  expect(await billsOf()).toBe(before)
})

test('tries of a code are counted over both: after five wrong ones the right one opens nothing', async ({
  cluster,
}) => {
  const [a, b] = cluster.portals
  const imran = newBrowser()
  await askPortal(cluster, a, imran, { path: '/api/login', form: { who: IMRAN } })
  const code = await codeFor(cluster, IMRAN)
  const wrong = code === '111111' ? '222222' : '111111'
  for (const portal of [a, b, a, b, a]) {
    const { location } = await askPortal(cluster, portal, imran, { path: '/api/login/code', form: { code: wrong } })
    expect(location).toMatch(/error=/)
  }
  const { location } = await askPortal(cluster, b, imran, { path: '/api/login/code', form: { code } })
  expect(location).toMatch(/error=/)
})

test('codes for a number are counted over both: the sixth of an hour is refused by either', async ({ cluster }) => {
  const [a, b] = cluster.portals
  for (const portals of [
    [a, b],
    [b, a],
    [a, b],
    [b, a],
    [a, b],
  ] as const)
    await logInAcross(cluster, newBrowser(), RAJESH, [...portals])
  for (const portal of [a, b]) {
    const sixth = await askPortal(cluster, portal, newBrowser(), { path: '/api/login', form: { who: RAJESH } })
    expect(sixth.location).toContain('too-many-codes')
  }
  // Both look for messages to send all the time; each was sent once.
  expect(codesTo(cluster, RAJESH)).toHaveLength(5)
})

test('a payment that the gateway tells one portal of shows by itself on a page of the other', async ({
  cluster,
  browser,
}) => {
  const [a, b] = cluster.portals
  const asha = newBrowser()
  const home = await logInAcross(cluster, asha, ASHA)
  const bills = await askPortal(cluster, b, asha, { path: `${home}/bills` })
  const bill = /\/bills\/([0-9a-f-]{36})/.exec(bills.text)?.[1] ?? ''
  const form = /action="\/api\/payments\/start".*?<\/form>/s.exec(
    (await askPortal(cluster, b, asha, { path: `${home}/bills/${bill}` })).text,
  )?.[0]
  const fields = Object.fromEntries(
    [...(form ?? '').matchAll(/type="hidden"[^>]*name="(\w+)"[^>]*value="([^"]*)"/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  )
  const begun = await askPortal(cluster, b, asha, { path: '/api/payments/start', form: fields })
  expect(begun.location).toContain(`${home}/pay/`)

  const context = await browser.newContext({ baseURL: cluster.url, ignoreHTTPSErrors: true })
  await context.addCookies([...asha.cookies].map(([name, value]) => ({ name, value, url: cluster.url })))
  const page = await context.newPage()
  await page.goto(begun.location)
  const uri = (await page.locator('a[href^="upi:"]').first().getAttribute('href')) ?? ''
  const status = { path: `/api/payments/${begun.location.split('/').at(-1)}` }
  const before = await askPortal(cluster, b, asha, status)
  const paid = await page.request.post(`${a.url}/demo/upi/pay`, { data: { uri, outcome: 'success' } })
  expect(paid.status(), await paid.text()).toBe(200)
  const after = await askPortal(cluster, b, asha, status)
  expect([before.text, after.text].map((text) => JSON.parse(text).state)).toEqual(['SHOWN', 'PAID'])
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('भुगतान हो गया', { timeout: 20_000 })
  await context.close()
})

test('the same file sent to both at once is taken once, and both show what it brought', async ({ cluster }) => {
  const file = masterFile({ from: '1001', count: 400 })
  await Promise.all(cluster.portals.map((portal) => sendFile(portal, 'consumers', file)))
  expect(await sendFile(cluster.portals[1], 'consumers', file)).toMatchObject({ unchanged: 400 })
  const url = cluster.postgres.address(SERVER_OWNER, cluster.postgres.primary.port)
  const count = (table: string, where: string) =>
    query<{ n: number }>(url, [`select count(*)::int as n from "${table}" where ${where}`]).then(([row]) => row?.n)
  expect(await count('Connection', `"consumerNo" like '1001____'`)).toBe(400)
  expect(await count('Consumer', `"mobile" like '911001%'`)).toBe(400)
  // Of what was sent to the first, a person's home is there at the second.
  const person = newBrowser()
  const home = await logInAcross(cluster, person, '9110010007')
  expect((await askPortal(cluster, cluster.portals[1], person, { path: home })).status).toBe(200)
})

test('bills that both are told to issue at once are issued once', async ({ cluster }) => {
  await sendFile(cluster.portals[0], 'consumers', masterFile({ from: '1002', count: 40 }))
  const days = Array.from({ length: 31 }, (_, day) => `2026-10-${String(day + 1).padStart(2, '0')}`)
  const meters = Array.from({ length: 40 }, (_, at) => `CL1002${String(at).padStart(4, '0')}`)
  const reads = days.flatMap((day) => meters.map((meter) => `${meter},${day},4.2`))
  await sendFile(cluster.portals[0], 'daily-reads', ['meter_no,date,kwh', ...reads])
  const issue = ['lib/billing/issue-bills-command.ts', '--month', '2026-10'] as const
  const said = await Promise.all(cluster.portals.map((portal) => portal.command(...issue)))
  const issued = said.map(({ output }) => Number(/(\d+) issued/.exec(output)?.[1]))
  expect(
    issued.reduce((sum, one) => sum + one, 0),
    said.map(({ output }) => output).join('\n'),
  ).toBe(40)
})

test('through the proxy both serve, with the same headers, and another host is told nothing', async ({
  cluster,
  page,
}) => {
  await logInThroughProxy(page, cluster, SUNIL)
  const home = new URL(page.url()).pathname
  for (let visit = 0; visit < 10; visit++) expect((await page.request.get(home)).status()).toBe(200)
  expect(new Set(cluster.servedBy().slice(-10)).size).toBe(2)
  const cookies = await page.context().cookies()
  expect(cookies.find(({ name }) => name === '__Host-session')).toMatchObject({ secure: true, httpOnly: true })
  for (const path of ['/', '/api/health']) {
    const answer = await page.request.get(path)
    expect(answer.headersArray().filter(({ name }) => name.toLowerCase() === 'strict-transport-security')).toHaveLength(
      1,
    )
  }
  const stranger = page.request.get('/', { headers: { host: 'khata.invalid' } })
  await expect(stranger).rejects.toThrow('unrecognized name')
  const large = await page.request.post('/api/complaints', {
    data: Buffer.alloc(23_000_000),
    headers: { origin: cluster.url },
  })
  expect(large.status()).toBe(413)
})
