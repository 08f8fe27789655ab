import type { APIResponse, BrowserContext } from '@playwright/test'
import { expect } from '../fixtures.ts'
import { newestCode } from './log-in.ts'
import type { Portal } from './portal.ts'
import { addressOf, routesOnDisk } from './routes.ts'

type Fields = Record<string, string | string[]>

/** Somebody with a browser's cookies who asks for pages and sends forms without one; each route they took is noted. */
export class Walker {
  readonly #context: BrowserContext
  readonly #portal: Portal
  readonly #taken: Set<string>

  constructor(context: BrowserContext, portal: Portal, taken: Set<string>) {
    this.#context = context
    this.#portal = portal
    this.#taken = taken
  }

  /** The text of a page, or of the page that it leads to. */
  async read(path: string, headers: Record<string, string> = {}): Promise<string> {
    const answer = await this.get(path, headers)
    const next = answer.headers().location
    return next ? this.read(next, headers) : answer.text()
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<APIResponse> {
    this.#note('GET', path)
    const answer = await this.#context.request.get(path, { headers, maxRedirects: 0 })
    expect(answer.status(), path).toBeLessThan(500)
    return answer
  }

  /** Sends a form; returns where it leads. Files go along as multipart. */
  async send(path: string, fields: Fields = {}, how: 'form' | 'multipart' = 'form'): Promise<string> {
    this.#note('POST', path)
    const body = new URLSearchParams()
    for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) body.append(name, each)
    const sent =
      how === 'form'
        ? { data: body.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } }
        : { multipart: Object.fromEntries(body) }
    const headers = { Origin: this.#portal.url, ...('headers' in sent ? sent.headers : {}) }
    const answer = await this.#context.request.post(path, { ...sent, headers, maxRedirects: 0 })
    expect(answer.status(), `${path} ${body} ${await answer.text()}`).toBeLessThan(400)
    return answer.headers().location ?? ''
  }

  /** The first part of a page that a pattern's brackets hold. */
  async find(path: string, pattern: RegExp): Promise<string> {
    const found = pattern.exec(await this.read(path))?.[1]
    expect(found, `${pattern} on ${path}`).toBeTruthy()
    return found as string
  }

  code(mobile: string): Promise<string> {
    return newestCode(this.#portal, mobile)
  }

  /** The log-in with a mobile, or with a consumer number that leads to it. */
  async logIn(mobile: string, who = mobile): Promise<void> {
    expect(await this.send('/api/login', { who })).toBe('/login/code')
    await this.read('/login/code')
    expect(await this.send('/api/login/code', { code: await this.code(mobile) })).toMatch(/^\/(c\/|connections)/)
  }

  #note(method: string, path: string): void {
    const addresses = routesOnDisk().flatMap((route) =>
      route.startsWith(`${method} `) ? [route.split(' ')[1] ?? ''] : [],
    )
    const address = addressOf(new URL(path, this.#portal.url).pathname, addresses)
    if (address) this.#taken.add(`${method} ${address}`)
  }
}
