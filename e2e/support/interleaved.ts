import { randomUUID } from 'node:crypto'

/** Somebody who reads, and what is theirs alone. */
export type Reader = {
  cookie: string
  /** Name, consumer number, mobile, and the id in their addresses. */
  own: readonly string[]
  paths: readonly string[]
}
export type Answer = { status: number; cacheControl: string; text: string }
type Ask = (path: string, headers: Record<string, string>) => Promise<Answer>

/** A path as a page, as Next.js asks for it within a page, and as what a cache may take for a file that is everybody's. */
const WAYS: ((path: string) => [path: string, headers: Record<string, string>])[] = [
  (path) => [path, {}],
  (path) => [`${path}?_rsc=${randomUUID().slice(0, 5)}`, { RSC: '1' }],
  (path) => [`${path}.rsc`, {}],
  (path) => [`${path}.css`, {}],
  (path) => [`${path}/style.css`, {}],
  (path) => [`${path}?v=1.css`, {}],
]
const KEPT_BY_NOBODY = /^(?=.*\bprivate\b)(?=.*\bno-store\b)/

/**
 * Asks `count` times, `atOnce` at a time, in turn for two readers, whose addresses are partly the same. Returns what was
 * wrong: a word of the other's, or an answer with something of a person that a cache may keep; and how many answers held
 * something of each reader's own.
 */
export async function readInterleaved(
  ask: Ask,
  readers: readonly [Reader, Reader],
  { count, atOnce = 8 }: { count: number; atOnce?: number },
): Promise<{ wrong: string[]; ownSeen: [number, number]; statuses: Record<number, number> }> {
  const wrong: string[] = []
  const ownSeen: [number, number] = [0, 0]
  const statuses: Record<number, number> = {}
  let next = 0
  const read = async () => {
    for (let turn = next++; turn < count; turn = next++) {
      const who = (turn % 2) as 0 | 1
      const [reader, other] = [readers[who], readers[1 - who] as Reader]
      const nth = turn >> 1
      const way = WAYS[nth % WAYS.length] as (typeof WAYS)[number]
      const page = reader.paths[Math.floor(nth / WAYS.length) % reader.paths.length] as string
      const [path, headers] = way(page)
      const { status, cacheControl, text } = await ask(path, { ...headers, cookie: reader.cookie })
      statuses[status] = (statuses[status] ?? 0) + 1
      const said = `${turn}: ${status} ${path}`
      if (status >= 500) wrong.push(said)
      // Their number stands in the paths of neither, so no answer can repeat it.
      for (const word of other.own) if (text.includes(word)) wrong.push(`${said} holds the other’s ${word}`)
      if (!reader.own.some((word) => text.includes(word))) continue
      ownSeen[who] += 1
      if (!KEPT_BY_NOBODY.test(cacheControl)) wrong.push(`${said} may be kept: ${cacheControl}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, read))
  return { wrong, ownSeen, statuses }
}

/** What somebody reads of a connection of theirs (`/c/ID`); the first ones have the same address for everybody. */
export const pathsOf = (home: string): string[] => [
  ...['/connections', '/account/data', '/account/notices', '/home'],
  ...['', '/bills', '/consumption', '/payments', '/profile', '/complaints'].map((part) => `${home}${part}`),
]
