-- Readings of a month lie in a table of their own (schema "readings"): what is too old goes with its table, and a month's
-- index stays small. Months that nobody has made yet lie together in "…_rest". Prisma knows the whole tables alone.
CREATE SCHEMA "readings";

-- Makes the table of a month, and takes the month's rows out of the rest. False where it is there already.
CREATE FUNCTION "make_month"(whole text, month date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  first_day date := date_trunc('month', month)::date;
  next_month date := (first_day + interval '1 month')::date;
  part text := whole || to_char(first_day, '"_"YYYY"_"MM');
BEGIN
  IF whole NOT IN ('MeterDay', 'BlockDay') THEN RAISE EXCEPTION 'No readings by month: %', whole; END IF;
  IF to_regclass(format('readings.%I', part)) IS NOT NULL THEN RETURN false; END IF;
  EXECUTE format('LOCK TABLE readings.%I IN ACCESS EXCLUSIVE MODE', whole || '_rest');
  EXECUTE format('CREATE TABLE readings.%I (LIKE public.%I INCLUDING ALL)', part, whole);
  EXECUTE format('WITH moved AS (DELETE FROM readings.%I WHERE "onDay" >= %L AND "onDay" < %L RETURNING *)
    INSERT INTO readings.%I SELECT * FROM moved', whole || '_rest', first_day, next_month, part);
  EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION readings.%I FOR VALUES FROM (%L) TO (%L)',
    whole, part, first_day, next_month);
  RETURN true;
END $$;

-- Drops the months that lie wholly before a day, and the rest's rows from before it. Returns how many months.
CREATE FUNCTION "drop_months_before"(whole text, keep_from date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  part text;
  dropped integer := 0;
BEGIN
  IF whole NOT IN ('MeterDay', 'BlockDay') THEN RAISE EXCEPTION 'No readings by month: %', whole; END IF;
  FOR part IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = format('public.%I', whole)::regclass AND c.relname ~ '_\d{4}_\d{2}$'
       AND to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= keep_from
     ORDER BY 1
  LOOP
    EXECUTE format('DROP TABLE readings.%I', part);
    dropped := dropped + 1;
  END LOOP;
  EXECUTE format('DELETE FROM readings.%I WHERE "onDay" < %L', whole || '_rest', keep_from);
  RETURN dropped;
END $$;

-- The oldest month that has rows in the rest; null where it has none.
CREATE FUNCTION "month_of_rest"(whole text) RETURNS date
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  month date;
BEGIN
  IF whole NOT IN ('MeterDay', 'BlockDay') THEN RAISE EXCEPTION 'No readings by month: %', whole; END IF;
  EXECUTE format('SELECT date_trunc(''month'', min("onDay"))::date FROM readings.%I', whole || '_rest') INTO month;
  RETURN month;
END $$;

-- For the portal's account alone (prisma/grant-portal.ts).
REVOKE ALL ON FUNCTION "make_month"(text, date), "drop_months_before"(text, date), "month_of_rest"(text) FROM PUBLIC;

ALTER TABLE "MeterDay" RENAME TO "MeterDay_before";
ALTER TABLE "MeterDay_before" RENAME CONSTRAINT "MeterDay_pkey" TO "MeterDay_before_pkey";
CREATE TABLE "MeterDay" (LIKE "MeterDay_before" INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY RANGE ("onDay");
ALTER TABLE "MeterDay" ADD CONSTRAINT "MeterDay_pkey" PRIMARY KEY ("connectionId", "onDay", "meterId");
DROP INDEX "MeterDay_batchId_idx";
CREATE INDEX "MeterDay_batchId_idx" ON "MeterDay"("batchId");
ALTER TABLE "MeterDay_before" DROP CONSTRAINT "MeterDay_connectionId_fkey";
ALTER TABLE "MeterDay" ADD CONSTRAINT "MeterDay_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TABLE readings."MeterDay_rest" PARTITION OF "MeterDay" DEFAULT;
SELECT make_month('MeterDay', month::date) FROM (SELECT DISTINCT date_trunc('month', "onDay") AS month FROM "MeterDay_before") months;
INSERT INTO "MeterDay" SELECT * FROM "MeterDay_before";
DROP TABLE "MeterDay_before";

ALTER TABLE "BlockDay" RENAME TO "BlockDay_before";
ALTER TABLE "BlockDay_before" RENAME CONSTRAINT "BlockDay_pkey" TO "BlockDay_before_pkey";
CREATE TABLE "BlockDay" (LIKE "BlockDay_before" INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY RANGE ("onDay");
ALTER TABLE "BlockDay" ADD CONSTRAINT "BlockDay_pkey" PRIMARY KEY ("connectionId", "onDay", "meterId");
DROP INDEX "BlockDay_batchId_idx";
CREATE INDEX "BlockDay_batchId_idx" ON "BlockDay"("batchId");
ALTER TABLE "BlockDay_before" DROP CONSTRAINT "BlockDay_connectionId_fkey";
ALTER TABLE "BlockDay" ADD CONSTRAINT "BlockDay_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TABLE readings."BlockDay_rest" PARTITION OF "BlockDay" DEFAULT;
SELECT make_month('BlockDay', month::date) FROM (SELECT DISTINCT date_trunc('month', "onDay") AS month FROM "BlockDay_before") months;
INSERT INTO "BlockDay" SELECT * FROM "BlockDay_before";
DROP TABLE "BlockDay_before";
