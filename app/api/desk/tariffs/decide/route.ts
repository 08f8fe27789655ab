import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { seeOther } from '#lib/platform/http.ts'
import { decideTariff, type TariffDecision } from '#lib/tariff/proposals/decide-tariff.ts'

const DECISIONS: readonly TariffDecision[] = ['AGREE', 'REFUSE', 'WITHDRAW']

/** Another officer's word on proposed rates, or their own officer's withdrawal. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const proposalId = form.get('proposal') ?? ''
  const decision = DECISIONS.find((known) => known === form.get('decision'))
  if (!decision) return noSuchThing()
  const decided = await decideTariff(services, actor, { proposalId, decision })
  if (decided.ok) return seeOther(`/desk/tariffs/${proposalId}?done=${decided.state.toLowerCase()}`)
  return decided.reason === 'NOT_ALLOWED' || decided.reason === 'NO_PROPOSAL'
    ? noSuchThing()
    : seeOther(`/desk/tariffs/${proposalId}?error=${decided.reason}`)
}
