import { dayOf } from '#lib/units/ist.ts'
import { periodEnd } from './iso-duration.ts'
import { billRows } from './meter-data-bill.ts'
import { customerRows } from './meter-data-customer.ts'
import { type DescriptorSet, type Layout, layoutOf } from './meter-data-layout.ts'
import { inlineMeasures } from './meter-data-measures.ts'
import { meterNoOf } from './meter-data-names.ts'
import { type Profile, type ProfileOf, readProfile } from './meter-data-schema.ts'
import {
  endRows,
  endsDisagree,
  type Row,
  type Rows,
  registerRow,
  type StandAt,
  seriesRows,
} from './meter-data-series.ts'
import { UsedValues } from './unused-parts.ts'

export type ReadRows = Rows & {
  profileType: string
  /** What no row was made of; undefined where nothing is left. */
  unused: ReturnType<UsedValues['rest']>
}

/**
 * The rows that a profile says, and what is left of it. `setOf` finds a set of descriptors by its name, `standAt` what a
 * meter's register stood at, of this file or of one before. A part that is wrong is a problem and no row; a profile whose form is wrong has problems alone.
 */
export async function rowsOf(
  json: unknown,
  setOf: (name: string) => Promise<DescriptorSet | undefined>,
  standAt: StandAt,
): Promise<ReadRows> {
  const read = readProfile(json)
  if (!read.ok) return { profileType: 'UNKNOWN', rows: [], problems: read.problems, unused: undefined }
  const { profile } = read
  const used = new UsedValues()
  used.use('profileType')
  used.use('@type')
  const found = await readKnown(profile, { setOf, standAt }, used)
  for (const { paths } of found.rows) for (const path of paths) used.use(...path)
  return { ...found, profileType: profile.profileType, unused: used.rest(json) }
}

async function readKnown(
  profile: Profile,
  { setOf, standAt }: { setOf: (name: string) => Promise<DescriptorSet | undefined>; standAt: StandAt },
  used: UsedValues,
): Promise<Rows> {
  if (profile.profileType === 'DESCRIPTOR') return { rows: [], problems: [] }
  if (profile.profileType === 'CUSTOMER') return customerRows(profile)
  const meterNo = meterNoOf(profile.meterRefs)
  used.use('meterRefs')
  if (profile.profileType === 'ALARM') return { rows: [], problems: [] }
  if (profile.profileType === 'EVENT') return eventRows(profile, meterNo)
  const { payloadDescriptorSetRef: ref } = profile
  const set = ref === undefined ? undefined : await setOf(ref)
  const isSeries = profile.profileType === 'INTERVAL' || profile.profileType === 'DAILY'
  const needsSet = isSeries && profile.intervals.some(({ payloads }) => payloads)
  if (needsSet && !set) {
    const reason = ref === undefined ? 'is missing' : `names ${ref}, which no profile of descriptors has said yet`
    return { rows: [], problems: [{ path: ['payloadDescriptorSetRef'], reason }] }
  }
  const layout = layoutOf(set, isSeries ? profile.compactSequenceRef : undefined)
  if (!layout.ok) return { rows: [], problems: [{ path: ['compactSequenceRef'], reason: layout.reason }] }
  used.use('payloadDescriptorSetRef')
  if (isSeries) {
    used.use('compactSequenceRef')
    markTimes(profile, used)
    return seriesRows(profile, layout.layout, meterNo, standAt)
  }
  if (profile.profileType === 'INSTANTANEOUS') return momentRows(profile, layout.layout, meterNo)
  return periodRows(profile, layout.layout, meterNo)
}

function markTimes({ intervals, readings }: ProfileOf<'INTERVAL'> | ProfileOf<'DAILY'>, used: UsedValues): void {
  used.use('intervalPeriod')
  for (const index of intervals.keys()) {
    used.use('intervals', index, 'id')
    used.use('intervals', index, 'intervalPeriod')
  }
  for (const index of readings.keys()) used.use('readings', index, 'timePeriod')
}

function eventRows({ events }: ProfileOf<'EVENT'>, meterNo: string): Rows {
  const rows = events.map(({ timestamp, eventId }, index): Row => {
    const path = ['events', index]
    return {
      ...{
        target: 'events',
        path,
        paths: [
          [...path, 'timestamp'],
          [...path, 'eventId'],
        ],
      },
      cells: { meter_no: meterNo, at: timestamp.toISOString(), event_id: String(eventId), event_set: 'IES' },
    }
  })
  return { rows, problems: [] }
}

/** Of a moment's quantities the register is kept; the rest is of that moment alone. */
function momentRows({ timestamp, readings }: ProfileOf<'INSTANTANEOUS'>, layout: Layout, meterNo: string): Rows {
  const found = inlineMeasures(readings, layout, ['readings'])
  if (!found.ok) return { rows: [], problems: [found] }
  const measures = found.measures.filter(
    ({ code, mode, status }) => mode === 'READING' && status !== 'DOUBTED' && code.quantity.endsWith('_REGISTER'),
  )
  if (!measures.some(({ code }) => code.quantity === 'ENERGY_REGISTER')) return { rows: [], problems: [] }
  const row = registerRow([], timestamp, measures, meterNo, false)
  return { rows: [{ ...row, paths: [...row.paths, ['timestamp']] }], problems: [] }
}

/** A billing period: the registers at its ends, and the bill where it is one. */
function periodRows(profile: ProfileOf<'MONTHLY'> | ProfileOf<'BILL_DETAILS'>, layout: Layout, meterNo: string): Rows {
  const { start, duration } = profile.timePeriod
  const end = periodEnd(start, duration)
  if (!end) return { rows: [], problems: [{ path: ['timePeriod', 'duration'], reason: `is no length: ${duration}` }] }
  const found = inlineMeasures(profile.readings, layout, ['readings'])
  if (!found.ok) return { rows: [], problems: [found] }
  const problems = found.measures.flatMap((measure) => {
    const reason = endsDisagree(measure)
    return reason ? [{ path: measure.paths[1] ?? ['readings'], reason }] : []
  })
  if (problems.length > 0) return { rows: [], problems }
  const measures = found.measures.filter(({ status }) => status !== 'DOUBTED')
  const registers = measures.filter(({ code }) => code.quantity.endsWith('_REGISTER'))
  const readings = registers.filter(({ mode }) => mode === 'READING')
  const rows = [
    ...endRows({ path: ['readings'], start, end }, registers, meterNo),
    ...(readings.some(({ code }) => code.quantity === 'ENERGY_REGISTER')
      ? [registerRow(['readings'], end, readings, meterNo, false)]
      : []),
  ].map((row) => ({ ...row, paths: [...row.paths, ['timePeriod']] }))
  if (profile.profileType === 'MONTHLY') return { rows, problems: [] }
  const bill = billRows(profile, { from: dayOf(start), to: dayOf(new Date(end.getTime() - 1)) }, measures, meterNo)
  return { rows: [...rows, ...bill.rows], problems: bill.problems }
}
