# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# PostgreSQL for the tests: 17 from the system around us, 18 from the servers' own root. CONCORD_TEST_POSTGRESQL_PROGRAMS names a
# folder with another version's programs (initdb, pg_ctl, postgres), which then serves under 17's name.

start_postgresql17() {
  local programs=${CONCORD_TEST_POSTGRESQL_PROGRAMS:-/usr/lib/postgresql/17/bin}
  [[ -x $programs/initdb ]] || programs=$(pg_config --bindir 2>/dev/null || true)
  if [[ -z ${CONCORD_TEST_POSTGRESQL_PROGRAMS:-} && (! -x $programs/initdb || $("$programs/postgres" --version) != *" 17."*) ]]; then
    echo "PostgreSQL 17 is not installed"
    return
  fi
  make_home postgresql17
  run_postgresql postgresql17 "$programs" 21000
}

start_postgresql18() {
  if ! find_loader || [[ ! -f $CONCORD_SERVERS_ROOT/usr/lib/postgresql/18/bin/postgres ]]; then
    echo "PostgreSQL 18 is not installed"
    return
  fi
  make_home postgresql18
  make_programs "$HOME_OF/usr"
  run_postgresql postgresql18 "$HOME_OF/usr/lib/postgresql/18/bin" 22000
}

# make_programs PREFIX: PostgreSQL's programs call each other by path and look for their files beside it, so each gets a
# wrapper that calls it through the loader of its own root under the wrapper's name.
make_programs() {
  local prefix=$1 theirs=$CONCORD_SERVERS_ROOT/usr name
  mkdir -p "$prefix/lib/postgresql/18/bin"
  ln -s "$theirs/share" "$prefix/share"
  ln -s "$theirs/lib/postgresql/18/lib" "$prefix/lib/postgresql/18/lib"
  for name in initdb postgres pg_ctl psql; do
    # shellcheck disable=SC2016 # $0 and $@ are the wrapper's
    printf '#!/bin/sh\nexec %s --argv0 "$0" "%s" "$@"\n' "${LOADER[*]}" "$theirs/lib/postgresql/18/bin/$name" \
      >"$prefix/lib/postgresql/18/bin/$name"
  done
  chmod +x "$prefix"/lib/postgresql/18/bin/*
}

# run_postgresql NAME PROGRAMS FIRSTPORT: two users: postgres, who is trusted, and concord_scram, who has a password.
run_postgresql() {
  local name=$1 programs=$2 data=$HOME_OF/data
  free_port "$3"
  as_owner "$programs/initdb" --no-sync --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 -D "$data"
  cat >>"$data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $PORT
password_encryption = scram-sha-256
unix_socket_directories = '$HOME_OF'
max_connections = 200
shared_buffers = 32MB
fsync = off
full_page_writes = off
synchronous_commit = off
wal_level = minimal
max_wal_senders = 0
jit = off
ssl = on
ssl_cert_file = '$HOME_OF/server.pem'
ssl_key_file = '$HOME_OF/server.key'
ssl_ca_file = '$HOME_OF/ca.pem'
CONF
  cat >"$data/pg_hba.conf" <<HBA
local all all trust
host all concord_scram 127.0.0.1/32 scram-sha-256
hostssl all concord_certificate 127.0.0.1/32 cert map=concord
host all all 127.0.0.1/32 trust
HBA
  echo 'concord concord concord_certificate' >"$data/pg_ident.conf"
  as_owner "$programs/pg_ctl" -D "$data" -l "$HOME_OF/server.log" -w -t 60 start
  local psql=$programs/psql
  [[ -x $psql ]] || psql=psql
  as_owner "$psql" -X -q -h "$HOME_OF" -p "$PORT" -U postgres -v ON_ERROR_STOP=1 -d postgres -c \
    "CREATE ROLE concord_scram LOGIN CREATEDB PASSWORD 'scram secret'" -c "CREATE ROLE concord_certificate LOGIN"
  about "$name" "engine=postgresql" "port=$PORT" "user=postgres" "password=" "database=postgres" \
    "passwordUser=concord_scram" "passwordOfUser=scram secret" "socket=$HOME_OF" \
    "pid=$(head -n 1 "$data/postmaster.pid")" "log=$HOME_OF/server.log" \
    "url=postgresql://postgres@127.0.0.1:$PORT/postgres"
}
