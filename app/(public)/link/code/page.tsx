import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { CodeStep, withMobile } from '#components/identity/code-step.tsx'
import { codeError } from '#components/identity/login-errors.ts'
import { LinkPage } from '#components/linking/link-page.tsx'
import { NoCode } from '#components/linking/no-code.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { currentLinkRequestId } from '#lib/identity/session.ts'
import { getLinkProgress } from '#lib/linking/get-link-progress.ts'
import { getServices } from '#lib/platform/services.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = textsFor(locale, 'link')('codeTitle')
  const failed = (await searchParams).error !== undefined
  return { title: common('title', { title: failed ? common('title_error', { title }) : title }) }
}

/** Step 3: the code on the new mobile. It looks the same whether the facts were right or not. */
export default async function LinkCodePage({ searchParams }: Props) {
  const progress = await getLinkProgress(getServices(), await currentLinkRequestId())
  if (!progress) redirect('/link')
  if (!progress.new) redirect('/link/bill')
  const locale = await currentLocale()
  const t = textsFor(locale, 'link')
  const query = await searchParams
  const message = codeError(textsFor(locale, 'login'), [query.error].flat()[0], progress.new.triesLeft)
  const error = message ? { field: 'code', message } : undefined
  return (
    <LinkPage step={3} consumerNo={progress.consumerNo} back="/link/bill" error={error} locale={locale}>
      {query.again && !error && (
        <Alert kind="ok" status>
          {t('resent')}
        </Alert>
      )}
      <CodeStep
        {...{ title: t('codeTitle'), lead: withMobile(t, 'codeLead', progress.mobile), code: progress.new }}
        {...{ action: '/api/link/code', again: '/api/link/again', button: t('link'), error: message, locale }}
      >
        <NoCode title={t('codeTitle')} text={t('noCodeText')} locale={locale} />
      </CodeStep>
    </LinkPage>
  )
}
