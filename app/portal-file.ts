import { currentLocale } from '#app/locale.ts'
import { TypesetterIsBusy } from '#lib/billing/pdf/typeset.ts'
import { typesetOnce } from '#lib/billing/pdf/typeset-once.ts'
import type { PaperDocument } from '#lib/billing/pdf/typeset-worker.ts'
import { heldTo } from '#lib/consumers/held-to.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { loginPath } from '#lib/identity/login-path.ts'
import { currentSession } from '#lib/identity/session.ts'
import { contentDisposition } from '#lib/platform/content-disposition.ts'
import { isEmbeddedElsewhere, json, seeOther } from '#lib/platform/http.ts'
import { getServices, type Services } from '#lib/platform/services.ts'
import { isOffered, type Locale } from '#lib/units/locale.ts'

export type FileRequest =
  | { ok: true; services: Services; actor: ConsumerActor; locale: Locale }
  | { ok: false; answer: Response }

/**
 * How every file of a connection begins: who asks, and in which language (the reader's, or the one that `?lang=`
 * names). Somebody who is not logged in is led to the login and back. Whose file it is the verb decides.
 */
export async function portalFile(request: Request): Promise<FileRequest> {
  const refused = refusedElsewhere(request)
  if (refused) return { ok: false, answer: refused }
  const { pathname, search } = new URL(request.url)
  const locale = await fileLocale(request)
  const session = await currentSession()
  if (session.state !== 'active')
    return { ok: false, answer: seeOther(loginPath(`${pathname}${search}`, { loggedOut: session.state === 'ended' })) }
  return { ok: true, services: heldTo(getServices(), session.actor), actor: session.actor, locale }
}

/** The answer to a page of another site that wants a file within itself, before anybody's cookie is looked at; else null. */
export const refusedElsewhere = (request: Request): Response | null =>
  isEmbeddedElsewhere(request) ? json({ error: 'origin' }, 403) : null

/** The language of a file: the one that `?lang=` names, else the reader's. */
export async function fileLocale(request: Request): Promise<Locale> {
  const wanted = new URL(request.url).searchParams.get('lang')
  return isOffered(wanted) ? wanted : await currentLocale()
}

/** A table to keep. */
export function csvFile(text: string, fileName: string): Response {
  return new Response(text, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': contentDisposition('attachment', fileName),
      'Cache-Control': 'private, no-store',
    },
  })
}

/** A file that is written while it is sent, at the speed of whoever takes it; one that breaks off is no whole file. */
export function streamedFile(pieces: AsyncGenerator<string>, file: { contentType: string; name: string }): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(stream) {
      const { done, value } = await pieces.next()
      if (done) stream.close()
      else stream.enqueue(encoder.encode(value))
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
  return new Response(body, {
    headers: {
      'Content-Type': `${file.contentType}; charset=utf-8`,
      'Content-Disposition': contentDisposition('attachment', file.name),
      'Cache-Control': 'private, no-store',
    },
  })
}

/** A photo from the thread of a complaint, to look at; a PDF, to keep. */
export function threadFile({ contentType, bytes }: { contentType: string; bytes: Uint8Array }, id: string): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': contentType,
      'Content-Disposition':
        contentType === 'application/pdf'
          ? contentDisposition('attachment', `paper-${id.slice(0, 8)}.pdf`)
          : contentDisposition('inline', `photo-${id.slice(0, 8)}.jpg`),
      'Cache-Control': 'private, no-store',
    },
  })
}

/** What was typeset, to look at or to keep. While too much is in hand the answer is 503, to be repeated in a moment. */
export async function pdfFile(document: PaperDocument, fileName: string): Promise<Response> {
  try {
    return new Response(await typesetOnce(document), {
      headers: {
        'Content-Type': 'application/pdf',
        'Content-Disposition': contentDisposition('inline', fileName),
        'Cache-Control': 'private, no-store',
      },
    })
  } catch (error) {
    if (error instanceof TypesetterIsBusy) return json({ error: 'busy' }, 503, { 'Retry-After': '2' })
    throw error
  }
}
