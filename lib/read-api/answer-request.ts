import { tokenHolder } from '#lib/access-tokens/token-actor.ts'
import { READS_PER_MINUTE } from '#lib/access-tokens/token-policy.ts'
import { heldTo } from '#lib/consumers/held-to.ts'
import { readFromReplica } from '#lib/consumers/read-from-replica.ts'
import { json } from '#lib/platform/http.ts'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import type { Services } from '#lib/platform/services.ts'
import { istInstant } from '#lib/units/ist.ts'
import type { Operation } from './operation.ts'

type Field = { field: string; reason: string }

const refuse = (status: number, error: string, headers: Record<string, string> = {}, fields?: readonly Field[]) =>
  json({ error, ...(fields && { fields }) }, status, headers)

/**
 * Answers a request to one address of the read API by its token alone; cookies count for nothing. Whatever is no token
 * that holds is refused alike. What goes out is held to the shape that the description promises: a field that it does
 * not name, or one of another kind, is a mistake of ours and no answer.
 */
export async function answerRequest(
  services: Services,
  operation: Operation,
  request: Request,
  params: Readonly<Record<string, string>>,
): Promise<Response> {
  const holder = await tokenHolder(services, request.headers.get('authorization'))
  if (!holder) return refuse(401, 'token', { 'WWW-Authenticate': 'Bearer' })
  const key = limitKey('read api', holder.tokenId)
  const allowance = await takeFromLimit(services, { key, limit: READS_PER_MINUTE, windowSeconds: 60 })
  if (!allowance.ok) return refuse(429, 'limit', { 'Retry-After': String(allowance.retryAfterSeconds) })
  const { scope } = operation
  if (scope && !holder.scopes.includes(scope)) return refuse(403, 'scope')
  const url = new URL(request.url)
  const query = operation.query.safeParse(Object.fromEntries(url.searchParams))
  if (!query.success) {
    const fields = query.error.issues.map(({ path, message }) => ({ field: path.join('.'), reason: message }))
    return refuse(400, 'query', {}, fields)
  }
  const asOf = istInstant(services.now())
  const pathWith = (other: Record<string, string>) => `${url.pathname}?${new URLSearchParams(other)}`
  const { actor } = holder
  const own = heldTo(services, actor)
  const read = (from: Services) => operation.read(from, { actor, params, query: query.data, pathWith })
  const found =
    scope === 'consumption' ? await readFromReplica(own, actor, params.connection ?? '', read) : await read(own)
  if (!found) return refuse(404, 'not-found')
  if ('wrong' in found) return refuse(400, 'query', {}, [found.wrong as Field])
  return json(operation.answer.parse({ asOf, ...found }))
}
