import net from 'node:net'
import type { ClamdPlace } from '#lib/platform/env/server.ts'

/** What a scanner says of a file; NO_ANSWER: nothing that could be relied upon, for the reason in `error`. */
export type Verdict = { is: 'CLEAN' } | { is: 'FOUND'; signature: string } | { is: 'NO_ANSWER'; error: unknown }

/** A photo takes a tenth of a second. clamd itself gives up after two minutes, in which nobody waits before a form. */
const MOST_MS = 10_000
/** Only whether it is there at all. */
const MOST_MS_TO_PING = 1_000
const MOST_ANSWER_BYTES = 4_096
const END = '\0'

/**
 * Has ClamAV's daemon look at a file, in memory, by its INSTREAM command (docs.clamav.net, "ClamD Protocol"): a `z` before a
 * command ends it, and its answer, with a zero; the file goes as its length in four bytes, the first of them the highest, and
 * itself, and a length of zero ends it. Never rejects: whatever is no clear answer within ten seconds is none.
 */
export async function askClamd(place: ClamdPlace, bytes: Uint8Array, mostMs = MOST_MS): Promise<Verdict> {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  // A length of zero would end the file before it has begun; what has no bytes holds nothing.
  const file = bytes.length > 0 ? [length, bytes] : []
  try {
    const answer = await ask(place, [Buffer.from(`zINSTREAM${END}`), ...file, Buffer.alloc(4)], mostMs)
    if (answer === 'stream: OK') return { is: 'CLEAN' }
    const signature = /^stream: (.+) FOUND$/.exec(answer)?.[1]
    if (signature) return { is: 'FOUND', signature }
    return { is: 'NO_ANSWER', error: new Error('clamd has not scanned the file') }
  } catch (error) {
    return { is: 'NO_ANSWER', error }
  }
}

/** Whether the daemon answers at all. */
export async function pingClamd(place: ClamdPlace, mostMs = MOST_MS_TO_PING): Promise<boolean> {
  return ask(place, [Buffer.from(`zPING${END}`)], mostMs).then(
    (answer) => answer === 'PONG',
    () => false,
  )
}

/**
 * When the signatures that change daily were made, by the daemon's own word (`ClamAV 1.4.3/27800/Mon Nov 30 09:31:02 2026`); null
 * where it does not answer, or has none. It tells a time without its zone: up to half a day off.
 */
export async function clamdSignaturesAt(place: ClamdPlace, mostMs = MOST_MS_TO_PING): Promise<Date | null> {
  const answer = await ask(place, [Buffer.from(`zVERSION${END}`)], mostMs).catch(() => '')
  const said = /^ClamAV [^/]+\/\d+\/(.+)$/.exec(answer.trim())?.[1]
  const at = said ? new Date(`${said} UTC`) : null
  return at && !Number.isNaN(at.getTime()) ? at : null
}

function ask(place: ClamdPlace, question: readonly Uint8Array[], mostMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = Buffer.alloc(0)
    const socket = net.connect({ ...place })
    const timer = setTimeout(() => socket.destroy(new Error('clamd takes too long')), mostMs)
    socket.on('data', (part) => {
      said = Buffer.concat([said, part])
      const end = said.indexOf(END)
      if (end >= 0) resolve(said.toString('utf8', 0, end))
      if (end >= 0 || said.length > MOST_ANSWER_BYTES) socket.destroy()
    })
    socket.on('error', reject)
    socket.on('close', () => {
      clearTimeout(timer)
      // After an answer nothing comes of it.
      reject(new Error('clamd has broken off'))
    })
    for (const part of question) socket.write(part)
  })
}
