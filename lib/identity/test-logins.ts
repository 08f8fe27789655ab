import type { Services } from '#lib/platform/services.ts'
import type { Mobile } from '#lib/units/phone.ts'
import type { AnonymousActor } from './actor.ts'
import { requestOtp } from './request-otp.ts'
import { type VerifyOtpResult, verifyOtp } from './verify-otp.ts'

type Place = { id: string; consumerNo: string }
/** Somebody with connections, for tests of logging in; plainly invented. */
export type Person = {
  mobile: Mobile
  consumerId: string
  connectionId: string
  consumerNo: string
  connections: readonly Place[]
}
/** Who sits at which browser: where it is, and what it carries of earlier logins. */
export type Browser = { source: string; deviceTokens: string[] }

let people = 0

/** `linked: false`: the links have ended again. */
export async function makePerson({ db, now }: Services, { connections = 1, linked = true } = {}): Promise<Person> {
  people += 1
  // Kept, because several may be made at once.
  const own = String(10_000 + people)
  const mobile = `92000${own}` as Mobile
  const at = now()
  const consumer = await db.consumer.create({ data: { mobile, language: 'en', createdAt: at } })
  const places: Place[] = []
  for (let number = 0; number < connections; number += 1) {
    const consumerNo = `0482${own}${number}`
    const place = { address: '7, Doranda, Ranchi', subdivision: 'Doranda', phase: 'SINGLE' } as const
    const terms = { category: 'DS_URBAN', mode: 'POSTPAID', sanctionedLoadW: 2_000 } as const
    const { id } = await db.connection.create({
      data: {
        ...{ consumerNo, holderName: 'Ravi Oraon', ...place, createdAt: at, updatedAt: at },
        terms: { create: { effectiveFrom: new Date('2018-01-15'), ...terms } },
      },
    })
    const link = { consumerId: consumer.id, connectionId: id, proof: 'MASTER_RECORD' } as const
    await db.mobileLink.create({ data: { ...link, linkedAt: at, endedAt: linked ? null : at } })
    places.push({ id, consumerNo })
  }
  const [first] = places
  if (!first) throw new Error('A person of these tests has a connection.')
  return { mobile, consumerId: consumer.id, connectionId: first.id, consumerNo: first.consumerNo, connections: places }
}

/** A browser at an address of its own, with nothing of earlier logins. */
export function newBrowser(): Browser {
  people += 1
  return { source: `203.0.${people >> 8}.${people & 255}`, deviceTokens: [] }
}

const anonymous = ({ source }: Browser): AnonymousActor => ({ kind: 'anonymous', source })

export const ask = (services: Services, browser: Browser, who: string) =>
  requestOtp(services, anonymous(browser), { who, deviceTokens: browser.deviceTokens })

/** Gives a code; a login leaves in the browser what its cookie would. */
export async function give(
  services: Services,
  browser: Browser,
  answer: { challengeId: string; code: string; ownNumber?: string },
): Promise<VerifyOtpResult> {
  const { deviceTokens } = browser
  const result = await verifyOtp(services, anonymous(browser), { ...answer, device: 'Chrome, Android', deviceTokens })
  if (result.ok) browser.deviceTokens = result.deviceTokens
  return result
}

/** Asks for a code and returns its challenge; throws where there is none. */
export async function challengeFor(services: Services, browser: Browser, who: string): Promise<string> {
  const asked = await ask(services, browser, who)
  if (!asked.ok) throw new Error(`No challenge: ${asked.reason}`)
  return asked.challengeId
}

/** The code of the newest message to a number. */
export async function codeSentTo({ db }: Services, mobile: Mobile): Promise<string> {
  const newest = await db.message.findFirst({
    where: { toMobile: mobile, kind: 'OTP' },
    orderBy: { sequence: 'desc' },
    select: { text: true },
  })
  const code = /\d{6}/.exec(newest?.text ?? '')?.[0]
  if (!code) throw new Error('No code was sent.')
  return code
}

export const wrongCodeFor = (code: string): string => (code === '000000' ? '000001' : '000000')

/** The whole way in; throws where it is closed. */
export async function logIn(services: Services, browser: Browser, person: Person) {
  const challengeId = await challengeFor(services, browser, person.mobile)
  const result = await give(services, browser, { challengeId, code: await codeSentTo(services, person.mobile) })
  if (!result.ok) throw new Error(`No login: ${result.reason}`)
  return result
}
