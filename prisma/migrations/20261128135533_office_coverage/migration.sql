-- CreateTable
CREATE TABLE "OfficeCoverage" (
    "subdivision" TEXT NOT NULL,
    "onDay" DATE NOT NULL,
    "meters" INTEGER NOT NULL,
    "read" INTEGER NOT NULL,
    "silent" INTEGER NOT NULL,
    "countedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "OfficeCoverage_pkey" PRIMARY KEY ("subdivision")
);

-- CreateTable
CREATE TABLE "SilentMeter" (
    "meterNo" TEXT NOT NULL,
    "subdivision" TEXT NOT NULL,
    "lastOn" DATE,

    CONSTRAINT "SilentMeter_pkey" PRIMARY KEY ("meterNo")
);

-- CreateIndex
CREATE INDEX "SilentMeter_subdivision_idx" ON "SilentMeter"("subdivision");
