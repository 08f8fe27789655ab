import { appIcon, isAppIcon } from '#lib/branding/app-icon.ts'
import { json } from '#lib/platform/http.ts'

export const dynamic = 'force-dynamic'

/** An icon of the installed portal, drawn from the utility's mark. */
export async function GET(_request: Request, { params }: { params: Promise<{ icon: string }> }): Promise<Response> {
  const { icon } = await params
  if (!isAppIcon(icon)) return json({ error: 'not found' }, 404)
  return new Response(new Uint8Array(await appIcon(icon)), {
    headers: { 'Content-Type': 'image/png', 'Cache-Control': 'public, max-age=86400' },
  })
}
