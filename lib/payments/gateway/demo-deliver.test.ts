import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Deliver, deliverDemoEvent, demoRedelivery } from './demo-deliver.ts'

let dataDir: string

beforeAll(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'bijli-gateway-'))
  vi.stubEnv('PORTAL_DATA_DIR', dataDir)
})

afterAll(() => {
  vi.unstubAllEnvs()
  fs.rmSync(dataDir, { recursive: true })
})

test('the gateway comes back with what nobody took until somebody does, also after its own restart', async () => {
  let answer = 503
  const told: string[] = []
  const portal: Deliver = async (body, headers) => {
    told.push(`${headers['X-Razorpay-Event-Id']} ${body}`)
    return answer
  }
  const redeliver = demoRedelivery(portal)
  const first = await deliverDemoEvent([], { event: 'first' }, 2, portal)
  const second = await deliverDemoEvent([], { event: 'second' }, 1, portal)
  expect([first.statuses, second.statuses]).toEqual([[503, 503], [503]])
  const both = [`${first.eventId} {"event":"first"}`, `${second.eventId} {"event":"second"}`]

  told.length = 0
  expect(await redeliver()).toBe(0)
  expect(await demoRedelivery(portal)()).toBe(0)
  expect(told).toEqual([...both, ...both])

  told.length = 0
  answer = 200
  expect(await redeliver()).toBe(2)
  expect(await redeliver()).toBe(0)
  const third = await deliverDemoEvent([], { event: 'third' }, 1, portal)
  expect(await redeliver()).toBe(0)
  expect(await demoRedelivery(portal)()).toBe(0)
  expect(told).toEqual([...both, `${third.eventId} {"event":"third"}`])
})
