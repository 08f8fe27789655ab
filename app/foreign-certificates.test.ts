import fs from 'node:fs'
import https from 'node:https'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import tls from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { fetchMedia } from '#lib/messaging/chat/fetch-media.ts'
import { callProvider } from '#lib/messaging/provider.ts'
import { deliverPush } from '#lib/notifications/push/deliver-push.ts'
import { deliverEvent } from '#lib/payments/billing-webhook/deliver-event.ts'
import { razorpay } from '#lib/payments/gateway/razorpay.ts'
import { openDatabase } from '#lib/platform/db.ts'
import { env } from '#lib/platform/env.ts'
import { type Certificate, testCertificate } from '#lib/platform/test-certificate.ts'

// Push services of loopback are on no list.
vi.mock(import('#lib/notifications/push/push-services.ts'), async (original) => ({
  ...(await original()),
  isPushService: () => true,
}))

/** An authority that this machine trusts, and one that it does not. */
const authority = testCertificate('Trusted', { isIssuer: true })
const stranger = testCertificate('Untrusted', { isIssuer: true })
const RIGHT = testCertificate('localhost', { issuer: authority })
const WRONG: Record<string, Certificate> = {
  'signed by itself': testCertificate('localhost'),
  'of an authority that nobody trusts': testCertificate('localhost', { issuer: stranger }),
  'of another host': testCertificate('elsewhere.example', { issuer: authority }),
  'that has run out': testCertificate('localhost', { issuer: authority, until: new Date(Date.now() - 86_400_000) }),
}

const at = new Date('2026-11-23T10:00:00+05:30')
const browser = {
  key: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  secret: 'BTBZMqHH6r4Tts7J_aSIgg',
}
/** Everybody whom the portal calls over HTTPS (docs/security.md). */
const CALLS: Record<string, (url: string) => Promise<unknown>> = {
  'the gateway': (apiUrl) => razorpay({ apiUrl, keyId: 'key', keySecret: 'canary-secret' }).payment('pay_1'),
  'a provider of messages': (url) =>
    callProvider(url, { headers: { authkey: 'canary-secret' }, body: {} }, () => ({
      ...{ outcome: 'ACCEPTED', providerId: null },
    })),
  'the billing system': (url) =>
    deliverEvent({ url, keys: [Buffer.from('canary-secret')] }, { id: 'event', body: '{}', at }),
  'a push service': (endpoint) =>
    deliverPush(
      { privateKey: Buffer.alloc(32, 7), contact: 'mailto:it@khata.example' },
      { endpoint, ...browser },
      { text: 'news', at },
    ),
  'Meta’s files': (url) => {
    Object.assign(env().whatsapp.access as object, { graphUrl: url })
    return fetchMedia('1234567890')
  },
}

const servers: net.Server[] = []
const trusted = tls.getCACertificates('default')

beforeAll(() => {
  tls.setDefaultCACertificates([...trusted, authority.cert])
  vi.stubEnv('WHATSAPP_TOKEN', 'canary-secret')
  vi.stubEnv('WHATSAPP_PHONE_NUMBER_ID', '106000000000001')
  vi.stubEnv('WHATSAPP_APP_SECRET', 'canary-secret')
})
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})
afterAll(() => {
  tls.setDefaultCACertificates(trusted)
  vi.unstubAllEnvs()
})

describe.each(Object.entries(CALLS))('%s', (_, call) => {
  test.each(Object.entries(WRONG))('is told nothing behind a certificate %s', async (_, certificate) => {
    const { url, asked } = await serveHttps(certificate)
    await call(url)
    expect(asked).toEqual([])
  })

  test('is asked behind the right one', async () => {
    const { url, asked } = await serveHttps(RIGHT)
    await call(url)
    expect(asked).toHaveLength(1)
  })
})

describe('the database', () => {
  test.each(Object.entries(WRONG))(
    'is told no name and no password behind a certificate %s',
    async (_, certificate) => {
      expect(await greetings(certificate, 'sslmode=verify-full')).toBe(0)
    },
  )

  test('is told them behind one of an authority that the machine trusts', async () => {
    expect(await greetings(RIGHT, 'sslmode=verify-full')).toBeGreaterThan(0)
  })

  test('with an authority of its own is believed that one alone', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bijli-certificates-'))
    const file = path.join(folder, 'own-authority.pem')
    fs.writeFileSync(file, stranger.cert)
    const byOwn = `sslmode=verify-full&sslrootcert=${encodeURIComponent(file)}`
    try {
      expect(await greetings(testCertificate('localhost', { issuer: stranger }), byOwn)).toBeGreaterThan(0)
      expect(await greetings(RIGHT, byOwn)).toBe(0)
    } finally {
      fs.rmSync(folder, { recursive: true })
    }
  })
})

/** Answers everything with an error, and notes what it was asked. */
async function serveHttps({ cert, key }: Certificate): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = []
  const server = https.createServer({ cert, key }, (request, response) => {
    asked.push(`${request.method} ${request.url}`)
    response.writeHead(503).end()
  })
  return { url: `https://localhost:${await portOf(server)}`, asked }
}

/** How often a stand-in of PostgreSQL with this certificate hears who wants which database, which it never answers. */
async function greetings({ cert, key }: Certificate, terms: string): Promise<number> {
  let heard = 0
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined)
    // The first message asks for TLS.
    socket.once('data', () => {
      socket.write('S')
      const inside = new tls.TLSSocket(socket, { isServer: true, cert, key })
      inside.on('error', () => socket.destroy())
      inside.on('data', () => {
        heard += 1
        socket.destroy()
      })
    })
  })
  const db = openDatabase(`postgresql://portal@localhost:${await portOf(server)}/portal?${terms}`)
  await expect(db.$queryRaw`select 1`).rejects.toThrow()
  await db.$disconnect()
  return heard
}

async function portOf(server: net.Server): Promise<number> {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return (server.address() as AddressInfo).port
}
