-- Rows are named by their key: their place (ctid) is one only within a table, and a table may lie in parts.
CREATE OR REPLACE FUNCTION "forget_corrections_before"(kind text, day date, most int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  gone int;
BEGIN
  PERFORM set_config('portal.forgets_corrections', 'on', true);
  CASE kind
    WHEN 'MeterDayRevision' THEN
      DELETE FROM "MeterDayRevision"
       WHERE "onDay" < day AND ("connectionId", "onDay", "meterId", "revision") IN (
         SELECT "connectionId", "onDay", "meterId", "revision" FROM "MeterDayRevision" WHERE "onDay" < day LIMIT most);
    WHEN 'BlockRevision' THEN
      DELETE FROM "BlockRevision"
       WHERE "onDay" < day AND ("connectionId", "id") IN (
         SELECT "connectionId", "id" FROM "BlockRevision" WHERE "onDay" < day LIMIT most);
    ELSE
      RAISE EXCEPTION '% holds no corrections', kind USING ERRCODE = 'invalid_parameter_value';
  END CASE;
  GET DIAGNOSTICS gone = ROW_COUNT;
  PERFORM set_config('portal.forgets_corrections', 'off', true);
  RETURN gone;
END $$;
