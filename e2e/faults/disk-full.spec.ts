import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { test } from '@playwright/test'
import { faults, tellFault } from '#lib/platform/test-faults.ts'
import { chance } from '#lib/platform/test-random.ts'
import { expect } from '../fixtures.ts'
import { printedQr } from '../support/books.ts'
import { newDataDir } from '../support/data-dir.ts'
import { freePort, startPortal } from '../support/portal.ts'
import { INGEST_TOKEN, steadyLoad } from './load.ts'
import { reader, untilServed, watch } from './watch.ts'

/** Fault F5: the disk of the database is full. A disk of its own is a tmpfs, which only root can make. */
const ASHA = '9000000028'
const CLOCK = '2026-11-23T13:00:00+05:30'
const { count: ROUNDS, seed: SEED } = faults(1, 5)
/** Room for what is written until the disk is filled up, and for one more file of the database's log. */
const ROOM_MB = 96
/** The embedded server is started again after up to 30 s, where it died of it. */
const BACK_WITHIN_MS = 60_000

test.skip(process.getuid?.() !== 0, 'a disk of its own needs root: fault F5 is not tried')

test('on a full disk nothing is acknowledged that is not there, and all is well when there is room', async () => {
  test.setTimeout(300_000 * (1 + ROUNDS))
  const random = chance(SEED)
  const dataDir = newDataDir()
  const port = await freePort()
  const start = () => startPortal({ clock: CLOCK, dataDir, port, env: { INGEST_TOKEN } })
  let portal = await start()
  const disk = fs.mkdtempSync(path.join(os.tmpdir(), 'bijli-disk-'))
  try {
    await portal.stop()
    moveToDisk(path.join(dataDir, 'postgres'), disk)
    portal = await start()
    const asha = await reader(portal, ASHA)
    const load = steadyLoad(portal.url, await printedQr(dataDir))
    let longestMs = 0
    for (let round = 1; round <= ROUNDS; round++) {
      await test.step(`full, ${round}`, async () => {
        const before = load.paid()
        await expect.poll(load.paid, { timeout: BACK_WITHIN_MS }).toBeGreaterThan(before)
        const watched = watch(asha)
        const ballast = path.join(disk, 'ballast')
        fill(ballast)
        const whenFull = load.acknowledged()
        await pause(4_000 + random() * 4_000)
        fill(ballast)
        await pause(2_000)
        fs.rmSync(ballast)
        longestMs = Math.max(longestMs, await untilServed(asha, BACK_WITHIN_MS))
        await watched.stop()
        const { seen } = watched
        expect(seen.filter(({ status }) => status !== 200 && status !== 503)).toEqual([])
        expect(seen.filter(({ address, status }) => address === '/api/health' && status !== 200)).toEqual([])
        process.stdout.write(`· ${load.acknowledged() - whenFull} acknowledged since it was full\n`)
        await load.verify(portal, dataDir)
      })
    }
    const before = load.paid()
    await expect.poll(load.paid, { timeout: BACK_WITHIN_MS }).toBeGreaterThan(before)
    await load.stop()
    const all = await load.verify(portal, dataDir)
    tellFault({ fault: `F5 disk full x ${ROUNDS}`, seed: SEED, ...all, recoveredMs: longestMs })
  } finally {
    await portal.stop()
    execFileSync('umount', [disk])
    for (const folder of [disk, dataDir]) fs.rmSync(folder, { recursive: true, force: true })
  }
})

/** Gives a folder of files a disk of its own that is little larger than they are. */
function moveToDisk(folder: string, disk: string): void {
  const usedMb = Number(execFileSync('du', ['-sm', folder], { encoding: 'utf8' }).split('\t')[0])
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${usedMb + ROOM_MB}m,mode=755`, 'tmpfs', disk])
  const moved = path.join(disk, 'postgres')
  execFileSync('cp', ['-a', folder, moved])
  fs.rmSync(folder, { recursive: true })
  fs.symlinkSync(moved, folder)
}

/** Writes until there is no room. */
function fill(file: string): void {
  const handle = fs.openSync(file, 'a')
  const piece = Buffer.alloc(1_048_576)
  try {
    for (let size = piece.length; size >= 4_096; ) {
      try {
        if (fs.writeSync(handle, piece, 0, size) < size) size /= 2
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
        size /= 2
      }
    }
  } finally {
    fs.closeSync(handle)
  }
}
