// `npm run test:fuzz`: the tests with random input, each as often as security asks, not as `npm test` has time for:
// 20,000 changed webhooks a door, 100,000 rows of CSV, 200,000 files of any bytes, a million amounts, 500,000 mobile
// numbers, 200,000 days of lines, 2,000 files of half hours and 10,000 of anything, 2,000 names on paper, 500 QR
// codes, 5,000 changed documents a door, 1,000 orders of each race, 20,000 sequences of payments of up to 50 steps,
// 20,000 seeds of lost and late webhooks, one guess on each of 10,000 numbers, 5,000 odd questions to the calculator,
// 5,000 linkings by old bills that prove nothing, 5,000 odd requests, 500 names in a browser and 500 words there of
// complaints, and of officers, settings, offices and keys. FUZZ_SEED picks other input.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { temporaryFolder } from './temporary-folder.mjs'
import { prepare, ROOT } from './toolchain.mjs'

const node = await prepare()
const env = { ...process.env, TMPDIR: temporaryFolder(), FUZZ: 'all', NEXT_TELEMETRY_DISABLED: '1' }
const run = (...args) =>
  spawnSync(node, ['--disable-warning=ExperimentalWarning', ...args], { cwd: ROOT, env, stdio: 'inherit' }).status === 0
const bin = (name) => path.join(ROOT, 'node_modules', name)

const files = [
  'app/api/tariff/calculate/hostile-input.test.ts',
  'app/api/webhooks/changed-webhooks.test.ts',
  'app/changed-json.test.ts',
  'app/upi-qr.test.ts',
  'lib/export/csv.test.ts',
  'lib/identity/guess-budget.test.ts',
  'lib/ingest/whole-days/day-lines.test.ts',
  'lib/ingest/whole-days/whole-days.test.ts',
  'lib/billing/pdf/hostile-names.test.ts',
  'lib/ingest/csv-rows.test.ts',
  'lib/linking/old-bill.test.ts',
  'lib/payments/lost-webhooks.test.ts',
  'lib/payments/payment-model.test.ts',
  'lib/payments/races.test.ts',
  'lib/payments/upi-link.test.ts',
  'lib/units/paise.test.ts',
  'lib/units/phone.test.ts',
]
const units = run(bin('vitest/vitest.mjs'), 'run', '--testTimeout=1200000', ...files)
const built = run(path.join(ROOT, 'scripts', 'build-now.ts'))
const requests = built && run(bin('@playwright/test/cli.js'), 'test', 'e2e/odd', 'e2e/hostile', '--reporter=list')
process.exitCode = units && requests ? 0 : 1
