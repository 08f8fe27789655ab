import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ClamdPlace } from '#lib/platform/env/server.ts'
import { askClamd, clamdSignaturesAt, pingClamd } from './clamd.ts'
import { TestClamd } from './test-clamd.ts'

const FILE = Buffer.from('A photo of a meter.')
const clamd = new TestClamd()
let place: ClamdPlace

beforeAll(async () => {
  const [host = '', port] = (await clamd.listen()).split(':')
  place = { host, port: Number(port) }
})
afterAll(() => clamd.close())
beforeEach(() => {
  clamd.manner = 'clean'
})
afterEach(() => {
  clamd.files.length = 0
})

test('a file is handed over as it is, and found clean', async () => {
  const largest = Buffer.alloc(8 * 1024 * 1024, 'meter')
  for (const bytes of [FILE, Buffer.alloc(0), largest]) {
    expect(await askClamd(place, bytes)).toEqual({ is: 'CLEAN' })
    expect(clamd.files.at(-1)?.equals(bytes)).toBe(true)
  }
})

test('a virus is told with the name of its signature', async () => {
  clamd.manner = 'found'
  expect(await askClamd(place, FILE)).toEqual({ is: 'FOUND', signature: 'Eicar-Test-Signature' })
})

test.each(['error', 'breaks off', 'floods', 'too large'] as const)(
  'no file is scanned by an answer such as: %s',
  async (manner) => {
    clamd.manner = manner
    const verdict = await askClamd(place, Buffer.alloc(5 * 1024 * 1024))
    expect(verdict).toEqual({ is: 'NO_ANSWER', error: expect.any(Error) })
  },
)

test('one that says nothing is given up', async () => {
  clamd.manner = 'hangs'
  expect(await askClamd(place, FILE, 50)).toMatchObject({ is: 'NO_ANSWER' })
  expect(clamd.files).toHaveLength(1)
  expect(await pingClamd(place, 50)).toBe(false)
})

test('it tells when its signatures were made, where it has those that change daily', async () => {
  expect(await clamdSignaturesAt(place)).toEqual(new Date('2026-11-02T09:31:02Z'))
  const { version } = clamd
  for (clamd.version of ['ClamAV 1.4.6', 'ClamAV 1.4.6/27800/soon', '', 'stream: OK'])
    expect(await clamdSignaturesAt(place), clamd.version).toBeNull()
  clamd.version = version
  clamd.manner = 'hangs'
  expect(await clamdSignaturesAt(place, 50)).toBeNull()
})

test('one that is not there is none, and one at a path of this machine is found', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'clamd-'))
  const there = { path: path.join(folder, 'clamd.ctl') }
  expect(await askClamd(there, FILE)).toMatchObject({ is: 'NO_ANSWER', error: { code: 'ENOENT' } })
  expect(await pingClamd({ path: path.join(folder, randomUUID()) })).toBe(false)
  const other = new TestClamd()
  try {
    await other.listen(there.path)
    expect(await pingClamd(there)).toBe(true)
    expect(await askClamd(there, FILE)).toEqual({ is: 'CLEAN' })
  } finally {
    await other.close()
    fs.rmSync(folder, { recursive: true })
  }
})
