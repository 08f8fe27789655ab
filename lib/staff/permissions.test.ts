import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { StaffRole } from '#prisma/generated/client.ts'
import { PERMISSIONS, STAFF_ROLES } from './permissions.ts'

const ROOT = path.dirname(path.dirname(import.meta.dirname))

test('the table answers for each role that there is', () => {
  expect([...STAFF_ROLES].sort()).toEqual(Object.values(StaffRole).sort())
  for (const [permission, roles] of Object.entries(PERMISSIONS)) {
    expect(Object.keys(roles).sort(), permission).toEqual([...STAFF_ROLES].sort())
    expect(Object.values(roles), `${permission} is for somebody`).toContain(true)
  }
})

test('each line is asked for somewhere, so that none promises what nothing checks', () => {
  const sources = ['lib', 'app'].flatMap((folder) =>
    fs
      .readdirSync(path.join(ROOT, folder), { recursive: true })
      .map(String)
      .filter((file) => /(?<!\.test)\.tsx?$/.test(file) && !file.endsWith('permissions.ts'))
      .map((file) => fs.readFileSync(path.join(ROOT, folder, file), 'utf8')),
  )
  for (const permission of Object.keys(PERMISSIONS))
    expect(
      sources.some((source) => source.includes(`'${permission}'`)),
      permission,
    ).toBe(true)
})

test('whoever keeps accounts and settings sees no consumer, and nobody else keeps them', () => {
  for (const [permission, roles] of Object.entries(PERMISSIONS)) {
    const isKept = /^(staff|settings)\./.test(permission)
    expect(roles.ADMINISTRATOR, permission).toBe(isKept)
    if (isKept) expect(Object.values(roles).filter(Boolean), permission).toHaveLength(1)
  }
})
