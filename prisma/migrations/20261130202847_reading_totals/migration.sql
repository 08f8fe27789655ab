-- CreateEnum
CREATE TYPE "ReadingKind" AS ENUM ('DAYS', 'BLOCKS');

-- CreateTable
CREATE TABLE "ReadingTotal" (
    "batchId" UUID NOT NULL,
    "byBatchId" UUID NOT NULL,
    "readings" "ReadingKind" NOT NULL,
    "month" DATE NOT NULL,
    "rows" INTEGER NOT NULL,
    "energyWh" BIGINT NOT NULL,

    CONSTRAINT "ReadingTotal_pkey" PRIMARY KEY ("batchId","byBatchId","readings","month")
);
