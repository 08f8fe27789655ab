-- CreateEnum
CREATE TYPE "BillIssuer" AS ENUM ('PORTAL', 'UTILITY');

-- AlterEnum
ALTER TYPE "LedgerAccount" ADD VALUE 'OPENING_BALANCE';

-- AlterTable
ALTER TABLE "Bill" ADD COLUMN     "issuer" "BillIssuer" NOT NULL DEFAULT 'PORTAL',
ADD COLUMN     "registers" JSONB,
ADD COLUMN     "contentHash" CHAR(64);

-- What Prisma's schema cannot say: a bill of the utility's own billing may know its period only as a whole.
ALTER TABLE "Bill" DROP CONSTRAINT "Bill_has_each_day";
ALTER TABLE "Bill" ADD CONSTRAINT "Bill_has_each_day" CHECK (
  coalesce(cardinality("dailyWh"), 0) = "periodTo" - "periodFrom" + 1
  OR ("issuer" = 'UTILITY' AND "contentHash" IS NOT NULL AND coalesce(cardinality("dailyWh"), 0) = 0 AND coalesce(cardinality("estimatedOn"), 0) = 0));
