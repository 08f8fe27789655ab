import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { isFilePath } from '#components/shell/file-paths.ts'

const ROUTES = fs.readdirSync(import.meta.dirname, { recursive: true }).map(String)
const GIVES_FILE = /\b(?:csv|pdf|thread|streamed|receipt|paymentQr)File\(|\bbillPdf\(|Content-Disposition/

/** The address of each page or handler as it might be asked for, those of the demo among them. */
function addresses(kind: 'page' | 'route'): { address: string; file: string }[] {
  const named = new RegExp(`^${kind}(\\.demo)?\\.tsx?$`)
  return ROUTES.filter((file) => named.test(path.basename(file))).map((file) => {
    const folders = path.dirname(file).split(path.sep)
    const parts = folders.filter((folder) => !/^\(.*\)$/.test(folder)).map((part) => part.replace(/^\[.*\]$/, '0a1b'))
    return { address: `/${parts.join('/')}`, file: path.join(import.meta.dirname, file) }
  })
}

test('a press that brings a file is known by its address, and no page is taken for one', () => {
  const handlers = addresses('route').filter(({ file }) => GIVES_FILE.test(fs.readFileSync(file, 'utf8')))
  expect(handlers.length).toBeGreaterThan(15)
  expect(handlers.filter(({ address }) => !isFilePath(`${address}?lang=hi`))).toEqual([])
  const pages = addresses('page')
  expect(pages.length).toBeGreaterThan(60)
  expect(pages.filter(({ address }) => isFilePath(address))).toEqual([])
})
