/** What the benchmarks use of autocannon, which brings no types. */
declare module 'autocannon' {
  export type Request = { method?: 'GET'; path: string; headers?: Record<string, string> }
  type Options = {
    url: string
    connections: number
    duration: number
    requests: Request[]
    /** Called with each connection before its first request. */
    setupClient?: (client: { setRequests: (requests: Request[]) => void }) => void
  }
  type Result = { duration: number; '2xx': number; non2xx: number; errors: number; timeouts: number }
  interface Run extends PromiseLike<Result> {
    on(
      event: 'response',
      listener: (client: unknown, status: number, bytes: number, milliseconds: number) => void,
    ): void
    /** A connection that broke, or an answer that did not come within ten seconds. */
    on(event: 'reqError', listener: (error: Error) => void): void
    /** Ends the run before its time; the promise then settles. */
    stop(): void
  }
  export default function autocannon(options: Options): Run
}
