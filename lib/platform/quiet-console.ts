import { logFault } from './log.ts'

/**
 * Next.js and Node print errors that nobody caught with all their words, which may be a person's (threat T28): from here on
 * each is a line of the log like others.
 */
export function quietConsole(): void {
  for (const level of ['error', 'warn'] as const) {
    const print = console[level].bind(console)
    console[level] = (...given: unknown[]) => {
      const error = given.find((one) => typeof one === 'object' && one !== null)
      if (error === undefined) print(...given)
      else logFault('UNCAUGHT', {}, error)
    }
  }
}
