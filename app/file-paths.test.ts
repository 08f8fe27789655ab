import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { isFilePath } from '#components/shell/file-paths.ts'

const ROUTES = fs.readdirSync(import.meta.dirname, { recursive: true }).map(String)
const GIVES_FILE = /\b(?:csv|pdf|thread|streamed|receipt|paymentQr)File\(|\bbillPdf\(|Content-Disposition/

/** The address of each page or handler as it might be asked for. */
function addresses(name: string): { address: string; file: string }[] {
  return ROUTES.filter((file) => path.basename(file) === name).map((file) => {
    const folders = path.dirname(file).split(path.sep)
    const parts = folders.filter((folder) => !/^\(.*\)$/.test(folder)).map((part) => part.replace(/^\[.*\]$/, '0a1b'))
    return { address: `/${parts.join('/')}`, file: path.join(import.meta.dirname, file) }
  })
}

test('a press that brings a file is known by its address, and no page is taken for one', () => {
  const handlers = addresses('route.ts').filter(({ file }) => GIVES_FILE.test(fs.readFileSync(file, 'utf8')))
  expect(handlers.length).toBeGreaterThan(15)
  expect(handlers.filter(({ address }) => !isFilePath(`${address}?lang=hi`))).toEqual([])
  const pages = addresses('page.tsx')
  expect(pages.length).toBeGreaterThan(60)
  expect(pages.filter(({ address }) => isFilePath(address))).toEqual([])
})
