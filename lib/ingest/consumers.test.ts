import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { ingestText, MASTER_HEADER, masterRow, taken } from './test-files.ts'

let services: TestServices
let serial = 0

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
})
afterAll(() => services.close())
beforeEach(() => {
  serial += 1
  services.setTime('2026-11-23T10:00:00+05:30')
})

const master = (...rows: string[]) => taken(services, 'consumers', [MASTER_HEADER, ...rows, ''].join('\n'))
const numberOf = (n: number) => `0880${String(n).padStart(5, '0')}`

async function connection(n = serial) {
  return services.db.connection.findUniqueOrThrow({
    where: { consumerNo: numberOf(n) },
    include: {
      terms: { orderBy: { effectiveFrom: 'asc' } },
      installations: { include: { meter: true }, orderBy: { fromOn: 'asc' } },
      links: { include: { consumer: true }, orderBy: { linkedAt: 'asc' } },
    },
  })
}
const days = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null

describe('the number on record', () => {
  const mobileOf = (n: number) => `9000${n}${String(serial).padStart(5, '0')}`
  const holding = async () =>
    (await connection()).links
      .filter(({ endedAt }) => endedAt === null)
      .map(({ proof, consumer }) => `${proof} ${consumer.mobile}`)

  test('is linked once, when the file names it; ended here, it stays so until the file names another', async () => {
    await master(masterRow(serial, { mobile: mobileOf(4) }))
    const { id } = await connection()
    await services.db.mobileLink.updateMany({ where: { connectionId: id }, data: { endedAt: services.now() } })
    expect(await master(masterRow(serial, { mobile: mobileOf(4) }))).toMatchObject({ accepted: 0, unchanged: 1 })
    expect(await holding()).toEqual([])
    await master(masterRow(serial, { mobile: mobileOf(5) }))
    expect(await holding()).toEqual([`MASTER_RECORD ${mobileOf(5)}`])
    await master(masterRow(serial, { mobile: mobileOf(4) }))
    expect(await holding()).toEqual([`MASTER_RECORD ${mobileOf(4)}`])
  })

  test('takes the place of its own weak link, and leaves links of other proofs alone', async () => {
    await master(masterRow(serial, { mobile: mobileOf(6) }))
    const { id } = await connection()
    const link = async (mobile: string, proof: 'BILL_FACTS' | 'STAFF_SAW_PAPER') =>
      services.db.mobileLink.create({
        data: {
          ...{ proof, linkedAt: services.now() },
          connection: { connect: { id } },
          consumer: { create: { mobile, createdAt: services.now() } },
        },
      })
    await link(mobileOf(7), 'BILL_FACTS')
    await link(mobileOf(8), 'STAFF_SAW_PAPER')
    await master(masterRow(serial, { mobile: mobileOf(7) }))
    expect((await holding()).sort()).toEqual([`MASTER_RECORD ${mobileOf(7)}`, `STAFF_SAW_PAPER ${mobileOf(8)}`])
  })
})

describe('a master file', () => {
  test('brings a connection with its terms, meter and number on record; again it changes nothing', async () => {
    expect(await master(masterRow(serial))).toMatchObject({ accepted: 1 })
    expect(await master(masterRow(serial))).toMatchObject({ accepted: 0, unchanged: 1 })
    const known = await connection()
    expect(known).toMatchObject({
      holderName: `Test Person ${serial}`,
      phase: 'SINGLE',
      securityDepositPaise: 200_000n,
    })
    expect(known.terms.map(({ effectiveFrom, category }) => [days(effectiveFrom), category])).toEqual([
      ['2020-01-15', 'DS_URBAN'],
    ])
    expect(known.installations).toMatchObject([{ toOn: null, meter: { maxPowerW: 28_000, intervalMinutes: 30 } }])
    expect(known.links).toMatchObject([{ proof: 'MASTER_RECORD', endedAt: null }])
  })

  test('changes terms from today and replaces a meter from today; what was before stays', async () => {
    await master(masterRow(serial))
    const changed = masterRow(serial, { mode: 'PREPAID', sanctioned_load_kw: '3.5', meter_no: `NEW${serial}` })
    expect(await master(changed)).toMatchObject({ accepted: 1 })
    expect(await master(changed)).toMatchObject({ unchanged: 1 })
    const known = await connection()
    expect(
      known.terms.map(({ effectiveFrom, mode, sanctionedLoadW }) => [days(effectiveFrom), mode, sanctionedLoadW]),
    ).toEqual([
      ['2020-01-15', 'POSTPAID', 2000],
      ['2026-11-23', 'PREPAID', 3500],
    ])
    expect(known.installations.map(({ fromOn, toOn, meter }) => [meter.serialNo, days(fromOn), days(toOn)])).toEqual([
      [`TM${serial}`, '2020-01-15', '2026-11-22'],
      [`NEW${serial}`, '2026-11-23', null],
    ])
    const reads = `meter_no,date,kwh\nTM${serial},2026-11-22,5\nTM${serial},2026-11-23,5\nNEW${serial},2026-11-23,4\n`
    expect(await taken(services, 'daily-reads', reads)).toMatchObject({ accepted: 2, rejected: 1 })
  })

  test('a meter cannot be at two consumers, nor change twice on one day', async () => {
    await master(masterRow(serial))
    const other = 1000 + serial
    expect((await master(masterRow(other, { meter_no: `TM${serial}` }))).reasons).toEqual([
      `2: meter_no TM${serial} is in place at another consumer`,
    ])
    expect(await services.db.connection.count({ where: { consumerNo: numberOf(other) } })).toBe(0)
    await master(masterRow(serial, { meter_no: `A${serial}` }))
    expect(await master(masterRow(serial, { meter_no: `B${serial}` }))).toMatchObject({ rejected: 1 })
    // Taken down here, the meter may be fitted there, and counts from its own new day.
    expect(await master(masterRow(other, { meter_no: `TM${serial}` }))).toMatchObject({ accepted: 1 })
    expect(days((await connection(other)).installations[0]?.fromOn ?? null)).toBe('2026-11-23')
  })

  test('a number that changed in the master loses its link; one person may have several connections', async () => {
    await master(masterRow(serial), masterRow(2000 + serial, { mobile: `90002${String(serial).padStart(5, '0')}` }))
    const person = await services.db.consumer.findUniqueOrThrow({
      where: { mobile: `90002${String(serial).padStart(5, '0')}` },
      include: { links: true },
    })
    expect(person.links).toHaveLength(2)
    services.setTime('2026-11-24T10:00:00+05:30')
    await master(masterRow(serial, { mobile: `90003${String(serial).padStart(5, '0')}` }))
    const links = (await connection()).links
    expect(links.map(({ endedAt }) => endedAt !== null)).toEqual([true, false])
    expect(await master(masterRow(serial, { mobile: '' }))).toMatchObject({ accepted: 1 })
    expect((await connection()).links.every(({ endedAt }) => endedAt !== null)).toBe(true)
  })

  test('Hindi names are composed and freed of what cannot be seen', async () => {
    const hidden = `\u202eसु\u200bनीता\tदेव\u0940 \u0915\u094d\u200dष\u200f`
    await master(masterRow(serial, { name: `"${hidden}"`, mobile: '' }))
    expect((await connection()).holderName).toBe('सुनीता देवी \u0915\u094d\u200dष')
    // The same letters written in another order of code points are the same name.
    await master(masterRow(serial, { name: 'ग\u095cबड़', mobile: '' }))
    expect(await master(masterRow(serial, { name: 'ग\u0921\u093cबड\u093c', mobile: '' }))).toMatchObject({
      unchanged: 1,
    })
  })

  test('a column that the file lacks leaves alone what is known; without a date the beginning is long ago', async () => {
    await master(masterRow(serial, { connected_on: '' }))
    const short = MASTER_HEADER.split(',').filter(
      (name) => !['mobile', 'feeder', 'security_deposit_rupees'].includes(name),
    )
    const cells = masterRow(serial, { connected_on: '', address: 'Lane' }).split(',')
    const row = short.map((name) => cells[MASTER_HEADER.split(',').indexOf(name)])
    expect(await taken(services, 'consumers', `${short.join(',')}\n${row.join(',')}\n`)).toMatchObject({ accepted: 1 })
    const known = await connection()
    expect(known).toMatchObject({ feeder: 'F-01', securityDepositPaise: 200_000n, address: 'Lane' })
    expect(known.links).toMatchObject([{ endedAt: null }])
    expect(days(known.terms[0]?.effectiveFrom ?? null)).toBe('2000-01-01')
  })
})

test.each([
  [{ consumer_no: '12-34' }, 'consumer_no is not a consumer number of up to 20 digits and letters: "12-34"'],
  [{ name: '' }, 'name is empty'],
  [{ name: '"\u202e\u200b"' }, 'name has no readable character'],
  [{ name: 'x'.repeat(121) }, 'name is longer than 120 characters'],
  [{ mobile: '12345' }, 'mobile is not an Indian mobile number of ten digits that begins with 6, 7, 8 or 9'],
  [{ category: 'ds urban' }, 'category is not a category such as DS_URBAN: "ds urban"'],
  [{ mode: 'CREDIT' }, 'mode is not POSTPAID or PREPAID: "CREDIT"'],
  [{ sanctioned_load_kw: '0' }, 'sanctioned_load_kw is zero'],
  [{ sanctioned_load_kw: '1e3' }, 'sanctioned_load_kw is not a number: "1e3"'],
  [{ sanctioned_load_kw: '100001' }, 'sanctioned_load_kw is more than 100000 kW: "100001"'],
  [{ phase: 'TWO' }, 'phase is not SINGLE or THREE: "TWO"'],
  [{ meter_no: '' }, 'meter_no is empty'],
  [{ meter_interval_minutes: '20' }, 'meter_interval_minutes is not 15, 30 or 60: "20"'],
  [{ connected_on: '2026-11-24' }, 'connected_on is after today: 2026-11-24'],
  [{ security_deposit_rupees: '-1' }, 'security_deposit_rupees is negative: "-1"'],
])('a row is rejected: %o', async (replaced, reason) => {
  expect((await master(masterRow(serial, replaced as Record<string, string>))).reasons).toEqual([`2: ${reason}`])
})

describe('payments', () => {
  const paid = (...rows: string[]) =>
    taken(services, 'payments', ['consumer_no,amount_rupees,paid_at,channel,reference', ...rows, ''].join('\n'))

  test('are booked once', async () => {
    await master(masterRow(serial))
    const row = `${numberOf(serial)},"1,075.00",2026-11-20 11:05,COUNTER,R-${serial}`
    expect(await paid(row)).toMatchObject({ accepted: 1 })
    expect(await paid(row)).toMatchObject({ unchanged: 1 })
    expect(await services.db.payment.count({ where: { reference: `R-${serial}` } })).toBe(1)
  })

  test.each([
    ['NOBODY,100,2026-11-20,COUNTER,X', 'consumer_no NOBODY is unknown'],
    ['N,0,2026-11-20,COUNTER,X', 'amount_rupees is not above zero'],
    ['N,-5,2026-11-20,COUNTER,X', 'amount_rupees is negative: "-5"'],
    ['N,10.005,2026-11-20,COUNTER,X', 'amount_rupees is not an amount in rupees: "10.005"'],
    ['N,10,2026-11-24,COUNTER,X', 'paid_at is in the future'],
    ['N,10,2026-11-20,CASH,X', 'channel is not COUNTER or BBPS or ATP or OTHER or UPI: "CASH"'],
    [',10,2026-11-20,COUNTER,X', 'consumer_no is empty'],
  ])('a row is rejected: %s', async (row, reason) => {
    await master(masterRow(serial))
    const file = row.replace(/^N,/, `${numberOf(serial)},`)
    expect((await paid(file)).reasons).toEqual([`2: ${reason}`])
    const dry = `consumer_no,amount_rupees,paid_at,channel,reference\n${file}\n`
    expect((await taken(services, 'payments', dry, { isDryRun: true })).reasons).toEqual([`2: ${reason}`])
  })
})

test('a tariff file is taken as a whole or not at all', async () => {
  expect(await ingestText(services, 'tariffs', '{"orders": []}')).toMatchObject({ ok: false })
  expect(await ingestText(services, 'tariffs', 'orders')).toMatchObject({ ok: false })
  expect(await ingestText(services, 'tariffs', `{"x": "${'a'.repeat(6_000_000)}"}`)).toEqual({
    ok: false,
    reasons: ['the file is larger than 5000000 bytes'],
  })
})
