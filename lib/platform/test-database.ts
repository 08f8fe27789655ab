import pg from 'pg'
import { type Db, openDatabase } from './db.ts'
import type { Services } from './services.ts'

/** Names the server that vitest's global setup started, and its migrated template. */
export const TEST_SERVER_URL = 'TEST_SERVER_URL'
export const TEMPLATE = 'portal_template'

export type TestServices = Services & {
  /** Moves the held clock to another instant. */
  setTime: (instant: string) => void
  url: string
  /** For the account that owns the tables and may do everything, as the portal never does. */
  ownerUrl: string
  asOwner: () => Db
  /** Another database with what is in this one now, as a backup has it. */
  copy: () => Promise<TestServices>
  close: () => Promise<void>
}

/**
 * A database of its own, cloned from the migrated template, with the clock held at an instant. A file's tests share one
 * by calling this in `beforeAll`; `close` belongs in `afterAll`.
 */
export function testServices(heldAt: string): Promise<TestServices> {
  return clone(TEMPLATE, heldAt)
}

async function clone(template: string, heldAt: string): Promise<TestServices> {
  const server = process.env[TEST_SERVER_URL]
  if (!server) throw new Error(`${TEST_SERVER_URL} is not set: these tests run through vitest.config.ts.`)
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`
  await onServer(server, `create database ${name} template ${template}`)
  const ownerUrl = new URL(server)
  ownerUrl.pathname = `/${name}`
  const url = new URL(ownerUrl)
  url.username = 'portal'
  const db = openDatabase(url.href, { connections: 20, waitSeconds: 30, prepared: true })
  let owner: Db | undefined
  let held = new Date(heldAt)
  return {
    db,
    ...{ url: url.href, ownerUrl: ownerUrl.href },
    asOwner: () => {
      owner ??= openDatabase(ownerUrl.href, { connections: 2 })
      return owner
    },
    now: () => new Date(held),
    setTime: (instant) => {
      held = new Date(instant)
    },
    copy: async () => {
      // PostgreSQL copies no database that somebody is connected to. Both connect again by themselves.
      await db.$disconnect()
      await owner?.$disconnect()
      return clone(name, held.toISOString())
    },
    close: async () => {
      await db.$disconnect()
      await owner?.$disconnect()
      await onServer(server, `drop database if exists ${name} with (force)`)
    },
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
