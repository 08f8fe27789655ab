import { answersTo } from '#app/read-api.ts'
import { readBlocks } from '#lib/read-api/meter-operations.ts'

export const GET = answersTo(readBlocks)
