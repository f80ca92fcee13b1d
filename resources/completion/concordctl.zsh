#compdef concordctl
# SPDX-License-Identifier: GPL-3.0-or-later
# zsh completion for concordctl: commands, options, and the names of connections as they are at that moment.
_concordctl() {
  local -a found
  local prev=${words[CURRENT-1]}
  case $prev in
    --format) found=("${(@f)$(concordctl completion formats ${words[2]} 2>/dev/null)}"); compadd -a found; return ;;
    --environment) compadd development test staging production none; return ;;
    --tls) compadd disable prefer require verify-ca verify-full; return ;;
    --engine) compadd sqlite postgresql mysql mariadb; return ;;
    --session) found=("${(@f)$(concordctl completion sessions 2>/dev/null)}"); compadd -a found; return ;;
    --workspace|--file|-f|--tls-ca|--tls-cert|--tls-key) _files; return ;;
  esac
  if (( CURRENT == 2 )) || [[ ${words[CURRENT]} == -* ]]; then
    local line
    for line in "${(@f)$(concordctl completion words ${${words[2]}:#${words[CURRENT]}} 2>/dev/null)}"; do
      found+=("${line%%$'\t'*}:${line#*$'\t'}")
    done
    _describe 'concordctl' found
    return
  fi
  case ${words[2]} in
    completion) compadd bash zsh fish ;;
    demo) _directories ;;
    session) found=("${(@f)$(concordctl completion sessions 2>/dev/null)}" "${(@f)$(concordctl completion databases 2>/dev/null)}"); compadd -a found ;;
    *) found=("${(@f)$(concordctl completion databases 2>/dev/null)}"); compadd -a found; _files ;;
  esac
}
compdef _concordctl concordctl
