import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { refusalsNamed } from '#components/complaints/complaint-form.tsx'
import { MOST_FORM_BYTES } from '#lib/complaints/file-limits.ts'
import { textsFor } from '#lib/i18n/texts.ts'

vi.mock('#lib/identity/session.ts', () => ({
  currentActor: async () => ({ kind: 'consumer', userId: randomUUID(), sessionId: randomUUID() }),
  currentVisitor: async () => null,
}))
const { POST: register } = await import('./route.ts')
const { POST: write } = await import('./messages/route.ts')

const home = `/c/${randomUUID()}/complaints`
const thread = `${home}/${randomUUID()}`
const send = async (post: typeof register, from: string | null) => {
  const answer = await post(
    new Request('http://localhost:3000/api/complaints', {
      method: 'POST',
      body: 'x',
      headers: {
        ...{ 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'multipart/form-data; boundary=b' },
        'Content-Length': String(MOST_FORM_BYTES + 1),
        ...(from && { Referer: `http://localhost:3000${from}` }),
      },
    }),
  )
  return [answer.status, answer.headers.get('location')]
}

test('photos that are too big lead back to the form, which says so', async () => {
  const begun = `${home}/new?evidence=QUALITY`
  expect(await send(register, begun)).toEqual([303, `${begun}&error=FORM_TOO_BIG`])
  expect(await send(register, `${home}/new?error=NO_SINCE`)).toEqual([303, `${home}/new?error=FORM_TOO_BIG`])
  expect(await send(write, thread)).toEqual([303, `${thread}?message=FORM_TOO_BIG`])
  expect(await send(write, `${thread}?rate=NO_RATING`)).toEqual([303, `${thread}?message=FORM_TOO_BIG`])
  expect(await send(write, '/track/complaint')).toEqual([303, '/track/complaint?message=FORM_TOO_BIG'])
})

test('the form and the thread have words for it', () => {
  expect(refusalsNamed('FORM_TOO_BIG')).toEqual(['FORM_TOO_BIG'])
  expect(textsFor('hi', 'complaints').has('error_FORM_TOO_BIG')).toBe(true)
})

test('without a page of complaints to go back to, the status alone says it', async () => {
  for (const from of [null, '/', '/api/complaints', '//elsewhere.invalid/c/1/complaints'])
    for (const post of [register, write]) expect(await send(post, from)).toEqual([413, null])
})
