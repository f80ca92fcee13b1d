# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a command in the world where the project is built. In the private root, the host's own folders, its network, its
# display and its session bus are there under the same names; only the system (/usr, /etc, /var …) is Debian 13's.

# launch CMD…: runs CMD as this process's last deed: same input and output, same exit status, same signals.
launch() {
  if [[ $WORLD == host ]]; then
    exec "$@"
  fi
  local status=0
  enter "$@" || status=$?
  exit "$status"
}

# within CMD…: the same, but ./dev goes on afterwards.
within() {
  if [[ $WORLD == host ]]; then
    "$@"
  else
    enter "$@"
  fi
}

# enter CMD…: bubblewrap keeps a process of its own between ./dev and CMD. It would die of a Ctrl+C and take CMD with it
# before CMD has cleaned up; so it ignores signals, CMD starts with the default ones, and what was sent to ./dev alone
# is passed on.
enter() {
  local status canary child signal
  clean_environment
  enter_arguments
  env --default-signal=INT,QUIT,TERM,HUP setpriv --pdeathsig KILL sleep infinity </dev/null >/dev/null 2>&1 &
  canary=$!
  disown "$canary"
  # Explicit input, or bash would give a background command an empty one.
  (
    trap '' INT QUIT TERM HUP
    exec "${BWRAP[@]}" env --default-signal=INT,QUIT,TERM,HUP "$@"
  ) <&0 &
  child=$!
  for signal in INT QUIT TERM HUP; do
    # shellcheck disable=SC2064 # the values of now are meant
    trap "pass_on $signal $child $canary" "$signal"
  done
  # A trapped signal interrupts wait; only when the child is gone has it said the child's own status.
  status=0
  wait "$child" || status=$?
  while kill -0 "$child" 2>/dev/null; do
    status=0
    wait "$child" || status=$?
  done
  trap - INT QUIT TERM HUP
  kill -KILL "$canary" 2>/dev/null || true
  ((status == 0)) || "$BUBBLEWRAP" --ro-bind / / true 2>/dev/null || explain_bubblewrap
  return "$status"
}

# A host may come to forbid what it allowed when the root was made.
explain_bubblewrap() {
  # shellcheck source=packaging/dev/make-root.sh
  declare -F check_bubblewrap >/dev/null || source "$LISTS/make-root.sh"
  check_bubblewrap
}

# pass_on SIGNAL CHILD CANARY: a terminal sends a signal to the whole process group, CMD included; `kill` sends it to
# ./dev alone. The canary tells which it was: a group signal ended it too.
pass_on() {
  local signal=$1 pid=$2 canary=$3 name children
  sleep 0.03
  kill -0 "$canary" 2>/dev/null || return 0
  while read -r name <"/proc/$pid/comm" && [[ $name == bwrap ]]; do
    children=
    # The file ends without a newline, which read calls a failure.
    read -r children _ <"/proc/$pid/task/$pid/children" || [[ -n $children ]] || return 0
    pid=$children
  done 2>/dev/null
  kill -s "$signal" "$pid" 2>/dev/null || true
}

# What names things of the host's system that the root has not, or has in another version.
clean_environment() {
  local name
  for name in LD_LIBRARY_PATH LD_PRELOAD CC CXX CPP CFLAGS CXXFLAGS CPPFLAGS LDFLAGS QTDIR \
    QT_PLUGIN_PATH QT_QPA_PLATFORM_PLUGIN_PATH QT_QPA_PLATFORMTHEME QT_STYLE_OVERRIDE QML_IMPORT_PATH QML2_IMPORT_PATH \
    CMAKE_PREFIX_PATH CMAKE_TOOLCHAIN_FILE CMAKE_GENERATOR "${!PKG_CONFIG@}"; do
    unset "$name"
  done
  for name in SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE REQUESTS_CA_BUNDLE NODE_EXTRA_CA_CERTS GIT_SSL_CAINFO; do
    [[ -z ${!name:-} || -e $ROOT${!name} || -e ${!name} && ! ${!name} =~ ^/(etc|usr|var)/ ]] || unset "$name"
  done
  # A locale that the root does not know would be "C" in ASCII.
  local locale=${LC_ALL:-${LANG:-}}
  locale=${locale/UTF-8/utf8}
  [[ -n $locale && -d $ROOT/usr/lib/locale/$locale ]] || export LC_ALL=C.UTF-8 LANG=C.UTF-8
  if [[ -z ${TZ:-} && -L /etc/localtime ]]; then
    TZ=$(readlink /etc/localtime)
    export TZ=${TZ##*/zoneinfo/}
  fi
  BUBBLEWRAP=$(type -P bwrap) || fail "bubblewrap is missing: run ./dev setup"
  export PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin
  export CCACHE_DIR=${CCACHE_DIR:-$CACHE/ccache}
}

ENTER_EXTRA=()

# enter_arguments → BWRAP: the call of bubblewrap up to the command. ENTER_EXTRA may hold more of its options.
enter_arguments() {
  BWRAP=("$BUBBLEWRAP" --bind "$ROOT" / --dev /dev --proc /proc --ro-bind-try /sys /sys --dev-bind-try /dev/dri /dev/dri
    --perms 1777 --tmpfs /dev/shm --die-with-parent)
  local folder
  # Every folder of the host that is not its system, /tmp with X11's sockets included.
  for folder in /*; do
    case $folder in
      /bin | /boot | /dev | /etc | /lib | /lib[3x6]* | /proc | /run | /sbin | /sys | /usr | /var | /lost+found) ;;
      *) bind_folder "$folder" ;;
    esac
  done
  # Run-time sockets: session bus, Wayland, removable media, and local database servers.
  for folder in "/run/user/$UID" "${XDG_RUNTIME_DIR:-}" /run/media /run/dbus /run/postgresql /run/mysqld \
    /var/tmp /var/home /var/opt /var/srv /var/www; do
    bind_folder "$folder"
  done
  # Whatever of these lies below one of the host's system folders, and is not a folder of the root's own system too.
  for folder in "$REPO" "$HOME" "$CACHE" "$PWD" "${CONCORD_TEST_CORPORA:-}" "${CONCORD_DUCKDB_ROOT:-}"; do
    [[ $folder =~ ^/(boot|etc|lib|run|usr|var)/. && ! -d $ROOT$folder ]] && bind_folder "$folder"
  done
  local file
  for file in /etc/resolv.conf /etc/hosts /etc/machine-id; do
    [[ -f $file ]] && BWRAP+=(--ro-bind "$file" "$file")
  done
  BWRAP+=("${ENTER_EXTRA[@]}" --chdir "$PWD")
}

bind_folder() {
  [[ -n $1 && -d $1 && -x $1 && ! -L $1 ]] && BWRAP+=(--bind "$1" "$1")
  return 0
}
