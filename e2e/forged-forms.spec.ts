import { randomUUID } from 'node:crypto'
import { expect, test } from './fixtures.ts'
import { logIn } from './support/log-in.ts'
import { enterDesk, OFFICERS } from './support/officer.ts'
import { FORGED, NO_FORM } from './support/other-sites.ts'
import { routesOnDisk } from './support/routes.ts'

// A portal of its own: should a form get through, nobody else's story is spoilt.
const CLOCK = '2026-11-23T10:00:00+05:30'
test.use({ clock: CLOCK, apart: 'hostile' })

/** Whose cookies another site would like to use. */
const SURESH = '9000001047'
test('no form of another site does anything in the name of who is logged in', async ({ page, context, portal }) => {
  await logIn(page, portal, SURESH)
  await enterDesk(context, portal, OFFICERS.SUPERVISOR, CLOCK)
  const routes = routesOnDisk().filter((route) => !/^(GET|HEAD) /.test(route))
  expect(routes.length).toBeGreaterThan(60)

  const taken: string[] = []
  for (const route of routes.filter((one) => !(one in NO_FORM) && !one.includes(' /demo/'))) {
    const [method, path] = route.split(' ') as [string, string]
    const address = portal.url + path.replace(/\[[^\]]+\]/g, () => randomUUID())
    for (const [sender, headers] of Object.entries(FORGED)) {
      const answer = await context.request.fetch(address, { method, headers, form: { a: 'b' }, maxRedirects: 0 })
      if (answer.status() !== 403) taken.push(`${route} from ${sender}: ${answer.status()}`)
    }
  }
  expect(taken).toEqual([])

  await page.reload()
  await expect(page).toHaveURL(/\/c\//)
  expect((await context.request.get(`${portal.url}/desk`, { maxRedirects: 0 })).status()).toBe(200)
})

test('what takes requests without a form has a reason', () => {
  expect(routesOnDisk()).toEqual(expect.arrayContaining(Object.keys(NO_FORM)))
})
