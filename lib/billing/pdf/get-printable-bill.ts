import type { ConsumerActor } from '#lib/identity/actor.ts'
import { getProfile } from '#lib/identity/get-profile.ts'
import { listPayments } from '#lib/payments/list-payments.ts'
import type { PaymentServices } from '#lib/payments/payment-services.ts'
import { env } from '#lib/platform/env.ts'
import type { Locale } from '#lib/units/locale.ts'
import { checkPath } from '../authentic/bill-stamp.ts'
import { billQr } from '../bill-qr.ts'
import { type BillReader, getBill } from '../get-bill.ts'
import type { PrintableBill } from './printable-bill.ts'
import { printableBillOf } from './printable-bill-of.ts'

const PAYMENTS_PRINTED = 3

export type BillToPrint = {
  /** In the order of the languages. */
  sheets: {
    bill: PrintableBill
    /** What the paying QR says; null where there is nothing to pay. */
    payLink: string | null
    /** What the QR at the foot says: where the bill can be checked, and paid late. */
    portalLink: string
  }[]
  /** `bill-2026-10-0028.pdf`: month and the last digits of the consumer number, which alone names nobody. */
  fileName: string
}

/**
 * A bill of one's own connection, ready to be typeset; null for a stranger's or an unknown one. A guest's has neither
 * payments nor mobile: those are of the connection.
 */
export async function getPrintableBill(
  services: PaymentServices,
  reader: BillReader,
  { connectionId, billId, languages }: { connectionId: string; billId: string; languages: readonly Locale[] },
): Promise<BillToPrint | null> {
  const view = await getBill(services, reader, { connectionId, billId })
  if (!view) return null
  const settings = env()
  const { payments, mobile } = reader.kind === 'consumer' ? await ofConnection(services, reader, connectionId) : NOTHING
  const sheets = []
  for (const language of languages) {
    const qr = await billQr(services, view, language)
    const bill = printableBillOf(view, { payments, mobile, qr }, settings, language)
    sheets.push({ bill, payLink: qr?.link ?? null, portalLink: `${settings.portalUrl}${checkPath(view)}` })
  }
  return { sheets, fileName: `bill-${view.month}-${view.consumerNo.slice(-4)}.pdf` }
}

const NOTHING = { payments: [], mobile: null }

async function ofConnection(services: PaymentServices, actor: ConsumerActor, connectionId: string) {
  const payments = (await listPayments(services, actor, { connectionId, limit: PAYMENTS_PRINTED })) ?? []
  const profile = await getProfile(services, actor, connectionId)
  return { payments, mobile: profile?.mobiles.find(({ isYou }) => isYou)?.masked ?? null }
}
