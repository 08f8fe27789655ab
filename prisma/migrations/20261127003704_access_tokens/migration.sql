-- AlterEnum
ALTER TYPE "OtpPurpose" ADD VALUE 'TOKEN';

-- CreateTable
CREATE TABLE "AccessToken" (
    "id" UUID NOT NULL,
    "consumerId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "scopes" TEXT[],
    "connectionId" UUID,
    "challengeId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "provenAt" TIMESTAMPTZ(3),
    "tokenHash" TEXT,
    "lastUsedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AccessToken_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "AccessToken_tokenHash_key" ON "AccessToken"("tokenHash");

-- CreateIndex
CREATE INDEX "AccessToken_consumerId_idx" ON "AccessToken"("consumerId");

-- AddForeignKey
ALTER TABLE "AccessToken" ADD CONSTRAINT "AccessToken_consumerId_fkey" FOREIGN KEY ("consumerId") REFERENCES "Consumer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessToken" ADD CONSTRAINT "AccessToken_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "AccessToken"
  ADD CONSTRAINT "AccessToken_name_check" CHECK ("name" <> ''),
  ADD CONSTRAINT "AccessToken_scopes_check" CHECK (cardinality("scopes") > 0),
  ADD CONSTRAINT "AccessToken_shown_check" CHECK ("tokenHash" IS NULL OR "provenAt" IS NOT NULL);
CREATE UNIQUE INDEX "AccessToken_one_wish" ON "AccessToken" ("consumerId") WHERE "provenAt" IS NULL;
