import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { openEmbeddedDatabase } from './embedded-database.ts'

const asRoot = process.getuid?.() === 0
const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true })
})

function newFolder(mode = 0o755): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bijli-db-'))
  fs.chmodSync(folder, mode)
  folders.push(folder)
  return folder
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  return client
}

/** Another process that opens the folder, says so, and leaves when told to. */
function otherProcess(folder: string, as: { uid?: number; gid?: number } = {}) {
  const source = `
    import { openEmbeddedDatabase } from ${JSON.stringify(path.join(import.meta.dirname, 'embedded-database.ts'))}
    const database = await openEmbeddedDatabase(${JSON.stringify(folder)})
    console.log('open ' + database.url('postgres'))
    process.stdin.once('data', async () => { await database.leave(); console.log('left'); process.exit(0) })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    ...as,
    cwd: path.dirname(import.meta.dirname),
  })
  let failed = ''
  child.stderr.on('data', (chunk) => (failed += chunk))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error(failed)
    return value as string
  }
  return { pid: child.pid as number, next, leave: () => child.stdin.write('\n'), kill: () => child.kill('SIGKILL') }
}

test('a second process joins the running server, and the last to leave stops it', async () => {
  const folder = newFolder()
  const first = await openEmbeddedDatabase(folder)
  const other = otherProcess(folder)
  expect(await other.next()).toBe(`open ${first.url('postgres')}`)

  await first.leave()
  expect(first.isRunning()).toBe(true)

  other.leave()
  expect(await other.next()).toBe('left')
  expect(first.isRunning()).toBe(false)
})

test('a server left behind by a killed process is joined, and stopped by who joined it', async () => {
  const folder = newFolder()
  const killed = otherProcess(folder)
  await killed.next()
  killed.kill()

  const heir = await openEmbeddedDatabase(folder)
  expect(heir.isRunning()).toBe(true)
  await heir.leave()
  expect(heir.isRunning()).toBe(false)
})

test('a process that merely has the number of one that used the server does not keep it running', async () => {
  const folder = newFolder()
  const database = await openEmbeddedDatabase(folder)
  // Our parent lives, and never used it.
  fs.writeFileSync(path.join(folder, 'users', String(process.ppid)), 'another-start 1')
  await database.leave()
  expect(database.isRunning()).toBe(false)
})

test('the server’s own log says nothing of what a statement of the portal failed with', async () => {
  const folder = newFolder()
  const database = await openEmbeddedDatabase(folder)
  const fail = async (url: string, who: string) => {
    const client = await connect(url)
    await expect(client.query('select $1::int', [who])).rejects.toMatchObject({ code: '22P02' })
    await client.end()
  }
  await fail(database.ownerUrl('postgres'), 'the owner')
  await fail(database.url('postgres'), 'Lata Kumari')
  await database.leave()
  const log = fs.readFileSync(path.join(folder, 'postgres.log'), 'utf8')
  expect(log).toContain('the owner')
  expect(log).not.toContain('Lata')
})

test('four processes that start at once share one server', async () => {
  const folder = newFolder()
  const racers = [1, 2, 3, 4].map(() => otherProcess(folder))
  const opened = await Promise.all(racers.map((racer) => racer.next()))
  expect(new Set(opened).size).toBe(1)
  for (const racer of racers) {
    racer.leave()
    expect(await racer.next()).toBe('left')
  }
})

test('the server killed in the middle of writes has every acknowledged row when it is back', async () => {
  const database = await openEmbeddedDatabase(newFolder())
  const url = database.ownerUrl('postgres')
  const setup = await connect(url)
  await setup.query('create table written (n bigint primary key)')
  expect((await setup.query('show fsync')).rows[0].fsync).toBe('on')
  await setup.end()

  const acknowledged: number[] = []
  for (let round = 0; round < 3; round++) {
    const writer = await connect(url)
    const { rows } = await writer.query("select pg_backend_pid() as pid, current_setting('data_directory') as folder")
    const postmaster = Number(fs.readFileSync(path.join(rows[0].folder, 'postmaster.pid'), 'utf8').split('\n')[0])
    for (let n = round * 10_000; ; n++) {
      // The kill falls between, or in the middle of, two writes that are under way.
      if (n === round * 10_000 + 200) process.kill(postmaster, 'SIGKILL')
      try {
        await writer.query('insert into written values ($1)', [n])
        acknowledged.push(n)
      } catch {
        break
      }
    }
    await writer.end().catch(() => {})
    await database.restart()
  }

  const reader = await connect(url)
  const found = new Set((await reader.query('select n::int from written')).rows.map(({ n }) => n))
  await reader.end()
  await database.leave()
  expect(acknowledged.length).toBeGreaterThanOrEqual(600)
  expect(acknowledged.filter((n) => !found.has(n))).toEqual([])
})

test('a folder that was moved, to a name with a quote in it, opens with what it held', async () => {
  const folder = newFolder()
  const first = await openEmbeddedDatabase(folder)
  const before = await connect(first.ownerUrl('postgres'))
  await before.query('create table "Kept" ("id" int); insert into "Kept" values (7)')
  await before.end()
  await first.leave()

  const moved = path.join(newFolder(), "Asha's accounts")
  fs.renameSync(folder, moved)
  const database = await openEmbeddedDatabase(moved)
  const after = await connect(database.ownerUrl('postgres'))
  expect((await after.query('select "id" from "Kept"')).rows).toEqual([{ id: 7 }])
  await after.end()
  await database.leave()
})

test('nobody but the server and us can reach the socket, and no port is open', async () => {
  const database = await openEmbeddedDatabase(newFolder())
  const client = await connect(database.ownerUrl('postgres'))
  const { rows } = await client.query(
    "select current_setting('listen_addresses') as ports, current_setting('unix_socket_directories') as folder",
  )
  expect(rows[0].ports).toBe('')
  expect(fs.statSync(rows[0].folder).mode & 0o777).toBe(0o700)
  await client.end()
  await database.leave()
})

test('below a folder closed to others it runs: as root, data and programs live outside', async () => {
  const home = newFolder(0o700)
  const database = await openEmbeddedDatabase(path.join(home, 'portal', '.data'))
  const client = await connect(database.ownerUrl('postgres'))
  const { rows } = await client.query("select current_setting('data_directory') as folder")
  await client.end()
  await database.leave()
  expect(rows[0].folder.startsWith(home)).toBe(!asRoot)
  if (asRoot) folders.push(path.dirname(rows[0].folder))
})

test('an ordinary user runs the server as themselves', async () => {
  const user = asRoot ? { uid: 65_534, gid: 65_534 } : {}
  const folder = newFolder()
  if (user.uid) fs.chownSync(folder, user.uid, user.gid)
  const ordinary = otherProcess(folder, user)
  expect(await ordinary.next()).toContain('open postgresql://')
  ordinary.leave()
  expect(await ordinary.next()).toBe('left')
})
