import fs from 'node:fs'
import http from 'node:http'
import { Readable } from 'node:stream'
import { json } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { test } from '@playwright/test'
import { tellFault } from '#lib/platform/test-faults.ts'
import { expect } from '../fixtures.ts'
import { newDataDir } from '../support/data-dir.ts'
import { untilInOrder } from '../support/in-order.ts'
import { startPortal } from '../support/portal.ts'
import { memoryOf } from '../support/processes.ts'

/** Threat T24: a file that is one line of a gigabyte, as it is and packed to a thousandth. */
const TOKEN = 'token-of-the-hostile-file-test'
const GIGABYTE = 1_000_000_000
const PIECE = Buffer.alloc(100_000, 65)
const MOST_MB = 256

function* line(): Generator<Buffer> {
  yield Buffer.from('meter_no,start,kwh\n')
  for (let sent = 0; sent < GIGABYTE; sent += PIECE.length) yield PIECE
}

test('a line of a gigabyte is refused with little memory, and so is one that was packed', async () => {
  test.setTimeout(300_000)
  const dataDir = newDataDir()
  const portal = await startPortal({ clock: '2026-11-23T13:00:00+05:30', dataDir, env: { INGEST_TOKEN: TOKEN } })
  try {
    const peak = () => memoryOf(portal.pid, 'serve.ts', 'VmHWM')
    const before = peak()
    expect(before).toBeGreaterThan(0)
    for (const isPacked of [false, true]) {
      const beganAt = performance.now()
      const answer = await send(`${portal.url}/api/ingest/block-reads`, isPacked)
      process.stdout.write(
        `· ${isPacked ? 'packed' : 'plain'}: ${answer.status} ${JSON.stringify(answer.said)} after ${((performance.now() - beganAt) / 1_000).toFixed(1)} s, ${Math.round(peak() - before)} MB more\n`,
      )
      expect(answer).toMatchObject({ status: 400, said: { error: 'LONG_LINE' } })
      // Long before its end: of the plain one hardly more came than lay on the way.
      expect(answer.sentBytes).toBeLessThan(GIGABYTE / 10)
      await untilInOrder(portal)
    }
    expect(peak() - before).toBeLessThan(MOST_MB)
    expect(fs.readdirSync(`${dataDir}/incoming`)).toEqual([])
    tellFault({ fault: 'T24 a line of a gigabyte, plain and packed', ledger: 'holds' })
  } finally {
    await portal.stop()
    fs.rmSync(dataDir, { recursive: true, force: true })
  }
})

/** Whoever is refused before the end is told so while still sending. */
async function send(url: string, isPacked: boolean): Promise<{ status: number; said: unknown; sentBytes: number }> {
  const request = http.request(url, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${TOKEN}`,
      'Content-Type': 'text/csv',
      ...(isPacked && { 'Content-Encoding': 'gzip' }),
    },
  })
  const answered = new Promise<http.IncomingMessage>((resolve, reject) => {
    request.once('response', resolve)
    request.once('error', reject)
  })
  const source = Readable.from(line(), { objectMode: false })
  const sent = isPacked ? pipeline(source, createGzip(), request) : pipeline(source, request)
  sent.catch(() => {})
  const answer = await answered
  return { status: answer.statusCode ?? 0, said: await json(answer), sentBytes: request.socket?.bytesWritten ?? 0 }
}
