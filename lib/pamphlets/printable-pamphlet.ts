import { type PaperHead, paperHead } from '#lib/billing/pdf/paper-head.ts'
import type { PrintSettings } from '#lib/billing/pdf/print-settings.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Place } from './office-places.ts'

/** A line of the pamphlet in both languages, Hindi first. */
export type BothLanguages = { hi: string; en: string }

/** A pamphlet or poster of a place, every text formatted; `qr` is SVG. */
export type PrintablePamphlet = PaperHead & {
  title: BothLanguages
  lead: BothLanguages
  qr: string
  qrText: BothLanguages
  /** What the QR opens, for whoever types it. */
  address: string
  steps: BothLanguages[]
  safetyTitle: BothLanguages
  safety: BothLanguages[]
  helpline: { label: BothLanguages; number: string }
  place: string
}

/** Where the QR of a place leads. */
export const pamphletUrl = (portalUrl: string, { code }: Pick<Place, 'code'>): string => `${portalUrl}/p/${code}`

/** The paper of a place. Only the QR, its address and the small line at the foot differ from another place's. */
export function printablePamphletOf(
  place: Place,
  settings: PrintSettings,
  { now, qr }: { now: Date; qr: string },
): PrintablePamphlet {
  const { discom, portalUrl } = settings
  const [hi, en] = [textsFor('hi', 'pamphlet'), textsFor('en', 'pamphlet')]
  const url = new URL(pamphletUrl(portalUrl, place))
  const values = { discom: discom.shortName, helpline: discom.helpline, host: url.host }
  const both = (key: string): BothLanguages => ({ hi: hi(key, values), en: en(key, values) })
  return {
    ...paperHead(settings, { locale: 'hi', title: hi('paperDocument', { place: place.name.hi }), at: now }),
    ...{ title: both('paperTitle'), lead: both('paperLead'), qr, qrText: both('paperQr') },
    address: `${url.host}${url.pathname}`,
    steps: ['paperStep1', 'paperStep2', 'paperStep3'].map(both),
    safetyTitle: both('realTitle'),
    safety: ['realCode', 'realAddress'].map(both),
    helpline: { label: both('paperHelp'), number: discom.helpline },
    place: `${place.name.hi} · ${place.name.en} · ${place.code}`,
  }
}
