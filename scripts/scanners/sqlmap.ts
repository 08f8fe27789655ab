import { run } from './run.ts'
import type { Target } from './targets.ts'
import type { ScannedAs } from './visitor.ts'

export type Verdict = { found: 'nothing' | 'injection' | 'not tried'; detail: string }

/** Lets sqlmap try a target for so long, one request at a time, with every technique that it has for PostgreSQL. */
export async function sqlmap(
  url: string,
  { who, path, form, json, only, delay }: Target,
  as: ScannedAs,
  { folder, seconds }: { folder: string; seconds: number },
): Promise<Verdict> {
  const headers = [
    `Origin: ${url}`,
    ...(who === 'program' ? [`Authorization: Bearer ${as.token}`] : []),
    ...(json ? ['Content-Type: application/json'] : []),
  ]
  const sent = form ?? json
  const args = [
    ...['-u', `${url}${path}`, '--batch', '--answers', 'follow=N', '--disable-coloring', '--flush-session'],
    // Pages differ in their words alone; to compare whole pages takes sqlmap seconds for each answer.
    '--text-only',
    ...['--dbms', 'PostgreSQL', '--level', '1', '--risk', '1', '--technique', 'BEUSTQ', '--threads', '1'],
    // What a wrong value is answered with is an answer, not a reason to stop.
    ...['--ignore-code', '400,401,403,404,429', '--timeout', '20', '--retries', '1', '--output-dir', folder],
    ...['--headers', headers.join('\n')],
    ...(sent ? ['--data', sent] : []),
    ...(only ? ['-p', only] : []),
    ...(delay ? ['--delay', String(delay)] : []),
    ...(who === 'consumer' ? ['--cookie', as.cookie] : []),
  ]
  const { output, isOver } = await run('sqlmap', args, seconds)
  const words = output.split('\n').filter((line) => line.trim() !== '')
  if (/identified the following injection point|is vulnerable/.test(output))
    return {
      found: 'injection',
      detail: words.filter((line) => /^(Parameter|\s+Type|\s+Payload)/.test(line)).join(' '),
    }
  const spared = new Set(
    [...output.matchAll(/parameter '([^']+)' does not seem to be injectable/g)].map(([, one]) => one),
  )
  if (spared.size > 0 || /do not appear to be injectable/.test(output))
    return { found: 'nothing', detail: `${[...spared].join(', ')}${isOver ? '' : '; stopped at its time'}` }
  return { found: 'not tried', detail: isOver ? (words.findLast((line) => /CRITICAL/.test(line)) ?? '?') : 'too slow' }
}
