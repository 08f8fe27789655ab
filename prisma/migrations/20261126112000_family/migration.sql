-- AlterTable
ALTER TABLE "Consumer" ADD COLUMN     "mobileChangedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "MobileLink" ADD COLUMN     "removedById" UUID;

-- CreateTable
CREATE TABLE "LinkInvitation" (
    "id" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "mobile" CHAR(10) NOT NULL,
    "role" "LinkRole" NOT NULL,
    "endsOn" DATE,
    "invitedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "LinkInvitation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "LinkInvitation_mobile_idx" ON "LinkInvitation"("mobile");

-- CreateIndex
CREATE INDEX "LinkInvitation_connectionId_idx" ON "LinkInvitation"("connectionId");

-- AddForeignKey
ALTER TABLE "LinkInvitation" ADD CONSTRAINT "LinkInvitation_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LinkInvitation" ADD CONSTRAINT "LinkInvitation_invitedById_fkey" FOREIGN KEY ("invitedById") REFERENCES "Consumer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "LinkInvitation" ADD CONSTRAINT "LinkInvitation_mobile" CHECK ("mobile" ~ '^[6-9][0-9]{9}$'),
  ADD CONSTRAINT "LinkInvitation_role" CHECK ("role" <> 'OWNER'),
  ADD CONSTRAINT "LinkInvitation_ends" CHECK (("role" = 'TENANT') = ("endsOn" IS NOT NULL));
