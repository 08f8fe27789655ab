-- CreateEnum
CREATE TYPE "InstalmentState" AS ENUM ('REQUESTED', 'AGREED', 'REFUSED');

-- CreateTable
CREATE TABLE "InstalmentRequest" (
    "id" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "consumerId" UUID NOT NULL,
    "amountPaise" BIGINT NOT NULL,
    "instalments" INTEGER NOT NULL,
    "state" "InstalmentState" NOT NULL DEFAULT 'REQUESTED',
    "requestedAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "InstalmentRequest_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "InstalmentRequest_connectionId_requestedAt_idx" ON "InstalmentRequest"("connectionId", "requestedAt");

-- CreateIndex
CREATE INDEX "InstalmentRequest_state_idx" ON "InstalmentRequest"("state");

-- AddForeignKey
ALTER TABLE "InstalmentRequest" ADD CONSTRAINT "InstalmentRequest_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InstalmentRequest" ADD CONSTRAINT "InstalmentRequest_consumerId_fkey" FOREIGN KEY ("consumerId") REFERENCES "Consumer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say; each is named in a comment beside its model.
ALTER TABLE "InstalmentRequest" ADD CONSTRAINT "InstalmentRequest_spreads_an_amount" CHECK (
  "amountPaise" > 0 AND "instalments" BETWEEN 2 AND 24
);
ALTER TABLE "InstalmentRequest" ADD CONSTRAINT "InstalmentRequest_is_decided" CHECK (
  num_nonnulls("decidedBy", "decidedAt") = CASE WHEN "state" = 'REQUESTED' THEN 0 ELSE 2 END
);
CREATE UNIQUE INDEX "InstalmentRequest_one_waits" ON "InstalmentRequest"("connectionId") WHERE "state" = 'REQUESTED';
