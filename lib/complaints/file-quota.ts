import type { Services } from '#lib/platform/services.ts'
import type { CheckedFile } from './check-file.ts'

/**
 * How much is kept of one person at once, over all complaints (ASVS 5.2.4). Files go a year after a complaint is decided; a
 * household with a complaint a fortnight and three photos with each stays below, and a photo as it is kept has about
 * a megabyte. Without it the limits of each day would let one login fill a gigabyte in a week.
 */
export const MOST_FILES_KEPT = 100
export const MOST_BYTES_KEPT = 100 * 1024 * 1024

/**
 * Whether these files would be more than is kept of one person: of a login, or of a number that complained without one. Two
 * forms at the same moment may together pass it by their own few files.
 */
export async function isOverQuota(
  { db }: Pick<Services, 'db'>,
  { consumerId, mobile }: { consumerId: string | null; mobile: string | null },
  files: readonly CheckedFile[],
): Promise<boolean> {
  if (files.length === 0) return false
  const [kept] = await db.$queryRaw<[{ files: number; bytes: bigint }]>`
    select count(*)::int as "files", coalesce(sum(octet_length(file."bytes")), 0)::bigint as "bytes"
    from "Complaint" complaint join "ComplaintAttachment" file on file."complaintId" = complaint."id"
    where complaint."consumerId" = ${consumerId}::uuid or (complaint."consumerId" is null and complaint."mobile" = ${mobile})`
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, Number(kept.bytes))
  return kept.files + files.length > MOST_FILES_KEPT || bytes > MOST_BYTES_KEPT
}
