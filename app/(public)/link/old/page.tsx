import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { CodeStep } from '#components/identity/code-step.tsx'
import { codeError } from '#components/identity/login-errors.ts'
import { LinkPage } from '#components/linking/link-page.tsx'
import { NoCode } from '#components/linking/no-code.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { currentLinkRequestId } from '#lib/identity/session.ts'
import { getLinkProgress } from '#lib/linking/get-link-progress.ts'
import { getServices } from '#lib/platform/services.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = textsFor(locale, 'link')('oldCodeTitle')
  const failed = (await searchParams).error !== undefined
  return { title: common('title', { title: failed ? common('title_error', { title }) : title }) }
}

/** Step 2 by the number on record: its code. No digit of it is shown, and none tells whether there is one. */
export default async function LinkOldCodePage({ searchParams }: Props) {
  const progress = await getLinkProgress(getServices(), await currentLinkRequestId())
  if (!progress) redirect('/link')
  // A code for this consumer number went out a moment ago, asked for by another browser.
  if (!progress.old) redirect('/link/bill?error=wait')
  const locale = await currentLocale()
  const t = textsFor(locale, 'link')
  const message = codeError(textsFor(locale, 'login'), [(await searchParams).error].flat()[0], progress.old.triesLeft)
  const error = message ? { field: 'code', message } : undefined
  return (
    <LinkPage step={2} consumerNo={progress.consumerNo} back="/link/bill" error={error} locale={locale}>
      <CodeStep
        {...{ title: t('oldCodeTitle'), lead: t('oldCodeLead'), code: progress.old }}
        {...{ action: '/api/link/old/code', again: '/api/link/old', button: t('confirm'), error: message, locale }}
      >
        <NoCode title={t('oldCodeTitle')} text={t('noOldCodeText')} locale={locale} />
      </CodeStep>
    </LinkPage>
  )
}
