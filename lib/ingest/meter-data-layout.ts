import { z } from 'zod'
import { type IesCode, type IesMode, iesCodeOf } from '#lib/metering/ies-codes.ts'
import { type Fraction, fraction, parseDecimal } from '#lib/units/rounding.ts'

const ONE = fraction(1n)
const ATTRIBUTES = ['value', 'occurredAt', 'openingValue', 'closingValue', 'validationStatus'] as const
export type Attribute = (typeof ATTRIBUTES)[number]
export type Descriptor = {
  readingType: string
  /** Undefined for what the portal has no place for. */
  code: IesCode | undefined
  mode: IesMode
  multiplier: Fraction
}
export type Column = { descriptor: Descriptor; attribute: Attribute }
/** How rows of numbers are to be read: what a place stands for, and what an override's number names. */
export type Layout = { descriptors: readonly Descriptor[]; columns: readonly Column[] }

const descriptorSet = z.looseObject({
  name: z.string(),
  payloadDescriptors: z.array(
    z.looseObject({
      readingType: z.string(),
      obis: z.string().optional(),
      unit: z.string().optional(),
      reportedMode: z.enum(['READING', 'USAGE']).optional(),
      multiplier: z.number().optional(),
    }),
  ),
  compactSequences: z
    .array(
      z.looseObject({
        name: z.string(),
        sequenceItems: z.array(
          z.looseObject({ readingType: z.string(), attribute: z.enum(ATTRIBUTES).default('value') }),
        ),
      }),
    )
    .optional(),
})
export type DescriptorSet = z.output<typeof descriptorSet>
export const descriptorProfile = z.looseObject({
  profileType: z.literal('DESCRIPTOR'),
  id: z.string(),
  payloadDescriptorSets: z.array(descriptorSet),
})

/**
 * The layout that a profile names; without a sequence, places stand for the descriptors in their order. Where no set is
 * known, inline readings are read by the published codes alone. The reason follows the field's name, compactSequenceRef.
 */
export function layoutOf(
  set: DescriptorSet | undefined,
  sequenceName: string | undefined,
): { ok: true; layout: Layout } | { ok: false; reason: string } {
  const descriptors = (set?.payloadDescriptors ?? []).map(
    ({ readingType, obis, unit, reportedMode, multiplier = 1 }): Descriptor => ({
      ...inUnit(plainDescriptor(readingType, obis), unit),
      ...(reportedMode && { mode: reportedMode }),
      multiplier: decimalOf(multiplier) ?? ONE,
    }),
  )
  const named = (readingType: string) =>
    descriptors.find((one) => one.readingType === readingType) ?? plainDescriptor(readingType)
  if (sequenceName === undefined) {
    const columns = descriptors.map((descriptor): Column => ({ descriptor, attribute: 'value' }))
    return { ok: true, layout: { descriptors, columns } }
  }
  const sequence = set?.compactSequences?.find(({ name }) => name === sequenceName)
  if (!sequence) return { ok: false, reason: `names ${sequenceName}, which the set does not have` }
  const columns = sequence.sequenceItems.map(
    ({ readingType, attribute }): Column => ({ descriptor: named(readingType), attribute }),
  )
  // A set may declare its quantities by the sequence alone.
  const declared = descriptors.length > 0 ? descriptors : columns.map(({ descriptor }) => descriptor)
  return { ok: true, layout: { descriptors: declared, columns } }
}

/** As the published list has it, where no descriptor says otherwise. */
export function plainDescriptor(readingType: string, obis?: string): Descriptor {
  const code = iesCodeOf(readingType) ?? (obis === undefined ? undefined : iesCodeOf(obis))
  return { readingType, code, mode: code?.defaultMode ?? 'READING', multiplier: ONE }
}

/** In another unit than its code's it is another quantity, which the portal does not know. */
const inUnit = (descriptor: Descriptor, unit: string | undefined): Descriptor =>
  unit === undefined || unit === 'NONE' || !descriptor.code || unit === descriptor.code.unit
    ? descriptor
    : { ...descriptor, code: undefined }

/** A JSON number, exact: its shortest decimal text is what the sender wrote. */
export function decimalOf(value: number): Fraction | null {
  const text = String(value)
  return parseDecimal(text.includes('e-') ? value.toFixed(18) : text)
}
