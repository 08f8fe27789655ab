import { z } from 'zod'
import { getBill } from '#lib/billing/get-bill.ts'
import { type ListedBill, listBills } from '#lib/billing/list-bills.ts'
import { isId, ownConnection } from '#lib/consumers/access.ts'
import { listPayments } from '#lib/payments/list-payments.ts'
import { istInstant, type Month } from '#lib/units/ist.ts'
import { bill, bills, payments } from './answer-shapes.ts'
import { NO_QUERY } from './no-query.ts'
import { operation } from './operation.ts'

const limit = z.coerce.number().int().min(1).max(100).default(24).meta({ description: 'How many at the most' })

export const listOwnBills = operation({
  ...{ path: '/connections/{connection}/bills', name: 'listBills', scope: 'bills', answer: bills },
  summary: 'The bills of a connection, newest first',
  query: z.strictObject({
    limit,
    before: z
      .string()
      .regex(/^\d{4}-\d{2}$/)
      .optional()
      .meta({ description: 'Bills of months before this one' }),
  }),
  async read(services, { actor, params: { connection: id = '' }, query, pathWith }) {
    if (!isId(id)) return null
    const where = ownConnection(services, actor, id, 'BILLS')
    if ((await services.db.connection.count({ where })) === 0) return null
    const before = query.before as Month | undefined
    // One more than is shown tells whether there is a rest.
    const found = await listBills(services, actor, id, { limit: query.limit + 1, before })
    const shown = found.slice(0, query.limit)
    const last = found.length > shown.length ? shown.at(-1) : undefined
    return {
      data: shown.map(billSummary),
      next: last ? pathWith({ limit: String(query.limit), before: last.month }) : null,
    }
  },
})

export const readBill = operation({
  ...{ path: '/connections/{connection}/bills/{bill}', name: 'getBill', scope: 'bills', answer: bill },
  summary: 'One bill with its lines',
  description: 'The lines add up to `payableByDuePaise`.',
  query: NO_QUERY,
  async read(services, { actor, params: { connection: connectionId = '', bill: billId = '' } }) {
    const found = await getBill(services, actor, { connectionId, billId })
    if (!found) return null
    const { billNo, sanctionedLoadW, maxDemandW, meterSerialNo, estimatedOn, payableAfterDuePaise, lines } = found
    return {
      data: {
        ...billSummary(found),
        ...{ billNo, sanctionedLoadW, maxDemandW, meterSerialNo, estimatedOn },
        payableAfterDuePaise: Number(payableAfterDuePaise),
        lines: lines.map(({ code, amountPaise }) => ({ code, amountPaise: Number(amountPaise) })),
      },
    }
  },
})

type Summarised = Omit<ListedBill, 'load' | 'limitWh'>

function billSummary(found: Summarised) {
  const { id, month, periodFrom, periodTo, billedOn, dueOn, basis, mode, category, state } = found
  return {
    ...{ id, month, periodFrom, periodTo, billedOn, dueOn, basis, mode, category, state },
    energyWh: Number(found.energyWh),
    payableByDuePaise: Number(found.payableByDuePaise),
    unpaidPaise: Number(found.unpaidPaise),
  }
}

export const listOwnPayments = operation({
  ...{ path: '/connections/{connection}/payments', name: 'listPayments', scope: 'payments', answer: payments },
  summary: 'The payments of a connection, newest first',
  query: z.strictObject({
    limit,
    before: z.uuid().optional().meta({ description: 'Payments before the one with this id' }),
  }),
  async read(services, { actor, params: { connection: connectionId = '' }, query, pathWith }) {
    const { before } = query
    // One more than is shown tells whether there is a rest.
    const found = await listPayments(services, actor, { connectionId, limit: query.limit + 1, before })
    if (!found) return null
    const shown = found.slice(0, query.limit)
    const last = found.length > shown.length ? shown.at(-1) : undefined
    return {
      data: shown.map(({ id, receiptNo, channel, amountPaise, refundedPaise, paidAt, billMonth }) => ({
        ...{ id, receiptNo, channel, billMonth },
        ...{ amountPaise: Number(amountPaise), refundedPaise: Number(refundedPaise), paidAt: istInstant(paidAt) },
      })),
      next: last ? pathWith({ limit: String(query.limit), before: last.id }) : null,
    }
  },
})
