import { LinkButton } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { type EvidenceSource, evidenceText } from '#lib/complaints/evidence-source.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** From a page with figures to a complaint that takes them along. */
export function ComplainLink({
  connectionId,
  evidence,
  locale,
}: {
  connectionId: string
  evidence: EvidenceSource
  locale: Locale
}) {
  const href = `/c/${connectionId}/complaints/new?evidence=${evidenceText(evidence)}`
  return (
    <LinkButton href={href} look="outlined" wide>
      <Icon name="chat" className="size-5" />
      {textsFor(locale, 'complaints')('complainWithEvidence')}
    </LinkButton>
  )
}
