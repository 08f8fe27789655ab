import { answersTo } from '#app/read-api.ts'
import { listDays } from '#lib/read-api/meter-operations.ts'

export const GET = answersTo(listDays)
