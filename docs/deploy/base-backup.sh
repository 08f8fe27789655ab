#!/bin/sh
# base-backup.sh FOLDER [KEEP]: the whole server into FOLDER/base/<when it was done, UTC>, looked through file by file. Of
# older ones KEEP (7) stay, with as much of FOLDER/wal (wal-archive.service) as the oldest of them needs. As postgres, with
# PGHOST, PGUSER and PGSSLMODE set, and PostgreSQL's programs in PATH. Ends with an error where any step fails.
set -eu
umask 077
folder=$1
keep=${2:-7}

mkdir -p "$folder/base"
# Left behind by one that was cut short.
rm -rf "$folder/base/unfinished"
pg_basebackup --pgdata="$folder/base/unfinished" --wal-method=stream --checkpoint=fast
pg_verifybackup --quiet "$folder/base/unfinished"
mv "$folder/base/unfinished" "$folder/base/$(date -u +%Y-%m-%dT%H:%M:%SZ)"
sync "$folder/base"

ls "$folder/base" | head -n "-$keep" | while read -r old; do rm -rf "$folder/base/${old:?}"; done
oldest=$(ls "$folder/base" | head -n 1)
segment=$(sed -n 's/^START WAL LOCATION: .*(file \([0-9A-F]*\))$/\1/p' "$folder/base/$oldest/backup_label")
pg_archivecleanup "$folder/wal" "$segment"
