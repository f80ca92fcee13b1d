# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# FerretDB speaks MongoDB's protocol for the tests; no Debian has it, so it is built from source in the servers' root.
readonly FERRETDB_VERSION=2.7.0

ferretdb_known() {
  FERRETDB=$CACHE/ferretdb-$FERRETDB_VERSION/ferretdb
  [[ -x $FERRETDB ]] || type -P mongod >/dev/null || [[ -n ${CONCORD_TEST_MONGODB_URI:-} ]]
}

make_ferretdb() {
  if ! servers_known; then
    STEPS=$((STEPS - 1))
    return
  fi
  (step "building FerretDB, which speaks MongoDB's protocol, once (about 1 minute)" "$CACHE/ferretdb.log" explain_ferretdb build_ferretdb) ||
    say "dev: going on without: tests of MongoDB will be reported as skipped."
}

build_ferretdb() {
  local folder=$CACHE/ferretdb-$FERRETDB_VERSION
  servers_known
  rm -rf "$folder.partial"
  mkdir "$folder.partial"
  # Go's own caches lie in a folder that goes away, and modules are read-only unless told otherwise.
  bwrap --bind "$SERVERS" / --dev /dev --proc /proc --perms 1777 --tmpfs /tmp --ro-bind /etc/resolv.conf /etc/resolv.conf \
    --bind "$folder.partial" /opt --die-with-parent env HOME=/opt GOPATH=/opt/path GOCACHE=/opt/cache GOBIN=/opt/bin GOFLAGS=-modcacherw \
    GOTOOLCHAIN=local CGO_ENABLED=0 go install "github.com/FerretDB/FerretDB/v2/cmd/ferretdb@v$FERRETDB_VERSION"
  mv "$folder.partial/bin/ferretdb" "$folder.partial/ferretdb"
  rm -rf "$folder.partial"/{path,cache,bin,.config,.cache}
  rm -rf "$folder"
  mv "$folder.partial" "$folder"
}

explain_ferretdb() {
  if is_no_network "$1" || grep -q 'dial tcp\|no such host\|i/o timeout' "$1"; then
    echo "Go's module proxy cannot be reached."
  else
    echo "FerretDB could not be built."
  fi
}
