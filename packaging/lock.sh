#!/usr/bin/env bash
# Writes requirements/*.txt anew: one resolution for every system and Python from 3.11, hashed, no download host named.
set -euo pipefail
cd "$(dirname "$0")/.."
stop() {
    printf 'make lock stopped: %s\n' "$*" >&2
    exit 1
}

# The locker is no part of the environment it locks.
locker=build/locker
[ -x $locker/bin/uv ] || { "${PYTHON:-python3}" -m venv $locker && $locker/bin/pip install --quiet uv; } ||
    stop "uv, which writes the lock files, could not be installed."

lock() {
    $locker/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes --no-header \
        --only-binary :all: --no-emit-index-url --no-emit-find-links pyproject.toml requirements/build.in "$@" ||
        stop "no set of versions fits pyproject.toml; the lines above say why."
}
lock --output-file requirements/run.txt
lock --extra dev --constraints requirements/run.txt --output-file requirements/dev.txt
! grep -n '://' requirements/*.txt || stop "a lock file names a download host."
