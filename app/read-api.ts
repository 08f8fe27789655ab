import { getServices } from '#lib/platform/services.ts'
import { answerRequest } from '#lib/read-api/answer-request.ts'
import type { Operation } from '#lib/read-api/operation.ts'

type Context = { params: Promise<Record<string, string>> }

/** The handler of one address of the read API. */
export const answersTo =
  (operation: Operation) =>
  async (request: Request, { params }: Context): Promise<Response> =>
    answerRequest(getServices(), operation, request, await params)
