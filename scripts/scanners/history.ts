import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const ROOT = path.dirname(path.dirname(import.meta.dirname))

export type History = {
  commits: number
  /** Whether older commits are not here, as in a clone of the newest alone. */
  isCut: boolean
  /** In which commit, by its hash, and what of; never the secret itself. */
  found: { commit: string; what: string }[]
}

/**
 * Lets secretlint search all that was ever committed to a folder's repository, in every branch: the words of each commit and
 * each line that it added, those that a merge added too. What was taken out again is in every clone for ever.
 */
export function secretsInHistory(repository: string): History {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', repository, ...args], { encoding: 'utf8', maxBuffer: 1_000_000_000 })
  // A NUL stands in no text that Git shows as one.
  const said = git(
    'log',
    '--all',
    '--patch',
    '--unified=0',
    '--diff-merges=first-parent',
    '--no-color',
    '--format=%x00%H%n%B',
  )
  const commits = said.split('\0').slice(1)
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'history-'))
  try {
    for (const commit of commits) fs.writeFileSync(path.join(folder, `${commit.slice(0, 40)}.txt`), added(commit))
    const isCut = git('rev-parse', '--is-shallow-repository').trim() === 'true'
    return { commits: commits.length, isCut, found: searched(folder) }
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}

/** The words of a commit, and of its changes the lines that came, as they stand in their files. */
function added(commit: string): string {
  let isChange = false
  const lines = commit.split('\n').flatMap((line) => {
    if (line.startsWith('diff --git ')) isChange = true
    if (!isChange || line.startsWith('+++ ')) return [line]
    return line.startsWith('+') ? [line.slice(1)] : []
  })
  return lines.join('\n')
}

type Said = { filePath: string; messages: { ruleId: string; messageId: string }[] }

function searched(folder: string): History['found'] {
  const secretlint = path.join(ROOT, 'node_modules', 'secretlint', 'bin', 'secretlint.js')
  const rules = path.join(ROOT, '.secretlintrc.json')
  const args = [secretlint, '--secretlintrc', rules, '--maskSecrets', '--format', 'json', '**/*']
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    ...{ cwd: folder, encoding: 'utf8', maxBuffer: 100_000_000 },
  })
  // 1: it found something; beyond, it did not search.
  if (status !== 0 && status !== 1) throw new Error(`secretlint ended with ${status}: ${stderr}`)
  return (JSON.parse(stdout) as Said[]).flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, messageId }) => ({
      commit: path.basename(filePath, '.txt'),
      what: `${ruleId} ${messageId}`,
    })),
  )
}
