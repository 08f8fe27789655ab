-- CreateTable
CREATE TABLE "PayLink" (
    "code" TEXT NOT NULL,
    "connectionId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PayLink_pkey" PRIMARY KEY ("code")
);

-- CreateIndex
CREATE INDEX "PayLink_connectionId_expiresAt_idx" ON "PayLink"("connectionId", "expiresAt");

-- CreateIndex
CREATE INDEX "PayLink_expiresAt_idx" ON "PayLink"("expiresAt");

-- AddForeignKey
ALTER TABLE "PayLink" ADD CONSTRAINT "PayLink_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
