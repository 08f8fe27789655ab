/** The constraint or unique index that a statement broke, or null when the error is of another kind. */
export function brokenConstraint(error: unknown): string | null {
  const found = error as {
    code?: string
    meta?: {
      driverAdapterError?: { cause?: { constraint?: { index?: string; fields?: string[] }; originalMessage?: string } }
    }
  }
  if (found?.code !== 'P2002' && found?.code !== 'P2003' && found?.code !== 'P2004') return null
  const cause = found.meta?.driverAdapterError?.cause
  return cause?.constraint?.index ?? cause?.constraint?.fields?.join(',') ?? cause?.originalMessage ?? 'unknown'
}

/** True when a second try may succeed: the database was away, a transaction waited too long or met another. */
export function isPassing(error: unknown): boolean {
  const code = (error as { code?: string })?.code
  if (code && ['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034'].includes(code)) return true
  const message = error instanceof Error ? error.message : ''
  return /ECONNREFUSED|ECONNRESET|ENOENT.*PGSQL|terminat|the database system is|Connection terminated|not available|timeout exceeded/i.test(
    message,
  )
}

/** One line for a terminal: Prisma's own errors print screens of minified source. */
export function oneLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const lines = message
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  return lines.at(-1) ?? 'unknown error'
}
