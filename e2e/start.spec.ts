import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import { test } from '@playwright/test'
import { brandColours } from '#lib/platform/brand-colours.ts'
import { expect } from './fixtures.ts'
import { axeFaults } from './support/axe.ts'
import { demoDataDir, newDataDir } from './support/data-dir.ts'
import { logIn } from './support/log-in.ts'
import { failingStart, freePort, type Portal, spawnStart, startPortal } from './support/portal.ts'
import { descendantOf, processesNaming } from './support/processes.ts'
import { noSettings, ROOT } from './support/run-program.ts'

/** `npm start` where it cannot start, is started twice, is ended early, and as somebody who is not root. */
const VERIFY = 'lib/payments/verify-ledger-command.ts'
/** The colour of another utility. */
const GREEN = '#0b6b3a'
/** Owes a part of a bill. */
const ANIL = '9000001049'
// Requests under way get ten seconds; there are none here.
const GONE_WITHIN_MS = 8_000

let dataDir: string
test.beforeEach(() => {
  dataDir = newDataDir()
})
test.afterEach(() => {
  fs.rmSync(dataDir, { recursive: true, force: true })
})

/** Ends a portal by a signal: in time, in order, and with nothing left of it. */
async function endsWhole(portal: Portal, signal: 'SIGTERM' | 'SIGINT'): Promise<void> {
  const from = Date.now()
  process.kill(portal.pid, signal)
  expect(await portal.exited).toBe(0)
  expect(Date.now() - from).toBeLessThan(GONE_WITHIN_MS)
  expect(processesNaming(dataDir)).toEqual([])
}

test('what cannot start says why, in words, and leaves nothing', async () => {
  const own = { PORT: String(await freePort()), PORTAL_DATA_DIR: dataDir }
  const wrong = await failingStart({ ...own, PORT: 'eighty', PORTAL_URL: 'khata', BILL_DAY: '31' })
  expect(wrong).toEqual({
    code: 1,
    output: [
      'These settings are wrong:',
      '  PORT must be a whole number from 1 to 65535',
      '  PORTAL_URL must be an address with http:// or https://',
      '  BILL_DAY must be a whole number from 1 to 28',
      '',
    ].join('\n'),
  })
  const holder = net.createServer().listen(Number(own.PORT), '127.0.0.1')
  await new Promise((resolve) => holder.once('listening', resolve))
  const taken = await failingStart(own)
  await new Promise((resolve) => holder.close(resolve))
  expect(taken).toEqual({ code: 1, output: `Port ${own.PORT} is taken: stop what runs there or set PORT.\n` })
  const nowhere = await failingStart({ ...own, PORTAL_MODE: 'demo', DATABASE_URL: 'postgresql://a:b@127.0.0.1:1/x' })
  expect(nowhere.code).toBe(1)
  expect(nowhere.output).toContain('ECONNREFUSED')
  expect(processesNaming(dataDir)).toEqual([])
})

test('of two starts at once one serves, the other says that the port is taken; SIGINT ends all', async () => {
  test.setTimeout(300_000)
  const port = await freePort()
  const env = { ...process.env, ...noSettings(), PORT: String(port), PORTAL_DATA_DIR: dataDir }
  const starts = [spawnStart(env), spawnStart(env)].map((child) => {
    const start = {
      child,
      output: '',
      code: new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? -1))),
    }
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (start.output += chunk))
    return start
  })
  const first = await Promise.race(starts.map(async (start) => ({ start, code: await start.code })))
  expect(first.code).toBe(1)
  expect(first.start.output).toContain(`Port ${port} is taken`)
  const winner = starts.find((start) => start !== first.start) as (typeof starts)[number]
  await expect.poll(() => winner.output, { timeout: 180_000 }).toContain('Ready after')
  expect((await fetch(`http://localhost:${port}/api/ready`)).status).toBe(200)
  const asPortal = { pid: winner.child.pid, exited: winner.code } as Portal
  await endsWhole(asPortal, 'SIGINT')
})

test('a first start that is ended in the middle leaves nothing running, and the next one makes up for it', async () => {
  test.setTimeout(300_000)
  const port = await freePort()
  const child = spawnStart({ ...process.env, ...noSettings(), PORT: String(port), PORTAL_DATA_DIR: dataDir })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
  const exited = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? -1)))
  await expect.poll(() => output, { timeout: 120_000, intervals: [20] }).toContain('Loading the demo')
  await endsWhole({ pid: child.pid, exited } as Portal, 'SIGTERM')

  const portal = await startPortal({ dataDir, port })
  const verified = await portal.command(VERIFY)
  expect(verified.code, verified.output).toBe(0)
  await endsWhole(portal, 'SIGTERM')
})

test('a start whose web server dies before it serves says so, and ends with all that it started', async () => {
  const clock = '2026-11-23T10:00:00+05:30'
  const folder = await demoDataDir(clock)
  const own = { PORT: String(await freePort()), PORTAL_DATA_DIR: folder, PORTAL_CLOCK: clock }
  const child = spawnStart({ ...process.env, ...noSettings(), ...own })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)))
  const server = () => descendantOf(child.pid as number, 'serve.ts')
  await expect.poll(server, { timeout: 60_000, intervals: [20] }).toBeGreaterThan(0)
  process.kill(server(), 'SIGKILL')
  expect(await ended).toBe(1)
  expect(output).toContain('The web server ended by itself (SIGKILL).')
  expect(output).not.toContain('Ready after')
  expect(processesNaming(folder)).toEqual([])
  fs.rmSync(folder, { recursive: true, force: true })
})

test('somebody who is not root starts it with data and a colour of their own, which can be read in the dark', async ({
  browser,
}) => {
  test.setTimeout(300_000)
  const nobody = { uid: 65_534, gid: 65_534 }
  // A project in a folder closed to others can only be started by its owner; as root the database is nobody's there too.
  const isOpen = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', ROOT], { ...nobody, cwd: '/' }).status === 0
  const isRoot = process.getuid?.() === 0
  const account: { uid?: number; gid?: number } = isRoot && isOpen ? nobody : {}
  if (account.uid && account.gid) fs.chownSync(dataDir, account.uid, account.gid)
  const portal = await startPortal({ dataDir, account, env: { HOME: dataDir, BRAND_COLOUR: GREEN } })
  expect((await fetch(`${portal.url}/login`)).status).toBe(200)
  expect(fs.statSync(`${dataDir}/postgres`).uid).toBe(isRoot ? nobody.uid : process.getuid?.())
  const page = await browser.newPage({ baseURL: portal.url, viewport: { width: 360, height: 740 } })
  await page.goto('/')
  const faults = await axeFaults(page, ['dark'])
  await logIn(page, portal, ANIL)
  faults.push(...(await axeFaults(page, ['dark'])))
  expect(faults).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  const pay = page.locator('main form[action="/api/payments/start"] button').first()
  await expect(pay).toHaveCSS('background-color', rgbOf(brandColours(GREEN).dark.primary))
  await page.close()
  await endsWhole(portal, 'SIGTERM')
})

const rgbOf = (colour: string) =>
  `rgb(${[1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)).join(', ')})`
