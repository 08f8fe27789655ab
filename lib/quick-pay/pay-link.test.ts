import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeHome } from '#lib/payments/test-bills.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { connectionOfLink, forgetPayLinks, payLinkFor } from './pay-link.ts'

let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-02T10:00:00+05:30')
})
afterAll(() => services.close())

const linkOf = ({ connectionId }: { connectionId: string }) =>
  services.db.$transaction((tx) => payLinkFor(tx, connectionId, services.now()))
const codeIn = (link: string) => link.split('/').at(-1) ?? ''

test('a link is short, leads to its own connection, and is the same for some weeks', async () => {
  services.setTime('2026-11-02T10:00:00+05:30')
  const [home, other] = [await makeHome(services), await makeHome(services)]
  const link = await linkOf(home)
  expect(link).toMatch(/^http:\/\/localhost:\d+\/q\/[2-9a-km-np-z]{10}$/)
  expect(await connectionOfLink(services, codeIn(link))).toBe(home.connectionId)
  expect(await linkOf(other)).not.toBe(link)

  services.setTime('2026-12-02T10:00:00+05:30')
  expect(await linkOf(home)).toBe(link)
  services.setTime('2026-12-02T10:00:01+05:30')
  const next = await linkOf(home)
  expect(next).not.toBe(link)
  // Who has the old one may still pay by it.
  expect(await connectionOfLink(services, codeIn(link))).toBe(home.connectionId)
  services.setTime('2027-01-01T10:00:00+05:30')
  expect(await connectionOfLink(services, codeIn(link))).toBeNull()
  expect(await connectionOfLink(services, codeIn(next))).toBe(home.connectionId)
})

test('links asked for at once all lead to the connection', async () => {
  const home = await makeHome(services)
  const links = await Promise.all(Array.from({ length: 8 }, () => linkOf(home)))
  for (const link of links) expect(await connectionOfLink(services, codeIn(link))).toBe(home.connectionId)
})

test.each(['', 'k7m2x9p4w', 'k7m2x9p4wd2', 'K7M2X9P4WD', "k7m2x9p4w'", '0000000000', '../../../c'])(
  'what is no code leads nowhere: %s',
  async (code) => expect(await connectionOfLink(services, code)).toBeNull(),
)

test('links whose time is over are forgotten, and no others', async () => {
  services.setTime('2027-06-01T10:00:00+05:30')
  await linkOf(await makeHome(services))
  services.setTime('2027-07-31T09:59:59+05:30')
  expect(await forgetPayLinks(services)).toBeGreaterThan(0)
  expect(await services.db.payLink.count()).toBe(1)
  services.setTime('2027-07-31T10:00:01+05:30')
  expect(await forgetPayLinks(services)).toBe(1)
})
