import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { seeOther } from '#lib/platform/http.ts'
import { mayRole } from '#lib/staff/permissions.ts'
import { loadTariffBook } from '#lib/tariff/load-tariff-book.ts'
import { proposeTariff } from '#lib/tariff/proposals/propose-tariff.ts'
import { readProposalForm } from '#lib/tariff/proposals/read-proposal-form.ts'

/** Rates that an officer proposes. A refused form comes back with all that was typed: rates are public. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const book = await loadTariffBook(services)
  const { change, errors, reasons } = book ? readProposalForm(book, form) : { change: {}, errors: [], reasons: [] }
  const again = (error: string) => {
    const typed = new URLSearchParams(form)
    typed.set('error', error)
    return seeOther(`/desk/tariffs/new?${typed}`)
  }
  if (mayRole(actor.role, 'tariff.propose') && errors.length + reasons.length > 0) return again('form')
  const proposalId = form.get('proposal') ?? ''
  const proposed = await proposeTariff(services, actor, { proposalId, change, source: form.get('source') ?? '' })
  if (proposed.ok) return seeOther(`/desk/tariffs/${proposalId}?done=proposed`)
  return proposed.reason === 'NOT_ALLOWED' ? noSuchThing() : again(proposed.reason)
}
