import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { PlainError } from '#lib/platform/errors.ts'
import { buildSecrets } from './build-secrets.ts'
import { alone } from './toolchain.mjs'

const ROOT = path.dirname(import.meta.dirname)
const SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'prisma/schema',
  'next.config.js',
  'postcss.config.mjs',
  'proxy.ts',
  'instrumentation.ts',
  'package-lock.json',
  'tsconfig.json',
  'scripts/build.ts',
  'scripts/build-secrets.ts',
]

/** Builds the portal when its sources are not those of the last build, or that has a demo against what is wanted. */
export async function buildIfStale(say: (text: string) => void, { hasDemo }: { hasDemo: boolean }): Promise<void> {
  if (!isBuilt(hasDemo)) await alone('Building', () => build(say, hasDemo))
}

/** Whether these very sources were built, and the demo was left out. */
export const isBuiltWithoutDemo = (): boolean => isBuilt(false)

const STAMP = path.join(ROOT, '.next', 'built-from')
const isBuilt = (hasDemo: boolean) => fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === stampOf(hasDemo)

async function build(say: (text: string) => void, hasDemo: boolean): Promise<void> {
  // Somebody else may have done it while we waited.
  if (isBuilt(hasDemo)) return
  say(`Building ${hasDemo ? '' : 'without the demo '}(about a minute)`)
  const wanted = stampOf(hasDemo)
  fs.rmSync(STAMP, { force: true })
  let output = ''
  const code = await new Promise<number | null>((resolve, reject) => {
    const build = spawn(process.execPath, [path.join(ROOT, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'], {
      cwd: ROOT,
      env: {
        ...{ ...process.env, ...buildSecrets(), BUILD_DEMO: hasDemo ? 'yes' : 'no' },
        ...{ NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [build.stdout, build.stderr]) stream.on('data', (chunk) => (output += chunk))
    build.on('error', reject)
    build.on('exit', resolve)
    process.once('SIGTERM', () => build.kill('SIGTERM'))
    process.once('SIGINT', () => build.kill('SIGINT'))
  })
  if (code !== 0) throw new PlainError(`The build failed.\n${output}`)
  fs.writeFileSync(STAMP, wanted)
}

/** What is built: a hash of the sources, and whether the demo is left out. */
const stampOf = (hasDemo: boolean): string => `${hashOfSources()}${hasDemo ? '' : ' without the demo'}`

function hashOfSources(): string {
  const hash = createHash('sha256')
  const visit = (name: string): void => {
    const file = path.join(ROOT, name)
    if (!fs.existsSync(file)) return
    if (fs.statSync(file).isDirectory()) {
      for (const child of fs.readdirSync(file).sort()) visit(path.join(name, child))
    } else if (!/\.test\.tsx?$/.test(name)) {
      hash.update(name).update(fs.readFileSync(file))
    }
  }
  for (const source of SOURCES) visit(source)
  return hash.digest('hex')
}
