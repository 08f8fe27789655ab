import { expect } from '@playwright/test'

/** What a page may write down while it is read, with the reason; nothing of it is of use to another site. */
const WRITTEN_BY_READING: { words: string; because: string }[] = [
  { words: 'insert into "RateLimit"', because: 'how often somebody asks' },
  {
    words: 'with "moved" as (update "PaymentAttempt" set "state"',
    because: 'that the code of a payment was shown (get-attempt.ts, get-batch.ts)',
  },
  { words: 'INSERT INTO "public"."AuditEntry"', because: 'that an officer looked at something, or was refused it' },
]

/** Those of these statements that change something, but what reading may write down. */
export function writesIn(statements: readonly string[]): string[] {
  expect(statements.length).toBeGreaterThan(50)
  const changes =
    /\b(?:insert\s+into|update\s+(?:only\s+)?(?:"\w+"\.)?"\w+"|delete\s+from|^truncate|merge\s+into|copy)\b/i
  const isListed = (statement: string) => WRITTEN_BY_READING.some(({ words }) => statement.includes(words))
  return statements.filter((statement) => changes.test(statement) && !isListed(statement))
}
