import type { Portal } from '#e2e/support/portal.ts'

/** A person of the demo with two connections, logged in, and a program that reads for her. */
export type ScannedAs = { cookie: string; home: string; bill: string; token: string }

const MEENA = '9000001037'

/** Logs in as a browser without scripts would, and makes a key for a program, with the codes that come to the mobile. */
export async function logInToScan(portal: Portal): Promise<ScannedAs> {
  const jar = new Map<string, string>()
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const keep = (answer: Response) => {
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, value)
    }
    return answer
  }
  const post = async (path: string, form: Record<string, string> | string[][]) =>
    keep(
      await fetch(`${portal.url}${path}`, {
        ...{ method: 'POST', body: new URLSearchParams(form), redirect: 'manual' },
        headers: { origin: portal.url, cookie: cookie() },
      }),
    )
  const get = async (path: string) => (await fetch(`${portal.url}${path}`, { headers: { cookie: cookie() } })).text()
  const code = async () => {
    const [message] = await portal.messages(MEENA)
    return /\b\d{6}\b/.exec(message?.text ?? '')?.[0] ?? ''
  }

  await post('/api/login', { who: MEENA })
  const entered = await post('/api/login/code', { code: await code() })
  const home = /\/c\/[0-9a-f-]{36}/.exec(entered.headers.get('location') ?? '')?.[0]
  if (!home) throw new Error(`The login led to ${entered.status} ${entered.headers.get('location')}.`)
  const bill = new RegExp(`${home}/bills/([0-9a-f-]{36})`).exec(await get(`${home}/bills`))?.[1]
  if (!bill) throw new Error(`${home} shows no bills.`)
  await post('/api/account/tokens', [
    ['name', 'Scanner'],
    ...['consumption', 'bills', 'payments'].map((scope) => ['scope', scope]),
  ])
  const made = await post('/api/account/tokens/code', { code: await code() })
  const token = /bk_[\w-]{65}/.exec(await get(made.headers.get('location') ?? ''))?.[0]
  if (!token) throw new Error('No key for a program was made.')
  return { cookie: cookie(), home, bill, token }
}
