import type { Portal } from '#e2e/support/portal.ts'

/** Somebody who is logged in: what their browser sends, and where their bills are. */
export type Visitor = { cookie: string; home: string; bills: string[] }

/** Logs in as a browser without scripts would, with the code that came to the mobile. */
export async function logIn(portal: Portal, mobile: string): Promise<Visitor> {
  const asked = await post(portal, '/api/login', { who: mobile }, '')
  const [message] = await portal.messages(mobile)
  const code = /\b\d{6}\b/.exec(message?.text ?? '')?.[0]
  if (!code) throw new Error(`No code came to ${mobile}.`)
  const entered = await post(portal, '/api/login/code', { code }, cookieOf(asked, 'challenge'))
  const cookie = cookieOf(entered, 'session')
  const home = entered.headers.get('location') ?? ''
  const list = await (await fetch(`${portal.url}${home}/bills`, { headers: { cookie } })).text()
  const bills = new Set(list.match(new RegExp(`${home}/bills/[0-9a-f-]{36}`, 'g')))
  if (bills.size === 0) throw new Error(`${home} shows no bills.`)
  return { cookie, home, bills: [...bills] }
}

function post(portal: Portal, path: string, form: Record<string, string>, cookie: string): Promise<Response> {
  return fetch(`${portal.url}${path}`, {
    method: 'POST',
    headers: { origin: portal.url, cookie },
    body: new URLSearchParams(form),
    redirect: 'manual',
  })
}

function cookieOf(answer: Response, name: string): string {
  const cookie = answer.headers.getSetCookie().find((one) => one.startsWith(`${name}=`))
  if (!cookie)
    throw new Error(`The login gave no ${name} cookie, but ${answer.status} ${answer.headers.get('location')}.`)
  return cookie.split(';')[0] as string
}
