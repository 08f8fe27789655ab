import { LinkButton, SubmitButton } from '#components/ui/button.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

export const GUIDE_STEPS = 3

type Props = {
  /** As the address says it; anything but 2 or 3 is the first step. */
  step: string | string[] | undefined
  connectionId: string
  /** What this Home shows: a balance in place of a bill, and days that were read. */
  isPrepaid: boolean
  /** There is none before the first month is over. */
  hasBill: boolean
  showsDays: boolean
  /** Somebody linked by an old bill cannot complain yet. */
  canComplain: boolean
  locale: Locale
}

/** Shows somebody who is here for the first time round Home: what is owed, how the month goes, how they hear of it. */
export function FirstVisitGuide({ step: asked, connectionId, locale, ...shown }: Props) {
  const t = textsFor(locale, 'guide')
  const { isPrepaid, hasBill, showsDays, canComplain } = shown
  const home = `/c/${connectionId}`
  const step = asked === '2' || asked === '3' ? Number(asked) : 1
  const isLast = step === GUIDE_STEPS
  const { title, text } = [
    isPrepaid
      ? { title: t('balanceTitle'), text: t('balanceText') }
      : { title: t('billTitle'), text: t(hasBill ? 'billText' : 'firstBillText') },
    showsDays ? { title: t('monthTitle'), text: t('monthText') } : { title: t('pastTitle'), text: t('pastText') },
    { title: t('newsTitle'), text: t(canComplain ? 'newsText' : 'newsTextBills') },
  ][step - 1] as { title: string; text: string }
  return (
    <section
      id="guide"
      tabIndex={-1}
      aria-labelledby="guide-title"
      className="scroll-mt-4 rounded-2xl border border-primary bg-primary-tint p-4 md:px-6 lg:rounded-[18px]"
    >
      <p className="text-small text-text-2">{t('step', { step, steps: GUIDE_STEPS })}</p>
      <h2 id="guide-title" className="text-h2">
        {title}
      </h2>
      <p className="mt-1">{text}</p>
      {isLast && (
        <p>
          <a href="/account/notices/choices" className="link inline-flex min-h-11 items-center">
            {t('newsLink')}
          </a>
        </p>
      )}
      <form method="post" action="/api/account/guide" className="mt-3 flex flex-wrap items-center gap-x-6 gap-y-2">
        <input type="hidden" name="next" value={home} />
        {!isLast && (
          <LinkButton look="outlined" href={`${home}?guide=${step + 1}#guide`}>
            {t('next')}
          </LinkButton>
        )}
        <SubmitButton look={isLast ? 'outlined' : 'text'}>{isLast ? t('done') : t('skip')}</SubmitButton>
      </form>
    </section>
  )
}
