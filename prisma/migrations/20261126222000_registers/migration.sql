-- CreateTable
CREATE TABLE "RegisterReading" (
    "connectionId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "meterId" UUID NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "energyWh" BIGINT NOT NULL,
    "apparentVah" BIGINT,
    "maxDemandW" INTEGER,
    "maxDemandAt" TIMESTAMPTZ(3),
    "status" "ReadingStatus" NOT NULL DEFAULT 'VALID',
    "batchId" UUID NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RegisterReading_pkey" PRIMARY KEY ("connectionId","at","meterId","revision")
);

-- CreateTable
CREATE TABLE "UnusedPart" (
    "id" CHAR(64) NOT NULL,
    "profileType" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "rest" JSONB NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "batchId" UUID NOT NULL,

    CONSTRAINT "UnusedPart_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "RegisterReading_meterId_at_idx" ON "RegisterReading"("meterId", "at");

-- CreateIndex
CREATE INDEX "RegisterReading_batchId_idx" ON "RegisterReading"("batchId");

-- CreateIndex
CREATE INDEX "UnusedPart_profileType_receivedAt_idx" ON "UnusedPart"("profileType", "receivedAt");

-- CreateIndex
CREATE INDEX "UnusedPart_batchId_idx" ON "UnusedPart"("batchId");

-- AddForeignKey
ALTER TABLE "RegisterReading" ADD CONSTRAINT "RegisterReading_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RegisterReading" ADD CONSTRAINT "RegisterReading_meterId_fkey" FOREIGN KEY ("meterId") REFERENCES "Meter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RegisterReading" ADD CONSTRAINT "RegisterReading_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "IngestBatch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UnusedPart" ADD CONSTRAINT "UnusedPart_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "IngestBatch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: no register stands below zero.
ALTER TABLE "RegisterReading" ADD CONSTRAINT "RegisterReading_values_are_possible"
  CHECK ("energyWh" >= 0 AND "apparentVah" >= 0 AND "maxDemandW" >= 0 AND "revision" >= 1);
