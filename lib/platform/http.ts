import { keepable, parseKeepable } from '#lib/units/clean-text.ts'
import { env } from './env.ts'
import { noteRefusal } from './refusals.ts'

/**
 * 303 to a path of this portal. The Location stays relative: behind a proxy, the request's own URL names another host.
 */
export function seeOther(path: string, headers: Record<string, string> | Headers = {}): Response {
  const answer = new Headers(headers)
  answer.set('Location', localPath(path) ?? '/')
  answer.set('Cache-Control', 'no-store')
  return new Response(null, { status: 303, headers: answer })
}

/** The path if it stays within the portal, else null: `//host`, `\\host` and addresses lead elsewhere. */
export function localPath(path: string | null | undefined): string | null {
  return path && /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : null
}

/**
 * True when a form or script of this portal sent the request. Browsers that know `Sec-Fetch-Site` settle it; the others
 * must send an `Origin` of ours. A request with neither is refused: no current browser posts without both.
 */
export function isSameOrigin(request: Request): boolean {
  const isOurs = isFromHere(request)
  if (!isOurs) noteRefusal('OTHER_SITE')
  return isOurs
}

function isFromHere(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site) return site === 'same-origin'
  const origin = request.headers.get('origin')
  if (!origin) return false
  const { portalUrl, deskUrl } = env()
  // The language is chosen on both; a form of the desk comes from the desk alone.
  const isOfDesk = new URL(request.url).pathname.startsWith('/api/desk/')
  if (origin === deskUrl || (!isOfDesk && origin === new URL(portalUrl).origin)) return true
  return env().mode === 'demo' && origin === `http://${request.headers.get('host')}`
}

/**
 * True when a page of another site wants a file within itself, as a picture, a frame or for its script: browsers say so.
 * A link there is followed all the same, since people open bills from chats and mails; what it brings only they see. A
 * browser that does not say it (Safari before 16.4) is let through: it holds back a Lax cookie and obeys
 * `Cross-Origin-Resource-Policy`.
 */
export function isEmbeddedElsewhere(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (!site || site === 'same-origin' || site === 'none') return false
  const isFollowed =
    request.headers.get('sec-fetch-mode') === 'navigate' && request.headers.get('sec-fetch-dest') === 'document'
  if (!isFollowed) noteRefusal('OTHER_SITE')
  return !isFollowed
}

/** Whether a script asks, which reads an answer instead of following it to a page. */
export const wantsJson = (request: Request): boolean => request.headers.get('accept') === 'application/json'

/** JSON that no cache keeps; bigint amounts become numbers where they are safe, else text. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  const text = JSON.stringify(body, (_, value) =>
    typeof value === 'bigint' ? (Number.isSafeInteger(Number(value)) ? Number(value) : value.toString()) : value,
  )
  return new Response(text, {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
  })
}

/** The body's exact bytes, or null when there are more than `limit`. Counting stops at the limit. */
export async function readBody(request: Request, limit: number): Promise<Buffer | null> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return null
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  while (reader) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    if (size > limit) {
      await reader.cancel()
      return null
    }
    chunks.push(value)
  }
  return Buffer.concat(chunks)
}

/**
 * The longest texts of our forms are 2,000 letters, and a letter of Devanagari is nine bytes in a form: 18 KB for one text,
 * with room for a second one and for emoji.
 */
const FORM_BYTES = 65_536

/** The fields of a urlencoded form; null when it is larger than any form of ours, or of another type. */
export async function readForm(request: Request): Promise<URLSearchParams | null> {
  if (!request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')) return null
  const body = await readBody(request, FORM_BYTES)
  return body && keepableFields(body.toString('utf8'))
}

/** The fields of a urlencoded text as a database can keep them. No box of a form holds what is taken out. */
export const keepableFields = (encoded: string): URLSearchParams =>
  new URLSearchParams([...new URLSearchParams(encoded)].map((field) => field.map(keepable)))

/** What a small JSON body says; null when it is larger than any of ours, of another type or no JSON. */
export async function readJson(request: Request): Promise<unknown> {
  if (!request.headers.get('content-type')?.startsWith('application/json')) return null
  try {
    return parseKeepable((await readBody(request, 16_384))?.toString('utf8') ?? '')
  } catch {
    return null
  }
}

/**
 * Where a request comes from, for limits. Behind a proxy the last address of `X-Forwarded-For` is the one that our own
 * proxy saw; earlier ones are the sender's claim. The demo has no proxy and listens on this machine alone.
 */
export function sourceOf({ headers }: { headers: Pick<Headers, 'get'> }): string {
  const forwarded = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim()
  return forwarded || 'direct'
}

/** The fields and files of a multipart form. A file box that was left empty is no file. */
export type Multipart = { fields: URLSearchParams; files: Buffer[] }

/** What a form with files sent; null when it is of another type or cannot be read, `TOO_BIG` above `limit` bytes in all. */
export async function readMultipart(request: Request, limit: number): Promise<Multipart | 'TOO_BIG' | null> {
  const type = request.headers.get('content-type') ?? ''
  if (!type.startsWith('multipart/form-data')) return null
  const body = await readBody(request, limit)
  if (!body) return 'TOO_BIG'
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
    const fields = new URLSearchParams()
    const files: Buffer[] = []
    for (const [name, value] of form) {
      if (typeof value === 'string') fields.append(name, keepable(value))
      else if (value.size > 0) files.push(Buffer.from(await value.arrayBuffer()))
    }
    return { fields, files }
  } catch {
    return null
  }
}
