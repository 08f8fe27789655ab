-- CreateTable
CREATE TABLE "NumberChange" (
    "id" UUID NOT NULL,
    "consumerId" UUID NOT NULL,
    "newMobile" CHAR(10) NOT NULL,
    "oldChallengeId" UUID,
    "newChallengeId" UUID,
    "oldProvenAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "NumberChange_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "NumberChange_expiresAt_idx" ON "NumberChange"("expiresAt");

-- AddForeignKey
ALTER TABLE "NumberChange" ADD CONSTRAINT "NumberChange_consumerId_fkey" FOREIGN KEY ("consumerId") REFERENCES "Consumer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "NumberChange" ADD CONSTRAINT "NumberChange_mobile" CHECK ("newMobile" ~ '^[6-9][0-9]{9}$');
CREATE UNIQUE INDEX "NumberChange_one_open" ON "NumberChange" ("consumerId") WHERE "closedAt" IS NULL;
