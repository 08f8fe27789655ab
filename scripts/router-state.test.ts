import { expect, test } from 'vitest'
import { dropOddRouterState } from './router-state.ts'

const kept = (state: string) => {
  const headers = { 'next-router-state-tree': state }
  dropOddRouterState(headers)
  return 'next-router-state-tree' in headers
}

test('a router’s state that Next.js writes stays, and what it could not read goes', () => {
  const below = {
    children: [['connection', 'id', 'd', null], { children: ['__PAGE__', {}, null, null] }, null, 'refetch'],
  }
  expect(kept(encodeURIComponent(JSON.stringify(['', below, null, null, true])))).toBe(true)
  for (const odd of [
    '',
    '%',
    '%5B"x"',
    '[]',
    '{}',
    '["x"]',
    '["x",[]]',
    '[1,{}]',
    '["",{"children":"x"}]',
    '[['.repeat(900),
  ])
    expect(kept(odd), odd.slice(0, 40)).toBe(false)
})
