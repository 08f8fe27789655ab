-- What row-level security asks (prisma/row-security.ts), a second net under `lib/consumers/access.ts`: while the portal answers a
-- person, or somebody who looks at one connection without a login, it says so (`lib/platform/asker.ts`).

CREATE FUNCTION "asking_person"() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT nullif(current_setting('portal.person', true), '')::uuid $$;

-- The connections whose bills links of that person open; with "strongly", those whose meter and record they open too. What is
-- said to be for one connection alone is narrowed to it; without a person, it is that one and nothing of its meter.
-- In PL/pgSQL, which keeps its plan.
CREATE FUNCTION "open_connections"("strongly" boolean) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 4 AS $$
DECLARE
  person uuid := public."asking_person"();
  only_one uuid := nullif(current_setting('portal.connection', true), '')::uuid;
BEGIN
  IF person IS NOT NULL THEN
    RETURN QUERY SELECT l."connectionId" FROM public."MobileLink" l
      WHERE l."consumerId" = person AND l."endedAt" IS NULL
        AND (l."endsOn" IS NULL OR l."endsOn" >= current_setting('portal.day')::date)
        AND (l."proof" <> 'BILL_FACTS' OR NOT "strongly")
        AND (only_one IS NULL OR l."connectionId" = only_one);
  ELSIF NOT "strongly" THEN
    RETURN NEXT only_one;
  END IF;
END $$;
