import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { EMBEDDED, FORGED, NO_COOKIE, NO_FORM } from '#e2e/support/other-sites.ts'
import { handlersOnDisk } from '#e2e/support/routes.ts'

/** The same on a running portal, with somebody's cookies: e2e/forged-forms.spec.ts. */
type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>
const handlers = handlersOnDisk().filter(({ route }) => !route.includes(' /demo/'))

/** What a handler says to somebody's requests where that is not 403, before it looks at anything of them. */
async function letThrough(route: string, file: string, asked: Record<string, RequestInit>): Promise<string[]> {
  const [method, address] = route.split(' ') as [string, string]
  const handler = (await import(file))[method] as Handler
  const url = `http://localhost:3000${address.replace(/\[[^\]]+\]/g, () => randomUUID())}`
  const through: string[] = []
  for (const [sender, init] of Object.entries(asked)) {
    // Without a request of Next.js around it, whatever asks for a cookie throws.
    const answer = await handler(new Request(url, { method, ...init }), { params: Promise.resolve({}) }).catch(
      () => null,
    )
    if (answer?.status !== 403) through.push(`${route} from ${sender}: ${answer?.status ?? 'looked further'}`)
  }
  return through
}

test('every handler that changes something refuses the forms of other sites, sent as forms or as text, before it looks at anything', async () => {
  const forms = handlers.filter(({ route }) => !/^(GET|HEAD) /.test(route) && !(route in NO_FORM))
  expect(forms.length).toBeGreaterThan(60)
  const body = new URLSearchParams({ a: 'b' })
  // Text is what a page of another site may send without asking first.
  const text = { type: 'text/plain', body: '{"a":"b"}' }
  const asked = Object.fromEntries(
    Object.entries(FORGED).flatMap(([sender, headers]) => [
      [sender, { headers, body }],
      [`${sender}, as text`, { headers: { ...headers, 'Content-Type': text.type }, body: text.body }],
    ]),
  )
  const through: string[] = []
  for (const { route, file } of forms) through.push(...(await letThrough(route, file, asked)))
  expect(through).toEqual([])
})

test('every file that a cookie opens is refused to pages of other sites that want it within themselves', async () => {
  const files = handlers.filter(({ route }) => /^GET (?!\/api\/v1\/)/.test(route) && !(route in NO_COOKIE))
  expect(files.length).toBeGreaterThan(15)
  const asked = Object.fromEntries(Object.entries(EMBEDDED).map(([sender, headers]) => [sender, { headers }]))
  const through: string[] = []
  for (const { route, file } of files) through.push(...(await letThrough(route, file, asked)))
  expect(through).toEqual([])
})
