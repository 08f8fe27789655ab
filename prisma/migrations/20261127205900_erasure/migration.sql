-- A person whose login has ended and whose data are erased keeps an id, which history names, and nothing that leads to them.
ALTER TABLE "Consumer" ADD COLUMN "erasedAt" TIMESTAMPTZ(3);
ALTER TABLE "Consumer" DROP CONSTRAINT "Consumer_mobile_is_indian";
ALTER TABLE "Consumer" ADD CONSTRAINT "Consumer_mobile_is_indian" CHECK (
  CASE WHEN "erasedAt" IS NULL THEN "mobile" ~ '^[6-9][0-9]{9}$' ELSE "mobile" ~ '^x[0-9A-Za-z_-]{9}$' END);

-- Whom an owner has removed no old bill lets in again, also after an erasure: then by a keyed hash of the number.
ALTER TABLE "MobileLink" ADD COLUMN "removedNumber" TEXT;

ALTER TABLE "Complaint" ADD COLUMN "erasedAt" TIMESTAMPTZ(3);

-- Of history, threads of complaints alone may be emptied, and by "erase_complaint" alone.
CREATE OR REPLACE FUNCTION "history_stays"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME IN ('ComplaintEvent', 'ComplaintAttachment') AND TG_OP <> 'TRUNCATE'
    AND current_setting('portal.erases_complaint', true) = 'on' THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- Takes words, photos and number out of a complaint. What stays is what the utility counts: number, connection, category,
-- times and outcome. It writes itself into the audit, so that nobody empties a thread unseen. Returns whether it did.
CREATE FUNCTION "erase_complaint"(complaint uuid, at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  connection uuid;
BEGIN
  UPDATE "Complaint" SET "mobile" = NULL, "since" = '', "detail" = '', "evidence" = NULL, "erasedAt" = at
   WHERE "id" = complaint AND "erasedAt" IS NULL RETURNING "connectionId" INTO connection;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM set_config('portal.erases_complaint', 'on', true);
  DELETE FROM "ComplaintAttachment" WHERE "complaintId" = complaint;
  -- What changed stays, such as the day that was promised; no word does.
  UPDATE "ComplaintEvent" SET "text" = NULL, "detail" = jsonb_strip_nulls(jsonb_build_object(
      'promisedOn', "detail"->'promisedOn', 'to', "detail"->'to', 'rating', "detail"->'rating'))
   WHERE "complaintId" = complaint;
  PERFORM set_config('portal.erases_complaint', 'off', true);
  INSERT INTO "AuditEntry" ("at", "actorKind", "actorId", "action", "connectionId", "detail")
  VALUES (at, 'system', 'erase_complaint', 'complaint.erased', connection, jsonb_build_object('complaint', complaint));
  RETURN true;
END $$;

-- For the portal's account alone (prisma/grant-portal.ts).
REVOKE ALL ON FUNCTION "erase_complaint"(uuid, timestamptz) FROM PUBLIC;
