import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { calculateJwkThumbprint, decodeProtectedHeader, jwtVerify } from 'jose'

/** How the next questions are answered: by what is known, by nothing at all, by a status, or by something else. */
export type SimSwapManner = 'knows' | 'hangs' | 'breaks off' | 'speaks otherwise' | 404 | 422 | 429 | 500

/**
 * A stand-in of an operator on this machine, as CAMARA's SIM Swap API 2 and its security profile have it: a token for whoever
 * signs with the key, which ends when it is told to, and the answer for whoever brings one.
 */
export class TestSimSwap {
  manner: SimSwapManner = 'knows'
  /** Numbers, ten digits, with a new SIM. */
  readonly newSims = new Set<string>()
  readonly asked: { path: string; phoneNumber: string; maxAge: number }[] = []
  tokensGiven = 0
  private readonly live = new Set<string>()
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  private readonly server = http.createServer((request, response) => void this.answer(request, response))

  /** The settings that lead to it. */
  async listen(): Promise<Record<string, string>> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    return {
      SIM_SWAP_URL: `${this.url}/sim-swap/v2`,
      SIM_SWAP_TOKEN_URL: `${this.url}/token`,
      SIM_SWAP_CLIENT: 'a-portal',
      SIM_SWAP_KEY: this.keys.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    }
  }

  /** Ends every token before its time. */
  endTokens(): void {
    this.live.clear()
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise<void>((resolve) => this.server.close(() => resolve()))
  }

  private get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  private async answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString('utf8')
    const json = (status: number, body: unknown) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (request.url === '/token') {
      const token = await this.tokenFor(new URLSearchParams(text)).catch(() => null)
      return token ? json(200, { ...token, token_type: 'Bearer' }) : json(401, { error: 'invalid_client' })
    }
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    if (!bearer || !this.live.has(bearer)) return json(401, { status: 401, code: 'UNAUTHENTICATED', message: 'No.' })
    const { phoneNumber, maxAge } = JSON.parse(text)
    this.asked.push({ path: request.url ?? '', phoneNumber, maxAge })
    if (this.manner === 'hangs') return
    if (this.manner === 'breaks off') return void request.socket.destroy()
    if (this.manner === 'speaks otherwise') return json(200, { swapped: 'perhaps' })
    if (this.manner !== 'knows') return json(this.manner, { status: this.manner, code: 'TEST', message: 'No.' })
    json(200, { swapped: this.newSims.has(phoneNumber.replace(/^\+91/, '')) })
  }

  /** Throws for whoever is not the portal. */
  private async tokenFor(form: URLSearchParams): Promise<{ access_token: string; expires_in: number } | null> {
    const assertion = form.get('client_assertion') ?? ''
    const { kid, alg } = decodeProtectedHeader(assertion)
    const publicKey = createPublicKey(this.keys.privateKey)
    const { payload } = await jwtVerify(assertion, publicKey, { issuer: 'a-portal', audience: `${this.url}/token` })
    const isSound =
      form.get('grant_type') === 'client_credentials' &&
      form.get('client_assertion_type') === 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' &&
      form.get('scope') === 'dpv:FraudPreventionAndDetection sim-swap:check' &&
      payload.sub === 'a-portal' &&
      typeof payload.jti === 'string' &&
      (payload.exp ?? 0) - (payload.iat ?? 0) <= 300 &&
      alg === 'ES256' &&
      kid === (await calculateJwkThumbprint(publicKey.export({ format: 'jwk' }) as { kty: string }))
    if (!isSound) return null
    this.tokensGiven += 1
    const token = `token-${this.tokensGiven}`
    this.live.add(token)
    return { access_token: token, expires_in: 3_600 }
  }
}
