-- AlterTable
ALTER TABLE "LedgerVerification" ADD COLUMN     "tookMs" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "LedgerTransaction_recordedAt_idx" ON "LedgerTransaction"("recordedAt");
