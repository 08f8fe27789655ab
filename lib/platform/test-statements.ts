import type { Db } from './db.ts'
import type { Services } from './services.ts'

/** The same services, writing down each statement in order: two ways that must not be told apart leave the same log. */
export function watched(inner: Services): { services: Services; log: string[] } {
  const log: string[] = []
  const db = inner.db.$extends({
    query: {
      $allOperations({ model, operation, args, query }) {
        const sql = (args as { strings?: string[] }).strings?.join('?').replace(/\s+/g, ' ').slice(0, 60)
        log.push([model, operation, sql].filter(Boolean).join(' '))
        return query(args)
      },
    },
  })
  return { services: { ...inner, db: db as unknown as Db }, log }
}
