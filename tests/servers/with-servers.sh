#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# with-servers.sh FILE NAMES COMMAND…: runs a test that wants the servers NAMES (a,b,c). It runs with what there is; but
# when all it could run passed and a server was missing, that is "skipped" (77), not "passed".
set -euo pipefail

file=$1
names=$2
shift 2

missing=
for name in ${names//,/ }; do
  given=CONCORD_TEST_${name^^}
  [[ $name != mongodb ]] || given=CONCORD_TEST_MONGODB_URI
  [[ -n ${!given:-} ]] || grep -qs "\"$name\":" "$file" || missing+=" $name"
done

status=0
CONCORD_TEST_SERVERS=$file "$@" || status=$?
if ((status == 0)) && [[ -n $missing ]]; then
  echo "SKIPPED: there is no server$missing here; what needs it did not run"
  exit 77
fi
exit "$status"
