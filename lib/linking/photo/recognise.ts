import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gunzipSync } from 'node:zlib'
import type { Box, Grey } from './grey.ts'

/** A word as it was recognised: where it stands, how sure it is (0 to 100), and in which line. */
export type Word = Box & { text: string; sure: number; line: string }

/** What of Tesseract's program is used. It has no way to the network: program and models come from npm's packages. */
type Tesseract = {
  FS: { writeFile(name: string, data: Uint8Array): void; unlink(name: string): void }
  TessBaseAPI: new () => TessApi
}
type TessApi = {
  Init(path: null, languages: string, engine: number): number
  SetVariable(name: string, value: string): void
  SetImageFile(orientation: number, angle: number): number
  Recognize(monitor: null): number
  GetTSVText(page: number): string
  Clear(): void
}

/** Tesseract's numbers: only the neural engine; a page of any layout, a block of lines, a line. */
const NEURAL = 1
const LAYOUT = { page: '3', block: '6', line: '7' } as const

/** How something is read: a page in both scripts, or a number in Latin letters alone. */
export type Reading = { as: 'page' | 'block' } | { as: 'line'; letters: string }

const require = createRequire(import.meta.url)
let tesseract: Promise<Tesseract> | undefined
const engines = new Map<string, TessApi>()

function load(): Promise<Tesseract> {
  // Not the build with relaxed SIMD: its figures differ from processor to processor.
  const start = require('tesseract.js-core/tesseract-core-simd-lstm') as (options: object) => Promise<Tesseract>
  // It would tell the terminal what it thinks of a picture.
  const quiet = () => undefined
  return start({ print: quiet, printErr: quiet }).then((program) => {
    for (const language of ['hin', 'eng']) {
      const model = require.resolve(`@tesseract.js-data/${language}/4.0.0_best_int/${language}.traineddata.gz`)
      program.FS.writeFile(`${language}.traineddata`, gunzipSync(readFileSync(model)))
    }
    return program
  })
}

async function engineFor(languages: string): Promise<{ program: Tesseract; engine: TessApi }> {
  tesseract ??= load()
  const program = await tesseract
  const known = engines.get(languages)
  if (known) return { program, engine: known }
  const engine = new program.TessBaseAPI()
  if (engine.Init(null, languages, NEURAL) !== 0) throw new Error(`Tesseract did not start with ${languages}.`)
  engines.set(languages, engine)
  return { program, engine }
}

/** The words of a picture, in its dots. */
export async function recognise(grey: Grey, reading: Reading): Promise<Word[]> {
  const { program, engine } = await engineFor(reading.as === 'line' ? 'eng' : 'hin+eng')
  engine.SetVariable('tessedit_pageseg_mode', LAYOUT[reading.as])
  engine.SetVariable('tessedit_char_whitelist', reading.as === 'line' ? reading.letters : '')
  const head = Buffer.from(`P5\n${grey.width} ${grey.height}\n255\n`, 'latin1')
  program.FS.writeFile('/input', Buffer.concat([head, grey.data]))
  try {
    if (engine.SetImageFile(1, 0) !== 0) throw new Error('Tesseract took no picture.')
    engine.Recognize(null)
    return wordsOf(engine.GetTSVText(0))
  } finally {
    program.FS.unlink('/input')
    engine.Clear()
  }
}

/**
 * Tesseract's table of what it found: level, page, block, paragraph, line, word, left, top, width, height, confidence, text.
 */
function wordsOf(table: string): Word[] {
  const words: Word[] = []
  for (const row of table.split('\n')) {
    const [level, page, block, paragraph, line, , left, top, width, height, sure, text] = row.split('\t')
    if (level !== '5' || !text?.trim()) continue
    words.push({
      ...{ text: text.trim(), sure: Number(sure), line: [page, block, paragraph, line].join('.') },
      ...{ left: Number(left), top: Number(top), width: Number(width), height: Number(height) },
    })
  }
  return words
}
