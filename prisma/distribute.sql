-- The schema on Citus 14 (PostgreSQL 18): which table is cut by what, and which stand whole on every node. A plan beside
-- the migrations, explained in docs/scale.md; nothing here is run by the portal, and the tables marked [key] cannot be
-- distributed before their keys carry the distribution column.
--
-- Run once, as the owner, on the coordinator of an empty, migrated database: psql --single-transaction -f distribute.sql

-- Rows are frozen and sealed by triggers, which Citus carries to the shards on request only. Each of ours reads and writes
-- rows of its own connection, so it finds all it needs on its own shard.
set citus.enable_unsafe_triggers to on;
-- Tables that are cut alike lie alike; 4 shards for each of 64 cores to come, since a count is dear to change later.
set citus.shard_count to 256;

-- 1. Whole on every node: small, read with every bill, changed by officers.
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
select create_reference_table('"OutageNotice"');
select create_reference_table('"IngestSource"');
select create_reference_table('"IngestBatch"');
select create_reference_table('"Campaign"');
select create_reference_table('"Notice"');

-- 2. By connection: everything that a consumer's page reads lies on one shard.
select create_distributed_table('"Connection"', 'id');
select create_distributed_table('"ConnectionTerms"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"MeterDay"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"MeterDayRevision"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"BlockDay"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"RegisterReading"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"MeterEvent"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"ReadingFlag"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"ReadingEstimation"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"PrepaidBalance"', 'connectionId', colocate_with => '"Connection"');

-- [key] primary key (connectionId, id) instead of id
select create_distributed_table('"MobileLink"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"LinkInvitation"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"MeterInstallation"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"BlockRevision"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"Adjustment"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"DisconnectionNotice"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"InstalmentRequest"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"StaffLook"', 'connectionId', colocate_with => '"Connection"');
-- [key] chainId becomes the column connectionId, zeros as today for money of nobody known
select create_distributed_table('"BillingEvent"', 'connectionId', colocate_with => '"Connection"');
-- [key] and a unique number that the whole utility shares (bill, attempt, short link)
select create_distributed_table('"Bill"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"PaymentAttempt"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"PayLink"', 'connectionId', colocate_with => '"Connection"');

-- [key] the column is nullable today: rows of no connection go to a table of their own or to a connection of zeros
select create_distributed_table('"LedgerTransaction"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"LedgerEntry"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"Payment"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"Complaint"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"Notification"', 'connectionId', colocate_with => '"Connection"');

-- [key] the column is missing today, and comes from the row that these belong to
select create_distributed_table('"BillLine"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"BilledAdjustment"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"LedgerSeal"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"PaymentStateChange"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"GatewayQr"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"Refund"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"ComplaintEvent"', 'connectionId', colocate_with => '"Connection"');
select create_distributed_table('"ComplaintAttachment"', 'connectionId', colocate_with => '"Connection"');

-- 3. By person: what a login reads before it knows of which connection.
select create_distributed_table('"Consumer"', 'id', colocate_with => 'none');
select create_distributed_table('"MutedNotice"', 'consumerId', colocate_with => '"Consumer"');
select create_distributed_table('"PaymentRequest"', 'consumerId', colocate_with => '"Consumer"');
-- [key] primary key (consumerId, id) instead of id; the cookie then carries both
select create_distributed_table('"Session"', 'consumerId', colocate_with => '"Consumer"');
select create_distributed_table('"NumberChange"', 'consumerId', colocate_with => '"Consumer"');
select create_distributed_table('"AccessToken"', 'consumerId', colocate_with => '"Consumer"');

-- 4. Directories, to be made with a migration of their own: from what people and files name to what the data is cut by.
--   "ConnectionOfNumber"  (consumerNo primary key, connectionId)      by consumerNo
--   "ConnectionOfMeter"   (serialNo, fromOn, connectionId, meterId)   by serialNo
--   "ConnectionOfPerson"  (consumerId, connectionId)                  by consumerId, beside "Consumer"
--   "PersonOfMobile"      (mobile primary key, consumerId)            by mobile
--   "ConnectionOfPayment" (kind, reference, connectionId)             by reference, which keeps "once" over all shards

-- 5. On the coordinator alone, as they are, without foreign keys to tables that are cut: queues that are emptied, limits,
-- counters, and what has no connection.
--   "Message", "Chat", "ChatMessage", "WhatsAppContact", "OtpChallenge", "RateLimit", "LinkRequest", "ComplaintDraft",
--   "DeskDraft", "CampToken", "GatewayEvent", "GatewaySweep", "SettlementLine", "SettlementReport", "PaymentBatch",
--   "PaymentAlarm", "ReceiptSeries", "LedgerRoot", "LedgerRootHead", "LedgerVerification", "AuditEntry", "AuditSeal",
--   "NoticeRound", "PamphletPlace", "PamphletVisits", "TariffProposal", "StaffLogin", "StaffSession", "UnusedPart"
--   "Meter" becomes the directory of meters.
