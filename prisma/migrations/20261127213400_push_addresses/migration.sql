-- AlterTable
ALTER TABLE "KnownDevice" ADD COLUMN     "pushAt" TIMESTAMPTZ(3),
ADD COLUMN     "pushEndpoint" TEXT,
ADD COLUMN     "pushFailures" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "pushKey" TEXT,
ADD COLUMN     "pushSecret" TEXT;

-- CreateIndex
CREATE INDEX "KnownDevice_pushAt_idx" ON "KnownDevice"("pushAt");
