import http from 'node:http'
import net from 'node:net'

/**
 * Takes the port for the time of a start, so that a second start says at once that it is taken, and whoever asks is told
 * to come back. Returns what gives it free for the web server. With other portals behind one proxy the port is only looked
 * at: an answer to come back would reach somebody whom another portal can serve, a refused connection leads the proxy there.
 * So it is where the portal speaks TLS, which this does not.
 */
export async function holdPort({
  port,
  host,
  drainSeconds,
  tls,
}: {
  port: number
  host: string
  drainSeconds: number
  tls: object | null
}): Promise<() => Promise<void>> {
  const taken = new Error(`Port ${port} is taken: stop what runs there or set PORT.`)
  if (drainSeconds > 0 || tls) {
    if (await isAnswered(port, host)) throw taken
    return async () => undefined
  }
  const holder = http.createServer((_, response) => {
    response.writeHead(503, { 'Retry-After': '10', 'Content-Type': 'text/plain; charset=utf-8' })
    response.end('पोर्टल शुरू हो रहा है। थोड़ी देर में फिर कोशिश करें।\nThe portal is starting. Try again in a little while.\n')
  })
  await new Promise<void>((resolve, reject) => {
    holder.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? taken : error))
    holder.listen(port, host, resolve)
  })
  return () =>
    new Promise((resolve) => {
      holder.close(() => resolve())
      holder.closeAllConnections()
    })
}

function isAnswered(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    // Whoever listens at every address of the machine is asked at its own.
    const socket = net.connect(port, host === '0.0.0.0' || host === '::' ? 'localhost' : host)
    socket.once('error', () => resolve(false))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
}
