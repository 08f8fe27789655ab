-- AlterEnum
ALTER TYPE "ReadingRule" ADD VALUE 'RANGE';

-- CreateTable
CREATE TABLE "RefusedReading" (
    "connectionId" UUID NOT NULL,
    "onDay" DATE NOT NULL,
    "meterId" UUID NOT NULL,
    "id" CHAR(64) NOT NULL,
    "readings" JSONB NOT NULL,
    "batchId" UUID NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RefusedReading_pkey" PRIMARY KEY ("connectionId","onDay","meterId","id")
);

-- CreateIndex
CREATE INDEX "RefusedReading_batchId_idx" ON "RefusedReading"("batchId");

-- CreateIndex
CREATE INDEX "RefusedReading_onDay_idx" ON "RefusedReading" USING BRIN ("onDay");

-- AddForeignKey
ALTER TABLE "RefusedReading" ADD CONSTRAINT "RefusedReading_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RefusedReading" ADD CONSTRAINT "RefusedReading_meterId_fkey" FOREIGN KEY ("meterId") REFERENCES "Meter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RefusedReading" ADD CONSTRAINT "RefusedReading_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "IngestBatch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
