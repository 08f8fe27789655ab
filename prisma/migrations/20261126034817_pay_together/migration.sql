-- DropIndex
DROP INDEX "Payment_channel_reference_key";

-- AlterTable
ALTER TABLE "Payment" ADD COLUMN     "share" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "PaymentAttempt" ADD COLUMN     "batchId" UUID;

-- CreateTable
CREATE TABLE "PaymentBatch" (
    "id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "amountPaise" BIGINT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PaymentBatch_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "PaymentBatch_reference_key" ON "PaymentBatch"("reference");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_channel_reference_share_key" ON "Payment"("channel", "reference", "share");

-- CreateIndex
CREATE INDEX "PaymentAttempt_batchId_idx" ON "PaymentAttempt"("batchId");

-- AddForeignKey
ALTER TABLE "PaymentAttempt" ADD CONSTRAINT "PaymentAttempt_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "PaymentBatch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say; each is named in a comment beside its model.
ALTER TABLE "PaymentBatch" ADD CONSTRAINT "PaymentBatch_amount_is_positive" CHECK ("amountPaise" > 0);
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_share_is_counted" CHECK ("share" >= 0);
