import { answersTo } from '#app/read-api.ts'
import { readAccount } from '#lib/read-api/account-operations.ts'

export const GET = answersTo(readAccount)
