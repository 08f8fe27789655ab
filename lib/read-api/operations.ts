import { listOwnConnections, readAccount } from './account-operations.ts'
import { listDays, listLoadDays, listQualityDays, readBlocks } from './meter-operations.ts'
import { listOwnBills, listOwnPayments, readBill } from './money-operations.ts'
import type { Operation } from './operation.ts'

/** Everything that the read API answers, in the order of its description. */
export const OPERATIONS: readonly Operation[] = [
  ...[listOwnConnections, readAccount],
  ...[listOwnBills, readBill, listOwnPayments],
  ...[listDays, readBlocks, listLoadDays, listQualityDays],
]
