import fs from 'node:fs'
import path from 'node:path'
import { run } from './run.ts'
import type { Target } from './targets.ts'
import type { ScannedAs } from './visitor.ts'

export type Verdict = { found: 'nothing' | 'injection' | 'not tried'; detail: string; isOver: boolean }

/**
 * Lets sqlmap try a target for so long, one request at a time, with every technique that it has for PostgreSQL: at its level 1
 * the parameters that are named, `isFull` at its level 3 all of them with cookies and headers.
 */
export async function sqlmap(
  url: string,
  { who, path: asked, form, json, only, delay }: Target,
  as: ScannedAs,
  { folder, seconds, isFull }: { folder: string; seconds: number; isFull: boolean },
): Promise<Verdict> {
  const headers = [
    `Origin: ${url}`,
    ...(who === 'program' ? [`Authorization: Bearer ${as.token}`] : []),
    ...(json ? ['Content-Type: application/json'] : []),
  ]
  const sent = form ?? json
  const args = [
    ...['-u', `${url}${asked}`, '--batch', '--answers', 'follow=N', '--disable-coloring', '--flush-session'],
    // Pages differ in their words alone; to compare whole pages takes sqlmap seconds for each answer.
    '--text-only',
    ...['--dbms', 'PostgreSQL', '--technique', 'BEUSTQ', '--threads', '1'],
    ...['--level', isFull ? '3' : '1', '--risk', '1'],
    // What a wrong value is answered with is an answer, not a reason to stop.
    ...['--ignore-code', '400,401,403,404,429', '--timeout', '20', '--retries', '1', '--output-dir', folder],
    ...['--headers', headers.join('\n')],
    ...(sent ? ['--data', sent] : []),
    // The portal counts what one address asks for, and answers nothing more by and by: each request says another.
    ...['--tamper', 'xforwardedfor'],
    ...(only && !isFull ? ['-p', only] : []),
    ...(delay ? ['--delay', String(delay)] : []),
    ...(who === 'consumer' ? ['--cookie', as.cookie] : []),
    ...(who === 'officer' ? ['--cookie', as.officer] : []),
  ]
  const { output, isOver } = await run('sqlmap', args, seconds)
  fs.writeFileSync(path.join(folder, `sqlmap ${asked.replaceAll(/[^\w.-]+/g, ' ').trim()}.log`), output)
  const words = output.split('\n').filter((line) => line.trim() !== '')
  if (/identified the following injection point|is vulnerable/.test(output))
    return {
      isOver,
      found: 'injection',
      detail: words.filter((line) => /^(Parameter|\s+Type|\s+Payload)/.test(line)).join(' '),
    }
  const spared = new Set(
    [...output.matchAll(/parameter '([^']+)' does not seem to be injectable/g)].map(([, one]) => one),
  )
  if (spared.size > 0 || /do not appear to be injectable/.test(output))
    return { isOver, found: 'nothing', detail: `${[...spared].join(', ')}${isOver ? '' : '; stopped at its time'}` }
  return {
    isOver,
    found: 'not tried',
    detail: isOver ? (words.findLast((line) => /CRITICAL/.test(line)) ?? '?') : 'too slow',
  }
}
