// Gets a fresh clone ready to run anything: packages, Node 24, Prisma's client. Plain JavaScript on Node's own modules,
// because it runs before anything is installed and on any Node from 20.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

export const ROOT = path.dirname(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname))
const MODULES = path.join(ROOT, 'node_modules')

/** Installs and generates what is missing or stale. Returns the path of the Node that runs the project. */
export function prepare() {
  if (Number(process.versions.node.split('.')[0]) < 20) fail(`Node 20 or newer is needed, this is ${process.version}.`)
  install()
  const node = projectNode()
  generateClient(node)
  return node
}

/** Runs a program of the project with our terminal and waits; signals reach it, and it ends when we are killed. */
export function runToEnd(node, args, options = {}) {
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd: ROOT,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    ...options,
  })
  for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => child.kill(name))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
  child.on('error', (error) => fail(error.message))
}

export function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

export function hashOf(...files) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update(fs.readFileSync(path.join(ROOT, file)))
  return hash.digest('hex')
}

function install() {
  const stamp = path.join(MODULES, '.installed-from')
  const wanted = hashOf('package.json', 'package-lock.json')
  if (readOr(stamp) === wanted) return
  say('Installing packages (about a minute on the first start)')
  // Not `npm ci`: a lock file made where some platforms' packages are out of reach would stop it. The versions are the
  // lock file's all the same. No install script runs: nothing here needs one.
  const npm = process.env.npm_execpath
  const args = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const result = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] })
    : spawnSync('npm', args, {
        cwd: ROOT,
        stdio: ['ignore', 'inherit', 'inherit'],
        shell: process.platform === 'win32',
      })
  if (result.status !== 0) fail('The packages could not be installed. Is the npm registry within reach?')
  fs.writeFileSync(stamp, wanted)
}

function projectNode() {
  const pinned = path.join(MODULES, '.bin', 'node')
  if (fs.existsSync(pinned)) return fs.realpathSync(pinned)
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  return fail(`There is no Node 24 package for ${process.platform}-${process.arch}: run this with Node 24 or newer.`)
}

function generateClient(node) {
  const folder = path.join('prisma', 'schema')
  const files = fs
    .readdirSync(path.join(ROOT, folder))
    .sort()
    .map((name) => path.join(folder, name))
  const stamp = path.join(ROOT, 'prisma', 'generated', '.generated-from')
  const wanted = hashOf('package-lock.json', ...files)
  if (readOr(stamp) === wanted) return
  say('Generating the database client')
  const result = spawnSync(node, [path.join(MODULES, 'prisma', 'build', 'index.js'), 'generate'], {
    cwd: ROOT,
    // Prisma would download its native engine, which generating does not need: any file that exists stands in for it.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: node, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
    encoding: 'utf8',
  })
  if (result.status !== 0) fail(`${result.stdout}\n${result.stderr}\nPrisma's client could not be generated.`)
  fs.writeFileSync(stamp, wanted)
}

export function say(text) {
  process.stdout.write(`· ${text}\n`)
}

function readOr(file) {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
