-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "LinkProof" ADD VALUE 'REGISTERED_CODE';
ALTER TYPE "LinkProof" ADD VALUE 'BILL_FACTS';
ALTER TYPE "LinkProof" ADD VALUE 'STAFF_SAW_PAPER';
ALTER TYPE "LinkProof" ADD VALUE 'INVITED';

-- AlterTable
ALTER TABLE "Connection" ADD COLUMN     "masterMobile" CHAR(10);

-- AlterTable
ALTER TABLE "MobileLink" ADD COLUMN     "endsOn" DATE;

-- A tenant has a last day, nobody else has one.
ALTER TABLE "MobileLink" ADD CONSTRAINT "MobileLink_ends" CHECK (("role" = 'TENANT') = ("endsOn" IS NOT NULL));

-- What the master file named last, as far as its links tell.
UPDATE "Connection" c SET "masterMobile" = p."mobile"
  FROM "MobileLink" l JOIN "Consumer" p ON p."id" = l."consumerId"
 WHERE l."connectionId" = c."id" AND l."endedAt" IS NULL AND l."proof" = 'MASTER_RECORD';
