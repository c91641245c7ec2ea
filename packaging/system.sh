#!/usr/bin/env bash
# Finds the system libraries that Qt lacks, prints the exact command that brings them, and runs it when root or with
# INSTALL=1. Otherwise stops only if Qt cannot do without: with `window`, a window; without, an offscreen one.
set -euo pipefail
cd "$(dirname "$0")/.."
[ "$(uname)" = Linux ] || exit 0
qt=$(echo .venv/lib/python3*/site-packages/PySide6)

stop() {
    printf 'System libraries: %s\n' "$*" >&2
    exit 1
}

# Names of the libraries that these files need and that are nowhere to be found.
missing() { ldd "$@" 2>/dev/null | awk '/not found/ {print $1}' | sort -u; }
modules=("$qt"/Qt{Widgets,Svg,PrintSupport}.abi3.so)
for_offscreen() { missing "${modules[@]}" "$qt"/Qt/plugins/platforms/libqoffscreen.so; }
for_window() {
    missing "${modules[@]}" "$qt"/Qt/plugins/platforms/libq{offscreen,xcb,wayland}.so \
        "$qt"/Qt/plugins/{xcbglintegrations/*,printsupport/*,platforminputcontexts/libcompose*}.so
}

# Debian's package of a library: libX11.so.6 is in libx11-6, libxcb-cursor.so.0 in libxcb-cursor0.
package() {
    case $1 in
        libEGL.so.* | libGL.so.*) echo "$1" | sed 's/\.so\.//' ;;
        lib*-2.0.so.0) echo libglib2.0-0 ;;
        *) echo "$1" | sed 's/\([0-9]\)\.so\./\1-/; s/\.so\.//' ;;
    esac | tr '[:upper:]' '[:lower:]'
}

libraries=$(for_window)
[ -n "$libraries" ] || exit 0
packages=$(for library in $libraries; do package "$library"; done | sort -u | tr '\n' ' ')
command -v apt-get >/dev/null || packages=
install="apt-get install --yes --no-install-recommends ${packages% }"

if [ -z "$packages" ]; then
    printf 'Qt lacks these libraries; install them with the package manager of this system:\n%s\n' "$libraries"
else
    printf 'Qt lacks system libraries. As root:\n    %s\n' "$install"
    as_root=
    if [ "$(id -u)" != 0 ] && [ "${INSTALL:-}" = 1 ]; then
        as_root=sudo
        command -v sudo >/dev/null || stop "INSTALL=1 needs sudo, which is not here: run the command above as root."
    fi
    if [ "$(id -u)" = 0 ] || [ -n "$as_root" ]; then
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq || stop "apt-get update failed."
        $as_root env DEBIAN_FRONTEND=noninteractive $install -qq </dev/null >/dev/null || stop "the command above failed."
    fi
fi

[ -z "$(for_window)" ] && exit 0
[ -z "$(for_offscreen)" ] ||
    stop "Qt cannot start without them, even offscreen. Run the command above, or 'INSTALL=1 make ...' to have it run."
[ "${1:-}" != window ] || stop "a window cannot open without them."
printf 'An offscreen window needs none of them: going on.\n'
