import fs from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { type Certificate, testCertificate } from '#lib/platform/test-certificate.ts'
import { asksWhetherReady, type OwnTls, readOwnTls } from './own-tls.ts'
import { patientServer, SOCKET_LIMITS } from './slow-sockets.ts'

const issuer = testCertificate('issuer.invalid', { isIssuer: true })
const portal = testCertificate('portal.internal', { issuer })
const pem = ({ cert, key }: Certificate): OwnTls => ({ cert, key })

const open: http.Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** A portal that is ready, or says `status`. */
async function listening(tls: OwnTls | null, status = 200): Promise<number> {
  const server = patientServer(
    (_, response) => response.writeHead(status).end('well'),
    new net.BlockList(),
    SOCKET_LIMITS,
    tls,
  )
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as net.AddressInfo).port
}

/** What a proxy hears that asks for `portal.internal`; the code of the error where it does not. */
function heard(port: number, options: https.RequestOptions): Promise<string> {
  return new Promise((resolve) => {
    const request = https.get(
      { host: '127.0.0.1', port, servername: 'portal.internal', agent: false, ...options },
      async (response) => resolve(Buffer.concat(await response.toArray()).toString()),
    )
    request.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
  })
}

test('a proxy that verifies is served over TLS 1.3, and nobody by anything older or in the clear', async () => {
  const port = await listening(pem(portal))
  const ca = issuer.cert
  expect(await heard(port, { ca })).toBe('well')
  expect(await heard(port, { ca, maxVersion: 'TLSv1.2' })).toBe('EPROTO')
  expect(await heard(port, { ca, servername: 'other.internal' })).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
  expect(await heard(port, {})).toMatch(/UNABLE_TO_/)
  const plain = await new Promise((resolve) => {
    const request = http.get({ host: '127.0.0.1', port, agent: false }, ({ statusCode }) => resolve(statusCode))
    request.on('error', () => resolve('refused'))
  })
  expect(plain).toBe('refused')
})

test('who opens a connection and never agrees on TLS is cut off like whoever sends slowly', async () => {
  const limits = { ...SOCKET_LIMITS, headerMs: 200 }
  const server = patientServer((_, response) => response.end(), new net.BlockList(), limits, pem(portal))
  open.push(server)
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const socket = net.connect((server.address() as net.AddressInfo).port, '127.0.0.1')
  socket.on('error', () => {})
  await new Promise((resolve) => socket.once('close', resolve))
})

test('the start believes its own certificate, whatever name it has, and no other', async () => {
  const port = await listening(pem(portal))
  const localUrl = `https://127.0.0.1:${port}`
  expect(await asksWhetherReady({ localUrl }, pem(portal))).toBe(true)
  expect(await asksWhetherReady({ localUrl }, pem(testCertificate('portal.internal')))).toBe(false)
  expect(await asksWhetherReady({ localUrl: `http://127.0.0.1:${await listening(null)}` }, null)).toBe(true)
  expect(await asksWhetherReady({ localUrl: `http://127.0.0.1:${await listening(null, 503)}` }, null)).toBe(false)
})

test('certificate and key come from files or as they are; what is wrong with them is said in words', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'own-tls-'))
  const file = (name: string, text: string) => {
    fs.writeFileSync(path.join(folder, name), text)
    return path.join(folder, name)
  }
  try {
    const named = { cert: file('cert.pem', portal.cert + issuer.cert), key: file('key.pem', portal.key) }
    expect(readOwnTls({ tls: null })).toBeNull()
    expect(readOwnTls({ tls: named })).toEqual({ cert: portal.cert + issuer.cert, key: portal.key })
    expect(readOwnTls({ tls: { ...named, key: portal.key } })?.key).toBe(portal.key)
    const nowhere = path.join(folder, 'nowhere.pem')
    expect(() => readOwnTls({ tls: { ...named, key: nowhere } })).toThrow(`TLS_KEY ${nowhere} cannot be read.`)
    expect(() => readOwnTls({ tls: { ...named, key: issuer.key } })).toThrow('the key that belongs to it')
    expect(() => readOwnTls({ tls: { ...named, cert: file('odd.pem', 'odd') } })).toThrow('are no certificate')
    const over = testCertificate('portal.internal', { issuer, until: new Date('2026-11-01T00:00:00Z') })
    expect(() => readOwnTls({ tls: pem(over) })).toThrow('ended at 2026-11-01T00:00:00.000Z')
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
})
