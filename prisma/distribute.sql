-- The schema on Citus 14 (PostgreSQL 18): which table is cut by what, which stand whole on every node, and which stay on the
-- coordinator. Kept beside the migrations, explained in docs/scale.md, tried by prisma/distribute.test.ts; nothing here is
-- run by the portal.
--
-- Run once, as the owner, on the coordinator of an empty, migrated database: psql --single-transaction -f distribute.sql

-- Rows are frozen and sealed by triggers, which Citus carries to the shards on request only. Each of ours reads and writes
-- rows of its own connection, so it finds all it needs on its own shard.
set citus.enable_unsafe_triggers to on;
-- Tables that are cut alike lie alike; 4 shards for each of 64 cores to come, since a count is dear to change later.
set citus.shard_count to 256;

-- 1. What ties together tables that lie apart from now on. No person, meter or connection is ever deleted, and whoever writes
-- such a row has just read or made the other one.
-- A meter may move between connections, a person has several.
alter table "MeterInstallation" drop constraint "MeterInstallation_meterId_fkey";
alter table "RegisterReading" drop constraint "RegisterReading_meterId_fkey";
alter table "MeterEvent" drop constraint "MeterEvent_meterId_fkey";
alter table "ReadingFlag" drop constraint "ReadingFlag_meterId_fkey";
alter table "RefusedReading" drop constraint "RefusedReading_meterId_fkey";
alter table "ReadingEstimation" drop constraint "ReadingEstimation_meterId_fkey";
alter table "MobileLink" drop constraint "MobileLink_consumerId_fkey";
alter table "LinkInvitation" drop constraint "LinkInvitation_invitedById_fkey";
alter table "InstalmentRequest" drop constraint "InstalmentRequest_consumerId_fkey";
alter table "Notification" drop constraint "Notification_connectionId_fkey";
alter table "AccessToken" drop constraint "AccessToken_connectionId_fkey";
-- The other end is on the coordinator, or this one is.
alter table "StaffLook" drop constraint "StaffLook_sessionId_fkey";
alter table "PaymentAttempt" drop constraint "PaymentAttempt_batchId_fkey";
alter table "Complaint" drop constraint "Complaint_connectionId_fkey", drop constraint "Complaint_consumerId_fkey";
-- Cut by their chain, which is the connection where one is known.
alter table "LedgerEntry" drop constraint "LedgerEntry_connectionId_fkey";
alter table "Payment" drop constraint "Payment_connectionId_fkey";

-- No id ever changes, so no row need follow one; and no row can follow what it is cut by to another shard.
do $$
declare
  key record;
begin
  for key in
    select conrelid::regclass as relation, conname, pg_get_constraintdef(oid) as said from pg_constraint
     where contype = 'f' and confupdtype = 'c' and connamespace = 'public'::regnamespace and conparentid = 0
  loop
    execute format('alter table %s drop constraint %I, add constraint %2$I %s',
      key.relation, key.conname, replace(key.said, ' ON UPDATE CASCADE', ''));
  end loop;
end $$;

-- 2. Whole on every node: small, read with every bill, changed by officers.
select create_reference_table('"TariffOrder"');
select create_reference_table('"SubsidyScheme"');
select create_reference_table('"DutyRule"');
select create_reference_table('"FuelCharge"');
select create_reference_table('"TariffTerms"');
select create_reference_table('"LaterTerms"');
select create_reference_table('"Office"');
select create_reference_table('"StaffAccount"');
select create_reference_table('"DeskSetting"');
select create_reference_table('"CampDay"');
select create_reference_table('"IngestSource"');
select create_reference_table('"IngestBatch"');
select create_reference_table('"OutageNotice"');
select create_reference_table('"Campaign"');
select create_reference_table('"Notice"');

-- 3. Numbers that the whole utility shares stay unique within a connection or a person; over all, the directories of
-- part 6 keep them.
drop index "Connection_consumerNo_key";
create unique index on "Connection" ("id", "consumerNo");
drop index "Consumer_mobile_key";
create unique index on "Consumer" ("id", "mobile");
drop index "Meter_serialNo_key";
create unique index on "Meter" ("id", "serialNo");
drop index "MeterInstallation_one_open_a_meter";
drop index "Bill_billNo_key", "Bill_paymentReference_key";
create unique index on "Bill" ("connectionId", "billNo");
create unique index on "Bill" ("connectionId", "paymentReference");
drop index "PaymentAttempt_reference_key";
create unique index on "PaymentAttempt" ("connectionId", "reference");
drop index "PayLink_code_key";
drop index "LedgerTransaction_kind_reference_key";
create unique index on "LedgerTransaction" ("chainId", "kind", "reference");
drop index "Payment_channel_reference_share_key", "Payment_receiptNo_key";
create unique index on "Payment" ("chainId", "channel", "reference", "share");
create unique index on "Payment" ("chainId", "receiptNo");
drop index "Refund_gatewayRefundId_key";
create unique index on "Refund" ("chainId", "gatewayRefundId");

-- 4. By connection: everything that a consumer's page reads lies on one shard.
select create_distributed_table('"Connection"', 'id', colocate_with => 'none');
select create_distributed_table('"ConnectionTerms"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"MobileLink"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"LinkInvitation"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"MeterInstallation"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"MeterDay"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"MeterDayRevision"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"BlockDay"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"BlockRevision"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"RegisterReading"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"MeterEvent"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"ReadingFlag"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"RefusedReading"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"ReadingEstimation"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"PrepaidBalance"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"StaffLook"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"Bill"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"BillLine"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"Adjustment"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"BilledAdjustment"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"DisconnectionNotice"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"InstalmentRequest"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"PaymentAttempt"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"PaymentStateChange"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"GatewayQr"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"PayLink"', 'connectionId', colocate_with => '"Connection"');
-- By chain, which is the connection, and zeros for money of nobody known.
select create_distributed_table('"LedgerTransaction"', 'chainId', colocate_with => '"Connection"');
select create_distributed_table('"LedgerEntry"', 'chainId', colocate_with => '"Connection"');
select create_distributed_table('"LedgerSeal"', 'chainId', colocate_with => '"Connection"');
select create_distributed_table('"Payment"', 'chainId', colocate_with => '"Connection"');
select create_distributed_table('"Refund"', 'chainId', colocate_with => '"Connection"');
select create_distributed_table('"BillingEvent"', 'chainId', colocate_with => '"Connection"');

-- 5. By person: what a login reads before it knows of which connection; and meters, which move between connections.
select create_distributed_table('"Consumer"', 'id', colocate_with => 'none');
select create_distributed_table('"Session"', 'consumerId', colocate_with => '"Consumer"');
select create_distributed_table('"KnownDevice"', 'consumerId', colocate_with => '"Consumer"');
select create_distributed_table('"Passkey"', 'consumerId', colocate_with => '"Consumer"');
select create_distributed_table('"NumberChange"', 'consumerId', colocate_with => '"Consumer"');
select create_distributed_table('"AccessToken"', 'consumerId', colocate_with => '"Consumer"');
select create_distributed_table('"MutedNotice"', 'consumerId', colocate_with => '"Consumer"');
select create_distributed_table('"Notification"', 'consumerId', colocate_with => '"Consumer"');
select create_distributed_table('"PaymentRequest"', 'consumerId', colocate_with => '"Consumer"');
select create_distributed_table('"Meter"', 'id', colocate_with => 'none');

-- 6. Directories: from what people, files and banks name to where it lies, each cut by what is looked up, and each the
-- keeper of "once in all". Written in the transaction that writes what they name.
create table "ConnectionOfNumber" ("consumerNo" text primary key, "connectionId" uuid not null);
select create_distributed_table('"ConnectionOfNumber"', 'consumerNo', colocate_with => 'none');
create table "MeterOfNumber" ("serialNo" text primary key, "meterId" uuid not null);
select create_distributed_table('"MeterOfNumber"', 'serialNo', colocate_with => 'none');
-- Where a meter is in place now.
create table "ConnectionOfMeter" ("meterId" uuid primary key, "connectionId" uuid not null);
select create_distributed_table('"ConnectionOfMeter"', 'meterId', colocate_with => '"Meter"');
create table "PersonOfMobile" ("mobile" char(10) primary key, "consumerId" uuid not null);
select create_distributed_table('"PersonOfMobile"', 'mobile', colocate_with => 'none');
create table "InvitationOfMobile" ("mobile" char(10), "invitationId" uuid, "connectionId" uuid not null,
  primary key ("mobile", "invitationId"));
select create_distributed_table('"InvitationOfMobile"', 'mobile', colocate_with => '"PersonOfMobile"');
-- The links that hold, and those that have ended since: what a person may see is asked of the link itself.
create table "ConnectionOfPerson" ("consumerId" uuid, "connectionId" uuid, primary key ("consumerId", "connectionId"));
select create_distributed_table('"ConnectionOfPerson"', 'consumerId', colocate_with => '"Consumer"');
-- BILL, TR of bills and attempts, RECEIPT, LINK, REFUND, the kinds of the ledger and the channels of payments with their
-- share: where each reference belongs.
create table "ChainOfReference" ("reference" text, "kind" text, "chainId" uuid not null, primary key ("reference", "kind"));
select create_distributed_table('"ChainOfReference"', 'reference', colocate_with => 'none');

-- 7. On the coordinator alone, as they are.
-- Queues that are emptied, and talk with people of whom no connection is known.
select citus_add_local_table_to_metadata('"Message"');
select citus_add_local_table_to_metadata('"Chat"');
select citus_add_local_table_to_metadata('"ChatMessage"');
select citus_add_local_table_to_metadata('"WhatsAppContact"');
select citus_add_local_table_to_metadata('"Consent"');
select citus_add_local_table_to_metadata('"UnusedPart"');
select citus_add_local_table_to_metadata('"RejectedRows"');
-- A few sums a file.
select citus_add_local_table_to_metadata('"ReadingTotal"');
-- Codes, limits, drafts and ways begun: gone within days.
select citus_add_local_table_to_metadata('"OtpChallenge"');
select citus_add_local_table_to_metadata('"PasskeyChallenge"');
select citus_add_local_table_to_metadata('"RateLimit"');
select citus_add_local_table_to_metadata('"LinkRequest"');
select citus_add_local_table_to_metadata('"ComplaintDraft"');
select citus_add_local_table_to_metadata('"DeskDraft"');
select citus_add_local_table_to_metadata('"CampToken"');
-- Complaints: few, found by number, mobile, office and officer, and at a camp of no connection (docs/scale.md).
select citus_add_local_table_to_metadata('"Complaint"');
select citus_add_local_table_to_metadata('"ComplaintEvent"');
select citus_add_local_table_to_metadata('"ComplaintAttachment"');
-- The gateway and the bank, before it is known whose money it is; a batch is for several connections.
select citus_add_local_table_to_metadata('"GatewayEvent"');
select citus_add_local_table_to_metadata('"GatewaySweep"');
select citus_add_local_table_to_metadata('"SettlementLine"');
select citus_add_local_table_to_metadata('"SettlementReport"');
select citus_add_local_table_to_metadata('"PaymentBatch"');
select citus_add_local_table_to_metadata('"PaymentAlarm"');
-- Series and chains that count over all.
select citus_add_local_table_to_metadata('"ReceiptSeries"');
select citus_add_local_table_to_metadata('"LedgerRoot"');
select citus_add_local_table_to_metadata('"LedgerRootHead"');
select citus_add_local_table_to_metadata('"LedgerVerification"');
select citus_add_local_table_to_metadata('"AuditEntry"');
select citus_add_local_table_to_metadata('"AuditSeal"');
-- Few rows that no page joins with a connection's.
select citus_add_local_table_to_metadata('"NoticeRound"');
select citus_add_local_table_to_metadata('"PamphletPlace"');
select citus_add_local_table_to_metadata('"PamphletVisits"');
select citus_add_local_table_to_metadata('"TariffProposal"');
select citus_add_local_table_to_metadata('"OfficeCoverage"');
select citus_add_local_table_to_metadata('"SilentMeter"');
select citus_add_local_table_to_metadata('"StaffLogin"');
select citus_add_local_table_to_metadata('"StaffSession"');
-- Which migrations were applied, as Prisma keeps it.
select citus_add_local_table_to_metadata('"_prisma_migrations"');
