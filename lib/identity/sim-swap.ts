import { createPublicKey, type KeyObject, randomUUID } from 'node:crypto'
import { calculateJwkThumbprint, SignJWT } from 'jose'
import { z } from 'zod'
import { processMetrics } from '#lib/operations/process-metrics.ts'
import type { SimSwapPlace } from '#lib/platform/env/operator.ts'
import { logFault } from '#lib/platform/log.ts'
import type { Mobile } from '#lib/units/phone.ts'

/** Whether a number has a new SIM; UNKNOWN: nobody has said so or otherwise. */
export type SimAnswer = 'NEW' | 'OLD' | 'UNKNOWN'

/** For both calls together: somebody waits at a page. */
const MOST_MS = 3_000
/** What is wanted, and what for, in the W3C's Data Privacy Vocabulary: the profile asks for exactly one purpose. */
const SCOPE = 'dpv:FraudPreventionAndDetection sim-swap:check'
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
/** Shorter than the 300 seconds that the profile allows. */
const ASSERTION_LIVES = '1m'
/** Renewed before its end, so that none ends on its way; kept for so long where nobody says how long it holds. */
const RENEWED_BEFORE_MS = 30_000
const HOLDS_SECONDS = 60

const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().optional() })
const checkAnswer = z.object({ swapped: z.boolean() })

/**
 * Asks whether a number came to another SIM within so many hours, a number that was given to somebody else among them: CAMARA's
 * SIM Swap API 2 (`check`), by a two-legged token, whose asker proves itself with a key as CAMARA's Security and
 * Interoperability Profile has it (`private_key_jwt`). Only yes or no comes back. Never rejects: whatever is no clear answer
 * within three seconds is UNKNOWN, and a fault.
 */
export async function askForNewSim(
  place: SimSwapPlace,
  mobile: Mobile,
  { hours, mostMs = MOST_MS }: { hours: number; mostMs?: number },
): Promise<SimAnswer> {
  const answer = await ask(place, mobile, { hours, mostMs })
  processMetrics().simAnswers.inc({ answer: answer.toLowerCase() })
  return answer
}

async function ask(
  place: SimSwapPlace,
  mobile: Mobile,
  { hours, mostMs }: { hours: number; mostMs: number },
): Promise<SimAnswer> {
  const signal = AbortSignal.timeout(mostMs)
  const check = async () =>
    post(`${place.url}/check`, signal, {
      headers: { Authorization: `Bearer ${await tokenOf(place, signal)}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ phoneNumber: `+91${mobile}`, maxAge: hours }),
    })
  try {
    let answer = await check()
    if (answer.status === 401) {
      // A token may be ended before its time: another one, once.
      tokens.delete(place)
      answer = await check()
    }
    return checkAnswer.parse(read(answer)).swapped ? 'NEW' : 'OLD'
  } catch (error) {
    logFault('SIM_SWAP', error instanceof Refused ? { kind: `STATUS_${error.status}` } : {}, error)
    return 'UNKNOWN'
  }
}

const tokens = new WeakMap<SimSwapPlace, { value: string; untilMs: number }>()

async function tokenOf(place: SimSwapPlace, signal: AbortSignal): Promise<string> {
  // Whoever gave it counts real time, as does the signature below.
  const nowMs = Date.now()
  const known = tokens.get(place)
  if (known && nowMs < known.untilMs) return known.value
  const form = {
    ...{ grant_type: 'client_credentials', scope: SCOPE, client_assertion_type: ASSERTION },
    client_assertion: await assertion(place),
  }
  const answer = await post(place.tokenUrl, signal, { body: new URLSearchParams(form) })
  const { access_token: value, expires_in: seconds = HOLDS_SECONDS } = tokenAnswer.parse(read(answer))
  tokens.set(place, { value, untilMs: nowMs + seconds * 1_000 - RENEWED_BEFORE_MS })
  return value
}

/** The word of whoever asks that it is they: RFC 7523, section 3. */
async function assertion({ clientId, tokenUrl, key }: SimSwapPlace): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: 'ES256', kid: await keyId(key) })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(tokenUrl)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(ASSERTION_LIVES)
    .sign(key)
}

/** The key's own thumbprint (RFC 7638): what is registered there needs no name of its own. */
const keyId = (key: KeyObject): Promise<string> =>
  calculateJwkThumbprint(createPublicKey(key).export({ format: 'jwk' }) as { kty: string })

type Answer = { status: number; text: string }

async function post(url: string, signal: AbortSignal, sent: Pick<RequestInit, 'headers' | 'body'>): Promise<Answer> {
  const response = await fetch(url, { method: 'POST', redirect: 'error', signal, ...sent })
  return { status: response.status, text: await response.text() }
}

/** Throws for whatever is no answer: `404` and `422` where nobody knows the number, others where asking went wrong. */
function read({ status, text }: Answer): unknown {
  if (status !== 200) throw new Refused(status)
  return JSON.parse(text)
}

class Refused extends Error {
  readonly status: number

  constructor(status: number) {
    super('The operator has not answered')
    this.status = status
  }
}
