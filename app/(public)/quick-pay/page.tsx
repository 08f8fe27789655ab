import type { Metadata } from 'next'
import { currentLocale } from '#app/locale.ts'
import { quickPayError } from '#components/quick-pay/quick-pay-errors.ts'
import { QuickPayPage } from '#components/quick-pay/quick-pay-page.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = textsFor(locale, 'quickpay')('title')
  const failed = (await searchParams).error !== undefined
  return { title: common('title', { title: failed ? common('title_error', { title }) : title }) }
}

/** Paying without a login, step 1: whose bill. */
export default async function QuickPayStartPage({ searchParams }: Props) {
  const locale = await currentLocale()
  const query = await searchParams
  const t = textsFor(locale, 'quickpay')
  const error = quickPayError([query.error].flat()[0], locale)
  return (
    <QuickPayPage
      title={t('title')}
      lead={t('lead')}
      back={{ href: '/', text: textsFor(locale, 'login')('back') }}
      error={error}
      locale={locale}
    >
      {query.over !== undefined && <Alert kind="info">{t('over')}</Alert>}
      <Card>
        <form method="post" action="/api/quick-pay" className="grid gap-4">
          <Field
            {...{ name: 'consumerNo', label: t('consumerNo'), hint: t('consumerNoHint'), error: error?.message }}
            {...{ inputMode: 'numeric', autoComplete: 'off', maxLength: 24 }}
          />
          <SubmitButton wide>{t('show')}</SubmitButton>
        </form>
      </Card>
    </QuickPayPage>
  )
}
