import { answersTo } from '#app/read-api.ts'
import { listOwnConnections } from '#lib/read-api/account-operations.ts'

export const GET = answersTo(listOwnConnections)
