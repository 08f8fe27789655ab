import { expect, test } from 'vitest'
import { env } from '#lib/platform/env.ts'
import { NEW_CHAT } from '../chat-state.ts'
import { recognise } from './recognise.ts'

/** A gateway takes payments under an address of its own: whoever was told of one ID alone would take its QR for a fraud. */
test.each(['en', 'hi'] as const)('how to know us goes by the payee’s name, and by no UPI ID alone (%s)', (language) => {
  const said = JSON.stringify(recognise({ ...NEW_CHAT, language }).replies)
  expect(said).toContain(env().upi.payeeName)
  expect(said).toContain(env().upi.vpa)
  expect(said).not.toMatch(/this UPI ID alone|केवल इस UPI ID/)
})
