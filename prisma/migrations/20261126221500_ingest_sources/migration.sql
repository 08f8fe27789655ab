-- AlterTable
ALTER TABLE "IngestBatch" ADD COLUMN     "errors" JSONB;

-- CreateTable
CREATE TABLE "IngestSource" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kinds" TEXT[],
    "tokenHash" TEXT NOT NULL,
    "oldTokenHash" TEXT,
    "oldEndsAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "IngestSource_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "IngestSource_name_key" ON "IngestSource"("name");

-- CreateIndex
CREATE UNIQUE INDEX "IngestSource_tokenHash_key" ON "IngestSource"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "IngestSource_oldTokenHash_key" ON "IngestSource"("oldTokenHash");

ALTER TABLE "IngestSource"
  ADD CONSTRAINT "IngestSource_name_check" CHECK ("name" <> ''),
  ADD CONSTRAINT "IngestSource_kinds_check" CHECK (cardinality("kinds") > 0),
  ADD CONSTRAINT "IngestSource_old_check" CHECK (("oldTokenHash" IS NULL) = ("oldEndsAt" IS NULL));
