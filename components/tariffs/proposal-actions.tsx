import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { ProposalView } from '#lib/tariff/proposals/list-proposals.ts'
import type { Locale } from '#lib/units/locale.ts'

/** Agree or refuse for another officer, withdraw for whoever proposed it; nothing once it is decided. */
export function ProposalActions({ proposal, locale }: { proposal: ProposalView; locale: Locale }) {
  const t = textsFor(locale, 'tariffs')
  const { id, mayDecide, mayWithdraw } = proposal
  if (!mayDecide && !mayWithdraw) return null
  const answers = mayDecide ? (['AGREE', 'REFUSE'] as const) : (['WITHDRAW'] as const)
  return (
    <Card title={t('decideTitle')}>
      <p className="text-text-2">{t(mayDecide ? 'decideLead' : 'ownLead')}</p>
      <form method="post" action="/api/desk/tariffs/decide" className="mt-3 flex flex-wrap gap-3">
        <input type="hidden" name="proposal" value={id} />
        {answers.map((answer) => (
          <SubmitButton key={answer} look={answer === 'AGREE' ? 'filled' : 'outlined'} name="decision" value={answer}>
            {t(`answer_${answer}`)}
          </SubmitButton>
        ))}
      </form>
    </Card>
  )
}
