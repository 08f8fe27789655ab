-- CreateEnum
CREATE TYPE "AdjustmentReason" AS ENUM ('TRUE_UP', 'DUTY', 'DEPOSIT_INTEREST', 'OTHER');

-- AlterEnum
ALTER TYPE "LedgerAccount" ADD VALUE 'DEPOSIT_INTEREST';

-- CreateTable
CREATE TABLE "Adjustment" (
    "id" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "reason" "AdjustmentReason" NOT NULL,
    "amountPaise" BIGINT NOT NULL,
    "reference" TEXT NOT NULL,
    "settledBillId" UUID,
    "energyWh" BIGINT,
    "currentDemandPaise" BIGINT,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Adjustment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BilledAdjustment" (
    "adjustmentId" UUID NOT NULL,
    "billId" UUID NOT NULL,

    CONSTRAINT "BilledAdjustment_pkey" PRIMARY KEY ("adjustmentId")
);

-- CreateIndex
CREATE UNIQUE INDEX "Adjustment_settledBillId_key" ON "Adjustment"("settledBillId");

-- CreateIndex
CREATE UNIQUE INDEX "Adjustment_connectionId_reason_reference_key" ON "Adjustment"("connectionId", "reason", "reference");

-- CreateIndex
CREATE INDEX "BilledAdjustment_billId_idx" ON "BilledAdjustment"("billId");

-- AddForeignKey
ALTER TABLE "Adjustment" ADD CONSTRAINT "Adjustment_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Adjustment" ADD CONSTRAINT "Adjustment_settledBillId_fkey" FOREIGN KEY ("settledBillId") REFERENCES "Bill"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BilledAdjustment" ADD CONSTRAINT "BilledAdjustment_adjustmentId_fkey" FOREIGN KEY ("adjustmentId") REFERENCES "Adjustment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BilledAdjustment" ADD CONSTRAINT "BilledAdjustment_billId_fkey" FOREIGN KEY ("billId") REFERENCES "Bill"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say; each is named in a comment beside its model.
ALTER TABLE "Adjustment" ADD CONSTRAINT "Adjustment_says_what_it_settles" CHECK (
  num_nonnulls("settledBillId", "energyWh", "currentDemandPaise") = CASE WHEN "reason" = 'TRUE_UP' THEN 3 ELSE 0 END
);
ALTER TABLE "Adjustment" ADD CONSTRAINT "Adjustment_moves_money" CHECK ("amountPaise" <> 0 OR "reason" = 'TRUE_UP');
CREATE TRIGGER "Adjustment_stays" BEFORE UPDATE OR DELETE OR TRUNCATE ON "Adjustment" EXECUTE FUNCTION "history_stays"();
CREATE TRIGGER "BilledAdjustment_stays" BEFORE UPDATE OR DELETE OR TRUNCATE ON "BilledAdjustment" EXECUTE FUNCTION "history_stays"();
