import { randomUUID } from 'node:crypto'
import type { APIRequestContext, APIResponse, BrowserContext } from '@playwright/test'
import { totpCode, totpStep } from '#lib/staff/totp.ts'
import { expect } from '../fixtures.ts'
import { newestCode } from './log-in.ts'
import type { Portal } from './portal.ts'

/** The demo's officers, each with the connections of an office: Kokar lies in the circle of Ranchi. */
export const OFFICERS = {
  CLERK: '9000002001',
  CAMP_OFFICER: '9000002002',
  BILLING_OFFICER: '9000002003',
  SUPERVISOR: '9000002004',
  ADMINISTRATOR: '9000002005',
  /** A supervisor of another circle. */
  elsewhere: '9000002006',
} as const

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>
const entered = new Map<string, Cookies>()

/**
 * Gives a browser an officer's login. An authenticator's code works once, also while the clock is held: whoever has
 * logged in at this portal comes back with the cookies of then.
 */
export async function enterDesk(context: BrowserContext, portal: Portal, mobile: string, clock: string): Promise<void> {
  const key = `${portal.url} ${mobile}`
  const known = entered.get(key)
  if (known) return context.addCookies(known)
  await halfwayIn(context.request, portal, mobile)
  const code = (await offeredCode(context.request, clock)) ?? (await authenticatorCode(context.request, mobile))
  const answer = await post(context.request, portal, '/api/desk/login/totp', { code })
  expect(answer.headers().location, `${mobile} is in`).toBe('/desk')
  // The language is that of the browser, not of the login.
  entered.set(
    key,
    (await context.cookies()).filter(({ name }) => name !== 'language'),
  )
}

/** The first two steps: the number, and the code that came by SMS. */
export async function halfwayIn(request: APIRequestContext, portal: Portal, mobile: string): Promise<void> {
  await post(request, portal, '/api/desk/login', { mobile })
  const answer = await post(request, portal, '/api/desk/login/code', { code: await newestCode(portal, mobile) })
  expect(answer.headers().location, mobile).toBe('/desk/login/totp')
}

/** What the demo says that the officer's authenticator shows. */
export async function authenticatorCode(request: APIRequestContext, mobile: string): Promise<string> {
  const page = await (await request.get('/demo')).text()
  const code = new RegExp(`>${mobile}</a>.*?<code[^>]*>(\\d{6})</code>`, 's').exec(page)?.[1]
  expect(code, `an authenticator of ${mobile}`).toBeTruthy()
  return code as string
}

/** The code of the secret that a first login offers as text; null where none is offered. */
export async function offeredCode(request: APIRequestContext, clock: string): Promise<string | null> {
  const page = await (await request.get('/desk/login/totp')).text()
  const text = /<code[^>]*>([A-Z2-7 ]{39})<\/code>/.exec(page)?.[1]?.replaceAll(' ', '')
  if (!text) return null
  const bits = [...text].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  return totpCode(secret, totpStep(new Date(clock)))
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** A form as the page itself would send it; the answer is not followed. */
export function post(
  request: APIRequestContext,
  portal: Portal,
  path: string,
  form: Record<string, string>,
): Promise<APIResponse> {
  return request.post(path, { form, headers: { Origin: portal.url }, maxRedirects: 0 })
}

/** Makes an officer as the command on the server does. */
export async function addOfficer(portal: Portal, mobile: string, role: string, office: string): Promise<void> {
  const { code, output } = await portal.command(
    'lib/staff/staff-command.ts',
    'add',
    mobile,
    'Test Officer',
    role,
    office,
  )
  expect(code, output).toBe(0)
}

/** Proposes a fuel charge of a month to come, which waits for another officer; its id. */
export async function proposeRates(request: APIRequestContext, portal: Portal): Promise<string> {
  const proposal = randomUUID()
  const form = { kind: 'FPPPA', month: '2028-01', charge: '0.25', source: 'Test order 7', proposal }
  const answer = await post(request, portal, '/api/desk/tariffs/propose', form)
  expect(answer.headers().location).toBe(`/desk/tariffs/${proposal}?done=proposed`)
  return proposal
}

/** Tells the consumers of the officer's office something in days to come; the notice's id. */
export async function publishNotice(request: APIRequestContext, portal: Portal): Promise<string> {
  const id = randomUUID()
  const days = { fromOn: '2026-12-01', untilOn: '2026-12-05' }
  const form = { id, textHi: 'जाँच की सूचना।', textEn: 'A notice of a test.', subdivision: 'ALL', ...days }
  const answer = await post(request, portal, '/api/desk/notices/publish', form)
  expect(answer.headers().location).toBe('/desk/notices?done=published')
  return id
}

/** A place for pamphlets, in Kokar. Returns its id. */
export async function makePlace(request: APIRequestContext, portal: Portal): Promise<string> {
  const id = randomUUID()
  const form = { id, nameHi: 'पंचायत भवन, नमूना टोली', nameEn: 'Panchayat hall, Demo Toli', subdivision: 'Kokar' }
  const answer = await post(request, portal, '/api/desk/pamphlets/add', form)
  expect(answer.headers().location).toBe('/desk/pamphlets?done=added')
  return id
}
