#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# lint.sh [--fix] [FILE…]: what a reader should not have to look for. Run by ./dev lint in the repository's top folder;
# without files it looks at all of them. --fix only lays the code out as .clang-format says.
set -euo pipefail

FAILED=()

# check NAME COMMAND…
check() {
  local name=$1
  shift
  echo "== $name"
  "$@" || FAILED+=("$name")
}

list_sources() {
  if (($#)); then
    printf '%s\n' "$@"
  else
    git ls-files --cached --others --exclude-standard
  fi
}

formatting() {
  ((${#CXX[@]} == 0)) || clang-format --dry-run -Werror "${CXX[@]}"
}

tidy() {
  local units=() file
  for file in "${CXX[@]}"; do
    # The code that is not built in this preset has no compile command to check it by.
    if [[ $file == *.cpp ]] && grep -qF "$file\"" build/dev/compile_commands.json; then
      units+=("$file")
    fi
  done
  ((${#units[@]} == 0)) || printf '%s\0' "${units[@]}" |
    xargs -0 -n 4 -P "$(nproc)" clang-tidy -p build/dev --quiet --warnings-as-errors='*'
}

# clazy is a compiler: it sees what it builds, so it builds everything once and then what changed.
clazy() {
  [[ -f build/clazy/build.ninja ]] || cmake --preset clazy >build/clazy-configure.log || return
  cmake --build --preset clazy -- -k 0
}

shell_scripts() {
  ((${#SCRIPTS[@]} == 0)) || shellcheck --external-sources "${SCRIPTS[@]}"
}

licences() {
  local bare
  bare=$(grep --files-without-match 'SPDX-License-Identifier: GPL-3.0-or-later' "${TEXTS[@]}" /dev/null | grep -v '^/dev/null$')
  [[ -z $bare ]] || {
    printf 'no SPDX line: %s\n' "$bare"
    return 1
  }
}

# A file is named after the one idea it holds.
names() {
  local vague
  vague=$(printf '%s\n' "${CXX[@]}" | grep -E '^(src|app)/.*(utils?|helpers?|managers?|common)\.(cpp|h)$')
  [[ -z $vague ]] || {
    printf 'named after nothing: %s\n' "$vague"
    return 1
  }
}

FIX=
if [[ ${1:-} == --fix ]]; then
  FIX=yes
  shift
fi
mapfile -t FILES < <(list_sources "$@")
CXX=() SCRIPTS=() TEXTS=()
for file in "${FILES[@]}"; do
  [[ -f $file ]] || continue
  case $file in
    *.cpp | *.h) CXX+=("$file") TEXTS+=("$file") ;;
    *.cmake | CMakeLists.txt | */CMakeLists.txt) TEXTS+=("$file") ;;
    dev | *.sh | .ci/run) SCRIPTS+=("$file") TEXTS+=("$file") ;;
  esac
done

if [[ -n $FIX ]]; then
  clang-format -i "${CXX[@]}"
  exit
fi

check "clang-format" formatting
check "SPDX headers" licences
check "file names" names
check "shellcheck" shell_scripts
check "clang-tidy" tidy
check "clazy" clazy

if ((${#FAILED[@]})); then
  printf 'lint: %d of 6 checks found something: %s\n' "${#FAILED[@]}" "${FAILED[*]}"
  exit 1
fi
echo "lint: nothing found"
