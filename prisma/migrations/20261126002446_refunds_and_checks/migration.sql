-- CreateEnum
CREATE TYPE "RefundReason" AS ENUM ('PAID_TWICE', 'WRONG_AMOUNT', 'UNKNOWN_REFERENCE', 'OTHER');

-- CreateEnum
CREATE TYPE "RefundState" AS ENUM ('REQUESTED', 'REJECTED', 'AGREED', 'SENT', 'PAID', 'FAILED');

-- CreateEnum
CREATE TYPE "PaymentAlarmKind" AS ENUM ('UNKNOWN_REFERENCE', 'WRONG_AMOUNT', 'WRONG_CURRENCY', 'AMOUNT_CHANGED', 'NOT_CONFIRMED', 'UNREADABLE', 'REFUND_FAILED');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "PaymentState" ADD VALUE 'REFUNDED_PART';
ALTER TYPE "PaymentState" ADD VALUE 'REFUNDED';

-- AlterTable
ALTER TABLE "PaymentAttempt" ADD COLUMN     "checksDone" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "gatewayQrId" TEXT,
ADD COLUMN     "nextCheckAt" TIMESTAMPTZ(3),
ADD COLUMN     "qrContent" TEXT;

-- CreateTable
CREATE TABLE "Refund" (
    "id" UUID NOT NULL,
    "paymentId" UUID NOT NULL,
    "amountPaise" BIGINT NOT NULL,
    "reason" "RefundReason" NOT NULL,
    "state" "RefundState" NOT NULL DEFAULT 'REQUESTED',
    "requestedBy" TEXT NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "gatewayRefundId" TEXT,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PaymentAlarm" (
    "id" UUID NOT NULL,
    "kind" "PaymentAlarmKind" NOT NULL,
    "reference" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "raisedAt" TIMESTAMPTZ(3) NOT NULL,
    "clearedAt" TIMESTAMPTZ(3),
    "clearedBy" TEXT,

    CONSTRAINT "PaymentAlarm_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Refund_gatewayRefundId_key" ON "Refund"("gatewayRefundId");

-- CreateIndex
CREATE INDEX "Refund_paymentId_idx" ON "Refund"("paymentId");

-- CreateIndex
CREATE INDEX "Refund_state_idx" ON "Refund"("state");

-- CreateIndex
CREATE INDEX "PaymentAlarm_clearedAt_idx" ON "PaymentAlarm"("clearedAt");

-- CreateIndex
CREATE UNIQUE INDEX "PaymentAlarm_kind_reference_key" ON "PaymentAlarm"("kind", "reference");

-- CreateIndex
CREATE UNIQUE INDEX "PaymentAttempt_gatewayQrId_key" ON "PaymentAttempt"("gatewayQrId");

-- AddForeignKey
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_paymentId_fkey" FOREIGN KEY ("paymentId") REFERENCES "Payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "GatewaySweep" (
    "name" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "GatewaySweep_pkey" PRIMARY KEY ("name")
);

-- What Prisma's schema cannot say; each is named in a comment beside its model.
CREATE INDEX "PaymentAttempt_to_check" ON "PaymentAttempt" ("nextCheckAt") WHERE "nextCheckAt" IS NOT NULL;
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_amount_is_positive" CHECK ("amountPaise" > 0);
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_needs_two" CHECK ("decidedBy" <> "requestedBy");

CREATE FUNCTION "refunds_within_payment"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "paid" bigint;
  "refunded" bigint;
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW."paymentId" <> OLD."paymentId" OR NEW."amountPaise" <> OLD."amountPaise") THEN
    RAISE EXCEPTION 'Refund %: payment and amount stay' , NEW."id" USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  -- Refunds of one payment come one after the other.
  SELECT "amountPaise" INTO "paid" FROM "Payment" WHERE "id" = NEW."paymentId" FOR NO KEY UPDATE;
  SELECT coalesce(sum("amountPaise"), 0) INTO "refunded" FROM "Refund"
    WHERE "paymentId" = NEW."paymentId" AND "id" <> NEW."id" AND "state" NOT IN ('REJECTED', 'FAILED');
  IF NEW."state" NOT IN ('REJECTED', 'FAILED') AND "refunded" + NEW."amountPaise" > "paid" THEN
    RAISE EXCEPTION 'Refunds of payment % exceed it', NEW."paymentId" USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Refund_within_payment" BEFORE INSERT OR UPDATE ON "Refund"
  FOR EACH ROW EXECUTE FUNCTION "refunds_within_payment"();
