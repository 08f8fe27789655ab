import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** Of the memory's folder; what the tests were seen to need, several times over. */
const ROOM_BYTES = 8 * 2 ** 30
const TEMPORARY = `bijli-tests-${process.getuid?.() ?? 0}-`

/**
 * Where tests keep their databases and browsers' profiles, thousands of small files that live for seconds: in memory, where
 * it has room. A disk's file system looks long for the number of a new file where others have just been deleted.
 */
export function temporaryFolder() {
  const memory = '/dev/shm'
  const { bavail, bsize } = fs.existsSync(memory) ? fs.statfsSync(memory) : { bavail: 0, bsize: 0 }
  const hasRoom = Math.min(bavail * bsize, process.availableMemory()) > ROOM_BYTES
  const within = hasRoom ? memory : os.tmpdir()
  // A run that was cut off has left its own.
  const left = fs.readdirSync(within).filter((name) => name.startsWith(TEMPORARY) && !isRunning(name.split('-').at(-1)))
  for (const name of left) fs.rmSync(path.join(within, name), { recursive: true, force: true })
  const folder = path.join(within, `${TEMPORARY}${process.pid}`)
  fs.mkdirSync(folder)
  // As root the database runs as another account, which must be able to enter.
  fs.chmodSync(folder, 0o755)
  process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Whether somebody else's process has that number. */
function isRunning(pid) {
  try {
    return Number(pid) !== process.pid && process.kill(Number(pid), 0)
  } catch {
    return false
  }
}
