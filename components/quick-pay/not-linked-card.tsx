import { Card } from '#components/ui/card.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import type { PublicCampDay } from '#lib/camps/list-camp-days.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { linksByOldBill } from '#lib/linking/old-bill.ts'
import { formatDay } from '#lib/units/display.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'

/**
 * Of a connection without a mobile: its bill can be paid, but nobody can be sent a code. How to link one, and where; from
 * home by an old bill alone, since no number is on record.
 */
export function NotLinkedCard({ camp, locale }: { camp: PublicCampDay | null; locale: Locale }) {
  const t = textsFor(locale, 'quickpay')
  const note = camp
    ? t('nextCamp', { day: formatDay(camp.heldOn, locale), place: inLanguage(camp.place, locale) })
    : undefined
  const fromHome = { href: '/link', icon: 'link', title: t('linkSelf'), note: t('linkSelfText') } as const
  return (
    <Card title={t('notLinkedTitle')}>
      <p className="mb-3 text-text-2">{t('notLinkedText')}</p>
      <LinkList
        items={[...(linksByOldBill() ? [fromHome] : []), { href: '/camps', icon: 'pin', title: t('linkCamp'), note }]}
      />
    </Card>
  )
}
