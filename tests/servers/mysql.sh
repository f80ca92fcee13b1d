# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# MariaDB for the tests from the system around us, MySQL from the servers' own root. CONCORD_TEST_MARIADB_BASEDIR names the
# folder that another version is unpacked in (as --basedir), which then serves in the place of the system's.

start_mariadb() {
  if [[ -n ${CONCORD_TEST_MARIADB_BASEDIR:-} ]]; then
    start_other_mariadb "$CONCORD_TEST_MARIADB_BASEDIR"
    return
  fi
  if ! type -P mariadbd mariadb-install-db >/dev/null; then
    echo "MariaDB is not installed"
    return
  fi
  make_home mariadb
  as_owner mariadb-install-db --no-defaults --datadir="$HOME_OF/data" --auth-root-authentication-method=normal \
    --skip-test-db --innodb-log-file-size=8M
  run_mysql mariadb 23000 mariadbd --no-defaults --debug-no-sync --innodb-flush-method=nosync --sync-frm=OFF --innodb-log-file-size=8M --skip-name-resolve
}

# start_other_mariadb BASEDIR
start_other_mariadb() {
  local base=$1 install program
  for install in "$base"/{scripts,bin}/mariadb-install-db; do [[ ! -x $install ]] || break; done
  for program in "$base"/{bin,sbin}/mariadbd; do [[ ! -x $program ]] || break; done
  make_home mariadb
  as_owner "$install" --no-defaults "--basedir=$base" "--datadir=$HOME_OF/data" --auth-root-authentication-method=normal --skip-test-db
  run_mysql mariadb 23000 "$program" --no-defaults "--basedir=$base" --loose-debug-no-sync --skip-name-resolve --character-set-server=utf8mb4
}

start_mysql() {
  if ! find_loader || [[ ! -f $CONCORD_SERVERS_ROOT/usr/sbin/mysqld ]]; then
    echo "MySQL is not installed"
    return
  fi
  local program=("${LOADER[@]}" "$CONCORD_SERVERS_ROOT/usr/sbin/mysqld" --no-defaults
    "--basedir=$CONCORD_SERVERS_ROOT/usr" --secure-file-priv=NULL --innodb-redo-log-capacity=8M)
  make_home mysql
  as_owner "${program[@]}" --initialize-insecure --datadir="$HOME_OF/data" --log-error="$HOME_OF/initialize.log"
  run_mysql mysql 24000 "${program[@]}" --mysqlx=OFF --innodb-flush-method=nosync --performance-schema=OFF --innodb-doublewrite=OFF --skip-name-resolve
}

# run_mysql NAME FIRSTPORT PROGRAM…: the user concord may do everything, with a password; concord_open has none.
run_mysql() {
  local name=$1
  free_port "$2"
  shift 2
  cat >"$HOME_OF/users.sql" <<'SQL'
CREATE USER IF NOT EXISTS 'concord'@'%' IDENTIFIED BY 'my secret';
GRANT ALL PRIVILEGES ON *.* TO 'concord'@'%' WITH GRANT OPTION;
CREATE USER IF NOT EXISTS 'concord_open'@'%' IDENTIFIED BY '';
SQL
  chmod 644 "$HOME_OF/users.sql"
  # Their own: in /tmp two servers of one process number, in two namespaces, would take each other's temporary tables.
  as_owner mkdir -p "$HOME_OF/tmp"
  as_owner setsid "$@" --datadir="$HOME_OF/data" --port="$PORT" --bind-address=127.0.0.1 --socket="$HOME_OF/socket" \
    --tmpdir="$HOME_OF/tmp" --pid-file="$HOME_OF/pid" --log-error="$HOME_OF/server.log" --init-file="$HOME_OF/users.sql" \
    --ssl-ca="$HOME_OF/ca.pem" --ssl-cert="$HOME_OF/server.pem" --ssl-key="$HOME_OF/server.key" \
    --max-connections=200 --innodb-buffer-pool-size=32M --innodb-flush-log-at-trx-commit=0 --skip-log-bin \
    --local-infile=ON </dev/null >/dev/null 2>&1 &
  wait_for_greeting $!
  about "$name" "engine=mysql" "port=$PORT" "user=concord" "password=my secret" "database=" \
    "passwordUser=concord" "passwordOfUser=my secret" "socket=$HOME_OF/socket" \
    "pid=$(<"$HOME_OF/pid")" "log=$HOME_OF/server.log" "url=mysql://concord:my%20secret@127.0.0.1:$PORT/"
}

# wait_for_greeting PID: these servers greet whom they accept, and accept nobody before the users are made.
wait_for_greeting() {
  local tries
  for ((tries = 0; tries < 600; tries++)); do
    kill -0 "$1" 2>/dev/null || return 1
    if (exec 3<>"/dev/tcp/127.0.0.1/$PORT" && read -r -t 10 -N 1 <&3) 2>/dev/null && [[ -s $HOME_OF/pid ]]; then
      return 0
    fi
    sleep 0.1
  done
  return 1
}
