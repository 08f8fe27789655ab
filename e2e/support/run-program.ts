import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

export const ROOT = path.dirname(path.dirname(import.meta.dirname))

/** What this machine or a `.env` file says of a real portal must not reach the tests: every setting is empty, not absent. */
export function noSettings(): Record<string, string> {
  const names = fs.readFileSync(path.join(ROOT, '.env.example'), 'utf8').matchAll(/^#([A-Z_]+)=/gm)
  return Object.fromEntries([...names].map(([, name]) => [name, '']))
}

/** Runs one of the project's programs to its end, or of a copy of the project. Returns its exit code and all output. */
export function runProgram(
  env: NodeJS.ProcessEnv,
  entry: string,
  args: string[] = [],
  root = ROOT,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['scripts/run.mjs', entry, ...args], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? -1, output }))
  })
}
