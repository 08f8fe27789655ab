import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

/** Programs of Debian's packages, unpacked into a folder: nothing is installed, and nothing outside the folder changes. */
export type Programs = {
  nginx: string
  pgbouncer: string
  /** The folder of `systemd-journal-upload` and `systemd-journal-remote`. */
  systemdBin: string
  /** The folder of `postgres`, `initdb`, `pg_basebackup`, `pg_dump` and so on. */
  postgresBin: string
  /** Where the loader finds the libraries that were unpacked with them. */
  libraryPath: string
  versions: string[]
}

/** Throws in plain words where something cannot be had: this test never passes for want of a package. */
export function unpackPrograms(folder: string): Programs {
  if (process.platform !== 'linux') throw new Error('The cluster is built from Debian’s packages and needs Linux.')
  const postgres = dependenciesOf('postgresql').find((name) => /^postgresql-\d+$/.test(name))
  if (!postgres) throw new Error('apt knows no package postgresql. An administrator must run: apt-get update')
  const programs = [
    postgres,
    postgres.replace('postgresql-', 'postgresql-client-'),
    'pgbouncer',
    'nginx',
    'systemd-journal-remote',
  ]
  const libraries = programs.flatMap(dependenciesOf).filter((name) => name.startsWith('lib') && !isInstalled(name))
  const packages = [...new Set([...programs, 'libpq5', ...libraries])]

  fs.mkdirSync(folder, { recursive: true })
  run('apt-get', ['download', ...packages], { cwd: folder })
  const files = fs.readdirSync(folder).filter((name) => name.endsWith('.deb'))
  for (const file of files) run('dpkg', ['-x', file, '.'], { cwd: folder })

  const [libraryFolder = ''] = fs.globSync('usr/lib/*-linux-gnu', { cwd: folder })
  const major = postgres.replace('postgresql-', '')
  const found = {
    nginx: path.join(folder, 'usr/sbin/nginx'),
    pgbouncer: path.join(folder, 'usr/sbin/pgbouncer'),
    systemdBin: path.join(folder, 'lib/systemd'),
    postgresBin: path.join(folder, 'usr/lib/postgresql', major, 'bin'),
    libraryPath: path.join(folder, libraryFolder),
    versions: files.map((file) => decodeURIComponent(file).split('_').slice(0, 2).join(' ')),
  }
  const needed = [
    found.nginx,
    found.pgbouncer,
    path.join(found.systemdBin, 'systemd-journal-remote'),
    ...['postgres', 'pg_basebackup'].map((name) => path.join(found.postgresBin, name)),
  ]
  for (const program of needed) demandLibraries(program, found.libraryPath)
  return found
}

function dependenciesOf(name: string): string[] {
  const said = run('apt-cache', ['depends', name])
  return [...said.matchAll(/^\s+(?:Pre)?Depends: ([a-z0-9.+-]+)/gm)].map(([, dependency]) => dependency as string)
}

function isInstalled(name: string): boolean {
  try {
    return run('dpkg', ['-s', name]).includes('Status: install ok installed')
  } catch {
    return false
  }
}

function demandLibraries(program: string, libraryPath: string): void {
  const said = run('ldd', [program], { env: { ...process.env, LD_LIBRARY_PATH: libraryPath } })
  const missing = [...said.matchAll(/^\s*(\S+) => not found/gm)].map(([, library]) => library)
  if (missing.length > 0) throw new Error(`${path.basename(program)} lacks ${missing.join(', ')} on this machine.`)
}

function run(program: string, args: string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): string {
  try {
    return execFileSync(program, args, { ...options, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    const { code, stderr = '' } = error as { code?: string; stderr?: string }
    if (code === 'ENOENT') throw new Error(`${program} is missing: the cluster is built from Debian’s packages.`)
    throw new Error(`${program} ${args.join(' ')}: ${stderr.trim()}`)
  }
}
