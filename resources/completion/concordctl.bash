# SPDX-License-Identifier: GPL-3.0-or-later
# bash completion for concordctl: commands, options, and the names of connections as they are at that moment.
_concordctl() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words line
  COMPREPLY=()
  # A word such as group:tenants is three for bash, which breaks at colons.
  if [[ $COMP_CWORD -ge 2 && $prev == : && ${COMP_WORDS[COMP_CWORD-2]} == group ]]; then
    cur=group:$cur
  elif [[ $cur == : && $prev == group ]]; then
    cur=group:
  fi
  case $prev in
    --format) words=$(concordctl completion formats "${COMP_WORDS[1]}" 2>/dev/null) ;;
    --environment) words=$'development\ntest\nstaging\nproduction\nnone' ;;
    --tls) words=$'disable\nprefer\nrequire\nverify-ca\nverify-full' ;;
    --engine) words=$'sqlite\npostgresql\nmysql\nmariadb' ;;
    --session) words=$(concordctl completion sessions 2>/dev/null) ;;
    --workspace | --file | -f | --tls-ca | --tls-cert | --tls-key) mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
    *)
      if [[ $COMP_CWORD -eq 1 ]]; then
        words=$(concordctl completion words 2>/dev/null | cut -f1)
      elif [[ $cur == -* ]]; then
        words=$(concordctl completion words "${COMP_WORDS[1]}" 2>/dev/null | cut -f1)
      else
        case ${COMP_WORDS[1]} in
          session) words=$(concordctl completion sessions 2>/dev/null; concordctl completion databases 2>/dev/null) ;;
          completion) words=$'bash\nzsh\nfish' ;;
          demo) mapfile -t COMPREPLY < <(compgen -d -- "$cur"); return ;;
          *) words=$(concordctl completion databases 2>/dev/null) ;;
        esac
      fi
      ;;
  esac
  while IFS= read -r line; do
    [[ -n $line && $line == "$cur"* ]] || continue
    [[ $cur == *:* ]] && line=${line#*:}
    COMPREPLY+=("$(printf '%q' "$line")")
  done <<<"$words"
}
complete -o default -F _concordctl concordctl
