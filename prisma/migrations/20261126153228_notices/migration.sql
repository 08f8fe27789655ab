-- CreateTable
CREATE TABLE "Notice" (
    "id" UUID NOT NULL,
    "textHi" TEXT NOT NULL,
    "textEn" TEXT NOT NULL,
    "officeId" UUID NOT NULL,
    "subdivision" TEXT,
    "fromOn" DATE NOT NULL,
    "untilOn" DATE NOT NULL,
    "publishedBy" UUID NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL,
    "withdrawnBy" UUID,
    "withdrawnAt" TIMESTAMPTZ(3),

    CONSTRAINT "Notice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Notice_officeId_untilOn_idx" ON "Notice"("officeId", "untilOn");

-- AddForeignKey
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_officeId_fkey" FOREIGN KEY ("officeId") REFERENCES "Office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Notice" ADD CONSTRAINT "Notice_says_something" CHECK (length(trim("textHi")) > 0 AND length(trim("textEn")) > 0);
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_ends_later" CHECK ("untilOn" >= "fromOn");
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_is_withdrawn_by_somebody" CHECK (("withdrawnBy" IS NULL) = ("withdrawnAt" IS NULL));

CREATE FUNCTION "notice_stays"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' THEN
        RAISE EXCEPTION 'A notice is never deleted';
    END IF;
    IF OLD."withdrawnAt" IS NOT NULL
        OR (to_jsonb(NEW) - 'withdrawnBy' - 'withdrawnAt') IS DISTINCT FROM (to_jsonb(OLD) - 'withdrawnBy' - 'withdrawnAt') THEN
        RAISE EXCEPTION 'A notice is withdrawn once and never changed';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER "Notice_stays" BEFORE UPDATE OR DELETE ON "Notice" FOR EACH ROW EXECUTE FUNCTION "notice_stays"();
