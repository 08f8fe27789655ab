import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { currentLocale } from '#app/locale.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import { isSameOrigin, json, readForm, seeOther, wantsJson } from '#lib/platform/http.ts'
import { getServices, type Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import type { Permission } from '#lib/staff/permissions.ts'
import { currentStaffSession } from '#lib/staff/session.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { OfficeKind } from '#prisma/generated/client.ts'

export type DeskPage = {
  services: Services
  actor: StaffActor
  name: string
  office: { kind: OfficeKind; name: string }
  locale: Locale
}

// Layout and page of one request share one look at the database.
const sessionFor = cache(currentStaffSession)

/**
 * How every page of the desk begins: which officer asks, and whether the role has leave for the page. Nobody is led to
 * the desk's login; without leave there is no such page, and the attempt is written down.
 */
export async function deskPage(permission: Permission | null): Promise<DeskPage> {
  const session = await sessionFor()
  if (session.state !== 'active') redirect(session.state === 'ended' ? '/desk/login?out=1' : '/desk/login')
  const services = getServices()
  const { actor, name, officeName } = session
  if (permission && !(await authorise(services, actor, permission))) notFound()
  const office = { kind: actor.officeKind, name: officeName }
  return { services, actor, name, office, locale: await currentLocale() }
}

export type DeskForm =
  | { ok: true; services: Services; actor: StaffActor; form: URLSearchParams }
  | { ok: false; answer: Response }

/** How every action of the desk begins: a form or script of ours, from an officer. What the officer may do the verb decides. */
export async function deskForm(request: Request): Promise<DeskForm> {
  if (!isSameOrigin(request)) return { ok: false, answer: new Response(null, { status: 403 }) }
  const session = await currentStaffSession()
  if (session.state !== 'active' && wantsJson(request)) return { ok: false, answer: json({ error: 'login' }, 401) }
  if (session.state !== 'active')
    return { ok: false, answer: seeOther(session.state === 'ended' ? '/desk/login?out=1' : '/desk/login') }
  const form = (await readForm(request)) ?? new URLSearchParams()
  return { ok: true, services: getServices(), actor: session.actor, form }
}

/** The answer to what an officer has no leave for, or what is of another office: there is no such thing. */
export const noSuchThing = (): Response => new Response(null, { status: 404, headers: { 'Cache-Control': 'no-store' } })
