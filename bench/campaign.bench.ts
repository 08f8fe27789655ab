import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { newDataDir } from '#e2e/support/data-dir.ts'
import { freePort, startPortal } from '#e2e/support/portal.ts'
import { descendantOf, memoryOf } from '#e2e/support/processes.ts'
import { noSettings, ROOT } from '#e2e/support/run-program.ts'
import { recordDelivery } from '#lib/messaging/record-delivery.ts'
import { type TestGraph, testGraph } from '#lib/messaging/whatsapp/test-graph.ts'
import { type Db, openDatabase } from '#lib/platform/db.ts'
import { openEmbeddedDatabase } from '#lib/platform/embedded-database.ts'
import { billCircle } from './billed-circle.ts'
import type { Benchmark } from './run.ts'
import { median, printTable, rounded } from './table.ts'

/** The Ranchi circle (facts: 5.8 lakh consumers); 20,000 of its messages are really sent. */
const BILLS = 580_000
const SENT = 20_000
const KILL_SENDING_AT = 8_000
const KILL_PLANNING_AT = 150_000
const NOW = '2026-11-05T10:00:00+05:30'
const COMMAND = 'lib/campaigns/send-bills-command.ts'
const LOOK_EVERY_MS = 250
const GIVE_UP_MS = 1_200_000

/**
 * A circle's bills by WhatsApp: planned by a command that is killed and run again, then sent by a portal that is killed
 * and started again, to a stand-in of the Graph API that checks each call. Nobody may get a bill twice.
 */
export const run: Benchmark = async () => {
  const graph = await testGraph()
  const dataDir = newDataDir()
  const port = await freePort()
  const env = {
    ...{ WHATSAPP_GRAPH_URL: graph.graphUrl, WHATSAPP_TOKEN: 'test-token', WHATSAPP_APP_SECRET: 'bench' },
    ...{ WHATSAPP_PHONE_NUMBER_ID: '106000000000001', WHATSAPP_PER_SECOND: '1000', WHATSAPP_PEOPLE_PER_DAY: '100000' },
  }
  const database = await openEmbeddedDatabase(dataDir)
  try {
    say('Making a database')
    const first = await startPortal({ clock: NOW, dataDir, port, env })
    await first.stop()
    const owner = openDatabase(database.ownerUrl(), { connections: 2, statementSeconds: 900 })
    try {
      say(`Making ${BILLS} bills`)
      await billCircle(owner, BILLS, new Date(NOW))
      const planning = await plan(owner, { ...noSettings(), ...env, PORTAL_CLOCK: NOW, PORTAL_DATA_DIR: dataDir })
      // Of those that are left the time never comes.
      await owner.$executeRaw`
        update "Message" set "sendAfter" = '2099-01-01' where "campaignId" is not null and "id" not in
          (select "id" from "Message" where "campaignId" is not null order by "id" limit ${SENT}::int)`
      const sending = await send(owner, graph, () => startPortal({ clock: NOW, dataDir, port, env }))
      return report({ ...planning, ...sending })
    } finally {
      await owner.$disconnect()
    }
  } finally {
    await database.leave()
    await graph.close()
    fs.rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Plans the campaign with a death in the middle; memory is what the system counts for the command's process. */
async function plan(owner: Db, env: Record<string, string>) {
  say('Planning, killed in the middle')
  const killed = startCommand(env)
  while ((await owner.message.count({ where: { campaignId: { not: null } } })) < KILL_PLANNING_AT)
    await pause(LOOK_EVERY_MS)
  process.kill(descendantOf(killed.pid as number, 'send-bills'), 'SIGKILL')
  await new Promise((resolve) => killed.once('close', resolve))
  const before = await owner.message.count({ where: { campaignId: { not: null } } })

  say('Planning the rest')
  const startedAt = performance.now()
  const again = startCommand(env)
  const ended = new Promise<number>((resolve) => again.once('close', (code) => resolve(code ?? -1)))
  const memoryMb: number[] = []
  const looking = setInterval(() => memoryMb.push(memoryOf(again.pid as number, 'send-bills', 'VmRSS')), LOOK_EVERY_MS)
  await ended
  clearInterval(looking)
  const seconds = (performance.now() - startedAt) / 1_000
  const planned = await owner.message.count({ where: { campaignId: { not: null } } })
  const quarter = Math.floor(memoryMb.length / 4)
  return {
    planned,
    plannedPerSecond: Math.round((planned - before) / seconds),
    memoryEarlyMb: Math.round(median(memoryMb.slice(quarter, 2 * quarter))),
    memoryLateMb: Math.round(median(memoryMb.slice(-quarter))),
  }
}

async function send(owner: Db, graph: TestGraph, start: () => ReturnType<typeof startPortal>) {
  say(`Sending ${SENT}, killed in the middle`)
  const startedAt = performance.now()
  let portal = await start()
  const firstAt = await until(() => graph.sent.length > 0)
  await until(() => graph.sent.length >= KILL_SENDING_AT)
  const beforeDeath = { count: graph.sent.length, seconds: (performance.now() - firstAt) / 1_000 }
  process.kill(descendantOf(portal.pid, 'serve.ts'), 'SIGKILL')
  await portal.exited
  say('Sending the rest')
  portal = await start()
  try {
    const open = () => owner.message.count({ where: { ...due, state: 'WAITING' } })
    while ((await open()) > 0) {
      if (performance.now() - startedAt > GIVE_UP_MS) throw new Error('The campaign does not end.')
      await pause(LOOK_EVERY_MS)
    }
    await until(() => graph.sent.length >= SENT - 250)
  } finally {
    await portal.stop()
  }
  const ids = graph.sent.map((message) => message.biz_opaque_callback_data)
  // What the portal died over it does not give again; the provider's report says whether it has it.
  const unclear = await owner.message.findMany({
    where: { ...due, state: { in: ['SENDING', 'UNCLEAR'] } },
    select: { id: true },
  })
  const taken = new Set(ids)
  const services = { db: owner, now: () => new Date(NOW) }
  for (const { id } of unclear)
    if (taken.has(id))
      await recordDelivery(services, { messageId: id, providerId: `wamid.${id}`, state: 'SENT', at: services.now() })
  return {
    ...{ sent: taken.size, doubles: ids.length - taken.size, wrongCalls: graph.wrong.length },
    perSecond: rounded(beforeDeath.count / beforeDeath.seconds, 0),
    unclearAtDeath: unclear.length,
    settledByReport: unclear.filter(({ id }) => taken.has(id)).length,
  }
}

const due = { campaignId: { not: null }, sendAfter: { lt: new Date('2090-01-01') } }

async function until(isSo: () => boolean): Promise<number> {
  const startedAt = performance.now()
  while (!isSo()) {
    if (performance.now() - startedAt > GIVE_UP_MS) throw new Error('What was waited for does not come.')
    await pause(10)
  }
  return performance.now()
}

function startCommand(env: Record<string, string>): ChildProcess {
  const args = ['scripts/run.mjs', COMMAND, '--month', '2026-10', '--plan-only']
  return spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: 'ignore' })
}

function report(figures: Record<string, number>): Record<string, unknown> {
  printTable(
    ['Figure', 'Value'],
    Object.entries(figures).map(([name, value]) => [name, String(value)]),
  )
  return { bills: BILLS, ...figures }
}

function say(text: string): void {
  process.stdout.write(`· ${text}\n`)
}
