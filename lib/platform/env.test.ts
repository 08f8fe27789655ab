import { generateKeyPairSync } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { addDays, dayOf } from '#lib/units/ist.ts'
import { readEnv } from './env.ts'
import { outboundOf } from './outbound.ts'

const reasonsOf = (source: Record<string, string>) => {
  const read = readEnv(source)
  return read.ok ? [] : read.reasons
}
const envOf = (source: Record<string, string>) => {
  const read = readEnv(source)
  if (!read.ok) throw new Error(read.reasons.join('; '))
  return read.env
}

const LIVE = {
  PORTAL_MODE: 'live',
  DATABASE_URL: 'postgresql://portal:secret@db.example/portal?sslmode=verify-full',
  AUTH_SECRET: 'x'.repeat(32),
  PORTAL_URL: 'https://khata.example',
  UPI_VPA: 'utility@bank',
  UPI_PAYEE_NAME: 'Utility',
  RAZORPAY_WEBHOOK_SECRET: 'whsec',
  SMS_PROVIDER: 'msg91',
  MSG91_AUTH_KEY: 'key',
}

test('nothing is needed for the demo, which listens on this machine alone', () => {
  expect(envOf({})).toMatchObject({ mode: 'demo', port: 3000, host: '127.0.0.1', portalUrl: 'http://localhost:3000' })
  expect(envOf({}).localUrl).toBe('http://127.0.0.1:3000')
  expect(envOf({ PORT: '3100', PORTAL_URL: ' ' }).portalUrl).toBe('http://localhost:3100')
})

test('a database of one’s own means live, unless the mode says demo', () => {
  const url = { DATABASE_URL: LIVE.DATABASE_URL }
  expect(reasonsOf(url).length).toBeGreaterThan(0)
  expect(envOf({ ...url, PORTAL_MODE: 'demo' }).mode).toBe('demo')
  expect(envOf(LIVE)).toMatchObject({ mode: 'live', host: '127.0.0.1', secureCookies: true })
})

test('a scanner of files is named by a socket or a port of this machine, and no other one is believed', () => {
  expect(envOf({}).clamd).toBeNull()
  expect(envOf({ CLAMD: '/run/clamav/clamd.ctl' }).clamd).toEqual({ path: '/run/clamav/clamd.ctl' })
  for (const [CLAMD, host] of Object.entries({
    '127.0.0.1:3310': '127.0.0.1',
    'localhost:3310': 'localhost',
    '[::1]:3310': '::1',
  })) {
    expect(envOf({ CLAMD }).clamd).toEqual({ host, port: 3310 })
    expect(outboundOf(envOf({ CLAMD })).named).toContain(`${host}:3310`)
  }
  for (const CLAMD of [
    '10.20.0.7:3310',
    'scanner.example:3310',
    '127.0.0.1',
    '127.0.0.1:0',
    '127.0.0.1:70000',
    'clamd.ctl',
  ])
    expect(reasonsOf({ CLAMD }), CLAMD).toEqual([
      'CLAMD must be the path of a Unix socket, or a port of this machine such as 127.0.0.1:3310',
    ])
})

test('an operator to ask about SIMs is named whole, by a key that can sign for the portal', () => {
  const pemOf = (namedCurve: string) =>
    generateKeyPairSync('ec', { namedCurve }).privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  const whole = {
    SIM_SWAP_URL: 'https://operators.example/sim-swap/v2',
    SIM_SWAP_TOKEN_URL: 'https://login.operators.example:8443/token',
    SIM_SWAP_CLIENT: 'portal',
    SIM_SWAP_KEY: pemOf('P-256'),
  }
  expect(envOf({}).simSwap).toBeNull()
  expect(envOf({ ...LIVE, ...whole }).simSwap).toMatchObject({ url: whole.SIM_SWAP_URL, clientId: 'portal' })
  expect(envOf({ ...whole, SIM_SWAP_URL: `${whole.SIM_SWAP_URL}/` }).simSwap?.url).toBe(whole.SIM_SWAP_URL)
  expect(outboundOf(envOf({ ...LIVE, ...whole })).named).toContain('operators.example:443')
  expect(outboundOf(envOf({ ...LIVE, ...whole })).named).toContain('login.operators.example:8443')
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sim-swap-'))
  fs.writeFileSync(path.join(folder, 'key.pem'), whole.SIM_SWAP_KEY)
  expect(envOf({ ...whole, SIM_SWAP_KEY: path.join(folder, 'key.pem') }).simSwap?.key.type).toBe('private')
  for (const SIM_SWAP_KEY of [pemOf('P-384'), 'no key', path.join(folder, 'gone.pem')])
    expect(reasonsOf({ ...whole, SIM_SWAP_KEY })).toEqual([
      'SIM_SWAP_KEY must be a private key of the curve P-256 as PEM, or the path of one',
    ])
  fs.rmSync(folder, { recursive: true })
  for (const name of Object.keys(whole))
    expect(reasonsOf({ ...whole, [name]: '' }), name).toEqual([
      'SIM_SWAP_URL and SIM_SWAP_TOKEN_URL, SIM_SWAP_CLIENT and SIM_SWAP_KEY go together',
    ])
  expect(reasonsOf({ ...LIVE, ...whole, SIM_SWAP_URL: 'http://operators.example' })).toEqual([
    'SIM_SWAP_URL must be an https:// address in live mode',
  ])
})

test('live, other machines are let in over TLS alone, and by a proxy that is named', () => {
  const tls = { TLS_CERT: '/etc/portal/tls/cert.pem', TLS_KEY: '/etc/portal/tls/key.pem' }
  const named = { TRUSTED_PROXIES: '127.0.0.1, 10.20.0.4' }
  const localUrls = { '::': '[::1]', '0.0.0.0': '127.0.0.1', '10.0.0.5': '10.0.0.5', 'fd00::5': '[fd00::5]' }
  for (const [HOST, local] of Object.entries({ ...localUrls, 'portal.internal': 'portal.internal' })) {
    const there = { ...LIVE, ...named, HOST }
    expect(reasonsOf(there), HOST).toEqual([expect.stringMatching(/^HOST lets other machines in/)])
    expect(reasonsOf({ ...there, TLS_CERT: tls.TLS_CERT }), HOST).toContain('TLS_CERT and TLS_KEY go together')
    const { host, tls: own, localUrl } = envOf({ ...there, ...tls })
    expect([host, own, localUrl]).toEqual([HOST, { cert: tls.TLS_CERT, key: tls.TLS_KEY }, `https://${local}:3000`])
    for (const TRUSTED_PROXIES of ['', '127.0.0.1', '127.0.0.2,::1'])
      expect(reasonsOf({ ...there, ...tls, TRUSTED_PROXIES }), HOST).toEqual([
        'TRUSTED_PROXIES must name the proxy on the other machine: all people behind it would share one limit',
      ])
  }
  for (const HOST of ['127.0.0.1', '127.0.0.9', '::1', 'localhost']) {
    expect(envOf({ ...LIVE, HOST }).tls).toBeNull()
    expect(envOf({ ...LIVE, HOST }).localUrl).toMatch(/^http:/)
  }
  for (const HOST of ['127.0.0.1.example', '127.1', '1270.0.0.1'])
    expect(reasonsOf({ ...LIVE, ...named, HOST })).toHaveLength(1)
  expect(reasonsOf(tls)).toEqual(['TLS_CERT is for live mode: the demo calls itself without'])
})

test('live mode names everything that it lacks at once', () => {
  expect(reasonsOf({ PORTAL_MODE: 'live' })).toEqual([
    'DATABASE_URL is needed in live mode: a PostgreSQL that somebody backs up',
    'AUTH_SECRET is needed in live mode',
    'PORTAL_URL must be an https:// address in live mode',
    'UPI_VPA must be the real payee in live mode',
    'UPI_PAYEE_NAME is needed in live mode',
    'RAZORPAY_WEBHOOK_SECRET is needed in live mode',
    'SMS_PROVIDER must be a real provider in live mode, such as msg91',
    'MSG91_AUTH_KEY is needed in live mode',
  ])
})

test.each(Object.keys(LIVE).filter((name) => name !== 'PORTAL_MODE'))('live mode does not start without %s', (name) => {
  const reasons = reasonsOf({ ...LIVE, [name]: '' })
  expect(reasons).toHaveLength(1)
  expect(reasons[0]).toMatch(new RegExp(`^${name} `))
})

test('live mode refuses what only plays at being real', () => {
  expect(reasonsOf({ ...LIVE, UPI_VPA: 'demo@invalid' })).toEqual(['UPI_VPA must be the real payee in live mode'])
  expect(reasonsOf({ ...LIVE, SMS_PROVIDER: 'demo' })[0]).toContain('SMS_PROVIDER must be a real provider')
  expect(reasonsOf({ ...LIVE, WHATSAPP_TOKEN: 'EAAG' })).toEqual([
    'WHATSAPP_TOKEN and WHATSAPP_PHONE_NUMBER_ID and WHATSAPP_APP_SECRET go together',
  ])
  expect(reasonsOf({ ...LIVE, PORTAL_CLOCK: '+1d' })).toEqual(['PORTAL_CLOCK is for demo and tests only'])
  expect(reasonsOf({ ...LIVE, PORTAL_URL: 'http://khata.example' })[0]).toContain('https://')
})

test.each([
  ['PORT', 'eighty', 'PORT must be a whole number from 1 to 65535'],
  ['PORT', '70000', 'PORT must be a whole number from 1 to 65535'],
  ['PORTAL_MODE', 'production', 'PORTAL_MODE must be demo or live'],
  ['PORTAL_URL', 'khata.example', 'PORTAL_URL must be an address with http:// or https://'],
  ['DATABASE_URL', 'mysql://db/portal', 'DATABASE_URL is no postgresql:// address'],
  ['AUTH_SECRET', 'short', 'AUTH_SECRET must have at least 32 characters'],
  ['UPI_VPA', 'nobody', 'UPI_VPA is no UPI address such as name@bank'],
  ['SMS_PROVIDER', 'pigeon', 'SMS_PROVIDER must be demo or msg91'],
  ['NEWS_HOURS', '21-8', 'NEWS_HOURS must be two hours of the day such as 8-21'],
  ['NEWS_HOURS', '8-25', 'NEWS_HOURS must be two hours of the day such as 8-21'],
  ['AUTHENTICATOR_STEPS_OFF', '2', 'AUTHENTICATOR_STEPS_OFF must be a whole number from 0 to 1'],
  ['LINK_BY_OLD_BILL', 'maybe', 'LINK_BY_OLD_BILL must be yes or no'],
  ['BUILD_DEMO', 'No', 'BUILD_DEMO must be yes or no'],
  ['BUILD_DEMO', 'no', 'BUILD_DEMO no is for live mode: it leaves out the demo'],
  ['BILL_DAY', '31', 'BILL_DAY must be a whole number from 1 to 28'],
  ['PORTAL_CLOCK', '2026-11-23T10:00', 'PORTAL_CLOCK is neither an instant with an offset nor an offset such as +36h'],
])('%s=%s is refused in plain words', (name, value, reason) => {
  expect(reasonsOf({ PORTAL_MODE: 'demo', [name]: value })).toEqual([reason])
})

test('the demo is built unless the settings of a live portal say otherwise', () => {
  expect([envOf({}).buildsDemo, envOf(LIVE).buildsDemo]).toEqual([true, true])
  expect(envOf({ ...LIVE, BUILD_DEMO: 'no' }).buildsDemo).toBe(false)
})

test('a code of an authenticator holds its own 30 seconds unless the utility says otherwise', () => {
  expect(envOf(LIVE).authenticatorStepsOff).toBe(0)
  expect(envOf({ ...LIVE, AUTHENTICATOR_STEPS_OFF: '1' }).authenticatorStepsOff).toBe(1)
})

test('.env.example names every setting, and none that does not exist', () => {
  const example = fs.readFileSync(path.join(import.meta.dirname, '../../.env.example'), 'utf8')
  const parts = path.join(import.meta.dirname, 'env')
  const source = fs.readdirSync(parts).map((part) => fs.readFileSync(path.join(parts, part), 'utf8'))
  const named = [...example.matchAll(/^#([A-Z_]+)=/gm)].map(([, name]) => name).sort()
  const known = [...source.join('\n').matchAll(/^ {2}([A-Z_]+): /gm)].map(([, name]) => name).sort()
  expect(named).toEqual(known)
})

test('templates of messages are told by name, one setting each', () => {
  const { sms } = envOf({ ...LIVE, SMS_TEMPLATE_OTP: '66a0aa', SMS_TEMPLATE_BILLS_DUE_EN: ' 66a0bb ' })
  expect(sms?.templates).toEqual(
    new Map([
      ['otp', '66a0aa'],
      ['bills_due_en', '66a0bb'],
    ]),
  )
  expect(envOf({}).sms).toBeNull()
})

test('codes of a minute are far more than a circle asks for on its fullest evening, 12 a second', () => {
  expect(envOf({}).codesPerMinute).toBeGreaterThan(4 * 12 * 60)
  expect(envOf({ CODES_PER_MINUTE: '25000' }).codesPerMinute).toBe(25_000)
  for (const wrong of ['0', '-1', '1.5', 'many'])
    expect(reasonsOf({ CODES_PER_MINUTE: wrong })[0], wrong).toMatch(/^CODES_PER_MINUTE /)
})

test('the billing system is told of money over https alone, and signed; the demo may tell one on its own machine', () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
  const hook = (BILLING_WEBHOOK_URL: string, BILLING_WEBHOOK_SECRET = secret) => ({
    ...{ BILLING_WEBHOOK_URL, BILLING_WEBHOOK_SECRET },
  })
  expect(envOf({}).billingWebhook).toBeNull()
  const both = envOf({
    ...LIVE,
    ...hook('https://billing.example/hooks', `${secret}, ${secret}@${addDays(dayOf(new Date()), 1)}`),
  }).billingWebhook
  expect(both?.keysAt(new Date()).map(({ length }) => length)).toEqual([32, 32])
  expect(envOf(hook('http://127.0.0.1:9/hooks')).billingWebhook?.url).toBe('http://127.0.0.1:9/hooks')
  for (const wrong of ['http://billing.example', 'https://me:password@billing.example', 'ftp://billing.example'])
    expect(reasonsOf(hook(wrong)).join()).toContain('BILLING_WEBHOOK_URL')
  expect(reasonsOf({ ...LIVE, ...hook('http://127.0.0.1:9/hooks') }).join()).toContain('BILLING_WEBHOOK_URL')
  for (const short of ['', 'secret', 'whsec_c2hvcnQ=', `${secret},whsec_!`])
    expect(reasonsOf(hook('https://billing.example', short)).join()).toContain('BILLING_WEBHOOK_SECRET')
})

test('live, a database on another machine is asked over TLS; one on this machine need not be', () => {
  const at = (database: string) => ({ ...LIVE, DATABASE_URL: database })
  for (const here of ['localhost', '127.0.0.1:5432', '[::1]', 'x']) {
    const socket = here === 'x' ? '?host=/run/postgresql' : ''
    expect(reasonsOf(at(`postgresql://portal@${here}/portal${socket}`))).toEqual([])
  }
  expect(reasonsOf(at('postgresql://portal@%2Frun%2Fpostgresql/portal'))).toEqual([])
  for (const mode of ['require', 'verify-ca', 'verify-full'])
    expect(reasonsOf(at(`postgresql://portal@db.example/portal?sslmode=${mode}`))).toEqual([])
  const clear = 'postgresql://portal@db.example/portal'
  for (const open of [clear, `${clear}?sslmode=prefer`, `${clear}?sslmode=disable`, `${clear}?host=10.20.0.9`])
    expect(reasonsOf(at(open))).toEqual(['DATABASE_URL leads to another machine: add ?sslmode=verify-full'])
  expect(reasonsOf({ ...LIVE, DATABASE_READ_URL: clear, DATABASE_OWNER_URL: clear })).toEqual([
    'DATABASE_OWNER_URL leads to another machine: add ?sslmode=verify-full',
    'DATABASE_READ_URL leads to another machine: add ?sslmode=verify-full',
  ])
  expect(reasonsOf({ PORTAL_MODE: 'demo', DATABASE_URL: clear })).toEqual([])
})

test('proxies are addresses or networks, and a contact says how', () => {
  expect(envOf({}).trustedProxies).toEqual(['127.0.0.1', '::1'])
  expect(envOf({ TRUSTED_PROXIES: '10.20.0.5, 2001:db8::/32' }).trustedProxies).toEqual(['10.20.0.5', '2001:db8::/32'])
  for (const wrong of ['nginx', '10.20.0.0/33', '10.20.0/16', '*'])
    expect(reasonsOf({ TRUSTED_PROXIES: wrong })[0], wrong).toMatch(/^TRUSTED_PROXIES /)
  expect(reasonsOf({ SECURITY_CONTACT: 'security@khata.example' })[0]).toMatch(/^SECURITY_CONTACT /)
})

test('the desk has a host and networks of its own where they are set, else the consumers’', () => {
  expect(envOf(LIVE)).toMatchObject({ deskUrl: 'https://khata.example', deskHost: null, deskNetworks: [] })
  const own = { DESK_HOST: 'Desk.khata.example', DESK_NETWORKS: '10.20.0.0/16, 2001:db8:7::/48,fd00::5' }
  expect(envOf({ ...LIVE, ...own })).toMatchObject({
    ...{ deskUrl: 'https://desk.khata.example', deskHost: 'desk.khata.example' },
    deskNetworks: ['10.20.0.0/16', '2001:db8:7::/48', 'fd00::5'],
  })
  expect(envOf({ PORT: '3100', DESK_HOST: 'desk.localhost' }).deskUrl).toBe('http://desk.localhost:3100')
  for (const wrong of ['https://desk.khata.example', 'desk.khata.example:443', 'desk/x', 'a b', 'me@desk', '10.1'])
    expect(reasonsOf({ ...LIVE, DESK_HOST: wrong }), wrong).toEqual([
      'DESK_HOST must be a host alone such as desk.khata.example: no https://, no port',
    ])
  for (const wrong of ['10.20.0.0/33', 'office', '10.20.0/16', '::/129', '10.20.0.0-10.20.0.9'])
    expect(reasonsOf({ ...LIVE, DESK_NETWORKS: wrong }), wrong).toEqual([
      'DESK_NETWORKS must be addresses or networks such as 10.20.0.0/16',
    ])
  for (const taken of ['khata.example', 'localhost', '[::1]'])
    expect(reasonsOf({ ...LIVE, DESK_HOST: taken })).toEqual([
      'DESK_HOST is the host of PORTAL_URL or this machine’s own name: the desk needs another',
    ])
})

const SECRETS = ['RAZORPAY_WEBHOOK_SECRET', 'WHATSAPP_APP_SECRET', 'MSG91_WEBHOOK_SECRET', 'BILLING_WEBHOOK_SECRET']
test.each(SECRETS)('live, an old %s has a last day within a month, and a past one is no fault', (name) => {
  const [fresh, old] = [1, 2].map((byte) => `whsec_${Buffer.alloc(24, byte).toString('base64')}`)
  const whatsapp = { WHATSAPP_TOKEN: 'token', WHATSAPP_PHONE_NUMBER_ID: '1', WHATSAPP_APP_SECRET: 'meta' }
  const reasons = (list: string, source: Record<string, string> = LIVE) =>
    reasonsOf({ ...source, ...whatsapp, [name]: list })
  const inDays = (days: number) => addDays(dayOf(new Date()), days)
  for (const last of [inDays(31), inDays(0), inDays(-400)])
    expect(reasons(`${fresh}, ${old}@${last},${old}@${last}`), last).toEqual([])
  expect(reasons(`${fresh},${old}`)).toEqual([
    `${name} needs the last day of each old secret, as in new,old@2026-12-05`,
  ])
  // One day over, for a test that runs at midnight.
  expect(reasons(`${fresh},${old}@${inDays(33)}`)).toEqual([`${name} lets an old secret hold for more than 31 days`])
  expect(reasons(`${old}@${inDays(3)},${fresh}`)).toContain(
    `${name} begins with an old secret: the new one stands first, without a day`,
  )
  for (const source of [LIVE, {}] as const)
    expect(reasons(`${fresh},${old}@2026-02-30`, source)).toEqual([
      `${name} has a last day that is none of the calendar`,
    ])
  expect(reasons(`${fresh},${old}`, {})).toEqual([])
})

test('a comma too many is no secret, with which anybody could sign', () => {
  expect(reasonsOf({ ...LIVE, AUTH_SECRET: ' , ' })).toEqual(['AUTH_SECRET is needed in live mode'])
  const { gatewaySecretsAt, whatsapp } = envOf({ RAZORPAY_WEBHOOK_SECRET: 'new, old,', WHATSAPP_APP_SECRET: ',new' })
  const now = new Date()
  expect(gatewaySecretsAt(now)).toEqual(['new', 'old'])
  expect(whatsapp.appSecretsAt(now)).toEqual(['new'])
  expect(reasonsOf({ ...LIVE, RAZORPAY_WEBHOOK_SECRET: ' , ' })).toEqual([
    'RAZORPAY_WEBHOOK_SECRET is needed in live mode',
  ])
})
