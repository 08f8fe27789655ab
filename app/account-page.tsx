import type { ReactNode } from 'react'
import { LogOutForm } from '#components/shell/log-out-form.tsx'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { env } from '#lib/platform/env.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = {
  path: `/account/${string}`
  title: string
  /** A button beside the title. */
  aside?: ReactNode
  lead?: string
  back: { href: string; text: string }
  error?: { field: string; message: string } | undefined
  /** Another code was sent just now. */
  isResent?: boolean
  /** What the form sent just now has done. */
  done?: string | false
  width?: 'max-w-110' | 'max-w-140' | 'max-w-160'
  children: ReactNode
  locale: Locale
}

/** The frame of a page about a person's own account: what is wrong, the way back, the title, the way out. */
export function AccountPage(props: Props) {
  const { path, title, aside, lead, back, error, isResent, width = 'max-w-110', children, locale } = props
  const { discom, mode } = env()
  const done = props.done || (isResent && textsFor(locale, 'login')('resent'))
  return (
    <PublicShell locale={locale} path={path} discom={discom} demo={mode === 'demo'}>
      <div className={`mx-auto ${width}`}>
        <Stack>
          {error && <ErrorSummary title={textsFor(locale, 'common')('error_count', { count: 1 })} errors={[error]} />}
          <div>
            <BackLink href={back.href}>{back.text}</BackLink>
            <PageTitle aside={aside}>{title}</PageTitle>
            {lead && <p className="mt-1 text-text-2">{lead}</p>}
          </div>
          {done && (
            <Alert kind="ok" status>
              {done}
            </Alert>
          )}
          {children}
          <LogOutForm text={textsFor(locale, 'common')('logOut')} />
        </Stack>
      </div>
    </PublicShell>
  )
}
