import type { Portal } from '#e2e/support/portal.ts'

/** A person of the demo with two connections, logged in, a program that reads for her, and an officer of her circle. */
export type ScannedAs = { cookie: string; home: string; bill: string; token: string; officer: string }

const MEENA = '9000001037'
const SUPERVISOR = '9000002004'

/** Logs both in as browsers without scripts would, and makes a key for a program, with the codes that come to the mobiles. */
export async function logInToScan(portal: Portal): Promise<ScannedAs> {
  const her = browser(portal)
  await her.post('/api/login', { who: MEENA })
  const entered = await her.post('/api/login/code', { code: await codeTo(portal, MEENA) })
  const home = /\/c\/[0-9a-f-]{36}/.exec(entered.headers.get('location') ?? '')?.[0]
  if (!home) throw new Error(`The login led to ${entered.status} ${entered.headers.get('location')}.`)
  const bill = new RegExp(`${home}/bills/([0-9a-f-]{36})`).exec(await her.get(`${home}/bills`))?.[1]
  if (!bill) throw new Error(`${home} shows no bills.`)
  await her.post('/api/account/tokens', [
    ['name', 'Scanner'],
    ...['consumption', 'bills', 'payments'].map((scope) => ['scope', scope]),
  ])
  const made = await her.post('/api/account/tokens/code', { code: await codeTo(portal, MEENA) })
  const token = /bk_[\w-]{65}/.exec(await her.get(made.headers.get('location') ?? ''))?.[0]
  if (!token) throw new Error('No key for a program was made.')
  return { cookie: her.cookie(), home, bill, token, officer: await enterDesk(portal) }
}

/** An officer's login; the demo shows what the authenticator shows. */
async function enterDesk(portal: Portal): Promise<string> {
  const desk = browser(portal)
  await desk.post('/api/desk/login', { mobile: SUPERVISOR })
  await desk.post('/api/desk/login/code', { code: await codeTo(portal, SUPERVISOR) })
  const shown = new RegExp(`>${SUPERVISOR}</a>.*?<code[^>]*>(\\d{6})</code>`, 's').exec(await desk.get('/demo'))?.[1]
  const entered = await desk.post('/api/desk/login/totp', { code: shown ?? '' })
  if (entered.headers.get('location') !== '/desk') throw new Error(`The desk's login led to ${entered.status}.`)
  return desk.cookie()
}

async function codeTo(portal: Portal, mobile: string): Promise<string> {
  const [message] = await portal.messages(mobile)
  return /\b\d{6}\b/.exec(message?.text ?? '')?.[0] ?? ''
}

function browser(portal: Portal) {
  const jar = new Map<string, string>()
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  return {
    cookie,
    get: async (path: string) => (await fetch(`${portal.url}${path}`, { headers: { cookie: cookie() } })).text(),
    post: async (path: string, form: Record<string, string> | string[][]) => {
      const answer = await fetch(`${portal.url}${path}`, {
        ...{ method: 'POST', body: new URLSearchParams(form), redirect: 'manual' },
        headers: { origin: portal.url, cookie: cookie() },
      })
      for (const line of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        jar.set(name, value)
      }
      return answer
    },
  }
}
