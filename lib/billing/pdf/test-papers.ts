import type { Statement, StatementRow } from '#lib/ledger/statement-of-account.ts'
import type { ReceiptView } from '#lib/payments/get-receipt.ts'
import { addDays, type IstDay, month } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { paise, ZERO_PAISE } from '#lib/units/paise.ts'
import type { BillView } from '../get-bill.ts'
import { printableReceiptOf } from './printable-receipt.ts'
import { printableStatementOf } from './printable-statement.ts'
import { demoSettings, documentOf, printed, VIEWS } from './test-bill-views.ts'
import type { PaperDocument, PaperForm } from './typeset-worker.ts'

export const NOW = new Date('2026-11-20T10:00:00+05:30')

/** A receipt and a statement of an invented home, as their verbs give them, without a database. */
export const RECEIPT: ReceiptView = {
  ...{ id: 'p', receiptNo: 'R2611-000123', consumerNo: '099000042', holderName: 'नमूना #कुमारी $ @<b>' },
  ...{ channel: 'UPI', reference: 'TESTREFERENCE', utr: '633100000001' },
  ...{ amountPaise: paise(104_305), paidAt: new Date('2026-11-07T09:55:00+05:30'), receivedAt: NOW },
  bill: { id: 'b', billNo: '2610-099000042', month: month('2026-10') },
  settled: [
    { billId: 'b', billNo: '2610-099000042', month: month('2026-10'), amountPaise: paise(104_305), isSurcharge: false },
  ],
  askedPaise: null,
  ...{ refundedPaise: ZERO_PAISE, refundingPaise: ZERO_PAISE },
  ...{
    rebatePaise: paise(3_195),
    paidAheadPaise: ZERO_PAISE,
    rechargedPaise: ZERO_PAISE,
    unpaidNowPaise: ZERO_PAISE,
    aheadNowPaise: ZERO_PAISE,
  },
}

/** A bill and a payment a week, so that a year fills several pages. */
export function yearOf(count: number): Statement {
  let balancePaise = paise(50_000)
  const rows = Array.from({ length: count }, (_, index): StatementRow => {
    const changePaise = paise(index % 2 ? -110_000 : 105_050 + index)
    balancePaise = paise(balancePaise + changePaise)
    return {
      ...{ id: String(index), on: addDays('2026-04-02' as IstDay, index * 3), changePaise, balancePaise },
      ...(index % 2
        ? { kind: 'PAYMENT', bill: null, payment: { id: 'p', receiptNo: `R26-${index}`, channel: 'COUNTER' } }
        : { kind: 'BILL_ISSUED', bill: { id: 'b', month: month('2026-05'), billNo: `B26-${index}` }, payment: null }),
    }
  })
  const sum = (sign: 1n | -1n) =>
    rows.reduce((total, { changePaise }) => total + (changePaise * sign > 0n ? changePaise * sign : 0n), 0n)
  return {
    ...{ consumerNo: '099000042', holderName: 'नमूना कुमारी', address: '12, नमूना नगर, राँची 834001' },
    ...{ from: '2026-04-01' as IstDay, to: '2026-11-20' as IstDay, at: NOW, openingPaise: paise(50_000), rows },
    ...{ chargesPaise: paise(sum(1n)), creditsPaise: paise(sum(-1n)), closingPaise: balancePaise },
  }
}

type Asked = { name?: string; locale: Locale; isForArchive?: boolean; view?: BillView; statement?: Statement }

/** Every kind of paper, in somebody's name. */
export function papersOf({ locale, isForArchive = false, ...asked }: Asked): Record<string, PaperDocument> {
  const { name = RECEIPT.holderName, view = VIEWS['due, with rebates'] as BillView } = asked
  const bill = printed({ ...view, holderName: name, address: name }, locale)
  const statement = { ...(asked.statement ?? yearOf(3)), holderName: name, address: name }
  const receipt = printableReceiptOf({ ...RECEIPT, holderName: name }, demoSettings(), { locale, now: NOW })
  const simple = (form: PaperForm) => ({ form, isForArchive })
  return {
    'bill a4': documentOf([bill], simple('a4')),
    'bill slip': documentOf([bill], simple('slip')),
    'receipt a4': { ...simple('a4'), template: 'receipt', page: receipt },
    'receipt slip': { ...simple('slip'), template: 'receipt', page: receipt },
    statement: {
      ...simple('a4'),
      template: 'statement',
      page: printableStatementOf({ statement, april: month('2026-04') }, demoSettings(), locale),
    },
  }
}
