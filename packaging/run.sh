#!/usr/bin/env bash
# Opens the application on the practice base; without a display, plays a visit in an offscreen window and lists its papers.
set -euo pipefail
cd "$(dirname "$0")/.."
base=build/exercice/exercice.sdesk
export SCOLARITE_DESK_PASSWORD=exercice-2026 # of the practice base, and of nothing else: the README gives it

stop() {
    printf 'make run stopped: %s\n' "$*" >&2
    exit 1
}

if [ ! -e build/exercice/whole ]; then
    printf 'Making the practice base %s: 300 invented dossiers\n' "$base"
    rm -rf build/exercice && mkdir -p build/exercice || stop "build/exercice could not be made anew."
    .venv/bin/scolarite-desk demo --dossiers 300 --seed 1 --base "$base" || stop "the practice base could not be made."
    touch build/exercice/whole
fi

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname)" != Linux ]; then
    packaging/system.sh window
    printf 'Opening %s. Password: %s\n' "$base" "$SCOLARITE_DESK_PASSWORD"
    unset SCOLARITE_DESK_PASSWORD # a person types it
    exec .venv/bin/scolarite-desk --base "$base"
fi
packaging/system.sh
printf 'No display here: playing a visit in an offscreen window\n'
# Qt says at every window what an offscreen one cannot do.
QT_QPA_PLATFORM=offscreen QT_LOGGING_RULES=default.warning=false .venv/bin/scolarite-desk visit --force --out build/visit || stop "the visit was not played to its end."
