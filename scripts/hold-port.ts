import http from 'node:http'

/**
 * Takes the port for the time of a start, so that a second start says at once that it is taken, and whoever asks is told
 * to come back. Returns what gives it free for the web server. With other portals behind one proxy the port is only tried:
 * an answer to come back would reach somebody whom another portal could serve, a refused connection leads the proxy there.
 */
export async function holdPort({
  port,
  host,
  drainSeconds,
}: {
  port: number
  host: string
  drainSeconds: number
}): Promise<() => Promise<void>> {
  const holder = http.createServer((_, response) => {
    response.writeHead(503, { 'Retry-After': '10', 'Content-Type': 'text/plain; charset=utf-8' })
    response.end('पोर्टल शुरू हो रहा है। थोड़ी देर में फिर कोशिश करें।\nThe portal is starting. Try again in a little while.\n')
  })
  await new Promise<void>((resolve, reject) => {
    holder.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' ? new Error(`Port ${port} is taken: stop what runs there or set PORT.`) : error,
      ),
    )
    holder.listen(port, host, resolve)
  })
  const release = () =>
    new Promise<void>((resolve) => {
      holder.close(() => resolve())
      holder.closeAllConnections()
    })
  if (drainSeconds > 0) await release()
  return release
}
