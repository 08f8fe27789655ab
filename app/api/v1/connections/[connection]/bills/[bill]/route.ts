import { answersTo } from '#app/read-api.ts'
import { readBill } from '#lib/read-api/money-operations.ts'

export const GET = answersTo(readBill)
