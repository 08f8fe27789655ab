-- CreateTable
CREATE TABLE "Notification" (
    "id" UUID NOT NULL,
    "sequence" BIGSERIAL NOT NULL,
    "consumerId" UUID NOT NULL,
    "connectionId" UUID,
    "kind" TEXT NOT NULL,
    "textHi" TEXT NOT NULL,
    "textEn" TEXT NOT NULL,
    "href" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "readAt" TIMESTAMPTZ(3),
    "onceKey" TEXT NOT NULL,

    CONSTRAINT "Notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MutedNotice" (
    "consumerId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "mutedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MutedNotice_pkey" PRIMARY KEY ("consumerId","kind")
);

-- CreateIndex
CREATE UNIQUE INDEX "Notification_onceKey_key" ON "Notification"("onceKey");

-- CreateIndex
CREATE INDEX "Notification_consumerId_sequence_idx" ON "Notification"("consumerId", "sequence");

-- CreateIndex
CREATE INDEX "Notification_connectionId_idx" ON "Notification"("connectionId");

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_consumerId_fkey" FOREIGN KEY ("consumerId") REFERENCES "Consumer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MutedNotice" ADD CONSTRAINT "MutedNotice_consumerId_fkey" FOREIGN KEY ("consumerId") REFERENCES "Consumer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
