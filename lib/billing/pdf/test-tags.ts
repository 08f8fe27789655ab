import { execFileSync } from 'node:child_process'

/** A tag of a PDF with what is within it, in the order in which a reader of screens comes to it. */
export type Tag = {
  kind: string
  alt: string
  /** A table's own: of a head its id and scope, of a cell the heads that it belongs to. */
  table: { id: string; scope: string; heads: string[] }
  /** Pieces of the page's content that it holds, each as page and number. */
  pieces: { page: string; at: number }[]
  within: Tag[]
}
type Dictionary = Record<string, unknown>

/** The tree of tags of a PDF file, and the language of each piece that is not in the document's. */
export function tagsOf(file: string): { root: Tag; languages: string[] } {
  const run = (...args: string[]) => execFileSync('qpdf', args, { maxBuffer: 64 * 1024 * 1024, stdio: 'pipe' })
  const objects = JSON.parse(run('--json', '--json-key=qpdf', file).toString()).qpdf[1] as Record<string, Dictionary>
  const follow = (value: unknown): unknown => {
    const found = typeof value === 'string' ? objects[`obj:${value}`] : undefined
    return found ? (found.value ?? (found.stream as Dictionary).dict) : value
  }
  const listOf = (value: unknown): unknown[] => {
    const found = follow(value)
    return found === undefined || found === null ? [] : Array.isArray(found) ? found : [value]
  }
  const word = (value: unknown) => String(value ?? '').replace(/^(\/|u:|b:)/, '')

  function read(value: unknown, outer: string): Tag {
    const element = follow(value) as Dictionary
    const page = String(element['/Pg'] ?? outer)
    const tag: Tag = {
      kind: word(element['/S']),
      alt: word(element['/Alt']),
      table: tableOf(element),
      pieces: [],
      within: [],
    }
    for (const child of listOf(element['/K'])) {
      const found = follow(child)
      if (typeof found === 'number') tag.pieces.push({ page, at: found })
      else if ((found as Dictionary)['/Type'] === '/MCR')
        tag.pieces.push({
          page: String((found as Dictionary)['/Pg'] ?? page),
          at: Number((found as Dictionary)['/MCID']),
        })
      else if ((found as Dictionary)['/S']) tag.within.push(read(child, page))
    }
    return tag
  }

  function tableOf(element: Dictionary): Tag['table'] {
    const own = listOf(element['/A']).map((one) => follow(one) as Dictionary)
    const table = own.find((one) => one['/O'] === '/Table') ?? {}
    return { id: word(element['/ID']), scope: word(table['/Scope']), heads: listOf(table['/Headers']).map(word) }
  }

  const { value: trailer } = objects.trailer as { value: Dictionary }
  const catalog = follow(trailer['/Root']) as Dictionary
  const tree = follow(catalog['/StructTreeRoot']) as Dictionary
  const [first] = listOf(tree['/K'])
  const plain = run('--qdf', '--object-streams=disable', '--no-original-object-ids', file, '-').toString('latin1')
  const languages = [...plain.matchAll(/\/Lang \((\w\w-\w\w)\)/g)].map(([, language]) => language as string)
  return { root: read(first, ''), languages }
}

/** A tag and all within it, in the order of reading. */
export const inOrder = (tag: Tag): Tag[] => [tag, ...tag.within.flatMap(inOrder)]
