import { z } from 'zod'
import { TOKEN_SCOPES } from '#lib/access-tokens/token-policy.ts'
import { NAMED_SHAPES, refusal } from './answer-shapes.ts'
import type { Operation } from './operation.ts'
import { OPERATIONS } from './operations.ts'

const SCHEMAS = '#/components/schemas'

type Json = Record<string, unknown>

const SCOPE_WORDS = {
  account: 'name, address, meter and terms',
  consumption: 'days, half hours, load and power quality',
  bills: 'bills with their lines',
  payments: 'payments',
} as const satisfies Record<(typeof TOKEN_SCOPES)[number], string>

/** The OpenAPI 3.1 document of the read API, made of the shapes that its answers are held to. */
export function openApiDocument({
  portalName,
  supplier,
  portalUrl,
}: Record<'portalName' | 'supplier' | 'portalUrl', string>): Json {
  return {
    openapi: '3.1.1',
    info: {
      ...{ title: `${portalName} of ${supplier}`, version: '1' },
      description: [
        'What a consumer’s own page shows, for a program of theirs. Amounts are paise, energy is watt-hours, instants',
        'carry the offset of India. What is not known is null. Fields may be added; none is taken away or changes its',
        'meaning.',
      ].join(' '),
    },
    servers: [{ url: `${portalUrl}/api/v1` }],
    security: [{ token: [] }],
    paths: Object.fromEntries(OPERATIONS.map((one) => [one.path, { get: described(one) }])),
    components: {
      schemas: components(),
      securitySchemes: {
        token: {
          ...{ type: 'http', scheme: 'bearer' },
          description: `A key that a consumer makes in their profile. Scopes: ${TOKEN_SCOPES.map((scope) => `\`${scope}\` (${SCOPE_WORDS[scope]})`).join(', ')}.`,
        },
      },
    },
  }
}

function described({ path, name, summary, description, scope, query, answer }: Operation): Json {
  const needs = scope ? `Needs the scope \`${scope}\`.` : 'Needs no scope.'
  return {
    ...{ operationId: name, summary, description: [description, needs].filter(Boolean).join(' ') },
    parameters: [...inPath(path), ...inQuery(query)],
    responses: {
      200: { description: summary, content: { 'application/json': { schema: reference(answer) } } },
      ...(inQuery(query).length > 0 && { 400: refused('The query is not as described; `fields` says where') }),
      401: refused('No token, or none that holds'),
      ...(scope && { 403: refused('The token may not read this') }),
      ...(inPath(path).length > 0 && { 404: refused('Not there, or not of this consumer') }),
      429: {
        ...refused('Too many requests of this token'),
        headers: { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds' } },
      },
    },
  }
}

const refused = (description: string): Json => ({
  description,
  content: { 'application/json': { schema: reference(refusal) } },
})

/** A day of the address is a day of the calendar; everything else in it is an id. */
const inPath = (path: string): Json[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    ...{ name, in: 'path', required: true },
    schema: { type: 'string', format: name === 'day' ? 'date' : 'uuid' },
  }))

function inQuery(query: z.ZodObject): Json[] {
  const { properties = {} } = z.toJSONSchema(query) as { properties?: Record<string, Json> }
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    ...{ name, in: 'query', required: false, description, schema },
  }))
}

function reference(shape: z.ZodType): Json {
  const name = NAMED_SHAPES.get(shape)?.id
  if (!name) throw new Error('A shape of the API has no name.')
  return { $ref: `${SCHEMAS}/${name}` }
}

/** The named shapes. Handlers answer no field that has no name here, but a program must not break when one is added. */
function components(): Json {
  const { schemas } = z.toJSONSchema(NAMED_SHAPES, {
    uri: (id) => `${SCHEMAS}/${id}`,
    override: ({ jsonSchema }) => {
      delete jsonSchema.additionalProperties
    },
  })
  return Object.fromEntries(Object.entries(schemas).map(([name, { $id: _, $schema: __, ...shape }]) => [name, shape]))
}
