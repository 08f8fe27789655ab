import net, { type AddressInfo } from 'node:net'

/** What a stand-in of ClamAV's daemon does with a file. */
export type Manner =
  | 'clean'
  | 'found'
  /** Finds something whose name is long and has signs that no name has. */
  | 'odd name'
  /** Says that it could not. */
  | 'error'
  /** Takes all of it and says nothing. */
  | 'hangs'
  /** Ends in the middle of its answer. */
  | 'breaks off'
  /** Never ends its answer. */
  | 'floods'
  /** Reads a kilobyte, says that this is too much, and hangs up, as the real one does beyond StreamMaxLength. */
  | 'too large'

const ANSWERS: Partial<Record<Manner, string>> = {
  clean: 'stream: OK\0',
  found: 'stream: Eicar-Test-Signature FOUND\0',
  'odd name': `stream: Win.Test <b>${'x'.repeat(200)} FOUND\0`,
  error: "stream: Can't allocate memory ERROR\0",
  'breaks off': 'stream: O',
}

/** A daemon for tests that speaks as ClamAV's does, on a port of this machine or at a path, and remembers each file. */
export class TestClamd {
  manner: Manner = 'clean'
  version = 'ClamAV 1.4.3/27800/Mon Nov  2 09:31:02 2026'
  readonly files: Buffer[] = []
  readonly #server = net.createServer((socket) => this.#serve(socket))
  readonly #sockets = new Set<net.Socket>()

  async listen(path?: string): Promise<string> {
    await new Promise<void>((resolve) => {
      if (path) this.#server.listen(path, resolve)
      else this.#server.listen(0, '127.0.0.1', resolve)
    })
    return path ?? `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #serve(socket: net.Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => {})
    let given = Buffer.alloc(0)
    socket.on('data', (part) => {
      given = Buffer.concat([given, part])
      if (given.toString('latin1') === 'zPING\0' && this.manner !== 'hangs') socket.end('PONG\0')
      if (given.toString('latin1') === 'zVERSION\0' && this.manner !== 'hangs') socket.end(`${this.version}\0`)
      if (this.manner === 'too large' && given.length > 1_024) {
        socket.write('INSTREAM size limit exceeded. ERROR\0')
        socket.resetAndDestroy()
        return
      }
      const file = fileIn(given)
      if (file) this.#answer(socket, file)
    })
  }

  #answer(socket: net.Socket, file: Buffer): void {
    this.files.push(file)
    if (this.manner === 'floods') {
      const flood = () => {
        while (socket.writable && socket.write('stream: '.repeat(512)));
      }
      socket.on('drain', flood)
      flood()
      return
    }
    const answer = ANSWERS[this.manner]
    if (answer) socket.end(answer)
  }
}

/** What was given between the command and the length of zero; null while it has not all come. */
function fileIn(given: Buffer): Buffer | null {
  const command = Buffer.from('zINSTREAM\0')
  if (!given.subarray(0, command.length).equals(command)) return null
  const chunks: Buffer[] = []
  for (let at = command.length; at + 4 <= given.length; ) {
    const length = given.readUInt32BE(at)
    if (length === 0) return Buffer.concat(chunks)
    if (at + 4 + length > given.length) return null
    chunks.push(given.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return null
}
