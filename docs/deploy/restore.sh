#!/bin/sh
# restore.sh FOLDER DATA [MOMENT]: fills the empty folder DATA from what base-backup.sh and wal-archive.service keep in FOLDER.
# The server that is then started on DATA goes on to the end of the archived log, or to MOMENT, such as
# '2026-11-23 11:59:00+05:30', and is open for writing there. As postgres.
set -eu
umask 077
folder=$1
data=$2
moment=${3:-}

# The last one, or the last that was done before the moment.
before=${moment:+$(date -u --date="$moment" +%Y-%m-%dT%H:%M:%SZ)}
base=$(ls "$folder/base" | grep -v unfinished | awk -v before="$before" 'before == "" || $0 < before' | tail -n 1)
[ -n "$base" ] || { echo "No backup in $folder/base was done before ${moment:-now}." >&2; exit 1; }
[ -z "$(ls -A "$data" 2>/dev/null)" ] || { echo "$data is not empty." >&2; exit 1; }

mkdir -p "$data"
cp -a "$folder/base/$base/." "$data"
# A segment that was still being written when the server was lost has .partial behind its name.
cat >> "$data/postgresql.auto.conf" << SETTINGS
restore_command = 'cp "$folder/wal/%f" "%p" 2>/dev/null || cp "$folder/wal/%f.partial" "%p" 2>/dev/null'
recovery_target_time = '$moment'
recovery_target_action = 'promote'
SETTINGS
touch "$data/recovery.signal"
echo "From $folder/base/$base"
