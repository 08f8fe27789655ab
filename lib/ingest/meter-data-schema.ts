import { z } from 'zod'
import { descriptorProfile } from './meter-data-layout.ts'

/** India Energy Stack, MeterData 0.6: what the portal reads of its profiles; whatever else stands there is kept as it came. */
const orMissing = (wrong: string) => ({
  error: ({ input }: { input?: unknown }) => (input === undefined ? 'is missing' : wrong),
})
const text = z.string(orMissing('is no text'))
const number = z.number(orMissing('is no number'))
const instant = z.iso
  .datetime({ offset: true, ...orMissing('is no instant with an offset (RFC 3339)') })
  .transform((value) => new Date(value))
const object = <Shape extends z.ZodRawShape>(shape: Shape) => z.looseObject(shape, orMissing('is no object'))
const list = <Item extends z.ZodType>(item: Item) => z.array(item, orMissing('is no list'))

const identifiers = list(object({ scheme: text, value: text })).min(1, 'is empty')
export type Identifiers = z.output<typeof identifiers>
const period = object({ start: instant, duration: text })
const verdict = { validationStatus: text.optional(), source: text.optional(), occurredAt: text.optional() }
const reading = object({
  readingType: text,
  value: number,
  openingValue: number.optional(),
  closingValue: number.optional(),
  timePeriod: period.optional(),
  ...verdict,
})
const override = object({ descriptorIndex: z.int('is no whole number').min(0, 'is negative'), ...verdict })
const interval = object({
  id: z.int(orMissing('is no whole number')).min(0, 'is negative'),
  intervalPeriod: period.optional(),
  payloads: list(z.unknown()).optional(),
  readings: list(reading).optional(),
  overrides: list(override).default([]),
})
const ofMeter = {
  meterRefs: identifiers,
  customerRefs: identifiers.optional(),
  payloadDescriptorSetRef: text.optional(),
}
const series = {
  ...ofMeter,
  compactSequenceRef: text.optional(),
  intervalPeriod: period,
  intervals: list(interval).default([]),
  readings: list(reading).default([]),
}
const customer = object({
  profileType: z.literal('CUSTOMER'),
  customerDetails: object({ name: text.optional() }).optional(),
  customer: object({
    id: object({ scheme: text, value: text }),
    name: text.optional(),
    consumerCategory: text.optional(),
    tariffCategoryCode: text.optional(),
    sanctionedLoadKw: number.optional(),
    paymentMode: text.optional(),
    connectionType: text.optional(),
  }),
  serviceDeliveryPoints: list(object({ id: object({ scheme: text, value: text }) })),
  meters: list(
    object({ id: object({ scheme: text, value: text }), meterType: text.optional(), meterCategory: text.optional() }),
  ),
  associations: list(
    object({
      serviceDeliveryPointRefs: identifiers,
      meterRefs: identifiers,
      parentResources: list(object({ scheme: text, value: text })).optional(),
      commissioningDate: instant.optional(),
    }),
  ).min(1, 'is empty'),
})
const bill = object({
  profileType: z.literal('BILL_DETAILS'),
  ...ofMeter,
  timePeriod: period,
  amountDue: number,
  readings: list(reading).default([]),
  billNumber: text,
  billDate: text,
  dueDate: text,
  currency: z.literal('INR', { error: 'is not INR' }).optional(),
  energyCharges: number.optional(),
  fixedCharges: number.optional(),
  otherCharges: number.optional(),
  prepaidBalance: number.optional(),
})

const PROFILES = {
  DESCRIPTOR: descriptorProfile,
  CUSTOMER: customer,
  INTERVAL: object({ profileType: z.literal('INTERVAL'), ...series }),
  DAILY: object({ profileType: z.literal('DAILY'), ...series }),
  MONTHLY: object({ profileType: z.literal('MONTHLY'), ...ofMeter, timePeriod: period, readings: list(reading) }),
  BILL_DETAILS: bill,
  INSTANTANEOUS: object({
    profileType: z.literal('INSTANTANEOUS'),
    ...ofMeter,
    timestamp: instant,
    readings: list(reading),
  }),
  EVENT: object({
    profileType: z.literal('EVENT'),
    ...ofMeter,
    events: list(object({ timestamp: instant, eventId: z.int(orMissing('is no whole number')).min(1, 'is below 1') })),
  }),
  // A consumer sees no alarms; they are kept.
  ALARM: object({
    profileType: z.literal('ALARM'),
    meterRefs: identifiers,
    timestamp: instant,
    alarms: list(z.unknown()),
  }),
}
type Profiles = { [Type in keyof typeof PROFILES]: z.output<(typeof PROFILES)[Type]> }
export type Profile = Profiles[keyof Profiles]
export type ProfileOf<Type extends keyof Profiles> = Profiles[Type]

/** Reads one profile; each problem has the path that it is at. */
export function readProfile(
  json: unknown,
): { ok: true; profile: Profile } | { ok: false; problems: { path: (string | number)[]; reason: string }[] } {
  const type = (json as { profileType?: unknown }).profileType
  if (typeof type !== 'string' || !Object.hasOwn(PROFILES, type)) {
    const reason = type === undefined ? 'is missing' : `is not ${Object.keys(PROFILES).join(', ')}`
    return { ok: false, problems: [{ path: ['profileType'], reason }] }
  }
  const parsed = PROFILES[type as keyof typeof PROFILES].safeParse(json)
  if (parsed.success) return { ok: true, profile: parsed.data as Profile }
  const problems = parsed.error.issues.map(({ path, message }) => ({
    path: path.map((key) => (typeof key === 'symbol' ? String(key) : key)),
    reason: message,
  }))
  return { ok: false, problems }
}
