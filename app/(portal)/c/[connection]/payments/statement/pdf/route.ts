import { pdfFile, portalFile } from '#app/portal-file.ts'
import { printableStatementOf } from '#lib/billing/pdf/printable-statement.ts'
import { statementOfYear } from '#lib/ledger/statement-of-account.ts'
import { env } from '#lib/platform/env.ts'
import { json } from '#lib/platform/http.ts'
import { parseMonth } from '#lib/units/ist.ts'

type Context = { params: Promise<{ connection: string }> }

/** The account of the financial year that `?year=` names on paper, else of the running one; `?archive` as PDF/A-2a. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const asked = await portalFile(request)
  if (!asked.ok) return asked.answer
  const { services, actor, locale } = asked
  const { connection: connectionId } = await params
  const { searchParams } = new URL(request.url)
  const year = searchParams.get('year')
  const april = parseMonth(`${year}-04`)
  const found = await statementOfYear(services, actor, { connectionId, april })
  if (!found || (year !== null && found.april !== april)) return json({ error: 'not found' }, 404)
  const page = printableStatementOf(found, env(), locale)
  const fileName = `statement-${found.april.slice(0, 4)}-${found.statement.consumerNo.slice(-4)}.pdf`
  return pdfFile({ template: 'statement', page, form: 'a4', isForArchive: searchParams.has('archive') }, fileName)
}
