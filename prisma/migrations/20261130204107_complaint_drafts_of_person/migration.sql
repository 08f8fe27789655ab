-- CreateIndex
CREATE INDEX "ComplaintDraft_consumerId_createdAt_idx" ON "ComplaintDraft"("consumerId", "createdAt");
