import { Icon } from '#components/ui/icon.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { FactLine } from './quality-text.ts'

/** Facts in a line each, with a tick or a triangle, and a word for those who see neither. */
export function FactList({ facts, locale }: { facts: readonly FactLine[]; locale: Locale }) {
  const t = textsFor(locale, 'quality')
  return (
    <ul className="grid gap-2">
      {facts.map(({ key, isGood, text }) => (
        <li key={key} className="flex gap-2.5">
          <Icon name={isGood ? 'check' : 'warning'} className={`mt-px size-6 ${isGood ? 'text-ok' : 'text-warn'}`} />
          <span className="min-w-0">
            <span className="sr-only">{t(isGood ? 'fact_good' : 'fact_bad')} </span>
            {text}
          </span>
        </li>
      ))}
    </ul>
  )
}
