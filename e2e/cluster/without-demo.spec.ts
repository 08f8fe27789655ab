import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { builtFiles } from '../../scripts/build-secrets.ts'
import { isOfDemo } from '../../scripts/test-demo-files.ts'
import { copyTracked, trackedFiles } from '../support/copy-tracked.ts'
import { newDataDir } from '../support/data-dir.ts'
import { failingStart, freePort, type Portal, startPortal } from '../support/portal.ts'
import { routesOnDisk } from '../support/routes.ts'
import { noSettings, ROOT, runProgram } from '../support/run-program.ts'
import { expect, test } from './fixtures.ts'
import { liveSettings } from './live.ts'

/** A release for consumers, built in a folder of its own without the demo (docs/deploy.md, “A new release”). */
let release: string
let portal: Portal | undefined

test.beforeAll(async ({ cluster }) => {
  test.setTimeout(600_000)
  release = fs.mkdtempSync(path.join(os.tmpdir(), 'bijli-release-'))
  copyTracked(release)
  const modules = [path.join(ROOT, 'node_modules'), path.join(release, 'node_modules')]
  // Links where both lie on one disk, else copies: the bundler follows no link out of the folder.
  if (spawnSync('cp', ['-al', ...modules]).status !== 0) spawnSync('cp', ['-aT', ...modules])
  const env = { ...process.env, ...noSettings(), BUILD_DEMO: 'no' }
  const built = await runProgram(env, 'scripts/build-now.ts', [], release)
  expect(built.code, built.output).toBe(0)
  expect(built.output).toContain('Building without the demo')
  portal = await startPortal({ root: release, env: await liveSettings(cluster, 'without_demo') })
})
test.afterAll(async () => {
  await portal?.stop()
  fs.rmSync(release, { recursive: true, force: true })
})

const routesOf = (project: string) =>
  Object.values(
    JSON.parse(fs.readFileSync(path.join(project, '.next', 'app-path-routes-manifest.json'), 'utf8')),
  ) as string[]

test('it has every address of the portal and none of the demo', async ({ request }) => {
  const [ordinary, without] = [routesOf(ROOT), routesOf(release)]
  expect(without.sort()).toEqual(ordinary.filter((route) => !/^\/demo(\/|$)/.test(route)).sort())
  const routes = routesOnDisk().filter((route) => / \/demo(\/|$)/.test(route))
  expect(routes.length).toBeGreaterThan(8)
  for (const route of routes) {
    const [method, address = ''] = route.replaceAll(/\[[^\]]+\]/g, '0a1b').split(' ')
    const answer = await request.fetch(`${portal?.url}${address}`, { method, headers: { Origin: 'https://localhost' } })
    expect(answer.status(), route).toBe(404)
  }
  for (const address of ['/', '/login', '/quick-pay', '/calculator', '/desk/login', '/api/ready'])
    expect((await request.get(`${portal?.url}${address}`)).status(), address).toBe(200)
  // The start had no setting that says so, and took the build as it was.
  expect(portal?.output()).not.toContain('Building')
})

test('no file of the build has a word of the demo, which each file of the demo has in the ordinary build', () => {
  test.setTimeout(300_000)
  const demo = wordsOfDemo()
  const words = [...new Set(demo.flatMap((file) => file.words))]
  const ordinary = foundIn(path.join(ROOT, '.next'), words)
  const unseen = demo.filter((file) => !file.words.some((word) => ordinary.has(word)))
  expect(unseen.map(({ file }) => file)).toEqual([])
  expect([...foundIn(path.join(release, '.next'), words)]).toEqual([])
})

test('it does not start as a demo, and says why', async () => {
  const dataDir = newDataDir()
  const own = { PORT: String(await freePort()), PORTAL_DATA_DIR: dataDir }
  try {
    expect(await failingStart(own, release)).toEqual({
      code: 1,
      output:
        'This portal was built without the demo: set PORTAL_MODE=live and what it needs, or remove .next to build it with the demo.\n',
    })
    expect(await failingStart({ ...own, BUILD_DEMO: 'no' }, release)).toEqual({
      code: 1,
      output: 'These settings are wrong:\n  BUILD_DEMO no is for live mode: it leaves out the demo\n',
    })
  } finally {
    fs.rmSync(dataDir, { recursive: true })
  }
})

/** Few are enough: each is searched for in every file of a build. */
const WORDS_OF_EACH = 4

/** Each file of the demo with the longest of its words that stand in no file of ours but the demo's. */
function wordsOfDemo(): { file: string; words: string[] }[] {
  const sources = trackedFiles('app', 'components', 'lib').filter((file) => !/\.test\.tsx?$/.test(file))
  const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8')
  const others = sources
    .filter((file) => !isOfDemo(file))
    .map(read)
    .join('\n')
  return sources.filter(isOfDemo).map((file) => {
    const own = kindsOfWords(read(file)).map((kind) => kind.filter((word) => !others.includes(word)))
    return { file, words: own.flatMap((kind) => kind.sort((a, b) => b.length - a.length).slice(0, WORDS_OF_EACH)) }
  })
}

/** Texts in quotes or between tags and names of the demo's, which scripts have; and reasons, which their source maps have. */
function kindsOfWords(source: string): string[][] {
  const texts = [...source.matchAll(/'([^'\\\n]{8,})'|"([^"\\\n]{8,})"|>([^<>{}\n]{8,})</g)]
  const names = source.match(/\b\w*demo\w+\b/gi) ?? []
  const reasons = [...source.matchAll(/^\s*\/\*\* ([^'"`\\*\n]{12,})/gm)]
  return [
    [...texts.map(([, single, double, tagged]) => (single ?? double ?? tagged ?? '').trim()), ...names],
    reasons.map(([, reason = '']) => reason.trim()),
  ]
}

/**
 * Those of some words that stand in what a build serves and runs. `.nft.json` is no code: each lists whatever files stand in the
 * project.
 */
function foundIn(build: string, words: readonly string[]): Set<string> {
  const found = new Set<string>()
  for (const file of builtFiles(build).filter((one) => /^(server|static)\/(?!.*\.nft\.json$)/.test(one))) {
    const bytes = fs.readFileSync(path.join(build, file))
    for (const word of words) if (!found.has(word) && bytes.includes(word)) found.add(word)
  }
  return found
}
