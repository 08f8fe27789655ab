import type { TestServices } from '#lib/platform/test-database.ts'
import type { Mobile } from '#lib/units/phone.ts'
import type { AnonymousActor } from './actor.ts'
import { requestOtp } from './request-otp.ts'
import { codeSentTo, makePerson } from './test-logins.ts'
import { type VerifyOtpResult, verifyOtp } from './verify-otp.ts'

export const MORNING = '2026-11-23T10:00:00+05:30'

/** What tests of logging in do over and over, each test at a browser of its own; `begin` goes before each. */
export function loginStory(services: () => TestServices) {
  let browsers = 0
  let anybody: AnonymousActor
  const story = {
    begin() {
      services().setTime(MORNING)
      browsers += 1
      anybody = { kind: 'anonymous', source: `192.0.2.${browsers}` }
    },
    get anybody() {
      return anybody
    },
    person: (wish?: { connections?: number; linked?: boolean }) => makePerson(services(), wish),
    /** Moves the clock on from the morning. */
    later: (seconds: number) => services().setTime(new Date(Date.parse(MORNING) + seconds * 1_000).toISOString()),
    messagesTo: (mobile: Mobile) =>
      services().db.message.findMany({ where: { toMobile: mobile }, orderBy: { sequence: 'asc' } }),
    codeSentTo: (mobile: Mobile) => codeSentTo(services(), mobile),
    async ask(who: string): Promise<string> {
      const asked = await requestOtp(services(), anybody, { who })
      if (!asked.ok) throw new Error(`No challenge: ${asked.reason}`)
      return asked.challengeId
    },
    verify: (challengeId: string, code: string): Promise<VerifyOtpResult> =>
      verifyOtp(services(), anybody, { challengeId, code, device: 'Chrome, Android' }),
    async logIn(mobile: Mobile): Promise<string> {
      const result = await story.verify(await story.ask(mobile), await story.codeSentTo(mobile))
      if (!result.ok) throw new Error(`No login: ${result.reason}`)
      return result.token
    },
  }
  return story
}
