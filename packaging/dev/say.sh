# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What ./dev says itself goes to standard error: standard output belongs to the program it runs.

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "dev: $*"
  exit 1
}

# steps_begin N: the next N calls of step are numbered 1/N … N/N.
steps_begin() {
  STEP=0
  STEPS=$1
}

# step TEXT LOG EXPLAIN COMMAND…: one line with the time it took; on failure what EXPLAIN makes of the log.
step() {
  local text=$1 log=$2 explain=$3 begun=$SECONDS status=0
  shift 3
  STEP=$((STEP + 1))
  printf '[%d/%d] %s …' "$STEP" "$STEPS" "$text" >&2
  # A shell of its own, where errexit holds: in this one it does not below an `||`, wherever that stands. What the step
  # leaves behind when it is killed must not hold the cache's lock for ever.
  export REPO CACHE WORLD ROOT NEW_ROOT
  bash -euo pipefail -O inherit_errexit "$LISTS/step.sh" "$@" >"$log" 2>&1 </dev/null {CACHE_LOCK}>&- || status=$?
  if ((status == 0)); then
    printf '  %d s\n' $((SECONDS - begun)) >&2
    return
  fi
  printf '  failed after %d s\n' $((SECONDS - begun)) >&2
  fail "$("$explain" "$log")"$'\n'"     (all it said: $log)"
}
