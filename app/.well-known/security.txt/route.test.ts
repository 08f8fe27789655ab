import { expect, test } from 'vitest'
import { GET } from './route.ts'

test('security.txt has what RFC 9116 asks for, and ends within a year from now', async () => {
  const answer = GET()
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  const fields = (await answer.text()).trimEnd().split('\n')
  const named = (name: string) => fields.filter((field) => field.startsWith(`${name}: `))
  expect(fields.every((field) => /^[A-Z][A-Za-z-]+: \S/.test(field))).toBe(true)
  // Each once but Contact, which has to be there.
  expect(named('Contact')).toEqual(['Contact: tel:1912;phone-context=+91'])
  expect(named('Preferred-Languages')).toEqual(['Preferred-Languages: en, hi'])
  expect(named('Canonical')).toHaveLength(1)
  const [expires = ''] = named('Expires')
  const days = (Date.parse(expires.slice('Expires: '.length)) - Date.now()) / 86_400_000
  expect(days).toBeGreaterThan(30)
  expect(days).toBeLessThan(365)
})
