-- AlterTable
ALTER TABLE "WhatsAppContact" ADD COLUMN     "writtenAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "WhatsAppContact_writtenAt_idx" ON "WhatsAppContact"("writtenAt");
