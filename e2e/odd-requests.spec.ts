import fc from 'fast-check'
import { fuzz } from '#lib/platform/test-fuzz.ts'
import { expect, test } from './fixtures.ts'
import { newestCode } from './support/log-in.ts'
import { type OddRequest, oddRequests, send } from './support/odd-requests.ts'
import { routesOnDisk } from './support/routes.ts'

// The requests are anything: nobody else's portal is asked them.
test.use({ clock: '2026-11-23T10:00:00+05:30', apart: 'odd' })

const SURESH = '9000001047'
/** Words of a program that failed: a stack, a file of ours, a statement, an error of the database. */
const TOLD_TOO_MUCH =
  /\bat \S+ \(|\.(ts|mjs|js):\d+:\d+|node_modules\/|\/tmp\/|Prisma|SQLSTATE|syntax error at|"public"\./i
const AT_ONCE = 6
const { numRuns, seed } = fuzz(80, 5_000)

test(`${numRuns} odd requests are answered without an error, and tell nothing of the machine`, async ({
  portal,
  request,
}) => {
  test.setTimeout(1_200_000)
  const headers = { Origin: portal.url }
  await request.post('/api/login', { form: { who: SURESH }, headers })
  const inside = await request.post('/api/login/code', {
    ...{ form: { code: await newestCode(portal, SURESH) }, headers, maxRedirects: 0 },
  })
  const connection = /\/c\/([0-9a-f-]{36})/.exec(inside.headers().location ?? '')?.[1] ?? ''
  expect(connection).not.toBe('')
  const { cookies } = await request.storageState()
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')

  // Logging out would end the story, and the demo's own switches are no part of the portal.
  const routes = routesOnDisk().filter((route) => !/logout|\/demo\//.test(route))
  const waiting = fc.sample(oddRequests(routes, { cookie, connection, origin: portal.url }), { numRuns, seed })
  const wrong: string[] = []
  const told = ({ method, path, headers: sent, body }: OddRequest) =>
    `${method} ${path.slice(0, 200)} ${JSON.stringify(sent).slice(0, 300)} ${body.toString('latin1').slice(0, 200)}`
  const worker = async () => {
    for (let one = waiting.pop(); one; one = waiting.pop()) {
      const { status, text } = await send(portal.url, one)
      // Node.js answers heads above 16 KB with 431 and hangs up, which a sender of a long body may not come to read.
      const isUnread = status === 0 && one.path.length > 16_000
      if ((status === 0 && !isUnread) || status >= 500) wrong.push(`${status}: ${told(one)}`)
      const slip = TOLD_TOO_MUCH.exec(text)
      if (slip) wrong.push(`“${slip[0]}”: ${told(one)}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  expect(wrong).toEqual([])
  expect((await request.get('/api/ready')).status()).toBe(200)
})
