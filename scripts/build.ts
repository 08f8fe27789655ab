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

/** Builds the portal when its sources are not those of the last build. */
export async function buildIfStale(say: (text: string) => void): Promise<void> {
  if (!isBuilt()) await alone('Building', () => build(say))
}

const STAMP = path.join(ROOT, '.next', 'built-from')
const isBuilt = () => fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === hashOfSources()

async function build(say: (text: string) => void): Promise<void> {
  // Somebody else may have done it while we waited.
  if (isBuilt()) return
  say('Building (about a minute)')
  const wanted = hashOfSources()
  fs.rmSync(STAMP, { force: true })
  let output = ''
  const code = await new Promise<number | null>((resolve, reject) => {
    const build = spawn(process.execPath, [path.join(ROOT, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'], {
      cwd: ROOT,
      env: { ...process.env, ...buildSecrets(), NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
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
