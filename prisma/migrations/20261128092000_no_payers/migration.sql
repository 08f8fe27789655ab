-- Who paid is no longer stored with the gateway's words (lib/payments/without-payer.ts), and goes from those that were.
-- A row that is no JSON stays as it came.
DO $$
DECLARE
  event record;
  said jsonb;
  payment jsonb;
BEGIN
  FOR event IN SELECT "eventId", "body" FROM "GatewayEvent" LOOP
    BEGIN
      said := convert_from(event."body", 'UTF8')::jsonb;
      payment := said #> '{payload,payment,entity}';
      IF jsonb_typeof(payment) = 'object' THEN
        payment := payment - ARRAY['contact', 'email', 'vpa', 'upi', 'card', 'card_id', 'customer', 'customer_id', 'payer_name'];
        UPDATE "GatewayEvent"
           SET "body" = convert_to(jsonb_set(said, '{payload,payment,entity}', payment)::text, 'UTF8')
         WHERE "eventId" = event."eventId";
      END IF;
    EXCEPTION WHEN data_exception THEN
      NULL;
    END;
  END LOOP;
END $$;
