# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes a Debian root in the cache folder with mmdebstrap: as root directly, as an ordinary user in a user namespace.

ROOT_TOOLS=(mmdebstrap bubblewrap)
((EUID == 0)) || ROOT_TOOLS+=(uidmap)

# Administrators' programs are not on every ordinary user's path.
PATH=$PATH:/usr/sbin:/sbin

# What Debian's packages are signed with: a Debian has it, its relatives may not.
readonly KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg
[[ -f $KEYRING ]] || ROOT_TOOLS+=(debian-archive-keyring)

have_root_tools() {
  [[ -f $KEYRING ]] && type -P mmdebstrap bwrap >/dev/null && { ((EUID == 0)) || type -P newuidmap >/dev/null; }
}

install_root_tools() {
  if ! type -P apt-get >/dev/null || ((EUID != 0)); then
    echo "CANNOT INSTALL"
    return 1
  fi
  # One dead source among many is no reason to stop.
  apt-get update || true
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${ROOT_TOOLS[@]}"
}

explain_tools() {
  if ! grep -q 'CANNOT INSTALL' "$1"; then
    if is_no_network "$1"; then
      echo "the package mirror cannot be reached: connect to a network, then type the same again."
    else
      echo "they could not be installed; try: apt-get install ${ROOT_TOOLS[*]}"
    fi
  elif type -P apt-get >/dev/null; then
    echo "this needs an administrator, once: sudo apt-get install ${ROOT_TOOLS[*]}"
  elif type -P dnf >/dev/null; then
    echo "this needs an administrator, once: sudo dnf install mmdebstrap bubblewrap debian-keyring"
  else
    echo "install mmdebstrap, bubblewrap, newuidmap and Debian's archive keyring with your system's package manager, once."
  fi
}

# check_bubblewrap: some systems forbid user namespaces; better to say so before two minutes of downloading.
check_bubblewrap() {
  local said
  said=$("${BUBBLEWRAP:-bwrap}" --ro-bind / / true 2>&1) && return
  if [[ $(cat /proc/sys/kernel/apparmor_restrict_unprivileged_userns 2>/dev/null) == 1 ]]; then
    fail "AppArmor forbids bubblewrap to make a user namespace. An administrator allows it, once, with these lines:

  sudo tee /etc/apparmor.d/bwrap >/dev/null <<'END'
  abi <abi/4.0>,
  include <tunables/global>
  profile bwrap /usr/bin/bwrap flags=(unconfined) {
    userns,
    include if exists <local/bwrap>
  }
  END
  sudo apparmor_parser -r /etc/apparmor.d/bwrap"
  elif [[ $(cat /proc/sys/kernel/unprivileged_userns_clone 2>/dev/null) == 0 ]]; then
    fail "user namespaces are switched off. An administrator allows them with: sudo sysctl kernel.unprivileged_userns_clone=1"
  elif [[ $(cat /proc/sys/user/max_user_namespaces 2>/dev/null) == 0 ]]; then
    fail "user namespaces are switched off. An administrator allows them with: sudo sysctl user.max_user_namespaces=15000"
  fi
  fail "bubblewrap may not make a namespace here ($said). In a container, start that container with the right to
     (for example --privileged), or use a system that has all Concord needs: Debian 13, Ubuntu 26.04, Fedora 43 or newer."
}

# make_root_step NAME TEXT MEGABYTES: one step that makes the root NAME, having looked at the space first.
make_root_step() {
  local name=$1 text=$2 megabytes=$3 free
  root_path "$name"
  NEW_ROOT=$REPLY
  throw_away "$CACHE/$name-"*.partial
  free=$(df -Pm "$CACHE" | awk 'NR == 2 { print $4 }')
  ((free >= megabytes)) ||
    fail "$CACHE has $free MB free and $megabytes MB are needed: make room, or name another folder in CONCORD_CACHE."
  check_subuid
  step "$text" "$CACHE/$name.log" explain_root make_root "$name"
}

check_subuid() {
  ((EUID == 0)) || grep -qE "^($(id -un)|$EUID):" /etc/subuid 2>/dev/null ||
    fail "your user has no entry in /etc/subuid. An administrator adds one, once: sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $(id -un)"
}

make_root() {
  local name=$1 partial=$NEW_ROOT.partial suite=trixie mirror options=()
  [[ $name == servers ]] && {
    suite=sid
    # Its Release file may be past its date.
    options+=("--aptopt=Acquire::Check-Valid-Until \"false\"")
  }
  umask 022
  mkdir "$partial"
  mirror=$(debian_mirror)
  options+=(--variant=apt "--include=$(package_list "$name")" "--aptopt=APT::Install-Recommends \"false\"")
  if ((EUID == 0)); then
    mmdebstrap "${options[@]}" "$suite" "$partial" ${mirror:+"$mirror"}
  else
    # /tmp may be a small memory disk, and the folder must be open to the namespace's users.
    TMPDIR=/var/tmp mmdebstrap --mode=unshare --format=tar "${options[@]}" "$suite" - ${mirror:+"$mirror"} |
      tar -x -C "$partial" --exclude='./dev/*'
  fi
  furnish_root "$partial"
  mv -T "$partial" "$NEW_ROOT"
  throw_away_unused "$name"
}

# Roots of older package lists go when nothing has used them for a month.
throw_away_unused() {
  local folder
  for folder in "$CACHE/$1-"*; do
    if [[ $folder != "$NEW_ROOT" && -n $(find "$folder/.used" -mtime +30 2>/dev/null) ]]; then
      throw_away "$folder"
    fi
  done
}

package_list() {
  sed 's/#.*//' "$LISTS/$1-packages.txt" | xargs | tr ' ' ,
}

# The mirror that a Debian host's own apt uses. Elsewhere none: mmdebstrap has a default.
debian_mirror() {
  grep -q '^ID=debian' /etc/os-release || return 0
  awk '
    /^[[:space:]]*(#|$)/ { next }
    /^URIs:/ { uris = $2 }
    $1 == "deb" { for (i = 2; i < NF; i++) if ($i ~ /^https?:/) { uris = $i; break } }
    uris ~ /^https?:.*\/debian\/?$/ { print uris; exit }
  ' /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list 2>/dev/null || true
}

# furnish_root FOLDER: what a root needs to be worked in. Run for the caller's own cache, so the caller owns it.
furnish_root() {
  local folder=$1 file language=${LC_ALL:-${LANG:-C}}
  printf '#!/bin/sh\nexit 101\n' >"$folder/usr/sbin/policy-rc.d"
  chmod +x "$folder/usr/sbin/policy-rc.d"
  # Mount points; the host's own files are laid over them.
  for file in hosts resolv.conf machine-id; do
    rm -f "$folder/etc/$file"
    : >"$folder/etc/$file"
  done
  : >"$folder/.used"
  printf '127.0.0.1 localhost\n::1 localhost\n' >"$folder/etc/hosts"
  # initdb and others want to know who calls them.
  grep -q "^[^:]*:[^:]*:$EUID:" "$folder/etc/passwd" ||
    printf '%s:x:%d:%d::%s:/bin/bash\n' "$(id -un)" "$EUID" "$(id -g)" "$HOME" >>"$folder/etc/passwd"
  grep -q "^[^:]*:[^:]*:$(id -g):" "$folder/etc/group" ||
    printf '%s:x:%d:\n' "$(id -gn)" "$(id -g)" >>"$folder/etc/group"
  # Where a proxy is trusted by the host, https must trust it here too.
  for file in /usr/local/share/ca-certificates/*.crt /etc/pki/ca-trust/source/anchors/*; do
    [[ -f $file ]] && cp "$file" "$folder/usr/local/share/ca-certificates/$(basename "${file%.*}").crt"
  done
  in_new_root "$folder" update-ca-certificates
  if [[ $language == *.UTF-8 && $language != C.* && -x $folder/usr/sbin/locale-gen ]]; then
    in_new_root "$folder" localedef --no-archive -i "${language%.*}" -f UTF-8 "$language" || true
  fi
}

in_new_root() {
  local folder=$1
  shift
  env -i PATH=/usr/bin:/usr/sbin bwrap --bind "$folder" / --dev /dev --proc /proc --perms 1777 --tmpfs /tmp "$@"
}

explain_root() {
  if is_no_network "$1"; then
    echo "the package mirror cannot be reached: connect to a network (or set http_proxy), then type the same again."
  elif grep -qE 'No space left on device|not enough free space' "$1"; then
    echo "the disk became full: make room where $CACHE (and /var/tmp) lies, or name another folder in CONCORD_CACHE."
  elif grep -qE 'not signed|NO_PUBKEY|keyring' "$1"; then
    echo "Debian's signing keys are missing here: install the package debian-archive-keyring, then type the same again."
  else
    echo "mmdebstrap could not make the root; the end of what it said:"
    tail -n 5 "$1"
  fi
}

is_no_network() {
  grep -qiE 'could not resolve|temporary failure|unable to connect|cannot initiate|connection (failed|refused|timed out)|network is unreachable|no route to host' "$1"
}

# throw_away FOLDER…: roots left half-made, and what may still be at work on them. Never follow a mount that a killed
# maker may have left in one.
throw_away() {
  local folder mount mounts
  for folder in "$@"; do
    [[ -d $folder ]] || continue
    [[ $folder != *.partial ]] || end_makers "$folder"
    # Read to the end first: the list changes under an unmounting reader.
    mapfile -t mounts < <(awk '{ print $5 }' /proc/self/mountinfo)
    for mount in "${mounts[@]}"; do
      [[ $mount != "$folder"/* ]] || umount --lazy "$mount" || true
    done
    ((EUID == 0)) || chmod -R u+w "$folder" 2>/dev/null || true
    rm -rf --one-file-system "$folder" ||
      fail "$folder is left from an attempt that broke off, and cannot be removed: restart the computer, or remove it by hand."
  done
}

# end_makers FOLDER: a maker names the folder that it makes in its arguments or its TMPDIR.
end_makers() {
  local process
  for process in /proc/[0-9]*; do
    if [[ ${process#/proc/} != "$BASHPID" ]] && grep -qsF "$1" "$process/cmdline" "$process/environ"; then
      kill -KILL "${process#/proc/}" 2>/dev/null || true
    fi
  done
}
