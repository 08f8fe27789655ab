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

/**
 * Lighthouse's mobile test, which reckons slow 4G and a processor four times slower, on the pages that people open most: the
 * median of five runs each. Scores of 0 to 100, largest contentful paint in milliseconds, layout shift, kilobytes that came
 * over the wire.
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
    const rows: [string, Figures][] = []
    for (const { name, url, cookie } of await pagesOf(portal)) {
      const runs: Figures[] = []
      for (let run = 1; run <= RUNS; run++) {
        const extraHeaders = cookie ? { Cookie: cookie } : {}
        const result = await lighthouse(url, {
          port: debuggingPort,
          logLevel: 'error',
          extraHeaders,
        })
        if (result) runs.push(figuresOf(result.lhr))
      }
      rows.push([name, medians(runs)])
    }
    printTable(
      ['page', 'performance', 'accessibility', 'best practices', 'LCP ms', 'shift', 'kB'],
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

function figuresOf({ categories, audits }: Report): Figures {
  const score = (name: string) => Math.round((categories[name]?.score ?? 0) * 100)
  const value = (name: string) => audits[name]?.numericValue ?? Number.NaN
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    bestPractices: score('best-practices'),
    lcpMs: Math.round(value('largest-contentful-paint')),
    shift: rounded(value('cumulative-layout-shift'), 3),
    kB: Math.round(value('total-byte-weight') / 1024),
  }
}

function medians(runs: Figures[]): Figures {
  if (runs.length < RUNS) throw new Error(`Only ${runs.length} of ${RUNS} runs came to an end.`)
  const names = Object.keys(runs[0] as Figures) as (keyof Figures)[]
  return Object.fromEntries(names.map((name) => [name, median(runs.map((run) => run[name]))])) as Figures
}
