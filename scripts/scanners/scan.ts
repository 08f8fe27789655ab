import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Portal, startPortal } from '#e2e/support/portal.ts'
import { bareWords, downloaded, hostileExports, openInCalc } from './spreadsheet.ts'
import { sqlmap } from './sqlmap.ts'
import { targets } from './targets.ts'
import { logInToScan } from './visitor.ts'
import { type Finding, wapiti } from './wapiti.ts'

/**
 * `npm run test:scanners [-- sqlmap [words of a path]|wapiti [who]|spreadsheet] [--full]`: starts a portal, lets the tools at it,
 * ends it and prints what they found. Exit 1 where there is an injection, something that is not in `KNOWN`, an answer that is a
 * fault of ours (5xx), or a formula in a file that LibreOffice opens. `--full` takes hours: sqlmap tries every parameter at its
 * level 3, the headers and cookies among them, and wapiti's modules come to their end; what was stopped before counts as found.
 */
const isFull = process.argv.includes('--full')
const SQLMAP_SECONDS = isFull ? 4 * 3_600 : 600
const LONGEST_TARGET_SECONDS = isFull ? 3_600 : 120
const WAPITI_SECONDS = isFull ? 3_600 : 330
const TOKEN = 'scanners-read-what-they-have-caused'
/** What wapiti calls a fault and why it is none here. */
const KNOWN: Record<string, string> = {
  'Cross Site Request Forgery': 'forms are held by SameSite and Origin: e2e/forged-forms.spec.ts',
  'HTTP Secure Headers': 'frames by CSP; the XSS filter is no more in browsers; HSTS goes with https, and this is http',
  'Secure Flag cookie':
    'the scanned portal is http; with https cookies are __Host- and Secure: e2e/cluster/two-portals.spec.ts',
}

const [chosen, place = ''] = process.argv.slice(2).filter((word) => word !== '--full')
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bijli-scanners-'))
const began = Date.now()
const portal = await startPortal({ env: { METRICS_TOKEN: TOKEN } })
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => portal.stop().finally(() => process.exit(1)))
let failed = 0
try {
  const as = await logInToScan(portal)
  if (isChosen('sqlmap')) await trySqlmap(as)
  if (isChosen('wapiti')) await tryWapiti(as)
  if (isChosen('spreadsheet')) await trySpreadsheet(as)
  // What was refused is no fault.
  const faults = (portal.output().match(/^\{.*"fault":.*$/gm) ?? []).filter((line) => !line.includes('"REFUSED"'))
  for (const line of faults.slice(0, 20)) say(`fault of ours: ${line}`)
  failed += faults.length
} finally {
  fs.writeFileSync(path.join(folder, 'portal.log'), portal.output())
  await portal.stop()
}
say(`${((Date.now() - began) / 60_000).toFixed(1)} minutes; what the tools said: ${folder}`)
say(`${failed === 0 ? 'nothing found' : `${failed} found`}`)
process.exitCode = failed === 0 ? 0 : 1

function isChosen(part: string): boolean {
  return chosen === undefined || chosen === part
}

async function trySqlmap(as: Awaited<ReturnType<typeof logInToScan>>): Promise<void> {
  const until = Date.now() + SQLMAP_SECONDS * 1_000
  const all = targets(as).filter(({ path: asked }) => asked.includes(place))
  for (const [index, target] of all.entries()) {
    const left = (until - Date.now()) / 1_000 / (all.length - index)
    const seconds = Math.max(20, Math.min(LONGEST_TARGET_SECONDS, left * 1.5))
    const { value, asked } = await counted(() => sqlmap(portal.url, target, as, { folder, seconds, isFull }))
    if (value.found === 'injection' || (isFull && (value.found === 'not tried' || !value.isOver))) failed += 1
    const place = target.path.replaceAll(/[0-9a-f-]{36}/g, '…')
    say(['sqlmap', target.who.padEnd(8), place.padEnd(48), value.found, `(${value.detail})`, asked].join(' '))
  }
}

async function tryWapiti(as: Awaited<ReturnType<typeof logInToScan>>): Promise<void> {
  const api = `/api/v1${as.home.replace('/c/', '/connections/')}`
  const rounds = [
    { who: 'nobody', as, starts: ['/calculator?units=100', '/quick-pay', '/link', '/track'] },
    { who: 'consumer', as, starts: [as.home, `${as.home}/pay`, `${as.home}/complaints/new`, '/account/tokens'] },
    { who: 'program', as, starts: [`${api}/bills`, `${api}/days?from=2026-10-01&to=2026-10-31`] },
  ] as const
  for (const round of rounds.filter(({ who }) => who.includes(place))) {
    const { value, asked } = await counted(() => wapiti(portal.url, round, { folder, seconds: WAPITI_SECONDS, isFull }))
    say(['wapiti', round.who.padEnd(8), value ? 'came to its end' : 'STOPPED', asked].join(' '))
    if (!value) failed += 1
    for (const [category, found] of grouped(value ?? [])) {
      if (!KNOWN[category]) failed += found.length
      say(`       ${category}: ${found.length}${KNOWN[category] ? ` (${KNOWN[category]})` : ''}`)
      for (const { method, path, info } of KNOWN[category] ? [] : found.slice(0, 5))
        say(`         ${method} ${path}: ${info.slice(0, 200)}`)
    }
  }
}

async function trySpreadsheet(as: Awaited<ReturnType<typeof logInToScan>>): Promise<void> {
  const [bare] = await openInCalc(folder, { bare: bareWords() })
  // Otherwise none in the portal's files would say nothing.
  if (!bare?.formulas) failed += 1
  say(`calc   words as they are: ${bare?.formulas} formulas in ${bare?.rows} rows`)
  const sheets = await openInCalc(folder, { ...hostileExports(), ...(await downloaded(portal.url, as)) })
  for (const { name, rows, formulas, numbers } of sheets) {
    failed += formulas
    if (numbers === 0) failed += 1
    say(['calc  ', name.padEnd(28), `${formulas} formulas,`, `${numbers} numbers in ${rows} rows`].join(' '))
  }
}

function grouped(findings: readonly Finding[]): [string, Finding[]][] {
  return [...Map.groupBy(findings, ({ category }) => category)]
}

/** How many requests the portal answered meanwhile, by class of status. */
async function counted<T>(work: () => Promise<T>): Promise<{ value: T; asked: string }> {
  const before = await answered(portal)
  const value = await work()
  const after = await answered(portal)
  const more = [...after].map(([status, count]) => [status, count - (before.get(status) ?? 0)] as const)
  failed += more.find(([status]) => status === '5xx')?.[1] ?? 0
  return {
    value,
    asked: more
      .filter(([, count]) => count > 0)
      .map(([status, count]) => `${count} × ${status}`)
      .join(', '),
  }
}

async function answered({ url }: Portal): Promise<Map<string, number>> {
  const text = await (await fetch(`${url}/api/metrics`, { headers: { Authorization: `Bearer ${TOKEN}` } })).text()
  const counts = new Map<string, number>()
  for (const [, status = '', count] of text.matchAll(/^portal_http_requests_total\{.*status="(\w+)".*\} (\d+)$/gm))
    counts.set(status, (counts.get(status) ?? 0) + Number(count))
  return counts
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
