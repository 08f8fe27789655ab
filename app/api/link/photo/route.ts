import { sealedCookie } from '#lib/identity/auth-options.ts'
import { currentLinkRequestId } from '#lib/identity/session.ts'
import { getLinkProgress } from '#lib/linking/get-link-progress.ts'
import { MOST_PHOTO_BYTES } from '#lib/linking/link-policy.ts'
import { factsToKeep } from '#lib/linking/photo/kept-facts.ts'
import { readBillPhoto } from '#lib/linking/photo/read-bill-photo.ts'
import { isSameOrigin, readMultipart, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** What a form says around its file. */
const AROUND_BYTES = 16_384

/** Reads a photo of a bill and leads back to the step that it came from, `?step=bill` for the second, which it fills. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const isSecond = new URL(request.url).searchParams.get('step') === 'bill'
  const progress = isSecond ? await getLinkProgress(getServices(), await currentLinkRequestId()) : null
  if (isSecond && !progress) return seeOther('/link?error=gone')
  const page = isSecond ? '/link/bill' : '/link'
  const actor = { kind: 'anonymous', source: sourceOf(request) } as const
  const read = await readBillPhoto(getServices(), actor, {
    of: progress?.consumerNo ?? null,
    takePhoto: async () => {
      const form = await readMultipart(request, MOST_PHOTO_BYTES + AROUND_BYTES)
      return form === 'TOO_BIG' ? form : (form?.files[0] ?? null)
    },
  })
  if (!read.ok) return seeOther(`${page}?error=${read.reason === 'closed' ? '' : 'photo-'}${read.reason}`)
  return seeOther(page, { 'Set-Cookie': await sealedCookie('bill-photo', factsToKeep(read.facts)) })
}
