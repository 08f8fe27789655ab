-- CreateIndex
CREATE INDEX "Payment_utr_idx" ON "Payment"("utr");
