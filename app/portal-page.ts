import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { currentLocale } from '#app/locale.ts'
import { heldTo } from '#lib/consumers/held-to.ts'
import { type ConnectionPart, opensPart } from '#lib/consumers/link-parts.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { PageConnection } from '#lib/identity/check-session.ts'
import { loginPath } from '#lib/identity/login-path.ts'
import { type CurrentSession, currentSession } from '#lib/identity/session.ts'
import { getServices, type Services } from '#lib/platform/services.ts'
import type { Locale } from '#lib/units/locale.ts'

export type PortalPage = {
  services: Services
  actor: ConsumerActor
  connection: PageConnection
  /** How many connections this person has; more than one makes the switcher a link. */
  connectionCount: number
  /** The guide of the first visit still waits for this person. */
  isFirstVisit: boolean
  locale: Locale
}

/** `proxy.ts` writes the path asked for here; Next.js does not tell it to pages. */
export const PATH_HEADER = 'x-portal-path'

// Layout and page of one request share one look at the database.
const sessionFor = cache(currentSession)

/**
 * How every page of a connection begins: who asks, and for which connection of theirs. Somebody who is not logged in
 * is led to the login and back; a foreign or unknown connection is not found, nor is a part of it that the person's proof
 * does not open. The verbs ask again in their queries.
 */
export async function portalPage(
  params: Promise<{ connection: string }>,
  part: ConnectionPart = 'BILLS',
): Promise<PortalPage> {
  const { connection: id } = await params
  const session = await sessionFor(id)
  if (session.state !== 'active') return toLogin(session, `/c/${id}`)
  if (!session.connection || !opensPart(session.connection, part)) notFound()
  const { actor, connection, connectionCount, isFirstVisit } = session
  return {
    services: heldTo(getServices(), actor),
    actor,
    connection,
    connectionCount,
    isFirstVisit,
    locale: await currentLocale(),
  }
}

/** The same for signed-in pages that are about no single connection, such as `/connections`. */
export async function signedInPage(
  path: string,
): Promise<Pick<PortalPage, 'services' | 'actor' | 'connectionCount' | 'locale'>> {
  const session = await sessionFor(null)
  if (session.state !== 'active') return toLogin(session, path)
  const { actor, connectionCount } = session
  return { services: heldTo(getServices(), actor), actor, connectionCount, locale: await currentLocale() }
}

async function toLogin(session: CurrentSession, fallback: string): Promise<never> {
  const path = (await headers()).get(PATH_HEADER) ?? fallback
  redirect(loginPath(path, { loggedOut: session.state === 'ended' }))
}
