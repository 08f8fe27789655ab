-- CreateTable
CREATE TABLE "LedgerVerification" (
    "at" TIMESTAMPTZ(3) NOT NULL,
    "passed" INTEGER NOT NULL,
    "broken" TEXT[],

    CONSTRAINT "LedgerVerification_pkey" PRIMARY KEY ("at")
);
