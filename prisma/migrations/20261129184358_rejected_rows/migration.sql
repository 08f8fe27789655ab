-- CreateTable
CREATE TABLE "RejectedRows" (
    "batchId" UUID NOT NULL,
    "rows" JSONB NOT NULL,

    CONSTRAINT "RejectedRows_pkey" PRIMARY KEY ("batchId")
);

-- AddForeignKey
ALTER TABLE "RejectedRows" ADD CONSTRAINT "RejectedRows_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "IngestBatch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
