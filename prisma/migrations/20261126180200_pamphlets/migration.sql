-- CreateTable
CREATE TABLE "PamphletPlace" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "nameHi" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "subdivision" TEXT NOT NULL,
    "madeBy" UUID NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PamphletPlace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PamphletVisits" (
    "placeId" UUID NOT NULL,
    "on" DATE NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "PamphletVisits_pkey" PRIMARY KEY ("placeId","on")
);

-- CreateIndex
CREATE UNIQUE INDEX "PamphletPlace_code_key" ON "PamphletPlace"("code");

-- CreateIndex
CREATE INDEX "PamphletPlace_subdivision_idx" ON "PamphletPlace"("subdivision");

-- AddForeignKey
ALTER TABLE "PamphletVisits" ADD CONSTRAINT "PamphletVisits_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "PamphletPlace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "PamphletPlace" ADD CONSTRAINT "PamphletPlace_is_named" CHECK (length(trim("nameHi")) > 0 AND length(trim("nameEn")) > 0);
ALTER TABLE "PamphletVisits" ADD CONSTRAINT "PamphletVisits_are_counted" CHECK ("count" > 0);
