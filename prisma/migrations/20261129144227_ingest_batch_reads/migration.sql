-- CreateIndex
CREATE INDEX "IngestBatch_source_startedAt_idx" ON "IngestBatch"("source", "startedAt");

-- CreateIndex: beside the partial one for readings that have not been looked through, for the newest files of all
CREATE INDEX "IngestBatch_startedAt_idx" ON "IngestBatch"("startedAt");
