import { qrSvg } from '#components/bills/qr-svg.ts'
import { checkPath } from '#lib/billing/authentic/bill-stamp.ts'
import { billQrLink } from '#lib/billing/bill-qr-link.ts'
import { billView, demoSettings, printed } from '#lib/billing/pdf/test-bill-views.ts'
import type { BillDocument } from '#lib/billing/pdf/typeset-worker.ts'
import { LOCALES, type OfferedLocale } from '#lib/units/locale.ts'

const settings = demoSettings()

/** Every other bill is in Hindi. */
export const localeOf = (index: number): OfferedLocale => LOCALES[index % LOCALES.length] as OfferedLocale

/** A bill as the database gives it, unlike every other in name, number, units and amounts. */
export function differentBill(index: number) {
  const number = String(index).padStart(6, '0')
  return billView({
    dayWh: 6_500 + index * 7,
    facts: {
      consumerNo: `900${number}`,
      holderName: `नमूना ${number}`,
      address: `${index}, नमूना नगर, राँची 834001`,
      meterSerialNo: `BM${number}`,
      paymentReference: `BENCH${number}`,
    },
  })
}

/** That bill on A4 with all that a page can hold: lines, rebates, both QR codes, charts, 13 months, payments. */
export function documentOf(view: ReturnType<typeof differentBill>, locale: OfferedLocale): BillDocument {
  const { upi, discom } = settings
  const link = billQrLink(view, { ...upi, discom: discom.shortName }, locale)
  const portalLink = `https://khata.example${checkPath(view)}`
  const sheet = { bill: printed(view, locale), payQr: link && qrSvg(link), portalQr: qrSvg(portalLink, 'M') }
  return { sheets: [sheet], form: 'a4', isForArchive: false }
}
