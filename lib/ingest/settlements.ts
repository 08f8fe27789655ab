import { recordSettlementLine } from '#lib/payments/record-settlement-line.ts'
import { reportSettlement, settlementText } from '#lib/payments/report-settlement.ts'
import { ZERO_PAISE } from '#lib/units/paise.ts'
import { codeCell, oneOfCell, pastInstantCell, rupeesCell } from './cells.ts'
import { csvKind } from './csv-kind.ts'
import { optional, required } from './row-shape.ts'

const idCell = codeCell(/^[0-9A-Za-z][0-9A-Za-z_.-]{0,63}$/, 'an id of up to 64 characters')

const shape = {
  entity_id: required(idCell),
  type: required(oneOfCell('PAYMENT', 'REFUND')),
  amount_rupees: required(rupeesCell),
  fee_rupees: optional(rupeesCell),
  tax_rupees: optional(rupeesCell),
  settlement_id: required(idCell),
  settled_at: required(pastInstantCell),
  settlement_utr: optional(codeCell(/^[0-9A-Za-z]{6,35}$/, 'a bank reference of 6 to 35 digits and letters')),
}

/**
 * The gateway's settlement file, named as Razorpay names its columns: what it paid out to the bank, payment by payment,
 * less its fees (`fee_rupees`, tax included, as its API tells them). It has dozens of columns more.
 */
export const settlements = csvKind({
  shape,
  keyOf: ({ entity_id }) => entity_id,
  otherColumns: 'PASSED_OVER',
  writeRow: async (services, actor, row, { batchId, isDryRun }) => {
    const recorded = await recordSettlementLine(
      services,
      actor,
      {
        ...{ entityId: row.entity_id, kind: row.type, settlementId: row.settlement_id, settledAt: row.settled_at },
        ...{ utr: row.settlement_utr ?? null, amountPaise: row.amount_rupees, batchId },
        ...{ feePaise: row.fee_rupees ?? ZERO_PAISE, taxPaise: row.tax_rupees ?? ZERO_PAISE },
      },
      { isDryRun },
    )
    if (recorded.ok) return recorded.isRepeat ? 'UNCHANGED' : 'ACCEPTED'
    return { rejected: REASONS[recorded.reason] }
  },
  report: () => {
    const settlementIds = new Set<string>()
    return {
      add: ({ settlement_id }) => settlementIds.add(settlement_id),
      finish: async (services, batchId) =>
        settlementText(await reportSettlement(services, { batchId, settlementIds: [...settlementIds] })),
    }
  },
})

const REASONS = {
  NOT_POSITIVE: 'amount_rupees is not above zero',
  FEE_TOO_LARGE: 'fee_rupees is more than amount_rupees, or tax_rupees more than fee_rupees, which holds it',
  SAID_OTHERWISE: 'entity_id was told before with another settlement, amount or fee',
} as const
