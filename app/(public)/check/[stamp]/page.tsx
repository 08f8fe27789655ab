import type { Metadata } from 'next'
import { currentLocale } from '#app/locale.ts'
import { Alert } from '#components/ui/alert.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { readStamp } from '#lib/billing/authentic/bill-stamp.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { env } from '#lib/platform/env.ts'
import { formatMonth } from '#lib/units/display.ts'
import { formatRupees } from '#lib/units/paise.ts'

type Props = { params: Promise<{ stamp: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'check')('title') }) }
}

/** Whether a bill on paper is one of ours, for anybody who holds it: its number, month and amount, and nothing else. */
export default async function CheckPage({ params }: Props) {
  const stamp = decodeURIComponent((await params).stamp)
  const locale = await currentLocale()
  const t = textsFor(locale, 'check')
  const bill = readStamp(stamp)
  return (
    <div className="mx-auto grid max-w-160 grid-cols-1 gap-4">
      <h1 className="text-h1">{t('title')}</h1>
      {bill ? (
        <>
          <Alert kind="ok" lead={t('genuine')}>
            {t('genuineText')}
          </Alert>
          <Card>
            <DefinitionList
              rows={[
                { label: t('billNo'), value: bill.billNo },
                { label: t('month'), value: formatMonth(bill.month, locale) },
                { label: t('amount'), value: formatRupees(bill.payableByDuePaise) },
              ]}
            />
          </Card>
          <LinkButton href={`/check/${encodeURIComponent(stamp)}/pay`}>{t('pay')}</LinkButton>
          <p className="text-small text-text-2">{t('payText')}</p>
          <LinkButton look="outlined" href="/quick-pay">
            {textsFor(locale, 'quickpay')('title')}
          </LinkButton>
        </>
      ) : (
        <>
          <Alert kind="bad" lead={t('false')}>
            {t('falseText', { helpline: env().discom.helpline })}
          </Alert>
          <LinkButton look="text" href="/login">
            {t('login')}
          </LinkButton>
        </>
      )}
    </div>
  )
}
