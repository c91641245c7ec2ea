#!/usr/bin/env bash
# Asks the public databases of advisories about every locked package; says so when they cannot be reached.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p build
told=build/audit.txt
python=${PYTHON:-.venv/bin/python}

for what in run dev; do
    code=0
    "$python" -m pip_audit --disable-pip --require-hashes --progress-spinner off --timeout 30 --desc off \
        --requirement "requirements/$what.txt" >"$told" 2>&1 || code=$?
    skipped=$(grep -c 'could not be audited' "$told" || true)
    if [ "$skipped" != 0 ]; then
        printf 'make audit stopped: nothing is known of %s packages of requirements/%s.txt where this machine asks.\n' \
            "$skipped" "$what" >&2
        printf 'Run it where the public package index can be reached. What pip-audit said is in %s.\n' "$told" >&2
        exit 2
    elif grep -qE 'No known vulnerabilities found' "$told"; then
        printf 'requirements/%s.txt: no known advisory\n' "$what"
    elif grep -qE '^Found [0-9]+ known' "$told"; then
        cat "$told"
        printf 'make audit stopped: requirements/%s.txt has packages with advisories; take newer ones, then make lock.\n' "$what" >&2
        exit 1
    else
        printf 'make audit stopped: the databases of advisories could not be asked (no network here?); nothing was checked.\n' >&2
        printf 'What pip-audit said is in %s.\n' "$told" >&2
        exit "$((code ? code : 2))"
    fi
done
