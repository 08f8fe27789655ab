-- AlterTable
ALTER TABLE "KnownDevice" ADD COLUMN     "pushRefusedAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "KnownDevice_keepsCopyUntil_idx" ON "KnownDevice"("keepsCopyUntil");
