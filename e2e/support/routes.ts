import fs from 'node:fs'
import path from 'node:path'
import { ROOT } from './run-program.ts'

/** `GET /c/[connection]` and the like, of every page and every method of every route handler. */
export function routesOnDisk(): string[] {
  return [...pagesOnDisk().map((address) => `GET ${address}`), ...handlersOnDisk().map(({ route }) => route)]
}

/** `POST /api/login` and the like, of every method of every route handler, with its file. */
export function handlersOnDisk(): { route: string; file: string }[] {
  return filesOf('route').flatMap(({ file, address }) => {
    const source = fs.readFileSync(file, 'utf8')
    const methods = [...source.matchAll(/^export (?:async )?(?:function|const) (GET|HEAD|POST|PUT|PATCH|DELETE)\b/gm)]
    return methods.map(([, method]) => ({ route: `${method} ${address}`, file }))
  })
}

/** `/c/[connection]` and the like, of every page. */
export function pagesOnDisk(): string[] {
  return filesOf('page').map(({ address }) => address)
}

/** The page that a path leads to. */
export const pageOf = (path: string): string | undefined => addressOf(path, pagesOnDisk())

/** Which of these addresses a path leads to; fixed words go before what stands for anything. */
export function addressOf(path: string, addresses: readonly string[]): string | undefined {
  const parts = (path.split('?')[0] ?? '').split('/')
  const fits = (address: string) => {
    const own = address.split('/')
    return own.length === parts.length && own.every((part, index) => part.startsWith('[') || part === parts[index])
  }
  const placeholders = (address: string) => address.split('[').length
  return addresses.filter(fits).sort((a, b) => placeholders(a) - placeholders(b))[0]
}

/** Those of the demo have an extension of their own (`next.config.js`). */
function filesOf(kind: 'page' | 'route'): { file: string; address: string }[] {
  const named = new RegExp(`^${kind}(\\.demo)?\\.tsx?$`)
  const app = path.join(ROOT, 'app')
  const files = fs.readdirSync(app, { recursive: true }).map(String)
  return files
    .filter((file) => named.test(path.basename(file)))
    .map((file) => {
      // Folders in brackets only group.
      const folders = path
        .dirname(file)
        .split(path.sep)
        .filter((part) => part !== '.' && !/^\(.*\)$/.test(part))
      return { file: path.join(app, file), address: `/${folders.join('/')}` }
    })
}
