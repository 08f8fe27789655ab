import { createPrivateKey, type KeyObject } from 'node:crypto'
import fs from 'node:fs'
import { z } from 'zod'
import { type Demand, webAddress, word } from './fields.ts'
import type { ServerSettings } from './server.ts'

/** Who says whether a SIM is new, by CAMARA's SIM Swap API: an operator, or whoever asks all of them. */
export type SimSwapPlace = { url: string; tokenUrl: string; clientId: string; key: KeyObject }

/** A private key of P-256, from PEM or the path of it; null for anything else. */
function keyOf(value: string): KeyObject | null {
  try {
    const key = createPrivateKey(value.includes('-----BEGIN') ? value : fs.readFileSync(value, 'utf8'))
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : null
  } catch {
    return null
  }
}

/** Operators of mobile networks. */
export const operatorFields = {
  SIM_SWAP_URL: webAddress().optional(),
  SIM_SWAP_TOKEN_URL: webAddress().optional(),
  SIM_SWAP_CLIENT: word(),
  SIM_SWAP_KEY: z
    .string()
    .refine((value) => keyOf(value) !== null, 'must be a private key of the curve P-256 as PEM, or the path of one')
    .optional(),
}

type OperatorSettings = z.output<z.ZodObject<typeof operatorFields>> & Pick<ServerSettings, 'mode'>

export function demandOfOperator(given: OperatorSettings, demand: Demand): void {
  const { SIM_SWAP_URL: url, SIM_SWAP_TOKEN_URL: tokenUrl, SIM_SWAP_CLIENT: client, SIM_SWAP_KEY: key } = given
  const together = [url, tokenUrl, client, key]
  demand(
    'SIM_SWAP_URL',
    together.some(Boolean) && !together.every(Boolean),
    'and SIM_SWAP_TOKEN_URL, SIM_SWAP_CLIENT and SIM_SWAP_KEY go together',
  )
  if (given.mode !== 'live') return
  for (const [name, address] of Object.entries({ SIM_SWAP_URL: url, SIM_SWAP_TOKEN_URL: tokenUrl }))
    demand(name, address !== undefined && !address.startsWith('https://'), 'must be an https:// address in live mode')
}

export function operatorOf(given: OperatorSettings) {
  const { SIM_SWAP_URL: url, SIM_SWAP_TOKEN_URL: tokenUrl, SIM_SWAP_CLIENT: clientId, SIM_SWAP_KEY } = given
  const key = SIM_SWAP_KEY ? keyOf(SIM_SWAP_KEY) : null
  return {
    /** Null: no operator is asked. */
    simSwap: (url && tokenUrl && clientId && key
      ? { url: url.replace(/\/+$/, ''), tokenUrl, clientId, key }
      : null) as SimSwapPlace | null,
  } as const
}
