-- What ends when its term is over (lib/privacy/forget-old.ts).
-- Rows came in about the order of their days, so that a summary of each part of a table is enough to find the oldest.
CREATE INDEX "MeterDayRevision_onDay_idx" ON "MeterDayRevision" USING BRIN ("onDay");
CREATE INDEX "BlockRevision_onDay_idx" ON "BlockRevision" USING BRIN ("onDay");
CREATE INDEX "RegisterReading_at_idx" ON "RegisterReading" USING BRIN ("at");
CREATE INDEX "MeterEvent_at_idx" ON "MeterEvent" USING BRIN ("at");
CREATE INDEX "PrepaidBalance_asOf_idx" ON "PrepaidBalance" USING BRIN ("asOf");
CREATE INDEX "ReadingFlag_onDay_idx" ON "ReadingFlag" USING BRIN ("onDay");
CREATE INDEX "Complaint_decidedAt_idx" ON "Complaint"("decidedAt");

-- Of history, threads of complaints may be emptied, and what readings were before a correction goes with the readings; each by
-- its function alone.
CREATE OR REPLACE FUNCTION "history_stays"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME IN ('ComplaintEvent', 'ComplaintAttachment') AND TG_OP <> 'TRUNCATE'
    AND current_setting('portal.erases_complaint', true) = 'on' THEN
    RETURN NULL;
  END IF;
  IF TG_TABLE_NAME IN ('MeterDayRevision', 'BlockRevision') AND TG_OP = 'DELETE'
    AND current_setting('portal.forgets_corrections', true) = 'on' THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- Takes the files out of a complaint and leaves its words. It writes itself into the audit. Returns how many there were.
CREATE FUNCTION "erase_complaint_files"(complaint uuid, at timestamptz) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  files int;
BEGIN
  PERFORM set_config('portal.erases_complaint', 'on', true);
  DELETE FROM "ComplaintAttachment" WHERE "complaintId" = complaint;
  GET DIAGNOSTICS files = ROW_COUNT;
  PERFORM set_config('portal.erases_complaint', 'off', true);
  IF files > 0 THEN
    INSERT INTO "AuditEntry" ("at", "actorKind", "actorId", "action", "connectionId", "detail")
    SELECT at, 'system', 'erase_complaint_files', 'complaint.files-erased', "connectionId",
           jsonb_build_object('complaint', complaint, 'files', files)
      FROM "Complaint" WHERE "id" = complaint;
  END IF;
  RETURN files;
END $$;

-- Deletes at most so many of the values that readings of before a day had until they were corrected. Returns how many.
CREATE FUNCTION "forget_corrections_before"(kind text, day date, most int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  gone int;
BEGIN
  IF kind NOT IN ('MeterDayRevision', 'BlockRevision') THEN
    RAISE EXCEPTION '% holds no corrections', kind USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM set_config('portal.forgets_corrections', 'on', true);
  EXECUTE format('DELETE FROM %1$I WHERE ctid = ANY (ARRAY (SELECT ctid FROM %1$I WHERE "onDay" < $1 LIMIT $2))', kind)
    USING day, most;
  GET DIAGNOSTICS gone = ROW_COUNT;
  PERFORM set_config('portal.forgets_corrections', 'off', true);
  RETURN gone;
END $$;

-- For the portal's account alone (prisma/grant-portal.ts).
REVOKE ALL ON FUNCTION "erase_complaint_files"(uuid, timestamptz), "forget_corrections_before"(text, date, int) FROM PUBLIC;
