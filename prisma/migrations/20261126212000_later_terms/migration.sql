-- CreateEnum
CREATE TYPE "TermsPart" AS ENUM ('rebates', 'delayedPayment', 'readings');

-- CreateTable
CREATE TABLE "LaterTerms" (
    "part" "TermsPart" NOT NULL,
    "effectiveFrom" DATE NOT NULL,
    "terms" JSONB NOT NULL,

    CONSTRAINT "LaterTerms_pkey" PRIMARY KEY ("part","effectiveFrom")
);
