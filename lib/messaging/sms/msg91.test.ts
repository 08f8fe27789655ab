import type http from 'node:http'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Mobile } from '#lib/units/phone.ts'
import { templateText } from '../template-text.ts'
import { nobodysUrl } from '../test-messages.ts'
import { msg91 } from './msg91.ts'
import { jsonAnswer, type TestMsg91, testMsg91 } from './test-msg91.ts'

let standIn: TestMsg91
beforeEach(async () => {
  standIn = await testMsg91()
})
afterEach(() => standIn.close())

const templates = new Map([
  ['otp', '66a0000000000000000000aa'],
  ['otp_en', '66a0000000000000000000bb'],
])
const code = (language: 'hi' | 'en') => ({
  ...({ id: crypto.randomUUID(), channel: 'SMS', to: '9000020000' as Mobile, kind: 'OTP' } as const),
  ...templateText(language, 'sms', 'otp', { code: '123456', minutes: 5 }),
})
describe('MSG91', () => {
  it('is given the template of the language and the values in the order of its text', async () => {
    const { apiUrl, asked } = standIn
    const provider = msg91({ apiUrl, authKey: 'key', templates })
    expect(await provider.send(code('hi'))).toEqual({ outcome: 'ACCEPTED', providerId: '3565a0' })
    await provider.send(code('en'))
    const recipients = [{ mobiles: '919000020000', var1: '123456', var2: '5' }]
    expect(asked.map(({ body }) => body)).toEqual([
      { template_id: '66a0000000000000000000aa', short_url: '0', recipients },
      { template_id: '66a0000000000000000000bb', short_url: '0', recipients },
    ])
    expect(asked[0]).toMatchObject({ path: '/api/v5/flow/', key: 'key' })
  })

  it.each([
    ['says that it failed', jsonAnswer(200, { type: 'error', message: 'template inactive' }), 'REFUSED'],
    ['finds the request wrong', jsonAnswer(400, { type: 'error' }), 'REFUSED'],
    ['does not know the key', jsonAnswer(401, { type: 'error' }), 'LATER'],
    ['has too many at once', jsonAnswer(429, {}), 'LATER'],
    ['is broken', jsonAnswer(500, 'oops'), 'LATER'],
    ['is hidden behind a proxy that gave up', jsonAnswer(504, 'oops'), 'UNCLEAR'],
    ['answers something else', jsonAnswer(200, 'welcome'), 'UNCLEAR'],
    ['hangs up', (response: http.ServerResponse) => void response.destroy(), 'UNCLEAR'],
  ])('%s', async (_, answer, outcome) => {
    const { apiUrl, answerWith } = standIn
    answerWith(answer)
    expect((await msg91({ apiUrl, authKey: 'key', templates }).send(code('hi'))).outcome).toBe(outcome)
  })

  it('is waited for until a connection that nobody answers has ended by itself, which is asked again later', async () => {
    const waits = vi.spyOn(AbortSignal, 'timeout')
    await msg91({ apiUrl: standIn.apiUrl, authKey: 'key', templates }).send(code('hi'))
    // fetch gives up connecting after ten seconds, and somewhat later than that. Whoever ends it before cannot tell it from
    // a message that was taken without an answer.
    expect(waits.mock.calls[0]?.[0]).toBeGreaterThan(11_000)
    waits.mockRestore()
  })

  it('is asked later when nobody is there, and never for a text without a template', async () => {
    const away = msg91({ apiUrl: await nobodysUrl(), authKey: 'key', templates })
    expect(await away.send(code('hi'))).toEqual({ outcome: 'LATER', reason: 'AWAY' })
    const { content: _, ...free } = code('hi')
    expect(await away.send({ ...free, content: null })).toEqual({ outcome: 'REFUSED', reason: 'NO_TEMPLATE' })
    const unknown = msg91({ apiUrl: 'http://127.0.0.1', authKey: 'key', templates: new Map() })
    expect(await unknown.send(code('hi'))).toEqual({ outcome: 'REFUSED', reason: 'NO_TEMPLATE_ID' })
  })
})
