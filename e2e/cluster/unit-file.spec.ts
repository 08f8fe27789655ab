import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'

/** Each unit of docs/deploy as systemd would find it, with the program that it starts. */
const UNITS = [
  { file: 'portal@.service', as: 'portal@3001.service', program: '/usr/bin/node' },
  { file: 'wal-archive.service', as: 'wal-archive.service', program: '/usr/lib/postgresql/15/bin/pg_receivewal' },
]

/** What systemd remarks about a unit; nothing where it takes it as it is. */
function remarks(as: string, unit: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bijli-unit-'))
  const file = path.join(folder, as)
  fs.writeFileSync(file, unit)
  const { status, stdout, stderr, error } = spawnSync('systemd-analyze', ['verify', '--man=no', file], {
    encoding: 'utf8',
  })
  fs.rmSync(folder, { recursive: true })
  if (error) throw error
  return `${stdout}${stderr}${status === 0 ? '' : `ended with ${status}`}`
}

for (const { file, as, program } of UNITS)
  test(`systemd takes ${file} as it stands in the documents`, () => {
    const text = fs.readFileSync(path.join(import.meta.dirname, '..', '..', 'docs', 'deploy', file), 'utf8')
    expect(text).toContain(`=${program} `)
    // systemd looks for the program as well, which may lie elsewhere here.
    const unit = text.replaceAll(program, process.execPath)
    expect(remarks(as, unit)).toBe('')
    expect(remarks(as, unit.replace('Restart=always', 'Restart=perhaps'))).toContain('perhaps')
  })
