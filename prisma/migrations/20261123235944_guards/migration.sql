-- What Prisma's schema cannot say: checks, partial indexes, triggers. Each is named in a comment beside its model.

-- Consumers
ALTER TABLE "Consumer" ADD CONSTRAINT "Consumer_mobile_is_indian" CHECK ("mobile" ~ '^[6-9][0-9]{9}$');
ALTER TABLE "Consumer" ADD CONSTRAINT "Consumer_language_is_known" CHECK ("language" IN ('hi', 'en'));
ALTER TABLE "Connection" ADD CONSTRAINT "Connection_consumerNo_is_printable" CHECK ("consumerNo" ~ '^[0-9A-Za-z]{1,20}$');
ALTER TABLE "ConnectionTerms" ADD CONSTRAINT "ConnectionTerms_load_is_positive" CHECK ("sanctionedLoadW" > 0);
CREATE UNIQUE INDEX "MobileLink_one_holding" ON "MobileLink" ("consumerId", "connectionId") WHERE "endedAt" IS NULL;

-- Metering
ALTER TABLE "Meter" ADD CONSTRAINT "Meter_power_is_positive" CHECK ("maxPowerW" > 0);
ALTER TABLE "Meter" ADD CONSTRAINT "Meter_interval_is_known" CHECK ("intervalMinutes" IN (15, 30, 60));
ALTER TABLE "MeterInstallation" ADD CONSTRAINT "MeterInstallation_period_is_forward" CHECK ("toOn" >= "fromOn");
CREATE UNIQUE INDEX "MeterInstallation_one_open_a_meter" ON "MeterInstallation" ("meterId") WHERE "toOn" IS NULL;
CREATE UNIQUE INDEX "MeterInstallation_one_open_a_connection" ON "MeterInstallation" ("connectionId") WHERE "toOn" IS NULL;
ALTER TABLE "MeterDay" ADD CONSTRAINT "MeterDay_values_are_possible"
  CHECK ("energyWh" >= 0 AND "apparentVah" >= 0 AND "maxDemandW" >= 0 AND "revision" >= 1);

-- Bills
ALTER TABLE "Bill" ADD CONSTRAINT "Bill_days_are_in_order"
  CHECK ("periodFrom" <= "periodTo" AND "billedOn" > "periodTo" AND "dueOn" >= "billedOn");
ALTER TABLE "Bill" ADD CONSTRAINT "Bill_amounts_are_possible"
  CHECK ("energyWh" >= 0 AND "promptRebatePaise" >= 0 AND "digitalRebatePaise" >= 0);
ALTER TABLE "Bill" ADD CONSTRAINT "Bill_has_each_day"
  CHECK (cardinality("dailyWh") = "periodTo" - "periodFrom" + 1);
ALTER TABLE "Bill" ADD CONSTRAINT "Bill_month_is_written_as_such" CHECK ("month" ~ '^[0-9]{4}-(0[1-9]|1[0-2])$');

-- Money
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_amount_is_positive" CHECK ("amountPaise" > 0);
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_names_whose" CHECK (
  CASE WHEN "account" IN ('RECEIVABLE', 'RECEIVABLE_SURCHARGE') THEN "connectionId" IS NOT NULL AND "billId" IS NOT NULL
       WHEN "account" IN ('ADVANCE', 'PREPAID_BALANCE') THEN "connectionId" IS NOT NULL
       ELSE TRUE END);
ALTER TABLE "PaymentAttempt" ADD CONSTRAINT "PaymentAttempt_amounts_are_possible" CHECK ("amountPaise" > 0 AND "rebatePaise" >= 0);
CREATE UNIQUE INDEX "PaymentAttempt_one_open_a_bill" ON "PaymentAttempt" ("billId")
  WHERE "state" IN ('CREATED', 'SHOWN', 'PENDING', 'UNKNOWN');
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_amount_is_positive" CHECK ("amountPaise" > 0);

-- Login
ALTER TABLE "OtpChallenge" ADD CONSTRAINT "OtpChallenge_tries_are_limited" CHECK ("tries" BETWEEN 0 AND 5);

-- A transaction's debits equal its credits; checked at commit, when all of its entries are there.
CREATE FUNCTION "ledger_must_balance"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE difference bigint;
BEGIN
  SELECT coalesce(sum(CASE "side" WHEN 'DEBIT' THEN "amountPaise" ELSE -"amountPaise" END), 0) INTO difference
    FROM "LedgerEntry" WHERE "transactionId" = NEW."transactionId";
  IF difference <> 0 THEN
    RAISE EXCEPTION 'Ledger transaction % is out of balance by % paise', NEW."transactionId", difference
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "LedgerEntry_balances" AFTER INSERT ON "LedgerEntry"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "ledger_must_balance"();

-- What is written here is history: it is never changed or deleted, by nobody who speaks to the database as the portal.
CREATE FUNCTION "history_stays"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER "LedgerTransaction_stays" BEFORE UPDATE OR DELETE OR TRUNCATE ON "LedgerTransaction" EXECUTE FUNCTION "history_stays"();
CREATE TRIGGER "LedgerEntry_stays" BEFORE UPDATE OR DELETE OR TRUNCATE ON "LedgerEntry" EXECUTE FUNCTION "history_stays"();
CREATE TRIGGER "Bill_stays" BEFORE UPDATE OR DELETE OR TRUNCATE ON "Bill" EXECUTE FUNCTION "history_stays"();
CREATE TRIGGER "BillLine_stays" BEFORE UPDATE OR DELETE OR TRUNCATE ON "BillLine" EXECUTE FUNCTION "history_stays"();
CREATE TRIGGER "PaymentStateChange_stays" BEFORE UPDATE OR DELETE OR TRUNCATE ON "PaymentStateChange" EXECUTE FUNCTION "history_stays"();
CREATE TRIGGER "Payment_stays" BEFORE UPDATE OR DELETE OR TRUNCATE ON "Payment" EXECUTE FUNCTION "history_stays"();
CREATE TRIGGER "MeterDayRevision_stays" BEFORE UPDATE OR DELETE OR TRUNCATE ON "MeterDayRevision" EXECUTE FUNCTION "history_stays"();
CREATE TRIGGER "AuditEntry_stays" BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditEntry" EXECUTE FUNCTION "history_stays"();
