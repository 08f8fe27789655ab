-- CreateEnum
CREATE TYPE "SettlementKind" AS ENUM ('PAYMENT', 'REFUND');

-- CreateEnum
CREATE TYPE "SettlementBucket" AS ENUM ('MATCHED', 'MISSING_HERE', 'AMOUNT_DIFFERS');

-- AlterEnum
ALTER TYPE "LedgerAccount" ADD VALUE 'GATEWAY_TAX';

-- AlterEnum
ALTER TYPE "PaymentAlarmKind" ADD VALUE 'SETTLEMENT';

-- CreateTable
CREATE TABLE "SettlementLine" (
    "entityId" TEXT NOT NULL,
    "kind" "SettlementKind" NOT NULL,
    "settlementId" TEXT NOT NULL,
    "utr" TEXT,
    "settledAt" TIMESTAMPTZ(3) NOT NULL,
    "amountPaise" BIGINT NOT NULL,
    "feePaise" BIGINT NOT NULL,
    "taxPaise" BIGINT NOT NULL,
    "bucket" "SettlementBucket" NOT NULL,
    "transactionId" UUID,
    "batchId" UUID NOT NULL,

    CONSTRAINT "SettlementLine_pkey" PRIMARY KEY ("entityId")
);

-- CreateTable
CREATE TABLE "SettlementReport" (
    "batchId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "buckets" JSONB NOT NULL,

    CONSTRAINT "SettlementReport_pkey" PRIMARY KEY ("batchId")
);

-- CreateIndex
CREATE UNIQUE INDEX "SettlementLine_transactionId_key" ON "SettlementLine"("transactionId");

-- CreateIndex
CREATE INDEX "SettlementLine_settlementId_idx" ON "SettlementLine"("settlementId");

-- CreateIndex
CREATE INDEX "SettlementLine_bucket_idx" ON "SettlementLine"("bucket");

-- CreateIndex
CREATE INDEX "SettlementLine_settledAt_idx" ON "SettlementLine"("settledAt");

-- AddForeignKey
ALTER TABLE "SettlementLine" ADD CONSTRAINT "SettlementLine_transactionId_fkey" FOREIGN KEY ("transactionId") REFERENCES "LedgerTransaction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SettlementLine" ADD CONSTRAINT "SettlementLine_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "IngestBatch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SettlementReport" ADD CONSTRAINT "SettlementReport_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "IngestBatch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say; each is named in a comment beside its model.
ALTER TABLE "SettlementLine" ADD CONSTRAINT "SettlementLine_amounts_are_possible"
  CHECK ("amountPaise" > 0 AND "taxPaise" >= 0 AND "taxPaise" <= "feePaise" AND "feePaise" <= "amountPaise");
ALTER TABLE "SettlementLine" ADD CONSTRAINT "SettlementLine_is_booked_when_matched"
  CHECK (("bucket" = 'MATCHED') = ("transactionId" IS NOT NULL));
