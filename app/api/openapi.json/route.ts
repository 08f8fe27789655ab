import { env } from '#lib/platform/env.ts'
import { json } from '#lib/platform/http.ts'
import { openApiDocument } from '#lib/read-api/openapi.ts'

/** What the read API is, for programs: addresses, queries and the shapes of their answers. */
export function GET(): Response {
  const { discom, portalUrl, portalName } = env()
  return json(openApiDocument({ portalName: portalName.en, supplier: discom.name.en, portalUrl }))
}
