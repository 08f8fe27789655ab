import type { ConsumerActor } from '#lib/identity/actor.ts'
import { removedCookie } from '#lib/identity/auth-options.ts'
import { endSessions } from '#lib/identity/end-sessions.ts'
import { listSessions } from '#lib/identity/list-sessions.ts'
import { listPasskeys, removePasskey } from '#lib/identity/remove-passkey.ts'
import { localPath, seeOther } from '#lib/platform/http.ts'
import type { Services } from '#lib/platform/services.ts'

const WHAT = ['session', 'passkey', 'everywhere'] as const

/** What a person wants to end: one login, one device's key, or every login. `next` is the page with its list. */
export type Ending = { what: (typeof WHAT)[number]; id: string; next: `/${string}` }

type Person = { services: Services; actor: ConsumerActor }

/** An ending as forms and addresses carry it. */
export function endingIn(fields: { get(name: string): string | null | undefined } | null): Ending {
  const text = (name: string) => (fields?.get(name) ?? '').slice(0, 200)
  const what = WHAT.find((name) => text(name) !== '') ?? 'session'
  const next = localPath(text('next').split(/[?#]/)[0]) ?? '/connections'
  return { what, id: text(what), next: next as `/${string}` }
}

/** The same as the query of an address. */
export const endingQuery = ({ what, id, next }: Ending): string => new URLSearchParams({ [what]: id, next }).toString()

/** Ends it, or leads to the page that asks for a code first. Somebody else's is left alone. */
export async function end({ services, actor }: Person, ending: Ending): Promise<string | Response> {
  const { what, id, next } = ending
  const ended =
    what === 'passkey'
      ? await removePasskey(services, actor, id)
      : await endSessions(services, actor, what === 'everywhere' ? 'all' : { sessionId: id })
  if (!ended.ok) return `/account/confirm?${endingQuery(ending)}`
  if (what === 'everywhere') return seeOther('/login?bye=everywhere', { 'Set-Cookie': removedCookie('session') })
  const [news, list] = what === 'passkey' ? ['removed', 'passkeys'] : ['ended', 'logins']
  return `${next}${ended.count > 0 ? `?${news}=1` : ''}#${list}`
}

type Device = { device: string; since: Date }

/** The device that it is about, and since when; null for every login, undefined for what is not theirs or over already. */
export async function deviceToEnd(person: Person, { what, id }: Ending): Promise<Device | null | undefined> {
  const { services, actor } = person
  if (what === 'everywhere') return null
  if (what === 'passkey') {
    const key = (await listPasskeys(services, actor)).find((own) => own.id === id)
    return key && { device: key.device, since: key.createdAt }
  }
  const login = (await listSessions(services, actor)).find((own) => own.id === id)
  return login && { device: login.device, since: login.startedAt }
}
