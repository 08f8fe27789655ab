-- AlterTable
ALTER TABLE "PaymentAttempt" ADD COLUMN     "isChosen" BOOLEAN NOT NULL DEFAULT false,
ALTER COLUMN "billId" DROP NOT NULL;

-- CreateTable
CREATE TABLE "PaymentRequest" (
    "consumerId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "bodyHash" CHAR(64) NOT NULL,
    "attemptId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PaymentRequest_pkey" PRIMARY KEY ("consumerId","key")
);

-- CreateIndex
CREATE INDEX "PaymentRequest_createdAt_idx" ON "PaymentRequest"("createdAt");

-- AddForeignKey
ALTER TABLE "PaymentRequest" ADD CONSTRAINT "PaymentRequest_consumerId_fkey" FOREIGN KEY ("consumerId") REFERENCES "Consumer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentRequest" ADD CONSTRAINT "PaymentRequest_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "PaymentAttempt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say; it is named in a comment beside its model. The bill's own rule does not see attempts
-- without a bill, since nulls are not equal.
CREATE UNIQUE INDEX "PaymentAttempt_one_open_without_bill" ON "PaymentAttempt" ("connectionId")
  WHERE "billId" IS NULL AND "state" IN ('CREATED', 'SHOWN', 'PENDING', 'UNKNOWN');
