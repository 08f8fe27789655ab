import type { Env } from '#lib/platform/env.ts'

/** What of the portal's settings stands on a bill: the utility, where to turn, whom UPI pays. */
export type PrintSettings = Pick<Env, 'mode' | 'discom' | 'upi' | 'portalUrl' | 'billing'>
