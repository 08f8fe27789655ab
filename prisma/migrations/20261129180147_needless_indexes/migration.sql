-- No statement asks by these (prisma/indexes.json): files are never deleted, an attempt of a batch is found by its connection,
-- and corrections of blocks and adjustments by their keys.
DROP INDEX "BilledAdjustment_connectionId_billId_idx";
DROP INDEX "BlockRevision_connectionId_onDay_meterId_block_idx";
DROP INDEX "Message_sentAt_idx";
DROP INDEX "MeterEvent_batchId_idx";
DROP INDEX "OutageNotice_batchId_idx";
DROP INDEX "PaymentAttempt_batchId_idx";
DROP INDEX "PrepaidBalance_batchId_idx";
DROP INDEX "UnusedPart_batchId_idx";
