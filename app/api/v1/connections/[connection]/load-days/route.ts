import { answersTo } from '#app/read-api.ts'
import { listLoadDays } from '#lib/read-api/meter-operations.ts'

export const GET = answersTo(listLoadDays)
