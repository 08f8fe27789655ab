// Gets a fresh clone ready to run anything: packages, Node 24, Prisma's client. Plain JavaScript on Node's own modules,
// because it runs before anything is installed and on any Node from 20.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

export const ROOT = path.dirname(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname))
const MODULES = path.join(ROOT, 'node_modules')

/** Installs and generates what is missing or stale. Returns the path of the Node that runs the project. */
export async function prepare() {
  if (Number(process.versions.node.split('.')[0]) < 20) fail(`Node 20 or newer is needed, this is ${process.version}.`)
  if (!isInstalled()) await alone('Installing', install)
  const node = projectNode()
  if (!isGenerated()) await alone('Generating', () => generateClient(node))
  return node
}

/** Runs a program of the project with our terminal and waits; signals reach it, and it ends when we are killed. */
export function runToEnd(node, args) {
  // Settings may stand in a file; what the environment says outweighs it.
  const settings = fs.existsSync(path.join(ROOT, '.env')) ? [`--env-file=${path.join(ROOT, '.env')}`] : []
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...settings, ...args], {
    cwd: ROOT,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
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

const INSTALL_STAMP = path.join(MODULES, '.installed-from')
const isInstalled = () => readOr(INSTALL_STAMP) === hashOf('package.json', 'package-lock.json')

async function install() {
  // Somebody else may have done it while we waited.
  if (isInstalled()) return
  say('Installing packages (about a minute on the first start)')
  // What the lock file names and nothing else, whatever lay there before. No install script runs: nothing here needs one.
  const npm = process.env.npm_execpath
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const { code } = npm
    ? await run(process.execPath, [npm, ...args], { stdio: ['ignore', 'inherit', 'inherit'] })
    : await run('npm', args, { stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' })
  if (code !== 0) fail('The packages could not be installed. Is the npm registry within reach?')
  // Written beside and moved: a stamp half written would be believed by nobody, one shared by hard links by too many.
  fs.writeFileSync(`${INSTALL_STAMP}.new`, hashOf('package.json', 'package-lock.json'))
  fs.renameSync(`${INSTALL_STAMP}.new`, INSTALL_STAMP)
}

function projectNode() {
  const pinned = path.join(MODULES, '.bin', 'node')
  if (fs.existsSync(pinned)) return fs.realpathSync(pinned)
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  return fail(`There is no Node 24 package for ${process.platform}-${process.arch}: run this with Node 24 or newer.`)
}

const CLIENT_STAMP = path.join(ROOT, 'prisma', 'generated', '.generated-from')
const isGenerated = () => readOr(CLIENT_STAMP) === hashOf('package-lock.json', ...schemaFiles())

function schemaFiles() {
  const folder = path.join('prisma', 'schema')
  return fs
    .readdirSync(path.join(ROOT, folder))
    .sort()
    .map((name) => path.join(folder, name))
}

async function generateClient(node) {
  if (isGenerated()) return
  say('Generating the database client')
  const { code, output } = await run(node, [path.join(MODULES, 'prisma', 'build', 'index.js'), 'generate'], {
    // Prisma would download its native engine, which generating does not need: any file that exists stands in for it.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: node, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (code !== 0) fail(`${output}\nPrisma's client could not be generated.`)
  fs.writeFileSync(CLIENT_STAMP, hashOf('package-lock.json', ...schemaFiles()))
}

/** Runs a program and waits. When we are told to end, so is it. */
function run(program, args, options) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: ROOT, ...options })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
    const stop = (signal) => {
      child.kill(signal)
      child.once('exit', () => process.exit(1))
    }
    for (const name of ['SIGINT', 'SIGTERM']) process.on(name, stop)
    const done = (code) => {
      for (const name of ['SIGINT', 'SIGTERM']) process.off(name, stop)
      resolve({ code, output })
    }
    child.on('exit', done)
    child.on('error', (error) => {
      output += error.message
      done(-1)
    })
  })
}

/**
 * Does something that two processes must not do to this folder at once; the second waits. The lock names the process
 * that holds it, so that one left behind by a killed process does not stop anybody.
 */
export async function alone(what, work) {
  const lock = path.join(ROOT, '.busy')
  for (let told = false; ; told = true) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (!isAlive(Number(readOr(lock)))) fs.rmSync(lock, { force: true })
    else if (!told) say(`${what}: waiting for another process that prepares this folder`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  const release = () => fs.rmSync(lock, { force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

function isAlive(pid) {
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
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
