import type { IesCode, IesMode } from '#lib/metering/ies-codes.ts'
import { type Fraction, multiply } from '#lib/units/rounding.ts'
import { type Descriptor, decimalOf, type Layout, plainDescriptor } from './meter-data-layout.ts'

type Path = readonly (string | number)[]
/** What is said of one quantity at one place of a file. `paths` are the values that say it. */
export type Measure = {
  code: IesCode
  mode: IesMode
  value?: Fraction
  openingValue?: Fraction
  closingValue?: Fraction
  occurredAt?: string
  /** The sender's own verdict; what it doubts or rejects is no reading. */
  status: 'VALID' | 'ESTIMATED' | 'DOUBTED'
  paths: Path[]
}
export type Measures = { ok: true; measures: Measure[] } | { ok: false; path: Path; reason: string }

export type Override = {
  descriptorIndex: number
  occurredAt?: string | undefined
  validationStatus?: string | undefined
  source?: string | undefined
}
export type Reading = {
  readingType: string
  value: number
  openingValue?: number | undefined
  closingValue?: number | undefined
  occurredAt?: string | undefined
  validationStatus?: string | undefined
  source?: string | undefined
}

/**
 * The measures of a row of places. An override's `descriptorIndex` counts the set's descriptors, not the places: a demand
 * and its time are two places and one descriptor.
 */
export function positionalMeasures(
  payloads: readonly unknown[],
  overrides: readonly Override[],
  { descriptors, columns }: Layout,
  at: Path,
): Measures {
  if (payloads.length !== columns.length)
    return {
      ...{ ok: false, path: [...at, 'payloads'] },
      reason: `has ${payloads.length} values where the sequence has ${columns.length}`,
    }
  const found = new Map<string, Measure>()
  for (const [place, { descriptor, attribute }] of columns.entries()) {
    if (!descriptor.code) continue
    const path = [...at, 'payloads', place]
    const measure = found.get(descriptor.readingType) ?? emptyMeasure(descriptor, descriptor.code)
    found.set(descriptor.readingType, measure)
    const wrong = put(measure, attribute, payloads[place], descriptor.multiplier)
    if (wrong) return { ok: false, path, reason: wrong }
    measure.paths.push(path)
  }
  for (const [place, override] of overrides.entries()) {
    const path = [...at, 'overrides', place]
    const descriptor = descriptors[override.descriptorIndex]
    if (!descriptor)
      return {
        ...{ ok: false, path: [...path, 'descriptorIndex'] },
        reason: `is ${override.descriptorIndex}, the set has ${descriptors.length} descriptors`,
      }
    const measure = found.get(descriptor.readingType)
    if (!measure) continue
    const wrong = annotate(measure, override)
    if (wrong) return { ok: false, path: [...path, wrong.field], reason: wrong.reason }
    measure.paths.push([...path, 'descriptorIndex'], ...ANNOTATIONS.map((field) => [...path, field]))
  }
  return { ok: true, measures: [...found.values()].filter(({ value }) => value !== undefined) }
}

/** The measures of readings that say themselves what they are. */
export function inlineMeasures(readings: readonly Reading[], { descriptors }: Layout, at: Path): Measures {
  const measures: Measure[] = []
  for (const [place, reading] of readings.entries()) {
    const path = [...at, place]
    const { readingType } = reading
    const descriptor = descriptors.find((one) => one.readingType === readingType) ?? plainDescriptor(readingType)
    if (!descriptor.code) continue
    if (measures.some(({ code }) => code === descriptor.code))
      return { ok: false, path: [...path, 'readingType'], reason: `${readingType} is there twice` }
    const measure = emptyMeasure(descriptor, descriptor.code)
    for (const attribute of ['value', 'openingValue', 'closingValue'] as const) {
      if (reading[attribute] === undefined) continue
      const wrong = put(measure, attribute, reading[attribute], descriptor.multiplier)
      if (wrong) return { ok: false, path: [...path, attribute], reason: wrong }
    }
    // Only what passed in between has values at both ends, whatever a descriptor that stands elsewhere may say.
    if (measure.openingValue || measure.closingValue) measure.mode = 'USAGE'
    const wrong = annotate(measure, reading)
    if (wrong) return { ok: false, path: [...path, wrong.field], reason: wrong.reason }
    const fields = ['readingType', 'value', 'openingValue', 'closingValue', ...ANNOTATIONS]
    measure.paths.push(...fields.map((field) => [...path, field]))
    measures.push(measure)
  }
  return { ok: true, measures }
}

const ANNOTATIONS = ['occurredAt', 'validationStatus', 'source'] as const

const emptyMeasure = ({ mode }: Descriptor, code: IesCode): Measure => ({ code, mode, status: 'VALID', paths: [] })

/** Puts a value into a measure, or says what is wrong with it. */
function put(measure: Measure, attribute: string, value: unknown, multiplier: Fraction): string | null {
  if (attribute === 'occurredAt' || attribute === 'validationStatus')
    return annotate(measure, { [attribute]: value })?.reason ?? null
  const exact = typeof value === 'number' ? decimalOf(value) : null
  if (!exact) return `is no number: ${JSON.stringify(value)?.slice(0, 40)}`
  measure[attribute as 'value'] = multiply(exact, multiplier)
  return null
}

function annotate(
  measure: Measure,
  said: { occurredAt?: unknown; validationStatus?: unknown; source?: unknown },
): { field: string; reason: string } | null {
  if (said.occurredAt !== undefined) {
    if (typeof said.occurredAt !== 'string') return { field: 'occurredAt', reason: 'is no text' }
    measure.occurredAt = said.occurredAt
  }
  const status = said.validationStatus ?? (said.source === 'ESTIMATED' ? 'ESTIMATED' : undefined)
  if (status === undefined) return null
  const meaning = STATUS.get(status)
  if (!meaning) return { field: 'validationStatus', reason: `is not ${[...STATUS.keys()].join(', ')}` }
  measure.status = meaning
  return null
}

/** What somebody typed in is no measurement of the meter; it counts, marked as an estimate is. */
const STATUS: ReadonlyMap<unknown, Measure['status']> = new Map([
  ['VALID', 'VALID'],
  ['ESTIMATED', 'ESTIMATED'],
  ['MANUAL', 'ESTIMATED'],
  ['SUSPECT', 'DOUBTED'],
  ['REJECTED', 'DOUBTED'],
])
