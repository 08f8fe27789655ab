-- CreateEnum
CREATE TYPE "MessageState" AS ENUM ('WAITING', 'SENDING', 'SENT', 'DELIVERED', 'READ', 'FAILED', 'UNCLEAR');

-- AlterTable
ALTER TABLE "Message" ADD COLUMN     "attempts" SMALLINT NOT NULL DEFAULT 0,
ADD COLUMN     "campaignId" UUID,
ADD COLUMN     "content" JSONB,
ADD COLUMN     "deliveredAt" TIMESTAMPTZ(3),
ADD COLUMN     "failure" TEXT,
ADD COLUMN     "insteadOfId" UUID,
ADD COLUMN     "priority" SMALLINT NOT NULL DEFAULT 2,
ADD COLUMN     "providerId" TEXT,
ADD COLUMN     "readAt" TIMESTAMPTZ(3),
ADD COLUMN     "sendAfter" TIMESTAMPTZ(3),
ADD COLUMN     "state" "MessageState" NOT NULL DEFAULT 'WAITING';

-- CreateTable
CREATE TABLE "WhatsAppContact" (
    "mobile" CHAR(10) NOT NULL,
    "lastHeardAt" TIMESTAMPTZ(3),
    "agreedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "WhatsAppContact_pkey" PRIMARY KEY ("mobile")
);

-- CreateTable
CREATE TABLE "Campaign" (
    "id" UUID NOT NULL,
    "month" CHAR(7) NOT NULL,
    "officeId" UUID,
    "begunAt" TIMESTAMPTZ(3) NOT NULL,
    "plannedTo" UUID,
    "plannedAt" TIMESTAMPTZ(3),
    "bills" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Campaign_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Message_insteadOfId_key" ON "Message"("insteadOfId");

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_insteadOfId_fkey" FOREIGN KEY ("insteadOfId") REFERENCES "Message"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Campaign" ADD CONSTRAINT "Campaign_officeId_fkey" FOREIGN KEY ("officeId") REFERENCES "Office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was written before was sent by being written, in the demo, or waits.
UPDATE "Message" SET "sendAfter" = "createdAt", "state" = CASE WHEN "sentAt" IS NULL THEN 'WAITING' ELSE 'SENT' END::"MessageState";
ALTER TABLE "Message" ALTER COLUMN "sendAfter" SET NOT NULL;
ALTER TABLE "Message" ADD CONSTRAINT "Message_taken_has_its_time" CHECK ("state" NOT IN ('SENT', 'DELIVERED', 'READ') OR "sentAt" IS NOT NULL);

CREATE INDEX "Message_is_due" ON "Message"("channel", "priority", "sendAfter", "sequence") WHERE "state" = 'WAITING';
CREATE INDEX "Message_nobody_is_at" ON "Message"("sendAfter") WHERE "state" IN ('SENDING', 'UNCLEAR');
CREATE INDEX "Message_providerId" ON "Message"("providerId") WHERE "providerId" IS NOT NULL;
CREATE INDEX "Message_campaign" ON "Message"("campaignId", "state") WHERE "campaignId" IS NOT NULL;
CREATE UNIQUE INDEX "Campaign_month_officeId_key" ON "Campaign"("month", "officeId") NULLS NOT DISTINCT;
