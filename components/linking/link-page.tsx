import type { ReactNode } from 'react'
import { Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { LinkSteps } from './link-steps.tsx'

type Props = {
  step: 1 | 2 | 3
  consumerNo?: string
  back: string
  error?: { field: string; message: string }
  children: ReactNode
  locale: Locale
}

/** The frame of each step of linking. */
export function LinkPage({ step, consumerNo, back, error, children, locale }: Props) {
  const t = textsFor(locale, 'link')
  return (
    <div className="mx-auto max-w-110">
      <Stack>
        {error && <ErrorSummary title={textsFor(locale, 'common')('error_count', { count: 1 })} errors={[error]} />}
        <BackLink href={back}>{t('back')}</BackLink>
        <h1 className="text-h1">{t('title')}</h1>
        <LinkSteps step={step} consumerNo={consumerNo} locale={locale} />
        {children}
      </Stack>
    </div>
  )
}
