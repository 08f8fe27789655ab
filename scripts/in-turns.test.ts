import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { inTurns } from './in-turns.ts'

test('one is started a turn, in the order in which they came', async () => {
  const inTurn = inTurns()
  const started: number[] = []
  for (const one of [1, 2, 3]) inTurn(() => started.push(one))
  expect(started).toEqual([])
  for (const after of [[1], [1, 2], [1, 2, 3]]) {
    await nextTurn()
    expect(started).toEqual(after)
  }
})

test('what comes while others wait, and after nobody did, has its turn too', async () => {
  const inTurn = inTurns()
  const started: string[] = []
  inTurn(() => {
    started.push('first')
    inTurn(() => started.push('from within'))
  })
  await nextTurn()
  await nextTurn()
  inTurn(() => started.push('later'))
  await nextTurn()
  expect(started).toEqual(['first', 'from within', 'later'])
})
