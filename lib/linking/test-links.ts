import type { AnonymousActor } from '#lib/identity/actor.ts'
import { type Home, makeBill, makeHome } from '#lib/payments/test-bills.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayToColumn, day as istDay } from '#lib/units/ist.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { beginLink } from './begin-link.ts'
import { confirmLink } from './confirm-link.ts'
import { proveByBill } from './prove-by-bill.ts'

/** A home for tests of linking, with a meter and bills of four months: ₹701, ₹801, ₹901 and ₹1,001.50, the newest last. */
export type LinkHome = Home & { meterNo: string; amounts: string[]; billedOn: string[] }

let meters = 0

export async function makeLinkHome(services: Services): Promise<LinkHome> {
  const home = await makeHome(services)
  meters += 1
  const serialNo = `JB ${String(44_000 + meters)}-x`
  const { id: meterId } = await services.db.meter.create({ data: { serialNo, intervalMinutes: 30, maxPowerW: 28_000 } })
  const fromOn = dayToColumn(istDay('2020-01-01'))
  await services.db.meterInstallation.create({ data: { meterId, connectionId: home.connectionId, fromOn } })
  const terms = { category: 'DS_URBAN', mode: 'POSTPAID', sanctionedLoadW: 2_000 } as const
  await services.db.connectionTerms.create({
    data: { connectionId: home.connectionId, effectiveFrom: fromOn, ...terms },
  })
  // What is unpaid stands on the next bill, so each is paid by the time of the next.
  for (const [of, own] of [
    ['2026-07', 70_100],
    ['2026-08', 10_000],
    ['2026-09', 10_000],
    ['2026-10', 10_050],
  ] as const)
    await makeBill(services, home, { of, own })
  const amounts = ['701', '801', '901', '₹1,001.50']
  return { ...home, meterNo: serialNo, amounts, billedOn: ['2-8-2026', '2-9-2026', '2-10-2026', '2 Nov 2026'] }
}

let people = 0

/** Somebody at a browser of their own, with a number that is not linked yet. */
export function visitor(): { actor: AnonymousActor; mobile: Mobile } {
  people += 1
  return {
    actor: { kind: 'anonymous', source: `198.51.100.${people}` },
    mobile: `93000${String(10_000 + people)}` as Mobile,
  }
}

export async function begin(
  services: Services,
  { actor, mobile }: { actor: AnonymousActor; mobile: string },
  consumerNo: string,
): Promise<string> {
  const begun = await beginLink(services, actor, { consumerNo, mobile, language: 'en', before: null })
  if (!begun.ok) throw new Error(`Not begun: ${begun.field} ${begun.reason}`)
  return begun.requestId
}

export async function codeTo({ db }: Services, mobile: string): Promise<string | null> {
  const newest = await db.message.findFirst({
    where: { toMobile: mobile, kind: 'OTP' },
    orderBy: { sequence: 'desc' },
    select: { text: true },
  })
  return /\d{6}/.exec(newest?.text ?? '')?.[0] ?? null
}

/** The whole way by an old bill. */
export async function linkByBill(services: Services, who: ReturnType<typeof visitor>, home: LinkHome) {
  const requestId = await begin(services, who, home.consumerNo)
  const facts = { meterNo: home.meterNo, amount: home.amounts.at(-1) ?? '', billedOn: '' }
  const proven = await proveByBill(services, who.actor, { requestId, ...facts })
  if (!proven.ok) throw new Error(`Not proven: ${proven.reason}`)
  const code = (await codeTo(services, who.mobile)) ?? '000000'
  return confirmLink(services, who.actor, { requestId, code, device: 'Chrome, Android', before: null })
}
