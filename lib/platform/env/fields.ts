import { z } from 'zod'

/** Says what is wrong with settings that are right each by itself. */
export type Demand = (name: string, wrong: boolean, message: string) => void

export const text = (fallback: string) => z.string().trim().min(1).default(fallback)

export const word = () => z.string().trim().min(1).optional()

export const whole = (least: number, most: number, fallback: number) => {
  const error = `must be a whole number from ${least} to ${most}`
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error }).default(fallback)
}

export const oneOf = <const T extends readonly [string, ...string[]]>(...choices: T) =>
  z.enum(choices, { error: `must be ${choices.join(' or ')}` })

export const webAddress = (error = 'must be an address with http:// or https://') =>
  z.url({ protocol: /^https?$/, error })

const SECOND_SUITE = '2:'

/** Whether what is made under a secret or key has the second suite of algorithms (lib/platform/secrets.ts). */
export const isOfSecondSuite = (secret: string): boolean => secret.startsWith(SECOND_SUITE)

/** What stands between commas; of secrets, the old one stays in the list while it is being replaced. */
export const listOf = (list: string): string[] => list.split(',').flatMap((entry) => entry.trim() || [])
