-- CreateEnum
CREATE TYPE "ReadingRule" AS ENUM ('SPIKE', 'STUCK', 'SUM', 'GAP', 'REGISTER_BACK', 'CLOCK');

-- CreateEnum
CREATE TYPE "FlagDecision" AS ENUM ('ACCEPTED', 'ESTIMATED', 'GONE');

-- CreateEnum
CREATE TYPE "EstimationMethod" AS ENUM ('LINEAR', 'PROFILE');

-- AlterTable
ALTER TABLE "IngestBatch" ADD COLUMN     "validatedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "ReadingFlag" (
    "connectionId" UUID NOT NULL,
    "onDay" DATE NOT NULL,
    "meterId" UUID NOT NULL,
    "rule" "ReadingRule" NOT NULL,
    "detail" JSONB NOT NULL,
    "foundAt" TIMESTAMPTZ(3) NOT NULL,
    "batchId" UUID NOT NULL,
    "decision" "FlagDecision",
    "closedAt" TIMESTAMPTZ(3),
    "closedBy" UUID,

    CONSTRAINT "ReadingFlag_pkey" PRIMARY KEY ("connectionId","onDay","meterId","rule")
);

-- CreateTable
CREATE TABLE "ReadingEstimation" (
    "connectionId" UUID NOT NULL,
    "onDay" DATE NOT NULL,
    "meterId" UUID NOT NULL,
    "batchId" UUID NOT NULL,
    "blocks" INTEGER[],
    "energyWh" INTEGER[],
    "method" "EstimationMethod" NOT NULL,
    "basis" JSONB NOT NULL,
    "estimatedBy" UUID NOT NULL,
    "estimatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ReadingEstimation_pkey" PRIMARY KEY ("connectionId","onDay","meterId","batchId")
);

-- AddForeignKey
ALTER TABLE "ReadingFlag" ADD CONSTRAINT "ReadingFlag_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReadingFlag" ADD CONSTRAINT "ReadingFlag_meterId_fkey" FOREIGN KEY ("meterId") REFERENCES "Meter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReadingFlag" ADD CONSTRAINT "ReadingFlag_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "IngestBatch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReadingEstimation" ADD CONSTRAINT "ReadingEstimation_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReadingEstimation" ADD CONSTRAINT "ReadingEstimation_meterId_fkey" FOREIGN KEY ("meterId") REFERENCES "Meter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReadingEstimation" ADD CONSTRAINT "ReadingEstimation_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "IngestBatch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: files that came before are not looked through, or an old portal would begin with years of flags.
UPDATE "IngestBatch" SET "validatedAt" = "finishedAt" WHERE "finishedAt" IS NOT NULL;
CREATE INDEX "IngestBatch_to_validate" ON "IngestBatch" ("startedAt")
  WHERE "validatedAt" IS NULL AND "kind" IN ('daily-reads', 'block-reads', 'meter-data');
CREATE INDEX "ReadingFlag_open" ON "ReadingFlag" ("onDay") WHERE "closedAt" IS NULL;
ALTER TABLE "ReadingFlag" ADD CONSTRAINT "ReadingFlag_is_open_or_closed" CHECK (
  ("decision" IS NULL) = ("closedAt" IS NULL) AND ("closedBy" IS NULL OR "decision" IN ('ACCEPTED', 'ESTIMATED')));
ALTER TABLE "ReadingEstimation" ADD CONSTRAINT "ReadingEstimation_says_each_block"
  CHECK (cardinality("blocks") = cardinality("energyWh") AND cardinality("blocks") > 0);
CREATE TRIGGER "ReadingEstimation_stays" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ReadingEstimation"
  EXECUTE FUNCTION "history_stays"();
