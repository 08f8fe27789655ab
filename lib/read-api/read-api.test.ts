import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeTestToken } from '#lib/access-tokens/test-tokens.ts'
import { READS_PER_MINUTE, TOKEN_SCOPES, type TokenScope } from '#lib/access-tokens/token-policy.ts'
import { issueBills } from '#lib/billing/issue-bills.ts'
import { connectHome, loadExampleTariff, officer, readMonth, type TestHome } from '#lib/billing/test-homes.ts'
import { storeTestBlocks } from '#lib/metering/test-blocks.ts'
import { recordCounterPayment } from '#lib/payments/record-counter-payment.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { month } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import { answerRequest } from './answer-request.ts'
import { openApiDocument } from './openapi.ts'
import { OPERATIONS } from './operations.ts'

const MORNING = '2026-11-23T10:00:00+05:30'
const OTHER_ID = '00000000-0000-4000-8000-000000000000'
const DOCUMENT = openApiDocument({
  portalName: 'Test Khata',
  supplier: 'Test Nigam',
  portalUrl: 'http://localhost:3000',
})
let services: TestServices
/** Meera has readings, blocks, a bill and payments; Dev is a stranger to her, with a home of his own. */
let meera: TestHome
let dev: TestHome
let billId: string

beforeAll(async () => {
  services = await testServices(MORNING)
  await loadExampleTariff(services)
  meera = await connectHome(services)
  dev = await connectHome(services)
  await readMonth(services, meera, '2026-10', (on) => (on === 9 ? null : 5_000))
  services.setTime('2026-11-03T10:00:00+05:30')
  await issueBills(services, officer, { month: month('2026-10') })
  billId = (await services.db.bill.findFirstOrThrow({ where: { connectionId: meera.id } })).id
  for (const [reference, rupees] of [
    ['C-1', 200],
    ['C-2', 300],
    ['C-3', 400],
  ] as const) {
    const paidAt = new Date('2026-11-03T09:00:00+05:30')
    const payment = { consumerNo: meera.consumerNo, amountPaise: paise(rupees * 100), paidAt, reference }
    await recordCounterPayment(services, officer, { ...payment, channel: 'COUNTER' })
  }
  const voltageDv = (block: number) => (block === 3 ? null : 2_314)
  for (const on of ['2026-11-19', '2026-11-20']) await storeTestBlocks(services, meera, on, { voltageDv })
})
afterAll(() => services.close())
beforeEach(() => services.setTime(MORNING))

const operationOf = (name: string) => OPERATIONS.find((one) => one.name === name) ?? OPERATIONS[0]
const params = () => ({ connection: meera.id, bill: billId, day: '2026-11-20' })

type Call = { token?: string | null; query?: string; params?: Record<string, string>; cookie?: string }

async function call(name: string, { token, query = '', params: named = params(), cookie }: Call) {
  const operation = operationOf(name)
  if (operation?.name !== name) throw new Error(`No operation ${name}`)
  const address = operation.path.replace(/\{(\w+)\}/g, (_, of: string) => named[of] ?? '')
  const headers = { ...(token && { authorization: `Bearer ${token}` }), ...(cookie && { cookie }) }
  const request = new Request(`http://localhost:3000/api/v1${address}${query}`, { headers })
  const answer = await answerRequest(services, operation, request, named)
  return { status: answer.status, headers: answer.headers, body: await answer.json() }
}

const tokenOf = (home: TestHome, scopes: readonly TokenScope[] = TOKEN_SCOPES, connectionId = '') =>
  makeTestToken(services, home, { scopes, connectionId })

describe('the description', () => {
  it('is valid OpenAPI 3.1 by the official schema', async () => {
    expect(await new Validator().validate(structuredClone(DOCUMENT))).toEqual({ valid: true })
  })

  it('has every route on disk, and no other', () => {
    const folder = path.join(import.meta.dirname, '../../app/api/v1')
    const onDisk = fs
      .readdirSync(folder, { recursive: true })
      .map(String)
      .filter((file) => path.basename(file) === 'route.ts')
      .map((file) => `/${path.dirname(file).split(path.sep).join('/')}`.replace(/\[(\w+)\]/g, '{$1}'))
    expect(Object.keys(DOCUMENT.paths as object).sort()).toEqual(onDisk.sort())
  })
})

describe('each address', () => {
  const ajv = new Ajv2020({ strict: false })
  addFormats.default(ajv)
  ajv.addSchema({ $id: 'api', ...structuredClone(DOCUMENT) })
  const faults = (name: string, status: number, body: unknown) => {
    const paths = DOCUMENT.paths as Record<string, { get: { responses: Record<string, unknown> } }>
    const address = operationOf(name)?.path ?? ''
    const pointer = address.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')
    expect(paths[address]?.get.responses).toHaveProperty(String(status))
    const schema = `api#/paths/${pointer}/get/responses/${status}/content/application~1json/schema`
    const validate = ajv.compile({ $ref: schema })
    return validate(body) ? [] : validate.errors
  }

  it.each(OPERATIONS.map(({ name }) => name))(
    '%s answers as described, says as of when, and is kept nowhere',
    async (name) => {
      const { status, headers, body } = await call(name, { token: await tokenOf(meera) })
      expect(status).toBe(200)
      expect(faults(name, status, body)).toEqual([])
      expect(body.asOf).toBe(MORNING)
      expect(Object.entries(body.data).length).toBeGreaterThan(0)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('set-cookie')).toBeNull()
    },
  )

  it.each(OPERATIONS.map(({ name }) => name))('%s knows tokens alone', async (name) => {
    const known = await tokenOf(meera)
    const wrong = [
      null,
      'bk_',
      `${known}x`,
      known.slice(0, -1),
      `bk_${'A'.repeat(65)}`,
      `bk_${known.slice(25)}`,
      known.toUpperCase(),
    ]
    const answers = await Promise.all(wrong.map((token) => call(name, { token, cookie: 'session=whatever' })))
    for (const { status, headers, body } of answers) {
      expect([status, headers.get('www-authenticate'), body]).toEqual([401, 'Bearer', { error: 'token' }])
      expect(faults(name, status, body)).toEqual([])
    }
  })

  it.each(OPERATIONS.filter(({ path }) => path.includes('{')).map(({ name }) => name))(
    '%s: a stranger and somebody who asks for nothing that there is find the same',
    async (name) => {
      const stranger = await call(name, { token: await tokenOf(dev) })
      const nowhere = await call(name, { token: await tokenOf(meera), params: { ...params(), connection: OTHER_ID } })
      const noId = await call(name, { token: await tokenOf(meera), params: { ...params(), connection: 'no-id' } })
      for (const { status, body } of [stranger, nowhere, noId]) {
        expect([status, body]).toEqual([404, { error: 'not-found' }])
        expect(faults(name, status, body)).toEqual([])
      }
    },
  )

  it.each(OPERATIONS.filter(({ scope }) => scope).map(({ name, scope }) => [name, scope] as const))(
    '%s needs the scope %s',
    async (name, scope) => {
      const others = TOKEN_SCOPES.filter((one) => one !== scope)
      const { status, body } = await call(name, { token: await tokenOf(meera, others) })
      expect([status, body]).toEqual([403, { error: 'scope' }])
      expect((await call(name, { token: await tokenOf(meera, [scope as TokenScope]) })).status).toBe(200)
    },
  )

  it.each(['listBills', 'listPayments', 'listDays', 'listLoadDays', 'listQualityDays'])(
    '%s names what is wrong with a query',
    async (name) => {
      const token = await tokenOf(meera)
      const { status, body } = await call(name, { token, query: '?limit=no&from=31-10-2026&before=no&x=1' })
      expect([status, body.error]).toEqual([400, 'query'])
      expect(faults(name, status, body)).toEqual([])
    },
  )
})

describe('what is read', () => {
  it('is what the pages show: the days of a bill add up to it, and a day that nobody read is null', async () => {
    const token = await tokenOf(meera)
    const { body } = await call('listDays', { token, query: '?from=2026-10-01&to=2026-10-31' })
    const bill = (await call('getBill', { token })).body.data
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
    expect(body.data).toHaveLength(31)
    expect(sum(body.data.map(({ energyWh }: { energyWh: number }) => energyWh))).toBe(bill.energyWh)
    expect(sum(bill.lines.map(({ amountPaise }: { amountPaise: number }) => amountPaise))).toBe(bill.payableByDuePaise)
    expect(body.data[8]).toMatchObject({ on: '2026-10-09', status: 'ESTIMATED_FOR_BILL' })
    const november = await call('listDays', { token, query: '?from=2026-11-01&to=2026-11-02' })
    const missing = { energyWh: null, costPaise: null, beforeSubsidyPaise: null, status: 'MISSING', isCorrected: false }
    expect(november.body.data).toEqual(['2026-11-01', '2026-11-02'].map((on) => ({ on, ...missing })))
  })

  it('comes a month at a time, each day once, up to today', async () => {
    const token = await tokenOf(meera)
    const seen: string[] = []
    let next: string | null = '?from=2026-09-20&to=2026-12-31'
    for (let pages = 0; next && pages < 9; pages += 1) {
      const { body }: { body: { data: { on: string }[]; next: string | null } } = await call('listDays', {
        token,
        query: next.slice(next.indexOf('?')),
      })
      seen.push(...body.data.map(({ on }) => on))
      next = body.next
    }
    expect(next).toBeNull()
    expect(seen).toEqual([...new Set(seen)].sort())
    expect([seen[0], seen.at(-1)]).toEqual(['2026-10-01', '2026-11-23'])
  })

  it.each([
    ['?from=2026-11-05&to=2026-11-01', 'to'],
    ['?from=2024-11-05&to=2026-11-01', 'from'],
  ])('is no more than a year and a month, and ends after it begins: %s', async (query, field) => {
    const { status, body } = await call('listQualityDays', { token: await tokenOf(meera), query })
    expect([status, body.fields[0].field]).toEqual([400, field])
  })

  it('has blocks with their instants in India, and null where one is not known', async () => {
    const { body } = await call('getDayBlocks', { token: await tokenOf(meera) })
    expect(body.data.blocks).toHaveLength(48)
    expect(body.data.blocks[0]).toMatchObject({ startAt: '2026-11-20T00:00:00+05:30', energyWh: 200, voltageV: 231.4 })
    expect(body.data.blocks[3].voltageV).toBeNull()
    const { status } = await call('getDayBlocks', {
      token: await tokenOf(meera),
      params: { ...params(), day: '2026-12-24' },
    })
    expect(status).toBe(404)
  })

  it('has payments page by page, the newest first', async () => {
    const token = await tokenOf(meera)
    const first = await call('listPayments', { token, query: '?limit=2' })
    const rest = await call('listPayments', { token, query: first.body.next.slice(first.body.next.indexOf('?')) })
    expect([...first.body.data, ...rest.body.data].map(({ amountPaise }) => amountPaise)).toEqual([
      ...[40_000, 30_000, 20_000],
    ])
    expect([first.body.data.length, rest.body.next]).toEqual([2, null])
    const dv = await tokenOf(dev)
    const before = `?before=${first.body.data[0].id}`
    const foreign = await call('listPayments', { token: dv, query: before, params: { connection: dev.id } })
    expect([foreign.status, foreign.body.data]).toEqual([200, []])
  })

  it('says of a payment what was given back of it', async () => {
    const token = await tokenOf(meera)
    const paid = await services.db.payment.findFirstOrThrow({ where: { reference: 'C-3' } })
    const asked = { id: randomUUID(), chainId: paid.chainId, paymentId: paid.id, reason: 'WRONG_AMOUNT' } as const
    const agreed = { requestedBy: 'a', requestedAt: services.now(), decidedBy: 'b', decidedAt: services.now() }
    await services.db.refund.create({ data: { ...asked, ...agreed, amountPaise: 15_000n, state: 'PAID' } })
    const { body } = await call('listPayments', { token })
    expect(body.data.map(({ refundedPaise }: { refundedPaise: number }) => refundedPaise)).toEqual([15_000, 0, 0])
  })

  it('of a token for one connection is that connection alone, whatever else its person has', async () => {
    const second = await connectHome(services)
    const linkedAt = services.now()
    const link = {
      consumerId: meera.actor.consumerId,
      connectionId: second.id,
      proof: 'STAFF_SAW_PAPER',
      linkedAt,
    } as const
    await services.db.mobileLink.create({ data: link })
    const all = await call('listConnections', { token: await tokenOf(meera) })
    expect(all.body.data).toHaveLength(2)
    const token = await tokenOf(meera, TOKEN_SCOPES, second.id)
    const narrowed = await call('listConnections', { token })
    expect(narrowed.body.data).toEqual([{ id: second.id, consumerNo: second.consumerNo }])
    expect((await call('getBill', { token })).status).toBe(404)
    expect((await call('getAccount', { token, params: { connection: second.id } })).status).toBe(200)
    await services.db.mobileLink.updateMany({ where: link, data: { endedAt: services.now() } })
    expect((await call('getAccount', { token, params: { connection: second.id } })).status).toBe(404)
    expect((await call('listConnections', { token })).body.data).toEqual([])
  })

  it('of somebody who was linked by an old bill is bills and payments', async () => {
    const home = await connectHome(services)
    await services.db.mobileLink.updateMany({ where: { connectionId: home.id }, data: { proof: 'BILL_FACTS' } })
    const token = await tokenOf(home)
    const statuses = await Promise.all(
      ['listBills', 'listPayments', 'getAccount', 'listDays', 'getDayBlocks', 'listLoadDays', 'listQualityDays'].map(
        async (name) => (await call(name, { token, params: { connection: home.id, day: '2026-11-20' } })).status,
      ),
    )
    expect(statuses).toEqual([200, 200, 404, 404, 404, 404, 404])
  })
})

it('a token reads so often a minute and no more, and is told when to come again', async () => {
  services.setTime('2026-11-23T10:00:20+05:30')
  const [token, other] = [await tokenOf(meera), await tokenOf(meera)]
  const many = Array.from({ length: READS_PER_MINUTE + 5 }, () => call('listConnections', { token }))
  const answers = await Promise.all(many)
  const refused = answers.filter(({ status }) => status === 429)
  expect(refused).toHaveLength(5)
  expect(refused[0]?.headers.get('retry-after')).toBe('40')
  expect((await call('listConnections', { token: other })).status).toBe(200)
  services.setTime('2026-11-23T10:01:00+05:30')
  expect((await call('listConnections', { token })).status).toBe(200)
})
