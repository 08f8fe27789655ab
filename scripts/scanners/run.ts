import { spawn } from 'node:child_process'

/** Runs a tool at a low priority for at most so many seconds. Returns what it said, and whether it came to its end. */
export function run(
  tool: string,
  args: readonly string[],
  seconds: number,
): Promise<{ output: string; isOver: boolean }> {
  return new Promise((resolve, reject) => {
    const child = spawn('nice', ['-n', '10', tool, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    let isOver = true
    const late = setTimeout(() => {
      isOver = false
      child.kill('SIGKILL')
    }, seconds * 1_000)
    child.once('error', reject)
    child.once('close', () => {
      clearTimeout(late)
      resolve({ output, isOver })
    })
  })
}
