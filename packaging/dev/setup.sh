# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sets up what building and testing take. Everything is made beside its place and then renamed, so that whatever broke
# off half-way is thrown away and made anew by the next start.

# shellcheck source=packaging/dev/make-root.sh
source "$LISTS/make-root.sh"
# shellcheck source=packaging/dev/ferretdb.sh
source "$LISTS/ferretdb.sh"

# setup_world [servers]: the world is ready afterwards, or ./dev has said why not and ended.
setup_world() {
  local wanted=${1:-}
  if world_is_ready && { [[ -z $wanted ]] || { servers_known && ferretdb_known; }; }; then
    [[ $WORLD == host ]] || : >"$ROOT/.used"
    return
  fi
  make_cache
  lock_cache
  decide_world
  count_steps "$wanted"
  if [[ $WORLD == root ]]; then
    root_path root
    ROOT=$REPLY
    have_root_tools || step "installing ${ROOT_TOOLS[*]}" "$CACHE/tools.log" explain_tools install_root_tools
    check_bubblewrap
    [[ -d $ROOT ]] || make_root_step root "making the private Debian 13 root, once (about 2 minutes, 2.4 GB)" 4500
  fi
  duckdb_known || step "fetching DuckDB's library" "$CACHE/duckdb.log" explain_duckdb fetch_duckdb
  [[ -z $wanted ]] || servers_known || make_servers
  [[ -z $wanted ]] || ferretdb_known || make_ferretdb
  printf '%s\n' "$WORLD" >"$CACHE/world"
  exec {CACHE_LOCK}>&-
}

make_cache() {
  mkdir -p "$CACHE" 2>/dev/null || true
  [[ -w $CACHE ]] ||
    fail "cannot write to the cache folder $CACHE: make it writable, or name another one in CONCORD_CACHE"
}

# Two ./dev at once: the second waits until the first has made what both need.
lock_cache() {
  exec {CACHE_LOCK}>"$CACHE/lock"
  flock --nonblock "$CACHE_LOCK" && return
  say "another ./dev is setting up; waiting for it …"
  flock "$CACHE_LOCK"
  world_is_ready || true
}

# decide_world → WORLD. The question costs some seconds where the answer may be yes, milliseconds where it is no.
decide_world() {
  world_known && return
  WORLD=root
  host_has_all && WORLD=host
  return 0
}

host_has_all() {
  local program version
  for program in cmake ninja ccache pkg-config c++; do
    type -P "$program" >/dev/null || return
  done
  read -r _ _ version < <(cmake --version)
  printf '3.30\n%s\n' "$version" | sort --version-sort --check=quiet || return
  rm -rf "$CACHE/hostcheck"
  cmake -G Ninja -S "${HOST_CHECK%/*}" -B "$CACHE/hostcheck" >"$CACHE/hostcheck.log" 2>&1
}

count_steps() {
  local count=0
  if [[ $WORLD == root ]]; then
    root_path root
    have_root_tools || count=$((count + 1))
    [[ -d $REPLY ]] || count=$((count + 1))
  fi
  duckdb_known || count=$((count + 1))
  [[ -z $1 ]] || servers_known || count=$((count + 1))
  [[ -z $1 ]] || ferretdb_known || count=$((count + 1))
  steps_begin "$count"
}

# DuckDB: taken from npm's packages, checked against the sums in fetch-duckdb.sh.
fetch_duckdb() {
  rm -rf "$CONCORD_DUCKDB_ROOT.partial"
  mkdir "$CONCORD_DUCKDB_ROOT.partial"
  within bash "$LISTS/fetch-duckdb.sh" "$CONCORD_DUCKDB_ROOT.partial"
  mv "$CONCORD_DUCKDB_ROOT.partial" "$CONCORD_DUCKDB_ROOT"
}

explain_duckdb() {
  if grep -qE 'ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|network' "$1"; then
    echo "npm's registry cannot be reached: connect to a network, then type the same again."
  elif grep -q 'ENOSPC\|No space left' "$1"; then
    echo "the disk is full: free about 300 MB where $CACHE lies, then type the same again."
  elif grep -q 'FAILED' "$1"; then
    echo "what npm's registry sent is not the DuckDB that this project knows (its checksum differs); nothing was installed."
  elif grep -q 'npm: command not found' "$1"; then
    echo "DuckDB is not installed here, and neither is npm, which would fetch it: install one of the two."
  else
    echo "DuckDB could not be fetched; type the same again, or set CONCORD_DUCKDB_ROOT to a folder with lib/libduckdb.so and include/duckdb.h."
  fi
}

# The servers' own root: tests that need it are skipped by name where it cannot be made, so this is no failure.
servers_known() {
  root_path servers
  SERVERS=$REPLY
  [[ -d $SERVERS ]]
}

make_servers() {
  if [[ $WORLD == host ]] && ! have_root_tools; then
    say "PostgreSQL 18 and MySQL tests will be skipped: their servers take ${ROOT_TOOLS[*]}, which are not installed."
    STEPS=$((STEPS - 1))
    return
  fi
  (make_root_step servers "making the root with the servers that Debian 13 lacks, once (about 1 minute, 1.2 GB)" 2500) ||
    say "dev: going on without: tests of MySQL and PostgreSQL 18 will be reported as skipped."
}
