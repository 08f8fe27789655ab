-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "OtpPurpose" ADD VALUE 'LINK_OLD';
ALTER TYPE "OtpPurpose" ADD VALUE 'LINK_NEW';
ALTER TYPE "OtpPurpose" ADD VALUE 'NUMBER_OLD';
ALTER TYPE "OtpPurpose" ADD VALUE 'NUMBER_NEW';

-- CreateTable
CREATE TABLE "LinkRequest" (
    "id" UUID NOT NULL,
    "consumerNo" TEXT NOT NULL,
    "mobile" CHAR(10) NOT NULL,
    "language" CHAR(2) NOT NULL,
    "consumerId" UUID,
    "proof" "LinkProof",
    "connectionId" UUID,
    "oldChallengeId" UUID,
    "newChallengeId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "LinkRequest_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "LinkRequest_expiresAt_idx" ON "LinkRequest"("expiresAt");

ALTER TABLE "LinkRequest" ADD CONSTRAINT "LinkRequest_mobile" CHECK ("mobile" ~ '^[6-9][0-9]{9}$'),
  ADD CONSTRAINT "LinkRequest_language" CHECK ("language" IN ('hi', 'en')),
  ADD CONSTRAINT "LinkRequest_proven" CHECK (("proof" IS NULL) = ("connectionId" IS NULL));
