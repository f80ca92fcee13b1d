# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The world is where the project is built: this computer itself ("host") when it has all that takes, else the private
# root ("root"). This file only finds out which of them an earlier setup chose; it must stay quick.

readonly LISTS=$REPO/packaging/dev
readonly HOST_CHECK=$LISTS/hostcheck/CMakeLists.txt
# What a package manager touches when it installs or removes something.
readonly PACKAGE_DATABASES=(/var/lib/dpkg/status /usr/lib/sysimage/rpm /var/lib/rpm /var/lib/pacman/local)

# root_path NAME → REPLY: the folder of the root NAME. It carries a checksum of the package list, so that two branches
# with different lists do not undo each other's root.
root_path() {
  local sum
  read -r sum _ < <(sha256sum "$LISTS/$1-packages.txt")
  REPLY=$CACHE/$1-${sum:0:12}
}

# world_known: WORLD from CONCORD_WORLD, or from what setup wrote down, unless packages came or went on the host since.
world_known() {
  WORLD=${CONCORD_WORLD:-}
  [[ -n $WORLD ]] && return
  local stamp=$CACHE/world database
  [[ -s $stamp && $stamp -nt $HOST_CHECK ]] || return
  for database in "${PACKAGE_DATABASES[@]}"; do
    [[ $database -nt $stamp ]] && return 1
  done
  WORLD=$(<"$stamp")
}

# world_is_ready: nothing is left to set up. In the root's case ROOT is its folder; it exists only when whole.
world_is_ready() {
  world_known || return
  if [[ $WORLD == root ]]; then
    root_path root
    ROOT=$REPLY
    [[ -d $ROOT ]] || return
  fi
  duckdb_known
}

# duckdb_known: DuckDB's library and header are where the build will look. Exports that place.
duckdb_known() {
  if [[ -z ${CONCORD_DUCKDB_ROOT:-} ]]; then
    [[ ${WORLD:-} == host && -f /usr/include/duckdb.h ]] && return
    export CONCORD_DUCKDB_ROOT=$CACHE/duckdb-1.5.6
  fi
  [[ -f $CONCORD_DUCKDB_ROOT/lib/libduckdb.so && -f $CONCORD_DUCKDB_ROOT/include/duckdb.h ]]
}
