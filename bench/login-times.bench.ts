import fs from 'node:fs'
import path from 'node:path'
import { type Portal, startPortal } from '#e2e/support/portal.ts'
import { chance } from '#lib/platform/test-random.ts'
import type { Benchmark } from './run.ts'
import { median, printTable, quantile, rounded } from './table.ts'

const NOW = '2026-11-05T10:00:00+05:30'
const NUMBERS = 1_000
const SEED = 6
/** What the answers may differ by (threat T6): in nothing but their medians, and so little that it can be chance. */
const MOST_MS_APART = 5
const LEAST_P = 0.01

type Answer = { isKnown: boolean; milliseconds: number; looks: string }

/**
 * Whether a login's answer tells apart numbers that are on record and numbers that are not (threat T6): a thousand of each,
 * by chance one after the other, each from an address of its own. Milliseconds until the whole answer is there. The
 * command ends with 1 where it does.
 */
export const run: Benchmark = async () => {
  const portal = await startPortal({ clock: NOW })
  try {
    await takeMaster(portal)
    const numbers = Array.from({ length: NUMBERS }, (_, index) => String(index).padStart(6, '0'))
    const all = [
      ...numbers.map((number) => ({ isKnown: true, mobile: `9100${number}` })),
      ...numbers.map((number) => ({ isKnown: false, mobile: `9200${number}` })),
    ]
    const random = chance(SEED)
    const mixed = all.map((one) => ({ ...one, place: random() })).sort((a, b) => a.place - b.place)
    const answers: Answer[] = []
    for (const [index, { isKnown, mobile }] of mixed.entries())
      answers.push({ isKnown, ...(await ask(portal, mobile, index)) })
    return report(answers)
  } finally {
    await portal.stop()
  }
}

/** A thousand connections whose mobile is on record. */
async function takeMaster(portal: Portal): Promise<void> {
  const file = path.join(portal.dataDir, 'master.csv')
  const header =
    'consumer_no,name,mobile,address,category,mode,sanctioned_load_kw,phase,meter_no,meter_interval_minutes,subdivision'
  const rows = Array.from({ length: NUMBERS }, (_, index) => {
    const number = String(index).padStart(6, '0')
    return `500000${number},Namuna ${number},9100${number},"1, Namuna Nagar, Ranchi",DS_URBAN,POSTPAID,2,SINGLE,SM${number},30,Kokar`
  })
  fs.writeFileSync(file, `${[header, ...rows].join('\n')}\n`)
  const { code, output } = await portal.command('lib/ingest/command.ts', 'consumers', file)
  if (code !== 0) throw new Error(output)
}

async function ask(portal: Portal, who: string, index: number): Promise<Omit<Answer, 'isKnown'>> {
  const startedAt = performance.now()
  const answer = await fetch(`${portal.url}/api/login`, {
    method: 'POST',
    headers: { origin: portal.url, 'x-forwarded-for': `198.18.${index >> 8}.${index & 255}` },
    body: new URLSearchParams({ who }),
    redirect: 'manual',
  })
  const body = await answer.text()
  const milliseconds = performance.now() - startedAt
  // What must differ from answer to answer is left out: when it was made, and the sealed name of the challenge.
  const headers = [...answer.headers].filter(([name]) => !['date', 'set-cookie'].includes(name))
  const cookies = answer.headers.getSetCookie().map((cookie) => `${cookie.length} ${cookie.replace(/=[^;]*/, '=…')}`)
  return { milliseconds, looks: JSON.stringify([answer.status, headers, cookies, body]) }
}

function report(answers: Answer[]): Record<string, unknown> {
  const timesOf = (known: boolean) =>
    answers.filter(({ isKnown }) => isKnown === known).map(({ milliseconds }) => milliseconds)
  const [known, unknown] = [timesOf(true), timesOf(false)]
  const looks = new Set(answers.map(({ looks }) => looks)).size
  const p = mannWhitney(known, unknown)
  const row = (name: string, times: number[]) => [name, median(times).toFixed(2), quantile(times, 0.95).toFixed(2)]
  printTable(['numbers', 'median ms', '95th percentile ms'], [row('on record', known), row('unknown', unknown)])
  const apartMs = Math.abs(median(known) - median(unknown))
  const rows = [
    { what: 'answers that look different', figure: `${looks - 1}`, limit: 'none', passes: looks === 1 },
    {
      what: 'medians apart, ms',
      figure: apartMs.toFixed(2),
      limit: `${MOST_MS_APART}`,
      passes: apartMs <= MOST_MS_APART,
    },
    { what: 'Mann-Whitney, p', figure: p.toFixed(3), limit: `above ${LEAST_P}`, passes: p > LEAST_P },
  ]
  printTable(
    ['difference', 'figure', 'limit', ''],
    rows.map(({ what, figure, limit, passes }) => [what, figure, limit, passes ? 'holds' : 'MISSED']),
  )
  if (rows.some(({ passes }) => !passes)) process.exitCode = 1
  return { knownMs: rounded(median(known), 2), unknownMs: rounded(median(unknown), 2), differentLooks: looks - 1, p }
}

/** The chance of ranks as far apart as these if both came from one source: the U test with its normal approximation. */
function mannWhitney(one: number[], other: number[]): number {
  const all = [...one.map((value) => ({ value, first: true })), ...other.map((value) => ({ value, first: false }))]
  all.sort((a, b) => a.value - b.value)
  const ranks = all.reduce((sum, { first }, index) => sum + (first ? index + 1 : 0), 0)
  const [n, m] = [one.length, other.length]
  const u = ranks - (n * (n + 1)) / 2
  const z = Math.abs(u - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12)
  return 2 * (1 - normal(z))
}

/** The standard normal distribution's share below z; Abramowitz and Stegun, 26.2.17, to within 7.5e-8. */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * z)
  const tail = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return 1 - (Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI)) * tail
}
