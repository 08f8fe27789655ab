import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { leadBrokenPathNowhere } from './nowhere.ts'

function ledTo(url: string): string | undefined {
  const request = { url } as IncomingMessage
  leadBrokenPathNowhere(request)
  return request.url
}

test.each([
  ['/c/%FF/bills?month=2026-10', '/missing/c/%25FF/bills?month=2026-10'],
  ['/q/x%', '/missing/q/x%25'],
  ['/check/%e0%a4', '/missing/check/%25e0%25a4'],
  ['/api/v1/connections/%c0%af/bills', '/api/missing/v1/connections/%25c0%25af/bills'],
])('%s cannot be decoded and leads to %s, where nothing lies', (asked, there) => {
  expect(ledTo(asked)).toBe(there)
  expect(() => decodeURIComponent(there.split('?')[0] as string)).not.toThrow()
})

test.each(['/', '/c/%E0%A4%95/bills', '/q/x%25', '/login?next=%', '/login?next=%FF#%', '/c/x%2Fy', '//'])(
  '%s stays as it is',
  (asked) => expect(ledTo(asked)).toBe(asked),
)
