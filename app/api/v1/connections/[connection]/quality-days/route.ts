import { answersTo } from '#app/read-api.ts'
import { listQualityDays } from '#lib/read-api/meter-operations.ts'

export const GET = answersTo(listQualityDays)
