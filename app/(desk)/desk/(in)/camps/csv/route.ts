import { noSuchThing } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { csvFile, refusedElsewhere } from '#app/portal-file.ts'
import { listOfficeCamps } from '#lib/camps/list-office-camps.ts'
import { campsCsv } from '#lib/export/camps-csv.ts'
import { seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'
import { currentStaffSession } from '#lib/staff/session.ts'
import { dayOf } from '#lib/units/ist.ts'

/** The figures of the office's camps as a table, a row a camp. */
export async function GET(request: Request): Promise<Response> {
  const refused = refusedElsewhere(request)
  if (refused) return refused
  const session = await currentStaffSession()
  if (session.state !== 'active') return seeOther('/desk/login')
  const services = getServices()
  const found = await listOfficeCamps(services, session.actor)
  if (!found) return noSuchThing()
  return csvFile(campsCsv(found, await currentLocale()), `camps-${dayOf(services.now())}.csv`)
}
