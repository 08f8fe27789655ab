-- CreateTable
CREATE TABLE "AuditSeal" (
    "lane" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "entryId" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "AuditSeal_pkey" PRIMARY KEY ("lane","position")
);

-- CreateIndex
CREATE UNIQUE INDEX "AuditSeal_entryId_key" ON "AuditSeal"("entryId");

-- CreateIndex
CREATE INDEX "AuditEntry_at_idx" ON "AuditEntry"("at");

-- CreateIndex
CREATE INDEX "AuditEntry_actorKind_actorId_id_idx" ON "AuditEntry"("actorKind", "actorId", "id");

-- AddForeignKey
ALTER TABLE "AuditSeal" ADD CONSTRAINT "AuditSeal_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "AuditEntry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say: each entry is sealed at commit by the database itself, so that no writer can forget it.
-- The digest is over plain text that any other program can build: a JSON array with ", " between its parts.
CREATE FUNCTION "audit_digest"("previous" bytea, "of" bigint) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256("previous" || convert_to(jsonb_build_array(
    e."id"::text, floor(extract(epoch FROM e."at") * 1000)::bigint::text,
    e."actorKind", e."actorId", e."action", e."connectionId", e."detail"
  )::text, 'UTF8')) FROM "AuditEntry" e WHERE e."id" = "of"
$$;

CREATE FUNCTION "audit_seal_entry"("of" bigint, "in" int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE "head" record;
BEGIN
  SELECT "position", "hash" INTO "head" FROM "AuditSeal" WHERE "lane" = "in" ORDER BY "position" DESC LIMIT 1;
  INSERT INTO "AuditSeal" ("lane", "position", "entryId", "hash") VALUES
    ("in", coalesce("head"."position", 0) + 1, "of", "audit_digest"(coalesce("head"."hash", ''::bytea), "of"));
END $$;

-- The lane of a transaction: the first free one of sixty-four, more than writers at a time, kept until it ends. Where
-- all are taken it waits for one.
CREATE FUNCTION "audit_lane"() RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  "lanes" CONSTANT int := 64;
  "own" text := current_setting('portal.audit_lane', true);
  "first" int := (pg_current_xact_id()::text::bigint % 64)::int;
  "lane" int;
BEGIN
  IF "own" IS NOT NULL AND "own" <> '' THEN RETURN "own"::int; END IF;
  FOR "step" IN 0.."lanes" - 1 LOOP
    "lane" := ("first" + "step") % "lanes";
    IF pg_try_advisory_xact_lock(hashtextextended('audit lane ' || "lane"::text, 0)) THEN
      PERFORM set_config('portal.audit_lane', "lane"::text, true);
      RETURN "lane";
    END IF;
  END LOOP;
  PERFORM pg_advisory_xact_lock(hashtextextended('audit lane ' || "first"::text, 0));
  PERFORM set_config('portal.audit_lane', "first"::text, true);
  RETURN "first";
END $$;

-- What was written before there were lanes is sealed in the order of writing.
DO $$
DECLARE "row" record;
BEGIN
  FOR "row" IN SELECT "id" FROM "AuditEntry" ORDER BY "id" LOOP
    PERFORM "audit_seal_entry"("row"."id", 0);
  END LOOP;
END $$;

CREATE FUNCTION "audit_seal"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "audit_seal_entry"(NEW."id", "audit_lane"());
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "AuditEntry_sealed" AFTER INSERT ON "AuditEntry"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "audit_seal"();

CREATE TRIGGER "AuditSeal_stays" BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditSeal" EXECUTE FUNCTION "history_stays"();
