-- Refunds of one payment come one after the other by a lock of its name, no longer by that of its row: to lock a row is a
-- right to change it, which the portal's account does not have.
CREATE OR REPLACE FUNCTION "refunds_within_payment"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "paid" bigint;
  "refunded" bigint;
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW."paymentId" <> OLD."paymentId" OR NEW."amountPaise" <> OLD."amountPaise") THEN
    RAISE EXCEPTION 'Refund %: payment and amount stay' , NEW."id" USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('payment refunds ' || NEW."paymentId", 0));
  SELECT "amountPaise" INTO "paid" FROM "Payment" WHERE "id" = NEW."paymentId";
  SELECT coalesce(sum("amountPaise"), 0) INTO "refunded" FROM "Refund"
    WHERE "paymentId" = NEW."paymentId" AND "id" <> NEW."id" AND "state" NOT IN ('REJECTED', 'FAILED');
  IF NEW."state" NOT IN ('REJECTED', 'FAILED') AND "refunded" + NEW."amountPaise" > "paid" THEN
    RAISE EXCEPTION 'Refunds of payment % exceed it', NEW."paymentId" USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
