import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'

const ROOT = path.dirname(import.meta.dirname)

/** Lints a file at a place of a project that has nothing but our rules. Returns the number of errors and the words. */
function lint(place: string, source: string): { errors: number; said: string } {
  const project = fs.mkdtempSync(path.join(os.tmpdir(), 'layers-'))
  try {
    fs.copyFileSync(path.join(ROOT, 'biome.json'), path.join(project, 'biome.json'))
    fs.mkdirSync(path.dirname(path.join(project, place)), { recursive: true })
    fs.writeFileSync(path.join(project, place), source)
    const biome = path.join(ROOT, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
    const args = [biome, 'lint', '--only=style/noRestrictedImports', place]
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' })
    const said = stdout + stderr
    // `Found 3 errors.`, or nothing of the kind.
    return { errors: Number(/Found (\d+) error/.exec(said)?.[1] ?? 0), said }
  } finally {
    fs.rmSync(project, { recursive: true })
  }
}

const forbidden: [place: string, imported: string, said: string][] = [
  ['lib/metering/meter-day.ts', 'next/headers', 'lib knows no screens'],
  ['lib/metering/meter-day.ts', 'react', 'lib knows no screens'],
  ['lib/billing/issue-bill.ts', '#components/ui/card.tsx', 'lib knows no screens'],
  ['lib/billing/issue-bill.ts', '../../app/session.ts', 'lib knows no screens'],
  ['lib/payments/ledger.ts', '#prisma/seed.ts', 'not the other way'],
  ['lib/identity/session.ts', '#components/ui/card.tsx', 'lib knows no screens'],
  ['lib/platform/db.ts', '#lib/billing/issue-bill.ts', 'lib/platform knows machines'],
  ['lib/platform/db.ts', 'next/headers', 'lib knows no screens'],
  ['lib/units/paise.ts', '#lib/platform/env.ts', 'lib/units imports nothing'],
  ['lib/units/paise.ts', 'zod', 'lib/units imports nothing'],
  ['components/ui/card.tsx', '#app/locale.ts', 'components know looks'],
  ['components/ui/card.tsx', '#lib/platform/db.ts', 'components are given'],
  ['components/ui/card.tsx', '#prisma/generated/client.ts', 'components are given'],
]

test.each(forbidden)('%s may not import %s', (place, imported, said) => {
  const result = lint(place, `import '${imported}'\nexport * from '${imported}'\nawait import('${imported}')\n`)
  expect(result.errors).toBe(3)
  expect(result.said).toContain(said)
})

const allowed: [place: string, imported: string][] = [
  ['lib/identity/session.ts', 'next/headers'],
  ['lib/billing/issue-bill.ts', '#lib/tariff/calculate-bill.ts'],
  ['lib/platform/db.ts', '#lib/units/paise.ts'],
  ['lib/units/energy.ts', './paise.ts'],
  ['components/ui/card.tsx', '#lib/units/paise.ts'],
  ['app/layout.tsx', '#components/ui/card.tsx'],
]

test.each(allowed)('%s may import %s', (place, imported) => {
  expect(lint(place, `import '${imported}'\n`).errors).toBe(0)
})
