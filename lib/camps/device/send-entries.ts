import { type Entry, isExpired } from './device-rules.ts'

/** What the portal said to one entry; UNREACHED: nothing that can be relied on, so it is sent again. */
export type Answer =
  | { kind: 'SENT'; number: string }
  | { kind: 'REFUSED'; reasons: string[] }
  | { kind: 'LOG_IN' | 'OTHER' | 'UNREACHED' }

/** ALL: nothing waits any more, whether it was registered or refused. */
export type Sent = 'ALL' | 'LOG_IN' | 'OTHER' | 'UNREACHED'

export type Sending = {
  entries: () => Promise<Entry[]>
  post: (entry: Entry) => Promise<Answer>
  keep: (entry: Entry) => Promise<void>
  now: () => number
}

/**
 * Sends what waits, one after the other in the order in which it was written down, and keeps what became of each. It
 * stops where no answer comes or the login is no longer the officer's: the rest waits. What was sent and not acknowledged
 * is sent again under the same key, which changes nothing at the portal.
 */
export async function sendEntries({ entries, post, keep, now }: Sending): Promise<Sent> {
  const waiting = (await entries()).filter((entry) => entry.state === 'WAITING' && !isExpired(entry, now()))
  for (const entry of waiting) {
    const answer = await post(entry)
    if (answer.kind === 'SENT')
      await keep({ ...entry, state: 'SENT', number: answer.number, reasons: [], fields: null })
    else if (answer.kind === 'REFUSED') await keep({ ...entry, state: 'REFUSED', reasons: answer.reasons })
    else return answer.kind
  }
  return 'ALL'
}

/** An answer of the portal, read. A network's own page in its place is none. */
export function readAnswer(status: number, body: unknown): Answer {
  const said = (body ?? {}) as { number?: unknown; reasons?: unknown }
  if (status === 200 && typeof said.number === 'string') return { kind: 'SENT', number: said.number }
  if (status === 401) return { kind: 'LOG_IN' }
  if (status === 404) return { kind: 'REFUSED', reasons: ['NO_LEAVE'] }
  if (status !== 422 || !Array.isArray(said.reasons)) return { kind: 'UNREACHED' }
  const reasons = said.reasons.map(String)
  return reasons.includes('OTHER_OFFICER') ? { kind: 'OTHER' } : { kind: 'REFUSED', reasons }
}
