import { Badge } from '#components/ui/badge.tsx'
import { Card } from '#components/ui/card.tsx'
import { Name } from '#components/ui/name.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { ProposalView } from '#lib/tariff/proposals/list-proposals.ts'
import { formatInstant } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

const KINDS = {
  WAITING: 'warn',
  AGREED: 'ok',
  REFUSED: 'bad',
  WITHDRAWN: 'quiet',
} as const satisfies Record<ProposalView['state'], string>

/** Proposed rates, a link each: where they were published, who proposed them, what became of them. */
export function ProposalList({ proposals, locale }: { proposals: readonly ProposalView[]; locale: Locale }) {
  const t = textsFor(locale, 'tariffs')
  return (
    <Card title={t('proposals')}>
      {proposals.length === 0 && <p className="text-text-2">{t('noProposals')}</p>}
      <ul className="-my-3 empty:hidden">
        {proposals.map((proposal) => (
          <li key={proposal.id} className="border-b border-line py-3 last:border-b-0">
            <p className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
              <a href={`/desk/tariffs/${proposal.id}`} className="min-h-11 content-center font-semibold text-primary">
                <Name locale={locale}>{proposal.source}</Name>
              </a>
              <ProposalState state={proposal.state} locale={locale} />
            </p>
            <ProposalTrace proposal={proposal} locale={locale} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

export function ProposalState({ state, locale }: { state: ProposalView['state']; locale: Locale }) {
  return <Badge kind={KINDS[state]}>{textsFor(locale, 'tariffs')(`state_${state}`)}</Badge>
}

/** Who proposed and who decided, and when. */
export function ProposalTrace({ proposal, locale }: { proposal: ProposalView; locale: Locale }) {
  const t = textsFor(locale, 'tariffs')
  const { proposedBy, proposedAt, decidedBy, decidedAt } = proposal
  return (
    <p className="text-small text-text-2">
      {t('proposedBy')} <Name locale={locale}>{proposedBy ?? '–'}</Name>, {formatInstant(proposedAt, locale)}
      {decidedAt && (
        <>
          {' · '}
          {t('decidedBy')} <Name locale={locale}>{decidedBy ?? '–'}</Name>, {formatInstant(decidedAt, locale)}
        </>
      )}
    </p>
  )
}
