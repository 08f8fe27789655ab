import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { secretsInHistory } from './history.ts'

// Put together here, or the search of this very file would find them.
const TOKEN = ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_')
const KEY = `-----BEGIN RSA ${'PRIVATE'} KEY-----\n${'MIIEpAIBAAKCAQEA'.repeat(8)}\n-----END RSA ${'PRIVATE'} KEY-----\n`
const RULE = '@secretlint/secretlint-rule-'

let folder: string
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'repository-'))
  git('init', '--quiet', '--initial-branch=main')
})
afterAll(() => fs.rmSync(folder, { recursive: true }))

function git(...args: string[]): string {
  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@invalid', '-c', 'commit.gpgsign=false']
  return execFileSync('git', ['-C', folder, ...who, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Commits a file as it is from now on; its hash. */
function commit(text: string, words = 'Change the settings'): string {
  fs.writeFileSync(path.join(folder, 'settings.ts'), text)
  git('add', '--all')
  git('commit', '--quiet', '--message', words)
  return git('rev-parse', 'HEAD').trim()
}

test('a secret that was taken out again, stood on a branch, came by a merge or in the words of a commit is found', () => {
  commit('export const token = process.env.TOKEN\n')
  expect(secretsInHistory(folder)).toEqual({ commits: 1, isCut: false, found: [] })

  const taken = commit(`export const token = '${TOKEN}'\n`)
  const removed = commit('export const token = process.env.TOKEN\n')
  git('checkout', '--quiet', '-b', 'aside')
  const aside = commit(`export const key = \`\n${KEY}\`\n`)
  git('checkout', '--quiet', 'main')
  const told = commit('export const token = process.env.OTHER\n', `Try it with ${TOKEN}`)
  git('merge', '--quiet', '--no-commit', '--strategy=ours', 'aside')
  const merged = commit(`export const other = '${TOKEN}'\n`)

  const { commits, found } = secretsInHistory(folder)
  expect(commits).toBe(6)
  expect(new Map(found.map(({ commit: hash, what }) => [hash, what.split(' ')[0]]))).toEqual(
    new Map([
      [taken, `${RULE}github`],
      [aside, `${RULE}privatekey`],
      [told, `${RULE}github`],
      [merged, `${RULE}github`],
    ]),
  )
  expect(found.map(({ commit: hash }) => hash)).not.toContain(removed)
  expect(JSON.stringify(found)).not.toContain(TOKEN)
})
