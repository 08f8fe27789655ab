-- DropIndex
DROP INDEX "AccessToken_consumerId_idx";

-- DropIndex
DROP INDEX "AccessToken_tokenHash_key";

-- DropIndex
DROP INDEX "LinkInvitation_connectionId_idx";

-- DropIndex
DROP INDEX "MeterInstallation_connectionId_idx";

-- DropIndex
DROP INDEX "MobileLink_connectionId_idx";

-- DropIndex
DROP INDEX "Notification_onceKey_key";

-- DropIndex
DROP INDEX "Session_consumerId_idx";

-- DropIndex
DROP INDEX "Session_tokenHash_key";

-- DropIndex
DROP INDEX "StaffLook_connectionId_idx";

-- AlterTable
ALTER TABLE "AccessToken" DROP CONSTRAINT "AccessToken_pkey",
ADD CONSTRAINT "AccessToken_pkey" PRIMARY KEY ("consumerId", "id");

-- AlterTable
ALTER TABLE "BlockRevision" DROP CONSTRAINT "BlockRevision_pkey",
ADD CONSTRAINT "BlockRevision_pkey" PRIMARY KEY ("connectionId", "id");

-- AlterTable
ALTER TABLE "LinkInvitation" DROP CONSTRAINT "LinkInvitation_pkey",
ADD CONSTRAINT "LinkInvitation_pkey" PRIMARY KEY ("connectionId", "id");

-- AlterTable
ALTER TABLE "MeterInstallation" DROP CONSTRAINT "MeterInstallation_pkey",
ADD CONSTRAINT "MeterInstallation_pkey" PRIMARY KEY ("connectionId", "id");

-- AlterTable
ALTER TABLE "MobileLink" DROP CONSTRAINT "MobileLink_pkey",
ADD CONSTRAINT "MobileLink_pkey" PRIMARY KEY ("connectionId", "id");

-- AlterTable
ALTER TABLE "Notification" DROP CONSTRAINT "Notification_pkey",
ADD CONSTRAINT "Notification_pkey" PRIMARY KEY ("consumerId", "id");

-- AlterTable
ALTER TABLE "NumberChange" DROP CONSTRAINT "NumberChange_pkey",
ADD CONSTRAINT "NumberChange_pkey" PRIMARY KEY ("consumerId", "id");

-- AlterTable
ALTER TABLE "Session" DROP CONSTRAINT "Session_pkey",
ADD CONSTRAINT "Session_pkey" PRIMARY KEY ("consumerId", "id");

-- AlterTable
ALTER TABLE "StaffLook" DROP CONSTRAINT "StaffLook_pkey",
ADD CONSTRAINT "StaffLook_pkey" PRIMARY KEY ("connectionId", "id");

-- CreateIndex
CREATE INDEX "AccessToken_tokenHash_idx" ON "AccessToken"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "AccessToken_consumerId_tokenHash_key" ON "AccessToken"("consumerId", "tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "Notification_consumerId_onceKey_key" ON "Notification"("consumerId", "onceKey");

-- CreateIndex
CREATE UNIQUE INDEX "Session_consumerId_tokenHash_key" ON "Session"("consumerId", "tokenHash");
