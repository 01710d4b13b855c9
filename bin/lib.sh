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

# start_postgres FOLDER: a server of one's own on a socket in FOLDER, in C collation, exported as PERRON_TEST_POSTGRES. It syncs nothing: it goes
# with the tests. PostgreSQL refuses to run as root, which hands it to Debian's user of that name.
start_postgres() {
    local folder=$1 programs as=()
    programs=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
    [ -x "$programs/initdb" ] || stop "PostgreSQL is missing: bin/setup installs it."
    mkdir -p "$folder"
    if [ "$(id -u)" -eq 0 ]; then
        # Debian's user comes with the server; it must be able to reach the folder.
        chmod 711 "$(dirname "$folder")"
        chown postgres "$folder"
        as=(setpriv --reuid postgres --regid postgres --clear-groups)
    fi
    (
        cd "$folder"
        "${as[@]}" "$programs/initdb" --pgdata=data --username=perron --auth=trust --encoding=UTF8 --locale=C --no-sync >initdb.log 2>&1 &&
            "${as[@]}" "$programs/pg_ctl" --pgdata=data --wait --silent --log="$folder/server.log" \
                --options="-c listen_addresses= -c unix_socket_directories=$folder -c fsync=off -c max_connections=2000 -c max_locks_per_transaction=256 -c max_pred_locks_per_transaction=256" start
    ) </dev/null || { tail -n 20 "$folder"/*.log >&2; stop "PostgreSQL could not be started."; }
    export PERRON_TEST_POSTGRES="postgresql://perron@/postgres?host=$folder"
}

# stop_postgres FOLDER: at once, for nothing in it is wanted any more. Nothing where none was started.
stop_postgres() {
    local process
    process=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null) || return 0
    kill -QUIT "$process" 2>/dev/null || return 0
    # The folder may go once the server has.
    tail --pid="$process" -f /dev/null
}
