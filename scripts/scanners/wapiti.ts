import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { run } from './run.ts'
import type { ScannedAs } from './visitor.ts'

const MODULES = [
  ...['blindsql', 'sql', 'exec', 'file', 'crlf', 'xss', 'permanentxss', 'redirect', 'htaccess', 'methods'],
  ...['shellshock', 'cookieflags', 'csp', 'http_headers', 'csrf'],
]
/** A module's time is for all that it tries. */
const SECONDS = { crawl: 60, module: 15 }
const FULL_SECONDS = { crawl: 300, module: 1_800 }
/** A session that ends itself scans nothing more; the demo's own pages are no part of the portal. */
const SPARED = ['/api/logout', '/api/sessions/*', '/api/account/erase*', '/demo*']
/**
 * Debian 12's 3.0.4 cannot leave out any address: its translation of `*` puts flags at the end of an expression, which
 * its own Python no longer takes.
 */
const START = [
  'import fnmatch, re, wapitiCore.net.crawler as crawler',
  'crawler.wildcard_translate = lambda pattern: re.compile(fnmatch.translate(pattern))',
  'from wapitiCore.main.wapiti import wapiti_main',
  'wapiti_main()',
].join('\n')

const finding = z.object({ method: z.string(), path: z.string(), info: z.string(), parameter: z.string().nullish() })
const report = z.object({
  vulnerabilities: z.record(z.string(), z.array(finding)),
  anomalies: z.record(z.string(), z.array(finding)),
  infos: z.object({ crawled_pages_nbr: z.number().optional() }).loose().optional(),
})
export type Finding = z.infer<typeof finding> & { category: string }

/** Lets wapiti follow links and forms as somebody, and attack what it found. Null where it came to no end. */
export async function wapiti(
  url: string,
  { who, as, starts = [] }: { who: 'nobody' | 'consumer' | 'program'; as: ScannedAs; starts?: readonly string[] },
  { folder, seconds, isFull }: { folder: string; seconds: number; isFull: boolean },
): Promise<Finding[] | null> {
  const { crawl, module } = isFull ? FULL_SECONDS : SECONDS
  const file = path.join(folder, `${who}.json`)
  const headers = {
    nobody: [],
    consumer: ['-c', cookieFile(folder, as.cookie)],
    program: ['-H', `Authorization: Bearer ${as.token}`],
  }[who]
  const args = [
    ...['-u', `${url}/`, '-m', MODULES.join(','), '-S', 'polite', '-t', '15', '-v', '1', '--flush-session'],
    ...['--max-scan-time', String(crawl), '--max-attack-time', String(module), '--no-bugreport'],
    ...['--max-links-per-page', '40', '-f', 'json', '-o', file],
    ...['--store-session', path.join(folder, `${who}-session`), '--store-config', path.join(folder, `${who}-config`)],
    ...starts.flatMap((start) => ['-s', `${url}${start}`]),
    // Its time goes by address, and files of the build are the same for everybody.
    ...[...SPARED, ...(who === 'nobody' ? [] : ['/_next/*', '/about/*'])].flatMap((one) => ['-x', `${url}${one}`]),
    ...['-H', `Origin: ${url}`, ...headers],
  ]
  const { output } = await run(python(), ['-c', START, ...args], seconds)
  fs.writeFileSync(path.join(folder, `${who}.log`), output)
  if (!fs.existsSync(file)) return null
  const { vulnerabilities, anomalies } = report.parse(JSON.parse(fs.readFileSync(file, 'utf8')))
  return Object.entries({ ...vulnerabilities, ...anomalies }).flatMap(([category, found]) =>
    found.map((one) => ({ ...one, category })),
  )
}

/**
 * The cookies as wapiti reads them, for `localhost`. A header is no way: the first cookie that a page sets would take its
 * place, and the session with it.
 */
function cookieFile(folder: string, cookie: string): string {
  const facts = { expires: null, secure: false, port: null, version: 0 }
  const cookies = cookie.split('; ').map((pair) => {
    const [, name = '', value = ''] = /^([^=]+)=(.*)$/.exec(pair) ?? []
    return [name, { ...facts, value }]
  })
  const file = path.join(folder, 'cookies.json')
  fs.writeFileSync(file, JSON.stringify({ '.localhost.local': { '/': Object.fromEntries(cookies) } }))
  return file
}

/** The Python that wapiti is installed for, as the first line of its command names it. */
function python(): string {
  const place = execFileSync('which', ['wapiti'], { encoding: 'utf8' }).trim()
  return /^#!(\S*python\S*)/.exec(fs.readFileSync(place, 'utf8'))?.[1] ?? 'python3'
}
