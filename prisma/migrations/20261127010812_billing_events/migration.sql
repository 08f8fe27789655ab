-- CreateEnum
CREATE TYPE "BillingEventKind" AS ENUM ('PAYMENT_POSTED', 'REFUND_AGREED', 'REFUND_PAID', 'REFUND_FAILED');

-- CreateEnum
CREATE TYPE "BillingEventState" AS ENUM ('WAITING', 'SENT', 'PARKED');

-- CreateTable
CREATE TABLE "BillingEvent" (
    "chainId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "kind" "BillingEventKind" NOT NULL,
    "subjectId" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "state" "BillingEventState" NOT NULL DEFAULT 'WAITING',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "sendAfter" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "BillingEvent_pkey" PRIMARY KEY ("chainId","position")
);

-- CreateIndex
CREATE UNIQUE INDEX "BillingEvent_id_key" ON "BillingEvent"("id");

-- CreateIndex
CREATE UNIQUE INDEX "BillingEvent_kind_subjectId_key" ON "BillingEvent"("kind", "subjectId");

ALTER TABLE "BillingEvent"
  ADD CONSTRAINT "BillingEvent_position_check" CHECK ("position" > 0),
  ADD CONSTRAINT "BillingEvent_sent_check" CHECK (("state" = 'SENT') = ("sentAt" IS NOT NULL));
CREATE INDEX "BillingEvent_due" ON "BillingEvent" ("sendAfter") WHERE "state" = 'WAITING';
CREATE INDEX "BillingEvent_parked" ON "BillingEvent" ("createdAt") WHERE "state" = 'PARKED';
