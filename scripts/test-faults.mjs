// `npm run test:faults`: what is done to the portal on purpose (docs/operations.md), with seeds, and a table at the end. Small
// within some minutes; `--full` has more of each. `--kills 300` lets the portal die in payments as often as is planned for a
// night, not the 30 times, or with `--full` the 60, that it has time for. FAULT_SEED picks other moments.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { prepare, ROOT } from './toolchain.mjs'

const isFull = process.argv.includes('--full')
const at = process.argv.indexOf('--kills')
const kills = at > 0 ? process.argv[at + 1] : isFull ? '60' : '30'
const node = await prepare()
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bijli-faults-'))
const table = path.join(folder, 'table.jsonl')
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', FAULT_TABLE: table, FAULT_KILLS: kills }
if (isFull) env.FAULTS = 'all'
const run = (...args) =>
  spawnSync(node, ['--disable-warning=ExperimentalWarning', ...args], { cwd: ROOT, env, stdio: 'inherit' }).status === 0
const bin = (name) => path.join(ROOT, 'node_modules', name)

/** F2 and F8, F4, F6, F7 and F12: in this process, against stand-ins. */
const UNITS = [
  'lib/payments/crash-points.test.ts',
  'lib/payments/event-orders.test.ts',
  'lib/payments/lost-webhooks.test.ts',
  'lib/payments/payment-model.test.ts',
  'lib/payments/gateway-faults.test.ts',
  'lib/messaging/provider-faults.test.ts',
  'lib/platform/silent-database.test.ts',
  'lib/platform/embedded-database.test.ts',
]

const began = Date.now()
const units = run(bin('vitest/vitest.mjs'), 'run', '--testTimeout=600000', ...UNITS)
const built = run(path.join(ROOT, 'scripts', 'build-now.ts'))
const stories = built && run(bin('@playwright/test/cli.js'), 'test', '--config', 'e2e/faults')
print(fs.existsSync(table) ? fs.readFileSync(table, 'utf8').trim().split('\n').map(JSON.parse) : [])
fs.rmSync(folder, { recursive: true })
process.exitCode = units && stories ? 0 : 1

function print(rows) {
  const cells = [
    ['fault', 'seed', 'acknowledged', 'found', 'ledger', 'recovered after', 'slowest answer'],
    ...rows.map(({ fault, seed, acknowledged, found, ledger, ...times }) =>
      [
        ...[fault, seed, acknowledged, found, ledger],
        beside(times.recoveredMs, times.recoverWithinMs),
        beside(times.answeredMs, times.answerWithinMs),
      ].map((cell) => String(cell ?? '')),
    ),
  ]
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)))
  for (const row of cells)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
  console.log(`${((Date.now() - began) / 60_000).toFixed(1)} minutes`)
}

/** A time, and that the aim was missed where it was: how fast a machine is fails no test. */
function beside(ms, aimMs) {
  if (ms === undefined) return ''
  const seconds = (of) => `${(of / 1_000).toFixed(1)} s`
  return ms > aimMs ? `${seconds(ms)} MISSED (${seconds(aimMs)})` : seconds(ms)
}
