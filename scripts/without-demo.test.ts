import fs from 'node:fs'
import path from 'node:path'
import type { NextConfig } from 'next'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { isOfDemo } from './test-demo-files.ts'

/** What a build is made of, as `next.config.js` has it; `npm run test:cluster -- without-demo` looks into one that was made. */
const ROOT = path.dirname(import.meta.dirname)
/** What Next.js looks for by name in `app`, beside pages and handlers. */
const SPECIAL = 'layout|template|error|global-error|not-found|loading|default'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

async function configOf(BUILD_DEMO: string | undefined): Promise<NextConfig> {
  vi.stubEnv('BUILD_DEMO', BUILD_DEMO)
  vi.resetModules()
  return (await import('../next.config.js')).default
}

const filesBelow = (folder: string) =>
  fs.readdirSync(path.join(ROOT, folder), { recursive: true }).map((file) => path.join(folder, String(file)))

/** What a file of ours imports of ours, as it is written there; types are no part of a build. */
function importsOf(file: string): string[] {
  if (!/\.tsx?$/.test(file)) return []
  const source = fs.readFileSync(path.join(ROOT, file), 'utf8')
  const found = source.matchAll(
    /^(?:import|export) (?!type )(?:[^'"]*? from )?'([#.][^']+)'|\bimport\('([#.][^']+)'\)/gm,
  )
  return [...found].map(([, written, late]) => written ?? late ?? '')
}

const placeOf = (written: string, from: string) =>
  written.startsWith('#') ? written.slice(1) : path.join(path.dirname(from), written)

/** Every file of ours that a build has, and each import in them that leads to nothing. */
function builtBy({ pageExtensions = [], turbopack }: NextConfig): { files: Set<string>; leftOut: Set<string> } {
  const extensions = pageExtensions.map((one) => one.replaceAll('.', '\\.')).join('|')
  const entry = new RegExp(`/(?:page|route|${SPECIAL})\\.(?:${extensions})$`)
  const files = new Set(['proxy.ts', 'instrumentation.ts', ...filesBelow('app').filter((file) => entry.test(file))])
  const leftOut = new Set<string>()
  for (const file of files)
    for (const written of importsOf(file))
      if (turbopack?.resolveAlias?.[written] === false) leftOut.add(written)
      else files.add(placeOf(written, file))
  return { files, leftOut }
}

describe('a build without the demo', () => {
  test('has no file of it, and no helper of a test', async () => {
    const { files } = builtBy(await configOf('no'))
    expect(files.size).toBeGreaterThan(500)
    expect(
      [...files].filter((file) => isOfDemo(file) || /(^|\/)test-|\.test\.|^(e2e|bench|prisma\/seed)/.test(file)),
    ).toEqual([])
  })

  test('leaves out what is there, and what the rest of the portal names', async () => {
    const config = await configOf('no')
    const named = Object.keys(config.turbopack?.resolveAlias ?? {})
    expect([...builtBy(config).leftOut].sort()).toEqual(named.sort())
    expect(named.filter((name) => !isOfDemo(name))).toEqual([])
  })
})

test('the ordinary build has the whole demo', async () => {
  for (const setting of [undefined, '', 'yes']) {
    const { files, leftOut } = builtBy(await configOf(setting))
    const demo = ['app', 'components', 'lib']
      .flatMap(filesBelow)
      .filter((file) => isOfDemo(file) && /\.\w+$/.test(file))
    expect(
      demo.filter(
        (file) => !/\.test\.tsx?$/.test(file) && !files.has(file) && fs.statSync(path.join(ROOT, file)).isFile(),
      ),
    ).toEqual([])
    expect(leftOut.size).toBe(0)
  }
})
