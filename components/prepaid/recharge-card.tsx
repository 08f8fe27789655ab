import { StartFields } from '#components/payments/start-fields.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, paise } from '#lib/units/paise.ts'

const USUAL_RUPEES = [200, 500, 1000]

/** Usual amounts at one press, and the way to another one. */
export function RechargeCard({ connectionId, locale }: { connectionId: string; locale: Locale }) {
  const t = textsFor(locale, 'payments')
  return (
    <Card title={t('rechargeTitle')}>
      <div className="mb-3 grid gap-2">
        {USUAL_RUPEES.map((rupees) => {
          const amountPaise = paise(rupees * 100)
          return (
            <form key={rupees} method="post" action="/api/payments/start">
              <StartFields connectionId={connectionId} amountPaise={amountPaise} />
              <SubmitButton wide look="outlined">
                {t('rechargeBy', { amount: formatRupees(amountPaise, { whole: true }) })}
              </SubmitButton>
            </form>
          )
        })}
      </div>
      <LinkList items={[{ href: `/c/${connectionId}/pay`, icon: 'rupee', title: t('rechargeOther') }]} />
    </Card>
  )
}
