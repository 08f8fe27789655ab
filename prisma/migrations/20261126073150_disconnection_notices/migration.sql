-- CreateEnum
CREATE TYPE "DisconnectionReason" AS ENUM ('DUES', 'SAFETY', 'OTHER');

-- CreateTable
CREATE TABLE "DisconnectionNotice" (
    "id" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "disconnectOn" DATE NOT NULL,
    "reason" "DisconnectionReason" NOT NULL,
    "words" TEXT,
    "withdrawnOn" DATE,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DisconnectionNotice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "DisconnectionNotice_connectionId_reference_key" ON "DisconnectionNotice"("connectionId", "reference");

-- AddForeignKey
ALTER TABLE "DisconnectionNotice" ADD CONSTRAINT "DisconnectionNotice_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
