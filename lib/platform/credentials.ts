import fs from 'node:fs'
import path from 'node:path'
import { PlainError } from './errors.ts'

type Settings = Record<string, string | undefined>

/**
 * Settings with those that systemd hands over as files (`LoadCredential=AUTH_SECRET:…`): each file of
 * `CREDENTIALS_DIRECTORY` is the setting of its name. A folder of the service's own in memory keeps a secret out of the
 * environment, where whatever the service starts has it too. What the environment names, empty or not, outweighs the file, as
 * with `.env`.
 */
export function withCredentials(environment: Settings): Settings {
  const folder = environment.CREDENTIALS_DIRECTORY
  if (!folder) return environment
  const given = { ...environment }
  for (const name of namesIn(folder))
    if (/^[A-Z][A-Z0-9_]*$/.test(name) && environment[name] === undefined)
      // Editors and `echo` end a file with a line's end.
      given[name] = fs.readFileSync(path.join(folder, name), 'utf8').replace(/\r?\n$/, '')
  return given
}

function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder)
  } catch {
    throw new PlainError(`CREDENTIALS_DIRECTORY ${folder} cannot be read.`)
  }
}

/** Refuses a file of settings that any account of the machine can read (ASVS 13.3.2). A group may, such as the portal's. */
export function demandOwn(file: string): void {
  if (process.platform === 'win32') return
  const mode = fs.statSync(file, { throwIfNoEntry: false })?.mode ?? 0
  if ((mode & 0o007) !== 0) throw new PlainError(`Every account of this machine can read ${file}: chmod o= ${file}`)
}
