import fs from 'node:fs'
import https from 'node:https'
import path from 'node:path'
import { freePort } from '../support/portal.ts'
import { ROOT } from '../support/run-program.ts'
import { type Certificate, type Issuer, newIssuer } from './certificates.ts'
import { DESK_HOST } from './cluster.ts'
import { expect, test } from './fixtures.ts'
import { type Nginx, startNginx } from './nginx.ts'
import { adapted } from './server-process.ts'

/** The desk at a host of its own, by docs/deploy/desk.conf: for devices that the utility has put a certificate on. */
let nginx: Nginx
let port: number
let devices: Issuer
let counter: Certificate
let lost: Certificate

test.beforeAll(async ({ cluster: { folder, ports, programs } }) => {
  const servers = path.join(folder, 'servers')
  port = await freePort()
  devices = newIssuer(path.join(servers, 'devices'), 'Devices')
  counter = devices.issue('counter-1')
  lost = devices.issue('counter-2')
  const own = newIssuer(path.join(servers, 'desk-host'), 'Hosts').issue(DESK_HOST)
  const beside = adapted(fs.readFileSync(path.join(ROOT, 'docs/deploy/desk.conf'), 'utf8'), {
    'listen 443': `listen 127.0.0.1:${port}`,
    'desk.khata.example': DESK_HOST,
    '/etc/ssl/khata.example/fullchain.pem': own.certificate,
    '/etc/ssl/khata.example/privkey.pem': own.key,
    '/etc/nginx/devices-issuer.pem': devices.certificate,
    '/etc/nginx/devices-lost.pem': devices.lost(lost),
    '/var/log/nginx/desk.log': path.join(servers, 'nginx-desk', 'desk.log'),
    'proxy_set_header Host $host': 'proxy_set_header Host $http_host',
  })
  nginx = await startNginx(path.join(servers, 'nginx-desk'), programs, ports, { beside })
})
test.afterAll(() => nginx?.server.stop())

test('a device of the utility comes to the desk’s login, and to no page of consumers', async () => {
  const login = await ask('/desk/login', counter)
  expect([login.status, login.text]).toEqual([200, expect.stringContaining('<h1')])
  expect((await ask('/login', counter)).status).toBe(404)
  for (const place of ['/api/metrics', '/api/ready']) expect((await ask(place, counter)).status, place).toBe(404)
})

test('without a certificate, with somebody else’s, or with that of a lost device nobody sees a page', async () => {
  const strange = newIssuer(path.join(path.dirname(devices.certificate), 'strange'), 'Devices').issue('counter-1')
  for (const device of [undefined, strange, lost]) {
    const { status, text } = await ask('/desk/login', device)
    expect([status, text]).toEqual([400, expect.stringMatching(/SSL certificate/)])
    expect(text).not.toContain('desk')
  }
})

function ask(place: string, device?: Certificate): Promise<{ status: number; text: string }> {
  const shown = device && { key: fs.readFileSync(device.key), cert: fs.readFileSync(device.certificate) }
  const headers = { Host: `${DESK_HOST}:${port}`, Accept: 'text/html' }
  const options = { host: '127.0.0.1', servername: DESK_HOST, port, path: place, headers, rejectUnauthorized: false }
  return new Promise((resolve, reject) => {
    const request = https.get({ ...options, ...shown, agent: false }, async (response) => {
      const chunks: Buffer[] = []
      for await (const chunk of response) chunks.push(chunk as Buffer)
      resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() })
    })
    request.on('error', reject)
  })
}
