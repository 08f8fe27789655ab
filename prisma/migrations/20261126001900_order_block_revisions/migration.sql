-- AlterTable
ALTER TABLE "BlockRevision" DROP CONSTRAINT "BlockRevision_pkey",
ADD COLUMN     "id" BIGSERIAL NOT NULL,
ADD CONSTRAINT "BlockRevision_pkey" PRIMARY KEY ("id");

-- CreateIndex
CREATE INDEX "BlockRevision_connectionId_onDay_meterId_block_idx" ON "BlockRevision"("connectionId", "onDay", "meterId", "block");
