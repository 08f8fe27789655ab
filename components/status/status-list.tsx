import { Badge } from '#components/ui/badge.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { PartStatus } from '#lib/operations/service-status.ts'
import { formatInstant } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

/** The parts of the service, each with what its state means for whoever needs it now. */
export function StatusList({ parts, locale }: { parts: readonly PartStatus[]; locale: Locale }) {
  const t = textsFor(locale, 'status')
  return (
    <ul>
      {parts.map(({ part, isLate, since }) => (
        <li key={part} className="border-b border-line py-3 first:pt-0 last:border-b-0 last:pb-0">
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <span className="font-semibold">{t(`part_${part}`)}</span>
            {part === 'READINGS' && !since ? (
              <Badge kind="quiet">{t('none')}</Badge>
            ) : (
              <Badge kind={isLate ? 'warn' : 'ok'}>{t(isLate ? 'late' : 'works')}</Badge>
            )}
          </div>
          <p className="text-small text-text-2">{t(`${isLate ? 'late' : 'works'}_${part}`)}</p>
          {since && (
            <p className="text-small text-text-2">
              {t(part === 'READINGS' ? 'lastCame' : 'lateSince', { at: formatInstant(since, locale) })}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}
