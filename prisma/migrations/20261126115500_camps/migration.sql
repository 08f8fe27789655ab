-- AlterTable
ALTER TABLE "Complaint" ADD COLUMN     "campDayId" UUID;

-- CreateTable
CREATE TABLE "CampDay" (
    "id" UUID NOT NULL,
    "placeHi" TEXT NOT NULL,
    "placeEn" TEXT NOT NULL,
    "directionsHi" TEXT NOT NULL,
    "directionsEn" TEXT NOT NULL,
    "latitudeE5" INTEGER,
    "longitudeE5" INTEGER,
    "subdivision" TEXT NOT NULL,
    "heldOn" DATE NOT NULL,
    "opensAtMinute" INTEGER NOT NULL,
    "closesAtMinute" INTEGER NOT NULL,
    "lastToken" INTEGER NOT NULL DEFAULT 0,
    "cancelledAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CampDay_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CampToken" (
    "campDayId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "issuedAt" TIMESTAMPTZ(3) NOT NULL,
    "servedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CampToken_pkey" PRIMARY KEY ("campDayId","number")
);

-- CreateIndex
CREATE INDEX "CampDay_heldOn_idx" ON "CampDay"("heldOn");

-- CreateIndex
CREATE INDEX "CampDay_subdivision_heldOn_idx" ON "CampDay"("subdivision", "heldOn");

-- CreateIndex
CREATE UNIQUE INDEX "CampDay_placeEn_heldOn_key" ON "CampDay"("placeEn", "heldOn");

-- CreateIndex
CREATE INDEX "Complaint_campDayId_idx" ON "Complaint"("campDayId");

-- AddForeignKey
ALTER TABLE "CampToken" ADD CONSTRAINT "CampToken_campDayId_fkey" FOREIGN KEY ("campDayId") REFERENCES "CampDay"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Complaint" ADD CONSTRAINT "Complaint_campDayId_fkey" FOREIGN KEY ("campDayId") REFERENCES "CampDay"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say; each is named in a comment beside its model.
ALTER TABLE "CampDay" ADD CONSTRAINT "CampDay_has_hours" CHECK (
  "opensAtMinute" >= 0 AND "opensAtMinute" < "closesAtMinute" AND "closesAtMinute" <= 1440
);
ALTER TABLE "CampDay" ADD CONSTRAINT "CampDay_has_a_whole_position" CHECK (
  ("latitudeE5" IS NULL) = ("longitudeE5" IS NULL)
);
ALTER TABLE "CampToken" ADD CONSTRAINT "CampToken_is_served_after_it_was_issued" CHECK (
  "number" > 0 AND ("servedAt" IS NULL OR "servedAt" >= "issuedAt")
);
