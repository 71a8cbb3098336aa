#!/bin/sh
# Runs its arguments with the first Python that can build the project's environment:
# 3.11 or newer, with venv and pip, and an SQLite that knows STRICT tables (3.37).
set -u

usable='
import sys
ok = sys.version_info >= (3, 11)
if ok:
    import ensurepip, sqlite3, venv
    ok = sqlite3.sqlite_version_info >= (3, 37)
sys.exit(not ok)'
recent='import sys; sys.exit(sys.version_info < (3, 11))'

find_python() {  # $1: the check that it has to pass
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3 python}; do
        if "$name" -c "$1" >/dev/null 2>&1; then
            printf '%s\n' "$name"
            return 0
        fi
    done
    return 1
}

# Debian and Ubuntu keep venv in a package of its own.
add_venv_package() {
    command -v apt-get >/dev/null 2>&1 || return 1
    as_root=''
    if [ "$(id -u)" != 0 ]; then
        sudo -n true >/dev/null 2>&1 || return 1
        as_root='sudo -n'
    fi
    echo 'Installing the system package python3-venv ...'
    $as_root apt-get update -qq >/dev/null 2>&1
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >/dev/null 2>&1
}

if ! found=$(find_python "$usable"); then
    if find_python "$recent" >/dev/null; then
        add_venv_package
        found=$(find_python "$usable") || {
            echo 'Python 3.11 or newer is here, but without venv, pip or a recent SQLite; on Debian and Ubuntu: apt-get install python3-venv' >&2
            exit 1
        }
    else
        echo 'Visionwork needs Python 3.11 or newer; none was found. Install one, or name it: make run PYTHON=/path/to/python3' >&2
        exit 1
    fi
fi
exec "$found" "$@"
