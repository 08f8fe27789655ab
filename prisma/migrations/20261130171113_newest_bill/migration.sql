-- CreateIndex
CREATE INDEX "Bill_issuer_month_billedOn_idx" ON "Bill"("issuer", "month", "billedOn");
