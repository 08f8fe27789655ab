import { noSuchThing } from '#app/desk-page.ts'
import { pdfFile, refusedElsewhere } from '#app/portal-file.ts'
import { qrSvg } from '#components/bills/qr-svg.ts'
import { getOfficePlace } from '#lib/pamphlets/office-places.ts'
import { pamphletUrl, printablePamphletOf } from '#lib/pamphlets/printable-pamphlet.ts'
import { env } from '#lib/platform/env.ts'
import { seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'
import { currentStaffSession } from '#lib/staff/session.ts'

type Context = { params: Promise<{ place: string }> }

/** The paper of a place in both languages: a poster, or with `?form=a5` a pamphlet to hand out. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const refused = refusedElsewhere(request)
  if (refused) return refused
  const session = await currentStaffSession()
  if (session.state !== 'active') return seeOther('/desk/login')
  const services = getServices()
  const place = await getOfficePlace(services, session.actor, (await params).place)
  if (!place) return noSuchThing()
  const settings = env()
  const qr = qrSvg(pamphletUrl(settings.portalUrl, place))
  const form = new URL(request.url).searchParams.get('form') === 'a5' ? 'a5' : 'a4'
  const page = printablePamphletOf(place, settings, { now: services.now(), qr })
  const fileName = `${form === 'a5' ? 'pamphlet' : 'poster'}-${place.code}.pdf`
  return pdfFile({ template: 'pamphlet', page, form, isForArchive: false }, fileName)
}
