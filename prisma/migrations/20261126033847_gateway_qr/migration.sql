-- CreateTable
CREATE TABLE "GatewayQr" (
    "id" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "amountPaise" BIGINT NOT NULL,
    "content" TEXT,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "closesAt" TIMESTAMPTZ(3) NOT NULL,
    "nextCheckAt" TIMESTAMPTZ(3),
    "checksDone" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "GatewayQr_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "GatewayQr_reference_idx" ON "GatewayQr"("reference");

-- What stood with the attempts goes on standing: those that are still to be asked about are asked about.
INSERT INTO "GatewayQr" ("id", "reference", "amountPaise", "content", "madeAt", "closesAt", "nextCheckAt", "checksDone")
SELECT "gatewayQrId", "reference", "amountPaise", "qrContent", "createdAt", "expiresAt" + interval '1 minute', "nextCheckAt", "checksDone"
FROM "PaymentAttempt" WHERE "gatewayQrId" IS NOT NULL;

-- DropIndex
DROP INDEX "PaymentAttempt_gatewayQrId_key";

-- AlterTable; the partial index on nextCheckAt goes with its column.
ALTER TABLE "PaymentAttempt" DROP COLUMN "checksDone",
DROP COLUMN "gatewayQrId",
DROP COLUMN "nextCheckAt",
DROP COLUMN "qrContent";

-- What Prisma's schema cannot say; each is named in a comment beside its model.
ALTER TABLE "GatewayQr" ADD CONSTRAINT "GatewayQr_amount_is_positive" CHECK ("amountPaise" > 0);
CREATE INDEX "GatewayQr_to_check" ON "GatewayQr" ("nextCheckAt") WHERE "nextCheckAt" IS NOT NULL;
