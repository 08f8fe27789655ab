import { csvFile, portalFile } from '#app/portal-file.ts'
import { statementCsv } from '#lib/export/statement-csv.ts'
import { statementOfYear } from '#lib/ledger/statement-of-account.ts'
import { json } from '#lib/platform/http.ts'
import { parseMonth } from '#lib/units/ist.ts'

type Context = { params: Promise<{ connection: string }> }

/** The account of the financial year that `?year=` names as a table, else of the running one. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const asked = await portalFile(request)
  if (!asked.ok) return asked.answer
  const { services, actor, locale } = asked
  const { connection: connectionId } = await params
  const year = new URL(request.url).searchParams.get('year')
  const april = parseMonth(`${year}-04`)
  const found = await statementOfYear(services, actor, { connectionId, april })
  // A page may show another year than the one asked for; a file would be mistaken for it.
  if (!found || (year !== null && found.april !== april)) return json({ error: 'not found' }, 404)
  const { statement } = found
  const fileName = `statement-${found.april.slice(0, 4)}-${statement.consumerNo.slice(-4)}.csv`
  return csvFile(statementCsv(statement, locale), fileName)
}
