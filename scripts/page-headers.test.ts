import { NextRequest } from 'next/server'
import { afterEach, expect, test, vi } from 'vitest'
import { proxy } from '../proxy.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

const headersAt = (portalUrl: string) => {
  vi.stubEnv('PORTAL_URL', portalUrl)
  return proxy(new NextRequest(`${portalUrl}/login`)).headers
}

test('over https a browser is told to come by https alone for two years, on all names below', () => {
  expect(headersAt('https://bijli.example').get('strict-transport-security')).toBe(
    'max-age=63072000; includeSubDomains',
  )
  expect(headersAt('http://localhost:3000').get('strict-transport-security')).toBeNull()
})

test('a page is alone in its group of windows, in nobody’s frame, and evaluates no text', () => {
  const headers = headersAt('https://bijli.example')
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(headers.get('content-security-policy')).toMatch(/; require-trusted-types-for 'script'; trusted-types default$/)
  expect(headers.get('content-security-policy')).not.toContain('unsafe')
})
