-- What of Citus prisma/distribute.sql calls, for a PostgreSQL without it: the calls keep what was asked for and refuse what
-- Citus' documentation says that it refuses. For tests; it moves no row.
-- https://docs.citusdata.com/en/stable/develop/reference_ddl.html, …/reference_workarounds.html, …/admin_guide/table_management.html
create schema citus;

-- `cut_by` is null for a table that stands whole on every node, and for one of the coordinator alone.
create table citus.placed (
  relation regclass primary key,
  kind text not null check (kind in ('cut', 'reference', 'alone')),
  cut_by name,
  lies_with regclass
);

create function citus.refuse(relation regclass, why text) returns void language plpgsql as $$
begin
  raise exception 'citus: % %', relation, why using errcode = '0A000';
end $$;

-- A primary key, unique index or exclusion must contain the column: no node sees the rows of another.
create function citus.check_unique(relation regclass, cut_by name) returns void language plpgsql as $$
declare
  found text;
begin
  select string_agg(i.indexrelid::regclass::text, ', ') into found from pg_index i
   where i.indrelid = relation and (i.indisunique or i.indisexclusion)
     and not exists (select from pg_attribute a
                      where a.attrelid = relation and a.attname = cut_by and a.attnum = any (i.indkey[0:i.indnkeyatts - 1]));
  if found is not null then perform citus.refuse(relation, format('is unique without %I: %s', cut_by, found)); end if;
end $$;

-- A foreign key of a cut table leads to a reference table, or with the column of the cut to one that lies with it; one of
-- a reference table to another reference table.
create function citus.check_foreign_keys(relation regclass) returns void language plpgsql as $$
declare
  here citus.placed;
  there citus.placed;
  key record;
begin
  select * into here from citus.placed p where p.relation = check_foreign_keys.relation;
  for key in
    select c.conname, c.confrelid::regclass as other, c.confupdtype, c.confdeltype,
           (select array_agg(a.attname order by n) from unnest(c.conkey) with ordinality k(attnum, n)
              join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum) as own,
           (select array_agg(a.attname order by n) from unnest(c.confkey) with ordinality k(attnum, n)
              join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.attnum) as others
      from pg_constraint c where c.contype = 'f' and c.conrelid = relation
  loop
    select * into there from citus.placed p where p.relation = key.other;
    if there.kind = 'reference' then continue; end if;
    if here.kind = 'reference' and there.kind is distinct from 'cut' and key.other = relation then continue; end if;
    if here.kind = 'alone' and there.kind is distinct from 'cut' then continue; end if;
    if here.kind <> 'cut' or there.kind is distinct from 'cut' then
      perform citus.refuse(relation, format('may have no foreign key %s to %s', key.conname, key.other));
    end if;
    if here.lies_with is distinct from there.lies_with
       or array_position(key.own, here.cut_by) is null
       or array_position(key.own, here.cut_by) is distinct from array_position(key.others, there.cut_by) then
      perform citus.refuse(relation, format('and %s are not joined by what they are cut by: %s', key.other, key.conname));
    end if;
    if key.confupdtype not in ('a', 'r') or key.confdeltype in ('n', 'd') then
      perform citus.refuse(relation, format('would change what it is cut by: %s', key.conname));
    end if;
  end loop;
end $$;

create function create_distributed_table(relation regclass, cut_by text, colocate_with text default 'default')
returns void language plpgsql as $$
declare
  type_of_cut regtype;
  beside citus.placed;
begin
  if exists (select from citus.placed p where p.relation = create_distributed_table.relation) then
    perform citus.refuse(relation, 'is placed already');
  end if;
  select a.atttypid into type_of_cut from pg_attribute a where a.attrelid = relation and a.attname = cut_by and a.attnum > 0;
  if type_of_cut is null then perform citus.refuse(relation, format('has no column %s', cut_by)); end if;
  if exists (select from pg_attribute a where a.attrelid = relation and a.attname = cut_by and not a.attnotnull) then
    perform citus.refuse(relation, format('may lack %s', cut_by));
  end if;
  if (select c.relispartition from pg_class c where c.oid = relation) then
    perform citus.refuse(relation, 'is a part of another');
  end if;
  if exists (select from pg_inherits i join pg_class c on c.oid = i.inhrelid
              where i.inhparent = relation and c.relkind = 'p') then
    perform citus.refuse(relation, 'has parts that have parts');
  end if;
  if exists (select from pg_trigger t where t.tgrelid = relation and not t.tgisinternal)
     and current_setting('citus.enable_unsafe_triggers', true) is distinct from 'on' then
    perform citus.refuse(relation, 'has triggers');
  end if;
  if exists (select from pg_depend d join pg_sequence s on s.seqrelid = d.objid
              where d.refobjid = relation and d.deptype in ('a', 'i') and s.seqtypid <> 'bigint'::regtype) then
    perform citus.refuse(relation, 'counts in less than bigint');
  end if;
  perform citus.check_unique(relation, cut_by);
  if colocate_with = 'none' then
    insert into citus.placed values (relation, 'cut', cut_by, relation);
  else
    select * into beside from citus.placed p where p.relation = colocate_with::regclass and p.kind = 'cut';
    if beside is null then perform citus.refuse(relation, format('cannot lie with %s', colocate_with)); end if;
    if (select a.atttypid from pg_attribute a where a.attrelid = beside.relation and a.attname = beside.cut_by)
       <> type_of_cut then
      perform citus.refuse(relation, format('is cut by another type than %s', colocate_with));
    end if;
    insert into citus.placed values (relation, 'cut', cut_by, beside.lies_with);
  end if;
  perform citus.check_foreign_keys(relation);
end $$;

create function create_reference_table(relation regclass) returns void language plpgsql as $$
begin
  insert into citus.placed values (relation, 'reference', null, null);
  perform citus.check_foreign_keys(relation);
end $$;

create function citus_add_local_table_to_metadata(relation regclass) returns void language plpgsql as $$
begin
  insert into citus.placed values (relation, 'alone', null, null);
  perform citus.check_foreign_keys(relation);
end $$;
