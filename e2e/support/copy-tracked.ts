import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { ROOT } from './run-program.ts'

/** The project's tracked files below some folders, or all of them. */
export function trackedFiles(...folders: string[]): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--', ...folders], { cwd: ROOT, encoding: 'utf8' })
  return listed.split('\0').filter((file) => file !== '' && fs.existsSync(path.join(ROOT, file)))
}

/** Copies what a clone would have, as it stands in the working tree. */
export function copyTracked(folder: string): void {
  for (const file of trackedFiles()) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    fs.copyFileSync(path.join(ROOT, file), path.join(folder, file))
  }
}
