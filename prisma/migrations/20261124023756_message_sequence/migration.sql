-- DropIndex
DROP INDEX "Message_toMobile_createdAt_idx";

-- AlterTable
ALTER TABLE "Message" ADD COLUMN     "sequence" BIGSERIAL NOT NULL;

-- CreateIndex
CREATE INDEX "Message_toMobile_createdAt_sequence_idx" ON "Message"("toMobile", "createdAt", "sequence");
