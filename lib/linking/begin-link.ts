import type { AnonymousActor, ConsumerActor } from '#lib/identity/actor.ts'
import { readLoginName } from '#lib/identity/login-name.ts'
import { HOUR_SECONDS, secondsAfter } from '#lib/identity/otp-policy.ts'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import type { Services } from '#lib/platform/services.ts'
import { latinFigures } from '#lib/units/figures.ts'
import type { Locale } from '#lib/units/locale.ts'
import { type Mobile, parseMobile } from '#lib/units/phone.ts'
import { LINK_REQUEST_LIVES_SECONDS, LINK_REQUESTS_PER_SOURCE_AND_HOUR } from './link-policy.ts'

export type BeginLinkResult =
  | { ok: true; requestId: string }
  | {
      ok: false
      field: 'consumerNo' | 'mobile'
      reason: 'missing' | 'unreadable' | 'digits' | 'too-many'
      digits?: number
    }

/**
 * Step 1 of linking: keeps which connection is meant and which mobile is to be linked, by their form alone. Whether
 * anybody has that consumer number is not asked. `before` is who is logged in in this browser: they
 * link the number that they log in with.
 */
export async function beginLink(
  services: Services,
  { source }: AnonymousActor,
  typed: { consumerNo: string; mobile: string; language: Locale; before: ConsumerActor | null },
): Promise<BeginLinkResult> {
  const read = readLoginName(typed.consumerNo)
  if (!read.ok) {
    const reason = read.reason === 'missing' ? 'missing' : 'unreadable'
    return { ok: false, field: 'consumerNo', reason }
  }
  if (read.name.kind !== 'consumerNo') return { ok: false, field: 'consumerNo', reason: 'unreadable' }
  const { before } = typed
  const mobile = before ? await ownMobile(services, before) : parseMobile(typed.mobile)
  if (!mobile) return { ok: false, field: 'mobile', ...whatIsWrong(typed.mobile) }
  const key = limitKey('link requests from', source)
  const limit = { limit: LINK_REQUESTS_PER_SOURCE_AND_HOUR, windowSeconds: HOUR_SECONDS }
  if (!(await takeFromLimit(services, { key, ...limit })).ok)
    return { ok: false, field: 'consumerNo', reason: 'too-many' }
  const at = services.now()
  const { id } = await services.db.linkRequest.create({
    data: {
      consumerNo: read.name.consumerNo,
      mobile,
      language: typed.language,
      consumerId: before?.consumerId ?? null,
      createdAt: at,
      expiresAt: secondsAfter(at, LINK_REQUEST_LIVES_SECONDS),
    },
    select: { id: true },
  })
  return { ok: true, requestId: id }
}

/** The number that a person logs in with. */
export async function ownMobile({ db }: Services, { consumerId }: ConsumerActor): Promise<Mobile> {
  const { mobile } = await db.consumer.findUniqueOrThrow({ where: { id: consumerId }, select: { mobile: true } })
  return mobile as Mobile
}

function whatIsWrong(text: string): { reason: 'missing' | 'digits' | 'unreadable'; digits?: number } {
  const plain = latinFigures(text).replace(/[\s\-().+]/g, '')
  if (plain === '') return { reason: 'missing' }
  return /^\d+$/.test(plain) ? { reason: 'digits', digits: plain.length } : { reason: 'unreadable' }
}
