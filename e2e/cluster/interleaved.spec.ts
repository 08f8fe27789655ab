import https from 'node:https'
import { type Answer, pathsOf, type Reader, readInterleaved } from '../support/interleaved.ts'
import type { Cluster } from './cluster.ts'
import { expect, test } from './fixtures.ts'
import { logInAcross, newBrowser } from './person.ts'

const SUNIL = { mobile: '9000001031', consumerNo: '100044280031', name: 'सुनील मुंडा' }
const JYOTI = { mobile: '9000001033', consumerNo: '100044280033', name: 'ज्योति नमूना स्टोर' }
const REQUESTS = Number(process.env.INTERLEAVED_REQUESTS ?? 10_000)

test(`in ${REQUESTS} requests of two people in turn, through the proxy, neither reads a word of the other’s`, async ({
  cluster,
}) => {
  test.setTimeout(1_800_000)
  const readers = [await readerOf(cluster, SUNIL), await readerOf(cluster, JYOTI)] as const
  const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false })
  const { wrong, ownSeen, statuses } = await readInterleaved(
    (path, headers) => askProxy(`${cluster.url}${path}`, { headers, agent }),
    readers,
    { count: REQUESTS },
  )
  agent.destroy()
  process.stdout.write(`· ${JSON.stringify({ requests: REQUESTS, ownSeen, statuses })}\n`)
  expect(wrong).toEqual([])
  for (const seen of ownSeen) expect(seen).toBeGreaterThan(REQUESTS / 8)
  expect(new Set(cluster.servedBy()).size).toBe(2)
})

async function readerOf(cluster: Cluster, person: typeof SUNIL): Promise<Reader> {
  const browser = newBrowser()
  const home = await logInAcross(cluster, browser, person.mobile)
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return { cookie, own: [person.name, person.consumerNo, person.mobile, home], paths: pathsOf(home) }
}

/** As a browser asks, without following where an answer leads; the certificate is of this cluster alone. */
function askProxy(url: string, options: https.RequestOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = https.get(url, options, (answer) => {
      const pieces: Buffer[] = []
      answer.on('data', (piece: Buffer) => pieces.push(piece))
      answer.on('error', reject)
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          cacheControl: answer.headers['cache-control'] ?? '',
          text: Buffer.concat(pieces).toString('utf8'),
        }),
      )
    })
    request.on('error', reject)
  })
}
