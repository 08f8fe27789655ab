import { createHash } from 'node:crypto'
import fs from 'node:fs'
import http from 'node:http'
import { test } from '@playwright/test'
import { faults, tellFault } from '#lib/platform/test-faults.ts'
import { expect } from '../fixtures.ts'
import { newDataDir } from '../support/data-dir.ts'
import { untilInOrder } from '../support/in-order.ts'
import { startPortal } from '../support/portal.ts'
import { descendantOf } from '../support/processes.ts'
import { reader } from './watch.ts'

/**
 * Fault F13: a portal with little memory and the largest files that a person can have, a year of half hours, many at once
 * to readers of whom some hang up; and a portal that dies while it writes one.
 */
const ASHA = '9000000028'
const CLOCK = '2026-11-23T13:00:00+05:30'
const HEAP_MB = 256
const { count: ROUNDS } = faults(1, 3)
/** Thirty files an hour are a person's, and the clock is held. */
const AT_ONCE = 8
const FORMATS = ['green-button', 'ies'] as const

test('with little memory every file is whole or breaks off, and the portal goes on', async () => {
  test.setTimeout(600_000)
  const dataDir = newDataDir()
  const portal = await startPortal({ clock: CLOCK, dataDir, env: { NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}` } })
  try {
    const { person, addresses } = await reader(portal, ASHA)
    const home = addresses[2] as string
    const server = descendantOf(portal.pid, 'serve.ts')
    expect(fs.readFileSync(`/proc/${server}/environ`, 'utf8')).toContain(`--max-old-space-size=${HEAP_MB}`)
    const { cookies } = await person.storageState()
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const file = (format: string) => `${portal.url}${home}/data/file?format=${format}&from=2025-12-01&to=2026-11-22`

    const whole: Record<string, Taken> = {}
    for (const format of FORMATS) whole[format] = await take(file(format), cookie)
    for (const format of FORMATS) expect(whole[format]).toMatchObject({ status: 200, isWhole: true })
    let asked = 0
    for (let round = 1; round <= ROUNDS; round++) {
      const readers = Array.from({ length: AT_ONCE }, async (_, index) => {
        const format = FORMATS[index % 2] as string
        const hangsUp = index % 4 === 3
        const taken = await take(file(format), cookie, hangsUp ? (request) => request.destroy() : undefined)
        if (hangsUp) expect(taken.isWhole).toBe(false)
        else expect(taken).toEqual(whole[format])
        asked++
      })
      await Promise.all(readers)
      expect((await person.get(home)).status()).toBe(200)
      await untilInOrder(portal)
    }
    expect(descendantOf(portal.pid, 'serve.ts'), 'the same process as before').toBe(server)

    // Killed as the first bytes of a file come: what has come is not taken for the file.
    const broken = await take(file('green-button'), cookie, () => process.kill(server, 'SIGKILL'))
    expect(broken).toMatchObject({ status: 200, isWhole: false })
    await portal.exited
    const again = await startPortal({ clock: CLOCK, dataDir })
    expect(await take(file('green-button').replace(portal.url, again.url), cookie)).toEqual(whole['green-button'])
    const ledger = await untilInOrder(again)
    await again.stop()
    tellFault({ fault: `F13 little memory: ${HEAP_MB} MB, files of a year`, acknowledged: asked, found: asked, ledger })
  } finally {
    await portal.stop()
    fs.rmSync(dataDir, { recursive: true, force: true })
  }
})

type Taken = { status: number; isWhole: boolean; bytes: number; digest: string }

/** What somebody has of a file in the end; `atFirst` happens with its first bytes. */
function take(url: string, cookie: string, atFirst?: (request: http.ClientRequest) => void): Promise<Taken> {
  return new Promise((resolve) => {
    const digest = createHash('sha256')
    let [status, bytes] = [0, 0]
    const end = (isWhole: boolean) => resolve({ status, isWhole, bytes, digest: digest.copy().digest('hex') })
    const request = http.get(url, { headers: { cookie } }, (answer) => {
      status = answer.statusCode ?? 0
      answer.once('data', () => atFirst?.(request))
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        digest.update(chunk)
      })
      answer.on('end', () => end(answer.complete))
      answer.on('error', () => end(false))
      answer.on('close', () => end(false))
    })
    request.on('error', () => end(false))
  })
}
