import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { freePort, type Portal, startPortal } from '#e2e/support/portal.ts'
import { logIn } from './log-in.ts'
import type { Benchmark } from './run.ts'
import { median, printTable, rounded } from './table.ts'

const CLOCK = '2026-11-05T12:00:00+05:30'
/** Of the demo: a bill to pay, days and half hours to look at. */
const MOBILE = '9000000028'
const RUNS = 5
/** Lighthouse has a lock file of its own: 114 packages that nobody needs to run or test the portal. */
const LOCKED = path.join(import.meta.dirname, 'lighthouse')

/** What is used of a report; Lighthouse's own types come with it, and it is not installed with the portal. */
type Report = {
  categories: Record<string, { score: number | null }>
  audits: Record<string, { score: number | null; numericValue?: number }>
}
type Lighthouse = (url: string, flags: object) => Promise<{ lhr: Report } | undefined>
type Figures = {
  performance: number
  accessibility: number
  bestPractices: number
  lcpMs: number
  shift: number
  kB: number
}
/** The same with the network and processor slowed down in earnest, where scripts are not there before the first paint. */
type Slowed = { performanceSlowed: number; lcpSlowedMs: number; blockedSlowedMs: number }

/**
 * Lighthouse's mobile test on the pages that people open most, the median of five runs each: scores of 0 to 100, largest
 * contentful paint in milliseconds, layout shift, kilobytes that came over the wire. By itself it loads a page at full pace
 * and reckons what slow 4G and a processor four times slower would make of it; then both are applied in Chromium.
 */
export const run: Benchmark = async () => {
  const tool = fs.mkdtempSync(path.join(os.tmpdir(), 'bijli-lighthouse-'))
  const lighthouse = await install(tool)
  const debuggingPort = await freePort()
  const portal = await startPortal({ clock: CLOCK })
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium-headless-shell',
    args: [`--remote-debugging-port=${debuggingPort}`],
  })
  try {
    const rows: [string, Figures & Slowed][] = []
    for (const { name, url, cookie } of await pagesOf(portal)) {
      const reportsOf = async (throttlingMethod: 'simulate' | 'devtools') => {
        const flags = { port: debuggingPort, logLevel: 'error', extraHeaders: cookie ? { Cookie: cookie } : {} }
        const reports: Report[] = []
        for (let run = 1; run <= RUNS; run++) {
          const result = await lighthouse(url, { ...flags, throttlingMethod })
          if (result) reports.push(result.lhr)
        }
        return reports
      }
      const reckoned = medians((await reportsOf('simulate')).map(figuresOf))
      rows.push([name, { ...reckoned, ...medians((await reportsOf('devtools')).map(slowedOf)) }])
    }
    printTable(
      [
        ...['page', 'performance', 'accessibility', 'best practices', 'LCP ms', 'shift', 'kB'],
        ...['performance, slowed', 'LCP ms, slowed', 'blocked ms, slowed'],
      ],
      rows.map(([name, figures]) => [name, ...Object.values(figures).map(String)]),
    )
    return { runs: RUNS, pages: Object.fromEntries(rows) }
  } finally {
    await browser.close()
    await portal.stop()
    fs.rmSync(tool, { recursive: true, force: true })
  }
}

async function install(folder: string): Promise<Lighthouse> {
  for (const file of ['package.json', 'package-lock.json'])
    fs.copyFileSync(path.join(LOCKED, file), path.join(folder, file))
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' })
  const entry = createRequire(path.join(folder, 'package.json')).resolve('lighthouse')
  return ((await import(entry)) as { default: Lighthouse }).default
}

async function pagesOf(portal: Portal): Promise<{ name: string; url: string; cookie: string }[]> {
  const { cookie, home, bills } = await logIn(portal, MOBILE)
  const open = { landing: '/', login: '/login' }
  const own = {
    Home: home,
    'Daily consumption': `${home}/consumption`,
    'a bill': bills[0] as string,
    Pay: `${home}/pay`,
  }
  return [
    ...Object.entries(open).map(([name, page]) => ({ name, url: portal.url + page, cookie: '' })),
    ...Object.entries(own).map(([name, page]) => ({ name, url: portal.url + page, cookie })),
  ]
}

const scoreOf = ({ categories }: Report, name: string) => Math.round((categories[name]?.score ?? 0) * 100)
const auditOf = ({ audits }: Report, name: string) => audits[name]?.numericValue ?? Number.NaN

const figuresOf = (report: Report): Figures => ({
  performance: scoreOf(report, 'performance'),
  accessibility: scoreOf(report, 'accessibility'),
  bestPractices: scoreOf(report, 'best-practices'),
  lcpMs: Math.round(auditOf(report, 'largest-contentful-paint')),
  shift: rounded(auditOf(report, 'cumulative-layout-shift'), 3),
  kB: Math.round(auditOf(report, 'total-byte-weight') / 1024),
})

const slowedOf = (report: Report): Slowed => ({
  performanceSlowed: scoreOf(report, 'performance'),
  lcpSlowedMs: Math.round(auditOf(report, 'largest-contentful-paint')),
  blockedSlowedMs: Math.round(auditOf(report, 'total-blocking-time')),
})

function medians<Values extends Record<string, number>>(runs: Values[]): Values {
  if (runs.length < RUNS) throw new Error(`Only ${runs.length} of ${RUNS} runs came to an end.`)
  const names = Object.keys(runs[0] as Values)
  return Object.fromEntries(names.map((name) => [name, median(runs.map((run) => run[name] as number))])) as Values
}
