import type { ChildProcess } from 'node:child_process'

const LONGEST_MS = 180_000

/**
 * Waits until a process has written `words` to its output or its errors. Throws with all that it wrote where it ends before,
 * or has not written them within three minutes, after which it is killed.
 */
export function untilSaid(child: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const streams = [child.stdout, child.stderr]
    const settle = (fault?: string) => {
      clearTimeout(late)
      for (const stream of streams) stream?.off('data', hear)
      child.off('close', ended)
      if (fault) reject(new Error(`${fault}:\n${said}`))
      else resolve()
    }
    const hear = (chunk: Buffer) => {
      said += chunk
      if (said.includes(words)) settle()
    }
    // When all that it wrote has come, which may be later than its end.
    const ended = (code: number | null) => settle(`It ended with ${code ?? 'a signal'} before it said “${words}”`)
    const late = setTimeout(() => {
      child.kill('SIGKILL')
      settle(`It did not say “${words}” within three minutes`)
    }, LONGEST_MS)
    for (const stream of streams) stream?.on('data', hear)
    child.once('close', ended)
  })
}
