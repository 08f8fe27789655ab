import { expect } from '../fixtures.ts'
import type { Portal } from './portal.ts'

/** Waits until `verify-ledger` finds nothing: the gateway comes back with what nobody took, the sweep does what was stored. */
export async function untilInOrder(portal: Pick<Portal, 'command'>): Promise<'holds'> {
  const verify = async () => {
    const { code, output } = await portal.command('lib/payments/verify-ledger-command.ts')
    return code === 0 ? 'holds' : output
  }
  await expect.poll(verify, { timeout: 180_000, intervals: [1_000] }).toBe('holds')
  return 'holds'
}
