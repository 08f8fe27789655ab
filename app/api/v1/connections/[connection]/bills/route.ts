import { answersTo } from '#app/read-api.ts'
import { listOwnBills } from '#lib/read-api/money-operations.ts'

export const GET = answersTo(listOwnBills)
