import { dayOf } from '#lib/units/ist.ts'
import { consumerNoOf, meterNoOf, nameOf } from './meter-data-names.ts'
import type { ProfileOf } from './meter-data-schema.ts'
import type { Row, Rows } from './meter-data-series.ts'

const TERMS = ['consumerCategory', 'sanctionedLoadKw', 'paymentMode', 'connectionType', 'name', 'id'] as const

/**
 * A row for each meter that is, or was, at the customer's supply, in the order of fitting: the last one is in place.
 * What stands above a meter in the grid is a feeder by its name alone, so a parent counts where its reference says so.
 */
export function customerRows(profile: ProfileOf<'CUSTOMER'>): Rows {
  const { customer, customerDetails, meters, serviceDeliveryPoints, associations } = profile
  const inOrder = [...associations.entries()].sort(
    ([, a], [, b]) => (a.commissioningDate?.getTime() ?? 0) - (b.commissioningDate?.getTime() ?? 0),
  )
  const rows = inOrder.map(([index, association]): Row => {
    const path = ['associations', index]
    const meterNo = meterNoOf(association.meterRefs)
    const meterAt = meters.findIndex(({ id }) => meterNoOf([id]) === meterNo)
    const meter = meters[meterAt]
    const pointName = nameOf(association.serviceDeliveryPointRefs)
    const pointAt = serviceDeliveryPoints.findIndex(({ id }) => nameOf([id]) === pointName)
    const address = addressOf(serviceDeliveryPoints[pointAt])
    const feederAt = (association.parentResources ?? []).findIndex(({ scheme, value }) =>
      /feeder/i.test(`${scheme} ${value}`),
    )
    const feeder = association.parentResources?.[feederAt]
    const category = (customer.consumerCategory ?? customer.tariffCategoryCode)?.toUpperCase().replace(/[\s-]+/g, '_')
    return {
      ...{ target: 'customers', path },
      cells: {
        ...{ consumer_no: consumerNoOf([customer.id]), meter_no: meterNo, category },
        name: customer.name ?? customerDetails?.name,
        address: address?.text,
        mode: customer.paymentMode,
        sanctioned_load_kw: customer.sanctionedLoadKw === undefined ? undefined : String(customer.sanctionedLoadKw),
        phase: phaseOf(customer.connectionType, meter?.meterCategory),
        feeder: feeder && nameOf([feeder]),
        fitted_on: association.commissioningDate && dayOf(association.commissioningDate),
        is_smart: meter?.meterType === 'AMI' || meter?.meterType === 'AMR' ? 'YES' : undefined,
      },
      paths: [
        ...TERMS.map((field) => ['customer', field]),
        ...(customer.consumerCategory === undefined ? [['customer', 'tariffCategoryCode']] : []),
        ['customerDetails', 'name'],
        ['customerRefs'],
        ...['serviceDeliveryPointRefs', 'meterRefs', 'commissioningDate'].map((field) => [...path, field]),
        ...(feeder ? [[...path, 'parentResources', feederAt]] : []),
        ...['id', 'meterType', 'meterCategory'].map((field) => ['meters', meterAt, field]),
        ['serviceDeliveryPoints', pointAt, 'id'],
        ...(address?.fields ?? []).map((field) => ['serviceDeliveryPoints', pointAt, ...field]),
      ],
    }
  })
  return { rows, problems: [] }
}

/** Of the connection, or as the meter's category has it: D1 is a single-phase meter. */
function phaseOf(connection: string | undefined, category: string | undefined): string | undefined {
  if (connection) return connection === 'Single-phase' ? 'SINGLE' : connection === 'Three-phase' ? 'THREE' : connection
  return category === undefined ? undefined : category === 'D1' ? 'SINGLE' : 'THREE'
}

const LINES = [
  'streetAddress',
  'extendedAddress',
  'addressLine',
  'addressLocality',
  'city',
  'addressRegion',
  'postalCode',
]

/** Address lines beside the point's id, as the published examples write them, or in its `address`. */
function addressOf(point: Record<string, unknown> | undefined): { text: string; fields: string[][] } | null {
  if (!point) return null
  const nested = typeof point.address === 'object' && point.address !== null ? point.address : {}
  const found = [
    ...LINES.map((name) => ({ field: ['address', name], value: (nested as Record<string, unknown>)[name] })),
    ...LINES.map((name) => ({ field: [name], value: point[name] })),
  ].filter((one): one is { field: string[]; value: string } => typeof one.value === 'string' && one.value.trim() !== '')
  return found.length === 0
    ? null
    : { text: found.map(({ value }) => value).join(', '), fields: found.map(({ field }) => field) }
}
