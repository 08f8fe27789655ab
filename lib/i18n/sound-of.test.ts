import { expect, it } from 'vitest'
import { soundOf } from './sound-of.ts'

it.each([
  ['बकाया', 'bakaya', 'bakaaya'],
  ['भुगतान', 'bhugtan', 'bhugtaan'],
  ['बिजली', 'bijli', 'bijlee', 'bijali'],
  ['शिकायत', 'shikayat', 'sikayat', 'Shikaayat'],
  ['स्वीकृत', 'swikrit', 'sweekrit'],
  ['ज़्यादा', 'zyada', 'jyada'],
  ['फ़ोन', 'fon', 'phon'],
  ['संख्या', 'sankhya'],
  ['शिविर', 'shivir'],
  ['मीटर', 'mitar', 'meetar'],
  ['यूनिट', 'yunit', 'yoonit'],
])('%s sounds as people write it in Latin letters', (word, ...written) => {
  for (const other of written) expect(soundOf(other), other).toBe(soundOf(word))
})

it('words that differ sound different', () => {
  expect(soundOf('बिल')).not.toBe(soundOf('बाल'))
  expect(soundOf('भार')).not.toBe(soundOf('बार'))
  expect(soundOf('load')).not.toBe(soundOf('land'))
})
