import fs from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { ROOT } from './run-program.ts'

/** What Next.js brings to each page: its own list, and the piece that lays pages into each other. */
const { rootMainFiles, polyfillFiles } = JSON.parse(
  fs.readFileSync(path.join(ROOT, '.next', 'build-manifest.json'), 'utf8'),
) as { rootMainFiles: string[]; polyfillFiles: string[] }
const FLOOR = new Set([...rootMainFiles, ...polyfillFiles])
const LAYS_PAGES = /\bOuterLayoutRouter\b|\bLayoutRouterContext\b/
const weights = new Map<string, number>()

/** The script that a page brings along beyond that of Next.js: its bytes, compressed, and the names of its files. */
export function ownScript(html: string): { bytes: number; files: string[] } {
  const files = scriptsOf(html).filter((file) => !FLOOR.has(file) && weigh(file) > 0)
  return { bytes: files.reduce((sum, file) => sum + weigh(file), 0), files }
}

/** The files that a page asks for at once, with those that it says it will ask for. */
function scriptsOf(html: string): string[] {
  const named = html.matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="\/_next\/(static\/[^"?]+\.js)/g)
  return [...new Set([...named].map(([, file]) => file as string))]
}

function weigh(file: string): number {
  const script = () => fs.readFileSync(path.join(ROOT, '.next', file))
  const bytes = weights.get(file) ?? (LAYS_PAGES.test(script().toString()) ? 0 : gzipSync(script()).length)
  weights.set(file, bytes)
  return bytes
}
