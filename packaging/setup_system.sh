#!/bin/sh
# Makes sure that this machine has what Python packages cannot bring: system libraries and a few programs.
#
#   packaging/setup_system.sh PURPOSE...
#
# PURPOSE is any of:
#   python   a Python that can make environments
#   window   the libraries that Qt loads, with or without a screen
#   screen   what Qt loads besides on an X11 screen
#   tests    programs that some tests use; without them those tests say so and are skipped
#   package  what PyInstaller needs of the system
#
# On Debian and its relatives, root gets what is missing by apt-get; anyone else is told the line to run.
# Ends with 1 if something that is needed is still missing, else with 0.
set -eu

PYTHON=${PYTHON:-python3}

# Elsewhere than on Linux the packages bring everything themselves.
[ "$(uname -s)" = Linux ] || exit 0

needed=""   # Debian packages without which the purpose fails
optional="" # Debian packages without which it is only poorer

has_library() { "$PYTHON" -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$1" 2>/dev/null; }
has_program() { command -v "$1" >/dev/null 2>&1; }
need_library() { has_library "$1" || needed="$needed $2"; }
need_program() { has_program "$1" || needed="$needed $2"; }

need_for_python() {
    if ! has_program "$PYTHON"; then
        needed="$needed python3 python3-venv"
    elif ! "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null; then
        needed="$needed python3-venv"
    fi
}

need_for_window() {
    need_library libGL.so.1 libgl1
    need_library libEGL.so.1 libegl1
    need_library libxkbcommon.so.0 libxkbcommon0
    need_library libdbus-1.so.3 libdbus-1-3
    need_library libfontconfig.so.1 libfontconfig1
    need_library libglib-2.0.so.0 libglib2.0-0
}

need_for_screen() {
    need_library libxkbcommon-x11.so.0 libxkbcommon-x11-0
    need_library libxcb-cursor.so.0 libxcb-cursor0
    need_library libxcb-icccm.so.4 libxcb-icccm4
    need_library libxcb-keysyms.so.1 libxcb-keysyms1
    need_library libxcb-shape.so.0 libxcb-shape0
}

want_for_tests() {
    if ! has_program soffice && ! has_program libreoffice; then optional="$optional libreoffice-calc-nogui"; fi
    has_program Xvfb || optional="$optional xvfb"
}

need_for_package() {
    need_program objdump binutils
    # PyInstaller puts Python's own shared library into the bundle; Debian ships it apart from python3.
    # shellcheck disable=SC2016
    version=$("$PYTHON" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    case "$("$PYTHON" -c 'import sys; print(sys.base_prefix)')" in
        /usr) need_library "libpython$version.so.1.0" "libpython$version" ;;
    esac
}

# Several libraries may come from a line each; apt-get gets them in one call.
install() {
    has_program apt-get && [ "$(id -u)" = 0 ] || return 1
    echo "Installing what this machine lacks:$1" >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get -q update >&2 || echo "apt-get update failed; trying with the lists at hand." >&2
    # shellcheck disable=SC2086
    apt-get -q install -y --no-install-recommends $1 >&2
}

how_to_install() {
    if has_program apt-get; then
        if [ "$(id -u)" = 0 ]; then prefix=""; else prefix="sudo "; fi
        echo "${prefix}apt-get install --no-install-recommends$1"
    else
        echo "install what Debian calls$1 with this system's package manager"
    fi
}

for purpose in "$@"; do
    case "$purpose" in
        python) need_for_python ;;
        window) need_for_window ;;
        screen) need_for_screen ;;
        tests) want_for_tests ;;
        package) need_for_package ;;
        *) echo "setup_system.sh: unknown purpose '$purpose'" >&2; exit 2 ;;
    esac
done

if [ -n "$needed" ] && ! install "$needed"; then
    echo "mlplanner needs system packages that this machine lacks; please run: $(how_to_install "$needed")" >&2
    exit 1
fi
if [ -n "$optional" ] && ! install "$optional"; then
    echo "Going on without$optional (some tests will be skipped); to add: $(how_to_install "$optional")" >&2
fi
exit 0
