# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Where the test servers live, who they are, and which ports they get.

# A short path: a Unix socket's may have 107 characters.
make_place() {
  PLACE=$(mktemp -d /tmp/concord-servers.XXXXXX)
  chmod 755 "$PLACE"
  printf '%s\n' "$PLACE" >"$STATE/place"
  # Database servers refuse to run as root, and rightly.
  AS=()
  OWNER=
  if ((EUID == 0)); then
    OWNER=$(id -un postgres 2>/dev/null || echo nobody)
    AS=(setpriv "--reuid=$OWNER" "--regid=$(id -g "$OWNER")" --clear-groups --)
  fi
}

# make_home NAME → HOME_OF: a folder that the server's user owns, with TLS files it may read.
make_home() {
  HOME_OF=$PLACE/$1
  mkdir "$HOME_OF"
  cp "$PLACE"/tls/{server.pem,server.key,ca.pem} "$HOME_OF/"
  chmod 600 "$HOME_OF/server.key"
  [[ -z $OWNER ]] || chown -R "$OWNER:" "$HOME_OF"
}

as_owner() {
  (cd "$HOME_OF" && HOME=$HOME_OF "${AS[@]}" "$@")
}

# free_port FIRST → PORT: the first port from FIRST on that nobody listens on. Each server has a range of its own, so
# that two that start at the same time do not meet; the beginning differs from run to run.
free_port() {
  PORT=$(($1 + RANDOM % 900))
  while (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; do
    PORT=$((PORT + 1))
  done
}

# The C library of the servers' own root, for programs that the root around us cannot run: it is older.
find_loader() {
  local loader
  # shellcheck disable=SC2034 # for postgresql.sh and mysql.sh
  LOADER=()
  for loader in "${CONCORD_SERVERS_ROOT:-/nowhere}"/usr/lib64/ld-linux-*.so.* "${CONCORD_SERVERS_ROOT:-/nowhere}"/usr/lib/ld-linux-*.so.*; do
    [[ -x $loader ]] || continue
    # shellcheck disable=SC2034
    LOADER=("$loader" --library-path "$(echo "$CONCORD_SERVERS_ROOT"/usr/lib/*-linux-gnu)")
    return
  done
  return 1
}

# about NAME KEY=VALUE…: what tests are told; written last, when the server answers.
about() {
  local name=$1
  shift
  printf '%s\n' "host=127.0.0.1" "$@" >"$PLACE/$name/about"
}
