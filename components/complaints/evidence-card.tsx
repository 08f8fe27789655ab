import { Alert } from '#components/ui/alert.tsx'
import type { Evidence } from '#lib/complaints/evidence.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatInstant } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { evidenceLines } from './evidence-lines.ts'

/** The figures that go along with a complaint, or went along with it. */
export function EvidenceCard({
  evidence,
  isSent = false,
  locale,
}: {
  evidence: Evidence
  isSent?: boolean
  locale: Locale
}) {
  const t = textsFor(locale, 'complaints')
  return (
    <Alert
      kind="info"
      icon="check"
      lead={t(`evidence_${isSent ? 'went' : 'goes'}_${evidence.kind === 'BILL' ? 'bill' : 'meter'}`)}
    >
      {evidenceLines(evidence, locale).map((line) => (
        <span key={line} className="block text-small">
          {line}
        </span>
      ))}
      <span className="block text-small text-text-2">
        {t('evidence_gathered', { at: formatInstant(new Date(evidence.gatheredAt), locale) })}
      </span>
    </Alert>
  )
}
