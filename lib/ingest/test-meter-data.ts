import { afterAll, beforeAll, beforeEach } from 'vitest'
import { loadExampleTariff } from '#lib/billing/test-homes.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { MASTER_HEADER, masterRow, taken } from './test-files.ts'

export type Json = Record<string, unknown>

export const SET = {
  name: 'Blocks',
  payloadDescriptors: [
    { readingType: 'kWh imp block', reportedMode: 'USAGE' },
    { readingType: 'kWh exp block', reportedMode: 'USAGE' },
    { readingType: 'V_1P' },
  ],
  compactSequences: [
    {
      name: 'Seq',
      sequenceItems: [{ readingType: 'V_1P' }, { readingType: 'kWh imp block' }, { readingType: 'kWh exp block' }],
    },
  ],
}
export const descriptors = (...sets: Json[]): Json => ({
  ...{ profileType: 'DESCRIPTOR', id: 'D', payloadDescriptorSets: sets.length > 0 ? sets : [SET] },
})

/** Each test of a file has a meter of its own at a home of its own, and says profiles of MeterData about it. */
export function meterDataStage(firstSerial: number) {
  let services: TestServices
  let serial = firstSerial - 1
  let meterNo = ''
  beforeAll(async () => {
    services = await testServices('2026-11-23T10:00:00+05:30')
    await loadExampleTariff(services)
  })
  beforeEach(async () => {
    serial += 1
    meterNo = `TM${serial}`
    await taken(services, 'consumers', `${MASTER_HEADER}\n${masterRow(serial, { category: 'HOME' })}\n`)
  })
  afterAll(() => services.close())

  const ofMeter = (profileType: string, number = meterNo): Json => ({
    ...{ profileType, meterRefs: [{ scheme: 'METER_SERIAL', value: number }] },
  })
  const survey = (payloads: unknown[][], more: Json = {}, start = '2026-11-20T09:00:00+05:30'): Json => ({
    ...{ ...ofMeter('INTERVAL'), payloadDescriptorSetRef: 'Blocks', compactSequenceRef: 'Seq' },
    intervalPeriod: { start, duration: 'PT30M' },
    intervals: payloads.map((values, id) => ({ id, payloads: values })),
    ...more,
  })
  const take = (...profiles: unknown[]) => taken(services, 'meter-data', JSON.stringify(profiles, null, 1))
  const reasons = async (...profiles: unknown[]) =>
    (await take(...profiles)).reasons.map((one) => one.replace(/^\d+: /, ''))
  const meter = () => services.db.meter.findUniqueOrThrow({ where: { serialNo: meterNo }, select: { id: true } })

  async function blocks(onDay = '2026-11-20') {
    const [row] = await services.db.$queryRaw<{ energy: number[]; volts: number[]; estimated: number[] }[]>`
      select array_remove("energyWh", null) as energy, array_remove("voltageDv", null) as volts, "estimatedBlocks" as estimated
      from "BlockDay" where "meterId" = ${(await meter()).id}::uuid and "onDay" = ${onDay}::date`
    return row
  }
  const days = async () =>
    (await services.db.meterDay.findMany({ where: { meterId: (await meter()).id }, orderBy: { onDay: 'asc' } })).map(
      ({ onDay, energyWh, status }) => `${onDay.toISOString().slice(0, 10)} ${energyWh} ${status}`,
    )

  return {
    get services() {
      return services
    },
    get serial() {
      return serial
    },
    get meterNo() {
      return meterNo
    },
    ...{ ofMeter, survey, take, reasons, meter, blocks, days },
  }
}
