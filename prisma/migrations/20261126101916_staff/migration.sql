-- CreateEnum
CREATE TYPE "OtpPurpose" AS ENUM ('LOGIN', 'DESK');

-- CreateEnum
CREATE TYPE "OfficeKind" AS ENUM ('CIRCLE', 'DIVISION', 'SUBDIVISION');

-- CreateEnum
CREATE TYPE "StaffRole" AS ENUM ('CLERK', 'CAMP_OFFICER', 'BILLING_OFFICER', 'SUPERVISOR', 'ADMINISTRATOR');

-- CreateEnum
CREATE TYPE "LookReason" AS ENUM ('BILL', 'PAYMENT', 'COMPLAINT', 'METER', 'LINKING', 'OTHER');

-- AlterTable
ALTER TABLE "OtpChallenge" ADD COLUMN     "purpose" "OtpPurpose" NOT NULL DEFAULT 'LOGIN';

-- CreateTable
CREATE TABLE "Office" (
    "id" UUID NOT NULL,
    "kind" "OfficeKind" NOT NULL,
    "name" TEXT NOT NULL,
    "parentId" UUID,

    CONSTRAINT "Office_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StaffAccount" (
    "id" UUID NOT NULL,
    "mobile" CHAR(10) NOT NULL,
    "name" TEXT NOT NULL,
    "role" "StaffRole" NOT NULL,
    "officeId" UUID NOT NULL,
    "language" CHAR(2) NOT NULL DEFAULT 'hi',
    "totpSecret" BYTEA,
    "totpLastStep" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "disabledAt" TIMESTAMPTZ(3),

    CONSTRAINT "StaffAccount_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StaffLogin" (
    "id" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "staffId" UUID NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),
    "offeredTotp" BYTEA,

    CONSTRAINT "StaffLogin_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StaffSession" (
    "id" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "staffId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "device" TEXT NOT NULL,

    CONSTRAINT "StaffSession_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StaffLook" (
    "id" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "reason" "LookReason" NOT NULL,
    "note" TEXT,
    "begunAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "StaffLook_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Office_parentId_idx" ON "Office"("parentId");

-- CreateIndex
CREATE UNIQUE INDEX "Office_kind_name_key" ON "Office"("kind", "name");

-- CreateIndex
CREATE UNIQUE INDEX "StaffAccount_mobile_key" ON "StaffAccount"("mobile");

-- CreateIndex
CREATE INDEX "StaffAccount_officeId_idx" ON "StaffAccount"("officeId");

-- CreateIndex
CREATE UNIQUE INDEX "StaffLogin_tokenHash_key" ON "StaffLogin"("tokenHash");

-- CreateIndex
CREATE INDEX "StaffLogin_staffId_idx" ON "StaffLogin"("staffId");

-- CreateIndex
CREATE INDEX "StaffLogin_expiresAt_idx" ON "StaffLogin"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "StaffSession_tokenHash_key" ON "StaffSession"("tokenHash");

-- CreateIndex
CREATE INDEX "StaffSession_staffId_idx" ON "StaffSession"("staffId");

-- CreateIndex
CREATE INDEX "StaffLook_sessionId_connectionId_endsAt_idx" ON "StaffLook"("sessionId", "connectionId", "endsAt");

-- CreateIndex
CREATE INDEX "StaffLook_connectionId_idx" ON "StaffLook"("connectionId");

-- AddForeignKey
ALTER TABLE "Office" ADD CONSTRAINT "Office_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StaffAccount" ADD CONSTRAINT "StaffAccount_officeId_fkey" FOREIGN KEY ("officeId") REFERENCES "Office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StaffLogin" ADD CONSTRAINT "StaffLogin_staffId_fkey" FOREIGN KEY ("staffId") REFERENCES "StaffAccount"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StaffSession" ADD CONSTRAINT "StaffSession_staffId_fkey" FOREIGN KEY ("staffId") REFERENCES "StaffAccount"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StaffLook" ADD CONSTRAINT "StaffLook_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "StaffSession"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StaffLook" ADD CONSTRAINT "StaffLook_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say; each is named in a comment beside its model.
ALTER TABLE "Office" ADD CONSTRAINT "Office_hangs_in_the_tree" CHECK (("kind" = 'CIRCLE') = ("parentId" IS NULL));
ALTER TABLE "Office" ADD CONSTRAINT "Office_has_a_name" CHECK (length(trim("name")) BETWEEN 1 AND 100);
ALTER TABLE "StaffAccount" ADD CONSTRAINT "StaffAccount_mobile_is_indian" CHECK ("mobile" ~ '^[6-9][0-9]{9}$');
ALTER TABLE "StaffAccount" ADD CONSTRAINT "StaffAccount_language_is_known" CHECK ("language" IN ('hi', 'en'));
ALTER TABLE "StaffAccount" ADD CONSTRAINT "StaffAccount_has_a_name" CHECK (length(trim("name")) BETWEEN 1 AND 100);
ALTER TABLE "StaffLogin" ADD CONSTRAINT "StaffLogin_tries_are_limited" CHECK ("tries" BETWEEN 0 AND 5);
ALTER TABLE "StaffLook" ADD CONSTRAINT "StaffLook_has_a_reason" CHECK ("reason" <> 'OTHER' OR length(trim("note")) > 0);
ALTER TABLE "StaffLook" ADD CONSTRAINT "StaffLook_ends_later" CHECK ("endsAt" > "begunAt");
CREATE TRIGGER "StaffLook_stays" BEFORE UPDATE OR DELETE OR TRUNCATE ON "StaffLook" EXECUTE FUNCTION "history_stays"();

-- A division lies in a circle, a sub-division in a division: so the tree has three levels and no rings.
CREATE FUNCTION "office_fits"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."parentId" IS NOT NULL AND NOT EXISTS (
    SELECT FROM "Office" p WHERE p."id" = NEW."parentId"
      AND p."kind" = CASE NEW."kind" WHEN 'DIVISION' THEN 'CIRCLE'::"OfficeKind" ELSE 'DIVISION'::"OfficeKind" END
  ) THEN
    RAISE EXCEPTION 'A % lies in an office of the kind above it', NEW."kind" USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND NEW."kind" <> OLD."kind" THEN
    RAISE EXCEPTION 'The kind of an office stays' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Office_fits" BEFORE INSERT OR UPDATE ON "Office" FOR EACH ROW EXECUTE FUNCTION "office_fits"();
