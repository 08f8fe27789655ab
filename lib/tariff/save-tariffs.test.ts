import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { EXAMPLE_TARIFF, exampleBook } from './example-tariff.ts'
import { loadTariffBook } from './load-tariff-book.ts'
import { saveTariffs } from './save-tariffs.ts'

const officer = { kind: 'system', name: 'ingest tariffs' } as const
let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
})
afterAll(() => services.close())

const oldOrder = EXAMPLE_TARIFF.orders[0]

async function billNaming(orderId: string): Promise<void> {
  const connection = await services.db.connection.create({
    data: {
      consumerNo: '00DEMO0001',
      holderName: 'Demo Home',
      address: 'Demo Street 1',
      subdivision: 'Demo',
      phase: 'SINGLE',
      createdAt: services.now(),
      updatedAt: services.now(),
    },
  })
  const on = (text: string) => new Date(`${text}T00:00:00Z`)
  await services.db.bill.create({
    data: {
      connectionId: connection.id,
      billNo: '2026-10-00DEMO0001',
      month: '2026-10',
      periodFrom: on('2026-10-31'),
      periodTo: on('2026-10-31'),
      billedOn: on('2026-11-02'),
      dueOn: on('2026-11-17'),
      basis: 'ACTUAL',
      holderName: 'Demo Home',
      address: 'Demo Street 1',
      subdivision: 'Demo',
      category: 'HOME',
      mode: 'POSTPAID',
      phase: 'SINGLE',
      sanctionedLoadW: 2_000,
      dailyWh: [0n],
      energyWh: 0n,
      currentDemandPaise: 0n,
      payableByDuePaise: 0n,
      payableAfterDuePaise: 0n,
      promptRebatePaise: 0n,
      digitalRebatePaise: 0n,
      paymentReference: 'DEMO202610',
      issuedAt: services.now(),
      lines: { create: [{ position: 1, code: 'FIXED', amountPaise: 0n, orderId, arithmetic: {} }] },
    },
  })
}

test('tariffs from the first load to an order that stands on a bill', async () => {
  expect(await loadTariffBook(services)).toBeNull()

  const first = await saveTariffs(services, officer, exampleBook())
  expect(first).toMatchObject({ ok: true, changed: expect.arrayContaining(['order EXAMPLE-OLD', 'FPPPA of 2026-02']) })
  const loaded = await loadTariffBook(services)
  expect(loaded).toEqual(exampleBook())
  expect(await loadTariffBook(services), 'not read again').toBe(loaded)

  // The same file again, with its orders the other way round, changes nothing.
  const again = exampleBook({ orders: EXAMPLE_TARIFF.orders.toReversed() })
  expect(await saveTariffs(services, officer, again)).toEqual({ ok: true, changed: [] })
  expect(await services.db.tariffTerms.count()).toBe(1)

  // A correction holds from the next request on; what the file does not name stays.
  const fppa = [{ month: '2026-02', paisePerKwh: 6.25 }]
  expect(await saveTariffs(services, officer, exampleBook({ fppa }))).toEqual({
    ok: true,
    changed: ['FPPPA of 2026-02'],
  })
  const corrected = await loadTariffBook(services)
  expect(corrected?.fppa).toEqual([
    { month: '2026-02', paisePerKwh: { numerator: 25n, denominator: 4n } },
    { month: '2026-03', paisePerKwh: { numerator: 20n, denominator: 1n } },
  ])

  await billNaming('EXAMPLE-OLD')
  const dearer = { ...oldOrder, categories: { HOME: { energy: 999, fixed: { basis: 'PER_CONNECTION', paise: 1 } } } }
  const refused = await saveTariffs(services, officer, exampleBook({ orders: [dearer], fppa: [] }))
  expect(refused).toEqual({ ok: false, reasons: [expect.stringContaining('EXAMPLE-OLD stands on issued bills')] })
  expect(await loadTariffBook(services)).toEqual(corrected)
  // Its neighbour stands on no bill.
  const neighbour = { ...EXAMPLE_TARIFF.orders[1], categories: dearer.categories }
  expect(await saveTariffs(services, officer, exampleBook({ orders: [neighbour], fppa: [] }))).toEqual({
    ok: true,
    changed: ['order EXAMPLE-NEW'],
  })

  // A second order from the same day would leave it open which one holds.
  const rival = { ...oldOrder, id: 'RIVAL' }
  expect(await saveTariffs(services, officer, exampleBook({ orders: [rival], fppa: [] }))).toEqual({
    ok: false,
    reasons: ['With the tariffs loaded before, orders: begin twice on one day'],
  })
})

test('only an officer loads tariffs', async () => {
  const stranger = { kind: 'anonymous', source: '192.0.2.1' } as const
  expect(await saveTariffs(services, stranger, exampleBook())).toMatchObject({ ok: false })
})

test('four loads of one file at once store it once', async () => {
  const before = await services.db.tariffTerms.count()
  const book = exampleBook({ orders: [EXAMPLE_TARIFF.orders[1]], fppa: [{ month: '2026-07', paisePerKwh: 1 }] })
  const results = await Promise.all([1, 2, 3, 4].map(() => saveTariffs(services, officer, book)))
  expect(results.filter((result) => result.ok && result.changed.length > 0)).toHaveLength(1)
  expect(await services.db.tariffTerms.count()).toBe(before + 1)
})
