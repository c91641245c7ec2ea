#!/usr/bin/env bash
# Makes .venv from the hashed lock files, the project in it. Usage: packaging/setup.sh run|dev
# Nothing to do is found out from a stamp, without the network.
set -euo pipefail
cd "$(dirname "$0")/.."
what=$1
python=${PYTHON:-python3}

stop() {
    printf 'Set-up stopped: %s\n' "$*" >&2
    exit 1
}

command -v "$python" >/dev/null || stop "'$python' is not here. On Debian: apt-get install python3 python3-venv"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    stop "Python 3.11 or later is needed and '$python' is $("$python" -V 2>&1). Name another: make run PYTHON=python3.12"

made_for="$("$python" -V) $PWD"
ready_for="$made_for $(ls resources/catalogues/*.po | cat - requirements/*.txt pyproject.toml resources/catalogues/*.po | "$python" -c \
    'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())')"
[ "$(cat ".venv/ready-$what" 2>/dev/null)" = "$ready_for" ] && exit 0

if [ "$(cat .venv/made-for 2>/dev/null)" != "$made_for" ]; then
    printf 'Making the virtual environment .venv with %s\n' "$("$python" -V)"
    "$python" -m venv --clear .venv ||
        stop "the virtual environment could not be made. On Debian: apt-get install python3-venv"
    printf '%s\n' "$made_for" >.venv/made-for
fi

pip() { .venv/bin/python -m pip --disable-pip-version-check "$@"; }
printf 'Installing the locked packages of requirements/%s.txt (up to 200 MB the first time)\n' "$what"
pip install --quiet --no-deps --only-binary=:all: --require-hashes -r "requirements/$what.txt" ||
    stop "a locked package could not be installed; the lines above say which. Is the network there?"
pip install --quiet --no-index --no-deps --no-build-isolation --editable . ||
    stop "the project itself could not be installed; the lines above say why."
.venv/bin/python -m compileall -q scolarite_desk || stop "a module of the project is not Python."
pip check --quiet || stop "requirements/$what.txt lacks what the lines above name: run 'make lock'."

printf '%s\n' "$ready_for" >".venv/ready-$what"
[ "$what" = run ] || printf '%s\n' "$ready_for" >.venv/ready-run
