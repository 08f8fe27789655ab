-- AlterEnum
ALTER TYPE "OtpPurpose" ADD VALUE 'PROOF';

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "provenAgainAt" TIMESTAMPTZ(3);
