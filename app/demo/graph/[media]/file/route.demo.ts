import { demoMedia } from '#lib/messaging/chat/demo-media.ts'
import { env } from '#lib/platform/env.ts'

type Context = { params: Promise<{ media: string }> }

/** The file itself. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const bytes = demoMedia((await params).media)
  const isAllowed = env().mode === 'demo' && request.headers.get('authorization') === 'Bearer demo'
  if (!isAllowed || !bytes) return new Response(null, { status: 404 })
  return new Response(new Uint8Array(bytes), { headers: { 'Content-Type': 'image/jpeg', 'Cache-Control': 'no-store' } })
}
