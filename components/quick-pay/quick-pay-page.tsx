import type { ReactNode } from 'react'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

export type PageError = { field: string; message: string }

/** The frame of a step of paying without a login: a way back, the title, what is wrong, and what there is to do. */
export function QuickPayPage(props: {
  title: string
  lead?: string
  back?: { href: string; text: string }
  error?: PageError
  aside?: ReactNode
  children: ReactNode
  locale: Locale
}) {
  const { title, lead, back, error, aside, children, locale } = props
  return (
    <div className="mx-auto max-w-140">
      <Stack>
        <ErrorSummary title={textsFor(locale, 'common')('error_count', { count: 1 })} errors={error ? [error] : []} />
        <div>
          {back && <BackLink href={back.href}>{back.text}</BackLink>}
          <PageTitle aside={aside}>{title}</PageTitle>
          {lead && <p className="mt-1 text-text-2">{lead}</p>}
        </div>
        {children}
      </Stack>
    </div>
  )
}
