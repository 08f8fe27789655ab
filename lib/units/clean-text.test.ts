import { expect, test } from 'vitest'
import { cleanLines, cleanText, cutTo, isKeepableJson, keepable, parseKeepable } from './clean-text.ts'
import { HOSTILE_NAMES } from './test-hostile-names.ts'

const HIDDEN = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u

test('500 hostile names are kept without what is invisible, and are the same when cleaned again', () => {
  expect(new Set(HOSTILE_NAMES).size).toBe(500)
  for (const name of HOSTILE_NAMES) {
    const clean = cleanText(name)
    expect(clean).not.toMatch(HIDDEN)
    expect(clean.isWellFormed()).toBe(true)
    expect(cleanText(clean)).toBe(clean)
    expect(cleanLines(name).replaceAll('\n', '')).not.toMatch(HIDDEN)
    // Letters stay: nobody’s name is shortened to nothing.
    expect(clean).toMatch(/\d/)
  }
})

test('what a database cannot keep is taken out of any text and of JSON at every depth', () => {
  expect(keepable('a\0b\ud800c')).toBe('ab\ufffdc')
  expect(cutTo('a👍b', 2)).toBe('a\ufffd')
  expect(cutTo('a👍b', 3)).toBe('a👍')
  expect(keepable('नमूना 👨‍👩‍👧')).toBe('नमूना 👨‍👩‍👧')
  expect(parseKeepable('{"a":["x\\u0000",{"b":"\\ud800"}],"n":1}')).toEqual({ a: ['x', { b: '\ufffd' }], n: 1 })
  expect(() => parseKeepable('{')).toThrow(SyntaxError)
  for (const text of ['a\0', 'a\ud800', '\udc00👍']) {
    expect(isKeepableJson([{ text }])).toBe(false)
    expect(isKeepableJson({ [text]: 1 })).toBe(false)
    expect(isKeepableJson([{ text: keepable(text) }])).toBe(true)
    expect(isKeepableJson(`\\${text}`)).toBe(false)
  }
  for (const text of ['House 5\\udaipur Road', '\\\\u0000', 'नमूना 👨‍👩‍👧']) expect(isKeepableJson({ text })).toBe(true)
})
