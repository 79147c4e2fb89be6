#!/bin/sh
# Makes the Python environment .venv from requirements.lock, anew, with every file checked against its hash.
# Uses uv where there is one (a few seconds), else Python's own venv and pip (about a minute).
set -eu

PYTHON=${PYTHON:-python3}
VENV=${VENV:-.venv}

if ! command -v "$PYTHON" >/dev/null 2>&1; then
    echo "mlplanner needs Python 3.11 or newer, but there is no '$PYTHON' here; name another one: make PYTHON=python3.12 ..." >&2
    exit 1
fi
if ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "mlplanner needs Python 3.11 or newer, but '$PYTHON' is $("$PYTHON" -V 2>&1); name another one: make PYTHON=python3.12 ..." >&2
    exit 1
fi

echo "Setting up $VENV with $("$PYTHON" -V); this happens once." >&2
# A stub of uv that cannot run counts as no uv.
if uv --version >/dev/null 2>&1; then
    uv venv --quiet --clear --python "$("$PYTHON" -c 'import sys; print(sys.executable)')" "$VENV"
    uv pip install --quiet --python "$VENV" --require-hashes --no-deps --compile-bytecode -r requirements.lock
else
    "$PYTHON" -m venv --clear "$VENV"
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
        --only-binary :all: -r requirements.lock
fi
# Own sources would be compiled again at each start where PYTHONDONTWRITEBYTECODE is set.
"$VENV/bin/python" -m compileall -q src
