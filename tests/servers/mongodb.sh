# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# MongoDB for the tests: mongod where it is on the path, else FerretDB, which speaks MongoDB's protocol, over PostgreSQL 18
# with DocumentDB from the servers' own root. None is started where CONCORD_TEST_MONGODB_URI names a server.
# FerretDB is started twice: `mongodb` asks nobody who he is, `mongodbtls` speaks only TLS, wants a certificate of its
# clients and a password (SCRAM-SHA-256; it knows neither SCRAM-SHA-1 nor X.509).

start_mongodb() {
  if [[ -n ${CONCORD_TEST_MONGODB_URI:-} ]]; then
    echo "CONCORD_TEST_MONGODB_URI names one"
  elif type -P mongod >/dev/null; then
    make_home mongodb
    run_mongod
  elif find_loader && [[ -x ${CONCORD_FERRETDB:-} && -f $CONCORD_SERVERS_ROOT/usr/lib/postgresql/18/lib/pg_documentdb.so ]]; then
    make_home mongodb
    run_documentdb
    run_ferretdb
    make_home mongodbtls
    run_secured_ferretdb
  else
    echo "neither mongod nor FerretDB is installed"
  fi
}

run_mongod() {
  free_port 25000
  as_owner mkdir -p "$HOME_OF/data"
  as_owner mongod --dbpath "$HOME_OF/data" --port "$PORT" --bind_ip 127.0.0.1 --unixSocketPrefix "$HOME_OF" --fork \
    --logpath "$HOME_OF/server.log" --pidfilepath "$HOME_OF/pid"
  about_mongodb "$PORT" "$(<"$HOME_OF/pid")"
}

# PostgreSQL under FerretDB: reached by its own port of this machine alone.
run_documentdb() {
  local programs=$HOME_OF/usr/lib/postgresql/18/bin data=$HOME_OF/data
  # One of its libraries needs another one of the same folder.
  LOADER[2]+=:$CONCORD_SERVERS_ROOT/usr/lib/postgresql/18/lib
  make_programs "$HOME_OF/usr"
  # PostGIS' control file is a link into /etc/alternatives, which leads nowhere outside of that root.
  rm "$HOME_OF/usr/share"
  mkdir -p "$HOME_OF/usr/share/postgresql"
  cp -r --no-dereference "$CONCORD_SERVERS_ROOT/usr/share/postgresql/18" "$HOME_OF/usr/share/postgresql/18"
  cp --remove-destination "$HOME_OF/usr/share/postgresql/18/extension/postgis-3.control" "$HOME_OF/usr/share/postgresql/18/extension/postgis.control"
  free_port 26000
  DOCUMENTDB_PORT=$PORT
  as_owner "$programs/initdb" --no-sync --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 -D "$data"
  cat >>"$data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $PORT
unix_socket_directories = '$HOME_OF'
shared_preload_libraries = 'pg_cron,pg_documentdb_core,pg_documentdb'
cron.database_name = 'postgres'
shared_buffers = 64MB
fsync = off
full_page_writes = off
synchronous_commit = off
wal_level = minimal
max_wal_senders = 0
jit = off
CONF
  as_owner "$programs/pg_ctl" -D "$data" -l "$HOME_OF/postgresql.log" -w -t 60 start
  as_owner "$programs/psql" -X -q -h "$HOME_OF" -p "$PORT" -U postgres -v ON_ERROR_STOP=1 -d postgres -c 'CREATE EXTENSION documentdb CASCADE'
}

run_ferretdb() {
  free_port 25000
  ferretdb "--listen-addr=127.0.0.1:$PORT" --no-auth || return 1
  about_mongodb "$PORT" "$(<"$HOME_OF/pid")"
}

# Its users are PostgreSQL's, but made by DocumentDB: clients take no salt of another length.
run_secured_ferretdb() {
  as_owner "$PLACE/mongodb/usr/lib/postgresql/18/bin/psql" -X -q -h "$PLACE/mongodb" -p "$DOCUMENTDB_PORT" -U postgres -v ON_ERROR_STOP=1 -d postgres \
    -c "SELECT documentdb_api.create_user('{\"createUser\": \"concord\", \"pwd\": \"café & 100%:@/?\",
          \"roles\": [{\"role\": \"clusterAdmin\", \"db\": \"admin\"}, {\"role\": \"readWriteAnyDatabase\", \"db\": \"admin\"}]}')"
  free_port 27000
  ferretdb --listen-addr= "--listen-tls=127.0.0.1:$PORT" "--listen-tls-cert-file=$HOME_OF/server.pem" "--listen-tls-key-file=$HOME_OF/server.key" \
    "--listen-tls-ca-file=$HOME_OF/ca.pem" --auth || return 1
  about mongodbtls "engine=mongodb" "port=$PORT" "user=concord" "password=café & 100%:@/?" "database=" "passwordUser=" "passwordOfUser=" "socket=" \
    "pid=$(<"$HOME_OF/pid")" "log=$HOME_OF/server.log"
}

# ferretdb FLAG…: in HOME_OF, until it listens on PORT.
ferretdb() {
  local tries process
  cp "$CONCORD_FERRETDB" "$HOME_OF/ferretdb"
  chmod 755 "$HOME_OF/ferretdb"
  # shellcheck disable=SC2016 # $$ and $@ are the inner shell's
  as_owner setsid bash -c 'echo $$ >pid && exec "$@"' bash "$HOME_OF/ferretdb" "$@" \
    "--postgresql-url=postgres://postgres@127.0.0.1:$DOCUMENTDB_PORT/postgres" --telemetry=disable --debug-addr=- \
    "--state-dir=$HOME_OF" >"$HOME_OF/server.log" 2>&1 </dev/null &
  process=$!
  for ((tries = 0; tries < 300; tries++)); do
    kill -0 "$process" 2>/dev/null || return 1
    (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null && return 0
    sleep 0.1
  done
}

about_mongodb() {
  about mongodb "engine=mongodb" "port=$1" "user=" "password=" "database=" "passwordUser=" "passwordOfUser=" "socket=" "pid=$2" \
    "log=$HOME_OF/server.log" "url=mongodb://127.0.0.1:$1/"
}
