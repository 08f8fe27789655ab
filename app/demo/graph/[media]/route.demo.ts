import { demoMedia } from '#lib/messaging/chat/demo-media.ts'
import { env } from '#lib/platform/env.ts'
import { json } from '#lib/platform/http.ts'

type Context = { params: Promise<{ media: string }> }

/** The demo's stand-in of the Graph API: where a file is that was attached in the demo's chat. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { mode, localUrl } = env()
  if (mode !== 'demo') return new Response(null, { status: 404 })
  const { media } = await params
  const bytes = demoMedia(media)
  if (request.headers.get('authorization') !== 'Bearer demo') return json({ error: { code: 190 } }, 401)
  if (!bytes) return json({ error: { code: 100 } }, 404)
  return json({ url: `${localUrl}/demo/graph/${media}/file`, mime_type: 'image/jpeg', file_size: bytes.length })
}
