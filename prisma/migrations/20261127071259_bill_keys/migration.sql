-- What belongs to a connection carries it first in its key, so that the database can be cut by it (docs/scale.md).

-- DropForeignKey
ALTER TABLE "Adjustment" DROP CONSTRAINT "Adjustment_settledBillId_fkey";

-- DropForeignKey
ALTER TABLE "BillLine" DROP CONSTRAINT "BillLine_billId_fkey";

-- DropForeignKey
ALTER TABLE "BilledAdjustment" DROP CONSTRAINT "BilledAdjustment_adjustmentId_fkey";

-- DropForeignKey
ALTER TABLE "BilledAdjustment" DROP CONSTRAINT "BilledAdjustment_billId_fkey";

-- DropForeignKey
ALTER TABLE "LedgerEntry" DROP CONSTRAINT "LedgerEntry_billId_fkey";

-- DropForeignKey
ALTER TABLE "Payment" DROP CONSTRAINT "Payment_billId_fkey";

-- DropForeignKey
ALTER TABLE "PaymentAttempt" DROP CONSTRAINT "PaymentAttempt_billId_fkey";

-- DropIndex
DROP INDEX "Adjustment_settledBillId_key";

-- DropIndex
DROP INDEX "BilledAdjustment_billId_idx";

-- AlterTable
ALTER TABLE "Adjustment" DROP CONSTRAINT "Adjustment_pkey",
ADD CONSTRAINT "Adjustment_pkey" PRIMARY KEY ("connectionId", "id");

-- AlterTable
ALTER TABLE "Bill" DROP CONSTRAINT "Bill_pkey",
ADD CONSTRAINT "Bill_pkey" PRIMARY KEY ("connectionId", "id");

-- What is there gets it from its bill. History is not changed by it: nothing that was said is said otherwise.
ALTER TABLE "BillLine" ADD COLUMN "connectionId" UUID;
ALTER TABLE "BillLine" DISABLE TRIGGER "BillLine_stays";
UPDATE "BillLine" l SET "connectionId" = b."connectionId" FROM "Bill" b WHERE b."id" = l."billId";
ALTER TABLE "BillLine" ENABLE TRIGGER "BillLine_stays";

ALTER TABLE "BilledAdjustment" ADD COLUMN "connectionId" UUID;
ALTER TABLE "BilledAdjustment" DISABLE TRIGGER "BilledAdjustment_stays";
UPDATE "BilledAdjustment" x SET "connectionId" = b."connectionId" FROM "Bill" b WHERE b."id" = x."billId";
ALTER TABLE "BilledAdjustment" ENABLE TRIGGER "BilledAdjustment_stays";

-- AlterTable
ALTER TABLE "BillLine" DROP CONSTRAINT "BillLine_pkey",
ALTER COLUMN "connectionId" SET NOT NULL,
ADD CONSTRAINT "BillLine_pkey" PRIMARY KEY ("connectionId", "billId", "position");

-- AlterTable
ALTER TABLE "BilledAdjustment" DROP CONSTRAINT "BilledAdjustment_pkey",
ALTER COLUMN "connectionId" SET NOT NULL,
ADD CONSTRAINT "BilledAdjustment_pkey" PRIMARY KEY ("connectionId", "adjustmentId");

-- AlterTable
ALTER TABLE "DisconnectionNotice" DROP CONSTRAINT "DisconnectionNotice_pkey",
ADD CONSTRAINT "DisconnectionNotice_pkey" PRIMARY KEY ("connectionId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Adjustment_connectionId_settledBillId_key" ON "Adjustment"("connectionId", "settledBillId");

-- CreateIndex
CREATE INDEX "BilledAdjustment_connectionId_billId_idx" ON "BilledAdjustment"("connectionId", "billId");

-- AddForeignKey
ALTER TABLE "BillLine" ADD CONSTRAINT "BillLine_connectionId_billId_fkey" FOREIGN KEY ("connectionId", "billId") REFERENCES "Bill"("connectionId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Adjustment" ADD CONSTRAINT "Adjustment_connectionId_settledBillId_fkey" FOREIGN KEY ("connectionId", "settledBillId") REFERENCES "Bill"("connectionId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BilledAdjustment" ADD CONSTRAINT "BilledAdjustment_connectionId_adjustmentId_fkey" FOREIGN KEY ("connectionId", "adjustmentId") REFERENCES "Adjustment"("connectionId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BilledAdjustment" ADD CONSTRAINT "BilledAdjustment_connectionId_billId_fkey" FOREIGN KEY ("connectionId", "billId") REFERENCES "Bill"("connectionId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_connectionId_billId_fkey" FOREIGN KEY ("connectionId", "billId") REFERENCES "Bill"("connectionId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentAttempt" ADD CONSTRAINT "PaymentAttempt_connectionId_billId_fkey" FOREIGN KEY ("connectionId", "billId") REFERENCES "Bill"("connectionId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_connectionId_billId_fkey" FOREIGN KEY ("connectionId", "billId") REFERENCES "Bill"("connectionId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
