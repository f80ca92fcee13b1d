# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Firebird for the tests: the system's programs, with a folder of their own for the configuration, the security database and all else, which
# FIREBIRD names. Debian's bin/ holds wrappers that would name another one; the programs themselves are not in a library's folder.

start_firebird() {
  local installed programs=/usr/lib/firebird/4.0/bin
  installed=$(echo /usr/lib/*-linux-gnu/firebird/4.0)
  if [[ ! -x $programs/firebird || ! -x $programs/isql-fb || ! -f $installed/firebird.msg ]]; then
    echo "Firebird 4.0 is not installed"
    return
  fi
  make_home firebird
  # A plugin asks where it lies: links will not do.
  as_owner cp -rL "$installed/plugins" "$installed/intl" "$installed/firebird.msg" "$installed/lib" "$installed/plugins.conf" .
  as_owner mkdir bin lock
  # In memory: a new database waits for the disk a hundred times.
  FIREBIRD_DATA=$(as_owner mktemp -d /dev/shm/concord-firebird.XXXXXX)
  ln -s "$FIREBIRD_DATA" "$HOME_OF/data"
  as_owner cp "$programs/firebird" "$programs/isql-fb" bin/
  as_owner touch databases.conf
  free_port 29000
  as_owner tee firebird.conf >/dev/null <<CONF
RemoteServicePort = $PORT
RemoteBindAddress = 127.0.0.1
IpcName = CONCORD_$PORT
ServerMode = Super
AuthServer = Srp256
AuthClient = Srp256
UserManager = Srp
SecurityDatabase = $FIREBIRD_DATA/security.fdb
CONF
  # Without a server: the file's owner is taken at his word.
  firebird_isql "$HOME_OF/bin/isql-fb" -q -bail -user SYSDBA <<<"CREATE DATABASE '$FIREBIRD_DATA/security.fdb';"
  firebird_isql "$HOME_OF/bin/isql-fb" -q -user SYSDBA -i /usr/share/firebird/4.0/security.sql "$FIREBIRD_DATA/security.fdb"
  firebird_isql "$HOME_OF/bin/isql-fb" -q -bail -ch UTF8 -user SYSDBA "$FIREBIRD_DATA/security.fdb" \
    <<<"CREATE USER SYSDBA PASSWORD 'masterkey'; CREATE USER concord PASSWORD 'café & 100%:@/?';"
  run_firebird
}

# firebird_isql CMD…: as the owner, with this folder as Firebird's root.
firebird_isql() {
  as_owner env FIREBIRD="$HOME_OF" FIREBIRD_LOCK="$HOME_OF/lock" FIREBIRD_TMP="$HOME_OF/lock" "$@"
}

run_firebird() {
  local tries process
  # shellcheck disable=SC2016 # $$ and $@ are the inner shell's
  firebird_isql setsid bash -c 'echo $$ >pid && exec "$@"' bash "$HOME_OF/bin/firebird" >"$HOME_OF/server.log" 2>&1 </dev/null &
  process=$!
  for ((tries = 0; tries < 300; tries++)); do
    kill -0 "$process" 2>/dev/null || return 1
    (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null && break
    sleep 0.1
  done
  firebird_isql "$HOME_OF/bin/isql-fb" -q -bail -ch UTF8 <<<"CREATE DATABASE '127.0.0.1/$PORT:$FIREBIRD_DATA/admin.fdb' USER 'SYSDBA'
    PASSWORD 'masterkey' DEFAULT CHARACTER SET UTF8; GRANT CREATE DATABASE TO USER concord;"
  about firebird "engine=firebird" "port=$PORT" "user=SYSDBA" "password=masterkey" "database=$FIREBIRD_DATA/admin.fdb" "passwordUser=CONCORD" \
    "passwordOfUser=café & 100%:@/?" "socket=" "pid=$(<"$HOME_OF/pid")" "log=$HOME_OF/server.log" \
    "url=firebird://SYSDBA:masterkey@127.0.0.1:$PORT/$FIREBIRD_DATA/admin.fdb"
}
