# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The verbs of ./dev, each of them a few calls of cmake and ctest in the world where the project is built.

verb_setup() {
  setup_world "$@"
  if [[ $WORLD == root ]]; then
    say "ready: the project is built in $ROOT"
  else
    say "ready: this computer has all that building takes"
  fi
}

verb_build() {
  build "${1:-dev}"
}

verb_run() {
  build dev
  if [[ -z ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; then
    say "There is no display here, so Concord does the demo's main job off screen. Its pictures:"
    take_screenshots "$REPO/build/screenshots"
    return
  fi
  launch "$REPO/build/dev/bin/concord" --demo "$@"
}

verb_screenshots() {
  local folder=${1:-$REPO/build/screenshots}
  [[ $folder == /* ]] || folder=$PWD/$folder
  build dev
  take_screenshots "$folder"
}

verb_test() {
  local sanitized=
  if [[ ${1:-} == --asan ]]; then
    sanitized=yes
    shift
  fi
  setup_world servers
  run_tests dev "$@"
  [[ -z $sanitized ]] || run_tests asan "$@"
}

verb_bench() {
  setup_world servers
  configure release
  has_target release concord_bench ||
    fail "there is no benchmark in this checkout: no CMake target concord_bench."
  build release concord_bench
  show_servers
  ENTER_EXTRA+=(--unshare-pid --proc /proc)
  launch "$REPO/build/release/bin/concord_bench" "$@"
}

verb_lint() {
  setup_world
  configure dev
  cd "$REPO" || exit
  launch bash packaging/dev/lint.sh "$@"
}

verb_shell() {
  setup_world
  if (($# == 0)); then
    set -- bash
  fi
  show_servers
  launch "$@"
}

verb_package() {
  build release
  [[ -f $REPO/build/release/CPackConfig.cmake ]] ||
    fail "this checkout describes no package: CMake wrote no CPackConfig.cmake."
  cd "$REPO/build/release" || exit
  launch cpack
}

# build PRESET [TARGET…]
build() {
  local preset=$1
  shift
  setup_world
  configure "$preset"
  cd_repo_within cmake --build --preset "$preset" ${1:+--target "$@"}
}

# configure PRESET: CMake itself runs again when a CMakeLists.txt changed; here only for what it cannot see, another
# compiler because the world is another one.
configure() {
  local folder=$REPO/build/$1 here=${ROOT:-host} before=
  [[ ! -f $folder/concord-world ]] || before=$(<"$folder/concord-world")
  [[ -f $folder/build.ninja && $before == "$here" ]] && return
  cd_repo_within cmake --fresh --preset "$1"
  printf '%s\n' "$here" >"$folder/concord-world"
}

has_target() {
  grep -q "^build $2: phony" "$REPO/build/$1/build.ninja"
}

# Presets are found in the current folder.
cd_repo_within() {
  (cd "$REPO" && within "$@")
}

take_screenshots() {
  local folder=$1 pictures
  mkdir -p "$folder"
  QT_QPA_PLATFORM=offscreen within "$REPO/build/dev/bin/concord" --screenshots "$folder" >&2
  shopt -s nullglob
  pictures=("$folder"/*.png)
  ((${#pictures[@]})) || fail "Concord made no picture in $folder."
  printf '%s\n' "${pictures[@]}"
}

# run_tests PRESET [CTEST ARGS…]: a process namespace of its own, so that no server outlives the tests.
run_tests() {
  local preset=$1
  shift
  build "$preset"
  show_servers
  ENTER_EXTRA+=(--unshare-pid --proc /proc)
  QT_QPA_PLATFORM=offscreen cd_repo_within ctest --preset "$preset" "$@"
  ENTER_EXTRA=()
}

# show_servers: test servers run as an ordinary user, who may not look into root's cache folder; so they get to see their
# programs at a place of their own.
show_servers() {
  servers_known || return 0
  export CONCORD_SERVERS_ROOT=$SERVERS
  if [[ $WORLD == root ]]; then
    ENTER_EXTRA+=(--ro-bind "$SERVERS" /run/concord-servers)
    export CONCORD_SERVERS_ROOT=/run/concord-servers
  fi
  ! ferretdb_known || export CONCORD_FERRETDB=$FERRETDB
}
