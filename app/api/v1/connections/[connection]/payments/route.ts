import { answersTo } from '#app/read-api.ts'
import { listOwnPayments } from '#lib/read-api/money-operations.ts'

export const GET = answersTo(listOwnPayments)
