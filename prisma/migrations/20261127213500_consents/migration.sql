-- What people agreed to, when, in which words, and when they took it back.
CREATE TABLE "Consent" (
    "id" UUID NOT NULL,
    "mobile" CHAR(10) NOT NULL,
    "purpose" TEXT NOT NULL,
    "door" TEXT NOT NULL,
    "wording" TEXT NOT NULL,
    "givenAt" TIMESTAMPTZ(3) NOT NULL,
    "withdrawnAt" TIMESTAMPTZ(3),
    "withdrawnDoor" TEXT,

    CONSTRAINT "Consent_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "Consent_mobile_givenAt_idx" ON "Consent"("mobile", "givenAt");
CREATE UNIQUE INDEX "Consent_one_that_holds" ON "Consent"("mobile", "purpose") WHERE "withdrawnAt" IS NULL;
ALTER TABLE "Consent" ADD CONSTRAINT "Consent_is_withdrawn_somewhere" CHECK (("withdrawnAt" IS NULL) = ("withdrawnDoor" IS NULL));

-- Of those who agreed before, the words were not kept.
INSERT INTO "Consent" ("id", "mobile", "purpose", "door", "wording", "givenAt", "withdrawnAt", "withdrawnDoor")
SELECT gen_random_uuid(), "mobile", 'WHATSAPP', 'UNKNOWN', '', "agreedAt", "endedAt", CASE WHEN "endedAt" IS NOT NULL THEN 'UNKNOWN' END
  FROM "WhatsAppContact" WHERE "agreedAt" IS NOT NULL;
