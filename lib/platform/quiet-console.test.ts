import { expect, test, vi } from 'vitest'

test('what others print of an error is a line of the log without its words, and texts stay', async () => {
  const written = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  const { quietConsole } = await import('./quiet-console.ts')
  quietConsole()
  console.error('uncaughtException: ', new TypeError('Lata Kumari 9000045117'))
  console.warn({ name: 'Lata Kumari' })
  console.error('Failed to prepare server')
  expect(written.mock.calls.flat().map(String).join('\n')).not.toMatch(/Lata|9000045117/)
  expect(written.mock.calls.slice(0, 2).map(([line]) => JSON.parse(String(line)))).toMatchObject([
    {
      fault: 'UNCAUGHT',
      error: 'TypeError',
      stack: [expect.stringContaining('quiet-console.test.ts:'), expect.any(String)],
    },
    { fault: 'UNCAUGHT', error: 'Error' },
  ])
  expect(written.mock.calls[2]).toEqual(['Failed to prepare server'])
  expect(warned).not.toHaveBeenCalled()
})
