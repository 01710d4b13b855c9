# shellcheck shell=bash
# Shared by the scripts beside this file, which source it after `set -euo pipefail`. It moves to the repository's root.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root" || exit

say() { printf '%s\n' "$*" >&2; }

stop() {
    say "$*"
    exit 1
}

# Prints the comment block at the head of a script, which is its help.
usage() { sed -n '2,/^[^#]/{s/^# \{0,1\}//p}' "$1"; }

# For scripts that take no option but --help.
help_only() {
    case "${2:-}" in
        '') ;;
        -h | --help) usage "$1"; exit 0 ;;
        *) say "$(basename "$1"): unknown option $2"; usage "$1" >&2; exit 2 ;;
    esac
}

# build LOG ARGUMENTS…: `swift build`, quiet: what it says goes to LOG, its progress to the terminal as one line that is
# rewritten, elsewhere as a line at each tenth. Shows the errors when it fails.
build() {
    local log=$1
    shift
    mkdir -p "$(dirname "$log")"
    if ! swift build "$@" 2>&1 </dev/null | tee "$log" | show_progress; then
        grep -E -A 4 'error:' "$log" | head -n 80 >&2 || tail -n 40 "$log" >&2
        say "The build failed. All of its words: $log"
        return 1
    fi
}

show_progress() {
    local terminal=0
    [ -t 2 ] && terminal=1
    # In the form of "[12/345] Compiling …"; the counts grow while the plan is being made.
    awk -v terminal="$terminal" '
        match($0, /^\[[0-9]+\/[0-9]+\]/) {
            split(substr($0, 2, RLENGTH - 2), count, "/")
            if (count[2] < 20) next
            tenth = int(10 * count[1] / count[2])
            if (terminal) printf "\r  building: %d of %d\033[K", count[1], count[2]
            else if (tenth > told) printf "  building: %d of %d\n", count[1], count[2]
            if (tenth > told) told = tenth
            fflush()
        }
        END { if (terminal && told) printf "\r\033[K" }' >&2
}
