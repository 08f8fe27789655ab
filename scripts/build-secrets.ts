import fs from 'node:fs'
import path from 'node:path'

const ROOT = path.dirname(import.meta.dirname)
const MARK = 'secret-of-no-build'

/**
 * What a build is given in place of this machine's secrets. It needs none of them; and since these would show in what it makes
 * wherever a real one could (`secretsIn`), a build that bakes a secret in is noticed. A file `.env` does not come before them.
 */
export function buildSecrets(): Record<string, string> {
  const settings = fs.readFileSync(path.join(ROOT, '.env.example'), 'utf8').matchAll(/^#([A-Z_0-9]+)=/gm)
  const names = [...settings].flatMap(([, name = '']) => (isSecret(name) ? [name] : []))
  return Object.fromEntries([...names, 'NEXTAUTH_SECRET'].map((name) => [name, `${MARK}-${name}-0123456789abcdef`]))
}

/** Keys, words and tokens, and the addresses of databases, which hold passwords. */
const isSecret = (name: string): boolean => /SECRET|TOKEN|(^|_)KEYS?($|_)|DATABASE\w*_URL$/.test(name)

/** The files of a build below its folder; what it keeps for the next one (`cache`) is no part of it. */
export function builtFiles(folder: string): string[] {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name)))
    .filter((file) => !file.startsWith(`cache${path.sep}`))
}

/** The files of a build that hold one of them. */
export function secretsIn(folder: string): { searched: string[]; holding: string[] } {
  const searched = builtFiles(folder)
  const holding = searched.filter((file) => fs.readFileSync(path.join(folder, file)).includes(MARK))
  return { searched, holding }
}
