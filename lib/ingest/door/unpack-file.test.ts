import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { unpackFile } from './unpack-file.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'packed-'))
const limits = { largestBytes: 4_000_000 }
const text = 'meter_no,start,kwh\nTM1,2026-11-20 10:00,0.5\n'

beforeAll(() => vi.stubEnv('PORTAL_DATA_DIR', folder))
afterAll(() => fs.rmSync(folder, { recursive: true }))

function written(name: string, content: string | Buffer): string {
  const file = path.join(folder, name)
  fs.writeFileSync(file, content)
  return file
}

const leftBehind = () => fs.readdirSync(path.join(folder, 'incoming'))

test('a plain file is read where it is, and stays there', async () => {
  const file = written('plain.csv', text)
  const opened = await unpackFile(file, limits)
  expect(opened.path).toBe(file)
  opened.remove()
  expect(fs.existsSync(file)).toBe(true)
  const empty = written('empty.csv', '')
  expect((await unpackFile(empty, limits)).path).toBe(empty)
})

test('a packed file is unpacked whatever it is called, and the copy is taken away', async () => {
  const file = written('day.csv', gzipSync(text))
  const opened = await unpackFile(file, limits)
  expect(fs.readFileSync(opened.path, 'utf8')).toBe(text)
  opened.remove()
  expect([fs.existsSync(file), leftBehind()]).toEqual([true, []])
})

test('what cannot be unpacked within the limits is refused with its reason, and leaves nothing', async () => {
  const packed = gzipSync(text)
  const cut = written('cut.gz', packed.subarray(0, packed.length - 12))
  await expect(unpackFile(cut, limits)).rejects.toThrow('did not come to its end')
  const bomb = written('bomb.gz', gzipSync(Buffer.alloc(3_000_000)))
  await expect(unpackFile(bomb, limits)).rejects.toThrow('more than 200 times its size')
  const large = written('large.gz', packed)
  await expect(unpackFile(large, { largestBytes: 20 })).rejects.toThrow('larger than may be sent at once')
  expect(leftBehind()).toEqual([])
})
