#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# servers.sh start|stop STATE [NAME…]: the real database servers that tests run against, on free ports, in a temporary folder,
# never as root; all of them, or only those named. `start` writes STATE/servers.json (for the tests) and STATE/servers.env (for a person's shell).
# A server that is not installed is left out, and the tests that want it are skipped by name; one that is installed
# but does not start is a failure.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/servers/place.sh
source "$here/place.sh"
# shellcheck source=tests/servers/certificates.sh
source "$here/certificates.sh"
# shellcheck source=tests/servers/postgresql.sh
source "$here/postgresql.sh"
# shellcheck source=tests/servers/mysql.sh
source "$here/mysql.sh"
# shellcheck source=tests/servers/mongodb.sh
source "$here/mongodb.sh"
# shellcheck source=tests/servers/firebird.sh
source "$here/firebird.sh"

# Unasked for, these would steer the servers and their tools.
unset "${!PG@}" "${!ISC_@}" "${!FIREBIRD@}" MYSQL_HOME LD_PRELOAD

start() {
  stop
  make_place
  make_certificates "$PLACE/tls"
  local name pids=() failed=
  for name in "${NAMES[@]}"; do
    start_"$name" >"$PLACE/$name.log" 2>&1 </dev/null &
    pids+=("$name:$!")
  done
  for name in "${pids[@]}"; do
    wait "${name#*:}" || failed+=" ${name%:*}"
  done
  if [[ -n $failed ]]; then
    for name in $failed; do
      echo "$name is installed but did not start:"
      tail -n 20 "$PLACE/$name.log" "$PLACE/$name"/*.log 2>/dev/null || true
    done
    stop
    return 1
  fi
  publish
}

# stop: ends what this state's last start left, if anything. The process numbers may be from another process
# namespace by now, so a process counts only if it works in our folder.
stop() {
  [[ -f $STATE/place ]] || return 0
  local pid pids=()
  PLACE=$(<"$STATE/place")
  [[ $PLACE == /tmp/concord-servers.* ]] || return 0
  for pid in $(cat "$PLACE"/*/pid "$PLACE"/*/data/postmaster.pid 2>/dev/null | grep -E '^[0-9]{1,7}$' || true); do
    grep -qsF "$PLACE/" "/proc/$pid/cmdline" && pids+=("$pid")
  done
  end_processes "${pids[@]}"
  [[ ! -L $PLACE/firebird/data ]] || rm -rf "$(readlink "$PLACE/firebird/data")"
  rm -rf "$PLACE"
  rm -f "$STATE"/place "$STATE"/servers.{json,env}
}

end_processes() {
  local pid tries
  (($#)) || return 0
  # A stopped process (a test's SIGSTOP) hears nothing else. SIGINT is PostgreSQL's fast shutdown; the data is thrown
  # away, so nothing has to be written.
  kill -CONT "$@" 2>/dev/null || true
  kill -INT "$@" 2>/dev/null || true
  kill -TERM "$@" 2>/dev/null || true
  for pid in "$@"; do
    for ((tries = 0; tries < 50; tries++)); do
      kill -0 "$pid" 2>/dev/null || continue 2
      sleep 0.1
    done
    kill -KILL "$pid" 2>/dev/null || true
  done
}

# publish: gathers what each server wrote about itself.
publish() {
  local name key value comma=
  {
    echo '{'
    for name in "${ALL[@]}" mongodbtls; do
      [[ -f $PLACE/$name/about ]] || continue
      printf '%s  "%s": { "ca": "%s"' "$comma" "$name" "$PLACE/tls/ca.pem"
      while IFS='=' read -r key value; do
        printf ', "%s": "%s"' "$key" "$value"
      done <"$PLACE/$name/about"
      printf ' }'
      comma=$',\n'
    done
    printf '\n}\n'
  } >"$STATE/servers.json.partial"
  for name in "${ALL[@]}"; do
    [[ -f $PLACE/$name/about ]] || continue
    key=CONCORD_TEST_${name^^}
    [[ $name != mongodb ]] || key+=_URI
    sed -n "s/^url=/$key=/p" "$PLACE/$name/about"
  done >"$STATE/servers.env"
  mv "$STATE/servers.json.partial" "$STATE/servers.json"
  cat "$STATE/servers.env"
}

verb=${1:-}
STATE=${2:?"usage: servers.sh start|stop STATE [NAME…]"}
NAMES=("${@:3}")
ALL=(postgresql17 postgresql18 mariadb mysql mongodb firebird)
((${#NAMES[@]})) || NAMES=("${ALL[@]}")
mkdir -p "$STATE"
case $verb in
  start | stop) "$verb" ;;
  *)
    echo "usage: servers.sh start|stop STATE [NAME…]" >&2
    exit 2
    ;;
esac
