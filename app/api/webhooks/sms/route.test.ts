import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeBill, makeHome } from '#lib/payments/test-bills.ts'
import type { Services } from '#lib/platform/services.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { POST } from './route.ts'

let services: TestServices
const OURS = 'Bearer demo-sms-secret'

beforeAll(async () => {
  services = await testServices('2026-11-07T10:00:00+05:30')
  const held = globalThis as typeof globalThis & { portalServices?: Services }
  held.portalServices = services
})
afterAll(() => services.close())

const tell = (body: string | URLSearchParams, { type, secret = OURS }: { type?: string; secret?: string } = {}) =>
  POST(
    new Request('http://localhost:3000/api/webhooks/sms', {
      method: 'POST',
      body,
      headers: { Authorization: secret, ...(type ? { 'Content-Type': type } : {}) },
    }),
  )

test('a form and JSON of the provider are answered alike, and the same SMS once', async () => {
  const home = await makeHome(services)
  await makeBill(services, home, { of: '2026-10', own: 50_000 })
  const sms = { id: 'one', sender: `91${home.mobile}`, message: `BILL ${home.consumerNo}` }
  const said = [
    await tell(new URLSearchParams(sms)),
    await tell(JSON.stringify(sms), { type: 'application/json' }),
    await tell(JSON.stringify({ ...sms, id: 'two' }), { type: 'application/json; charset=utf-8' }),
  ]
  expect(await Promise.all(said.map((answer) => answer.json()))).toEqual([
    { status: 'answered' },
    { status: 'repeat' },
    { status: 'answered' },
  ])
  const texts = await services.db.message.findMany({ where: { toMobile: home.mobile } })
  expect(texts.map(({ text }) => text.includes('₹500.00'))).toEqual([true, true])
})

test('whoever does not know the secret is refused, and nothing is answered', async () => {
  const before = await services.db.message.count()
  for (const secret of ['', 'Bearer ', 'Bearer demo-sms-secreT', 'demo-sms-secret', `${OURS} `.repeat(20)])
    expect((await tell(new URLSearchParams({ sender: '9000000028', message: 'Hi' }), { secret })).status).toBe(401)
  expect(await services.db.message.count()).toBe(before)
})

test('what is no SMS is refused', async () => {
  for (const body of ['', '{', '[]', 'null', '{"sender":"12","message":"Hi"}'])
    expect((await tell(body, { type: 'application/json' })).status, body).toBe(400)
  expect((await tell('x'.repeat(70_000))).status).toBe(413)
})
