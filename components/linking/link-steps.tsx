import { Card } from '#components/ui/card.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { spacedConsumerNo } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = { step: 1 | 2 | 3; consumerNo?: string; locale: Locale }

/** The three steps of linking: what is done, where one is, what is to come. */
export function LinkSteps({ step, consumerNo, locale }: Props) {
  const t = textsFor(locale, 'link')
  const first = consumerNo ? t('stepConsumerNoDone', { consumerNo: spacedConsumerNo(consumerNo) }) : t('stepConsumerNo')
  return (
    <Card>
      <ol aria-label={t('steps')} className="grid gap-4">
        {[first, t('stepBill'), t('stepCode')].map((text, index) => (
          <Step key={text} number={index + 1} step={step} text={text} locale={locale} />
        ))}
      </ol>
    </Card>
  )
}

const CIRCLES = {
  done: 'bg-ok text-surface',
  now: 'bg-primary text-on-primary',
  later: 'border-2 border-line-strong text-text-2',
}

function Step({ number, step, text, locale }: { number: number; step: number; text: string; locale: Locale }) {
  const t = textsFor(locale, 'link')
  const state = number < step ? 'done' : number === step ? 'now' : 'later'
  return (
    <li aria-current={state === 'now' ? 'step' : undefined} className="flex items-center gap-3">
      <span
        aria-hidden="true"
        className={`inline-flex size-7 shrink-0 items-center justify-center rounded-full text-small font-bold ${CIRCLES[state]}`}
      >
        {state === 'done' ? <Icon name="check" className="size-5" /> : number}
      </span>
      <span className={state === 'now' ? 'font-bold' : 'text-text-2'}>
        {state !== 'later' && <span className="sr-only">{t(state)} </span>}
        {text}
      </span>
    </li>
  )
}
