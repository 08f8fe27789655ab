-- Who paid is no longer stored with the gateway's words (lib/payments/without-payer.ts), and goes from those that were, at any
-- depth. Nothing stays of what is no JSON.
CREATE FUNCTION pg_temp.without_payer(said jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  CASE jsonb_typeof(said)
    WHEN 'object' THEN
      RETURN (SELECT coalesce(jsonb_object_agg("name", pg_temp.without_payer("value")), '{}')
                FROM jsonb_each(said) AS part("name", "value")
               WHERE "name" <> ALL (ARRAY['contact', 'email', 'vpa', 'upi', 'card', 'card_id', 'customer', 'customer_id',
                                          'payer_name', 'payer_bank_account']));
    WHEN 'array' THEN
      RETURN (SELECT coalesce(jsonb_agg(pg_temp.without_payer("value") ORDER BY "place"), '[]')
                FROM jsonb_array_elements(said) WITH ORDINALITY AS part("value", "place"));
    ELSE
      RETURN said;
  END CASE;
END $$;

DO $$
DECLARE
  event record;
BEGIN
  FOR event IN SELECT "eventId", "body" FROM "GatewayEvent" LOOP
    BEGIN
      UPDATE "GatewayEvent"
         SET "body" = convert_to(pg_temp.without_payer(convert_from(event."body", 'UTF8')::jsonb)::text, 'UTF8')
       WHERE "eventId" = event."eventId";
    EXCEPTION WHEN data_exception THEN
      UPDATE "GatewayEvent" SET "body" = '' WHERE "eventId" = event."eventId";
    END;
  END LOOP;
END $$;

DROP FUNCTION pg_temp.without_payer(jsonb);
