import type { z } from 'zod'
import type { TokenScope } from '#lib/access-tokens/token-policy.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'

/** What an address of the read API is: what it is asked, what it answers, and how that is read. */
export type Operation<Query extends z.ZodObject = z.ZodObject, Answer extends z.ZodObject = z.ZodObject> = {
  /** Below `/api/v1`, in the words of OpenAPI. */
  path: `/${string}`
  name: string
  summary: string
  description?: string
  /** What a token must be allowed to read; null is open to every token. */
  scope: TokenScope | null
  query: Query
  answer: Answer
  /** The answer without its instant. A field's name where the query cannot be; null for what is not this person's. */
  read(services: Services, asked: Asked<z.output<Query>>): Promise<Read<z.input<Answer>>>
}

type Read<Answer> = Omit<Answer, 'asOf'> | { wrong: { field: string; reason: string } } | null

export type Asked<Query> = {
  actor: ConsumerActor
  /** The parts of the address that stand for something. */
  params: Readonly<Record<string, string>>
  query: Query
  /** Where the same is asked for with another query. */
  pathWith: (query: Record<string, string>) => string
}

/** Ties query and answer, as declared, to how they are read. */
export const operation = <Query extends z.ZodObject, Answer extends z.ZodObject>(
  given: Operation<Query, Answer>,
): Operation<Query, Answer> => given
