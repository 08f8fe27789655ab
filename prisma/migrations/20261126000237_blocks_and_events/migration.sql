-- CreateEnum
CREATE TYPE "ReadingSource" AS ENUM ('REGISTER', 'BLOCKS');

-- CreateEnum
CREATE TYPE "OutageClass" AS ENUM ('PLANNED', 'BREAKDOWN', 'SCHEDULED_ROSTERING', 'EMERGENCY_ROSTERING');

-- CreateEnum
CREATE TYPE "OutageStatus" AS ENUM ('SCHEDULED', 'ACTIVE', 'PARTIALLY_RESTORED', 'RESTORED', 'CANCELLED');

-- AlterTable
ALTER TABLE "Meter" ADD COLUMN     "eventSet" TEXT NOT NULL DEFAULT 'COMMON';

-- AlterTable
ALTER TABLE "MeterDay" ADD COLUMN     "source" "ReadingSource" NOT NULL DEFAULT 'REGISTER';

-- AlterTable
ALTER TABLE "MeterDayRevision" ADD COLUMN     "source" "ReadingSource" NOT NULL DEFAULT 'REGISTER';

-- CreateTable
CREATE TABLE "BlockDay" (
    "connectionId" UUID NOT NULL,
    "onDay" DATE NOT NULL,
    "meterId" UUID NOT NULL,
    "intervalMinutes" SMALLINT NOT NULL,
    "energyWh" INTEGER[],
    "apparentVah" INTEGER[],
    "voltageDv" INTEGER[],
    "currentMa" INTEGER[],
    "frequencyMhz" INTEGER[],
    "powerFactorMilli" INTEGER[],
    "outageMinutes" INTEGER[],
    "estimatedBlocks" INTEGER[],
    "blocksKnown" SMALLINT NOT NULL,
    "energyKnownWh" BIGINT NOT NULL,
    "peakW" INTEGER,
    "peakAt" TIMESTAMPTZ(3),
    "minVoltageDv" INTEGER,
    "maxVoltageDv" INTEGER,
    "minutesOut" SMALLINT,
    "minutesBelow" SMALLINT,
    "minutesAbove" SMALLINT,
    "minutesFarBelow" SMALLINT,
    "minutesFarAbove" SMALLINT,
    "batchId" UUID NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "BlockDay_pkey" PRIMARY KEY ("connectionId","onDay","meterId")
);

-- CreateTable
CREATE TABLE "BlockRevision" (
    "connectionId" UUID NOT NULL,
    "onDay" DATE NOT NULL,
    "meterId" UUID NOT NULL,
    "block" SMALLINT NOT NULL,
    "replacedAt" TIMESTAMPTZ(3) NOT NULL,
    "was" JSONB NOT NULL,

    CONSTRAINT "BlockRevision_pkey" PRIMARY KEY ("connectionId","onDay","meterId","block","replacedAt")
);

-- CreateTable
CREATE TABLE "MeterEvent" (
    "connectionId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "meterId" UUID NOT NULL,
    "eventId" INTEGER NOT NULL,
    "batchId" UUID NOT NULL,

    CONSTRAINT "MeterEvent_pkey" PRIMARY KEY ("connectionId","at","meterId","eventId")
);

-- CreateTable
CREATE TABLE "OutageNotice" (
    "id" TEXT NOT NULL,
    "class" "OutageClass" NOT NULL,
    "status" "OutageStatus" NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3),
    "estimatedAt" TIMESTAMPTZ(3),
    "restoredAt" TIMESTAMPTZ(3),
    "feeders" TEXT[],
    "subdivisions" TEXT[],
    "areaText" TEXT,
    "cause" TEXT,
    "publicTexts" JSONB NOT NULL,
    "original" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "batchId" UUID NOT NULL,

    CONSTRAINT "OutageNotice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PrepaidBalance" (
    "connectionId" UUID NOT NULL,
    "asOf" TIMESTAMPTZ(3) NOT NULL,
    "balancePaise" BIGINT NOT NULL,
    "batchId" UUID NOT NULL,

    CONSTRAINT "PrepaidBalance_pkey" PRIMARY KEY ("connectionId","asOf")
);

-- CreateIndex
CREATE INDEX "BlockDay_meterId_onDay_idx" ON "BlockDay"("meterId", "onDay");

-- CreateIndex
CREATE INDEX "BlockDay_batchId_idx" ON "BlockDay"("batchId");

-- CreateIndex
CREATE INDEX "MeterEvent_batchId_idx" ON "MeterEvent"("batchId");

-- CreateIndex
CREATE INDEX "OutageNotice_startsAt_idx" ON "OutageNotice"("startsAt");

-- CreateIndex
CREATE INDEX "OutageNotice_batchId_idx" ON "OutageNotice"("batchId");

-- CreateIndex
CREATE INDEX "PrepaidBalance_batchId_idx" ON "PrepaidBalance"("batchId");

-- AddForeignKey
ALTER TABLE "BlockDay" ADD CONSTRAINT "BlockDay_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BlockDay" ADD CONSTRAINT "BlockDay_meterId_fkey" FOREIGN KEY ("meterId") REFERENCES "Meter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BlockDay" ADD CONSTRAINT "BlockDay_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "IngestBatch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeterEvent" ADD CONSTRAINT "MeterEvent_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeterEvent" ADD CONSTRAINT "MeterEvent_meterId_fkey" FOREIGN KEY ("meterId") REFERENCES "Meter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeterEvent" ADD CONSTRAINT "MeterEvent_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "IngestBatch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OutageNotice" ADD CONSTRAINT "OutageNotice_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "IngestBatch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PrepaidBalance" ADD CONSTRAINT "PrepaidBalance_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PrepaidBalance" ADD CONSTRAINT "PrepaidBalance_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "IngestBatch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say; each is named in a comment beside its model.
ALTER TABLE "BlockDay" ADD CONSTRAINT "BlockDay_interval_is_known" CHECK ("intervalMinutes" IN (15, 30, 60));
ALTER TABLE "BlockDay" ADD CONSTRAINT "BlockDay_arrays_fit_the_day" CHECK (
  cardinality("energyWh") = 1440 / "intervalMinutes"
  AND cardinality("apparentVah") IN (0, 1440 / "intervalMinutes")
  AND cardinality("voltageDv") IN (0, 1440 / "intervalMinutes")
  AND cardinality("currentMa") IN (0, 1440 / "intervalMinutes")
  AND cardinality("frequencyMhz") IN (0, 1440 / "intervalMinutes")
  AND cardinality("powerFactorMilli") IN (0, 1440 / "intervalMinutes")
  AND cardinality("outageMinutes") IN (0, 1440 / "intervalMinutes"));
ALTER TABLE "BlockDay" ADD CONSTRAINT "BlockDay_values_are_possible" CHECK (
  0 <= ALL ("energyWh") AND "energyKnownWh" >= 0 AND "peakW" >= 0
  AND "blocksKnown" BETWEEN 0 AND 1440 / "intervalMinutes" AND "minutesOut" BETWEEN 0 AND 1440);
ALTER TABLE "MeterEvent" ADD CONSTRAINT "MeterEvent_id_is_possible" CHECK ("eventId" BETWEEN 0 AND 65535);
CREATE TRIGGER "BlockRevision_stays" BEFORE UPDATE OR DELETE OR TRUNCATE ON "BlockRevision" EXECUTE FUNCTION "history_stays"();
