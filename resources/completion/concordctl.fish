# SPDX-License-Identifier: GPL-3.0-or-later
# fish completion for concordctl: commands, options, and the names of connections as they are at that moment.
function __concordctl_command
    set -l words (commandline -opc)
    test (count $words) -ge 2; and echo $words[2]
end
function __concordctl_databases
    switch (__concordctl_command)
        case completion
            printf '%s\n' bash zsh fish
        case session
            concordctl completion sessions 2>/dev/null
            concordctl completion databases 2>/dev/null
        case demo
            __fish_complete_directories
        case '*'
            concordctl completion databases 2>/dev/null
    end
end
complete -c concordctl -f
complete -c concordctl -n 'test (count (commandline -opc)) -eq 1' -a '(concordctl completion words 2>/dev/null)'
complete -c concordctl -n 'test (count (commandline -opc)) -ge 2; and string match -q -- "-*" (commandline -ct)' -a '(concordctl completion words (__concordctl_command) 2>/dev/null)'
complete -c concordctl -n 'test (count (commandline -opc)) -ge 2' -a '(__concordctl_databases)'
complete -c concordctl -l format -x -a '(concordctl completion formats (__concordctl_command) 2>/dev/null)'
complete -c concordctl -l session -x -a '(concordctl completion sessions 2>/dev/null)'
