#!/bin/sh
# Makes .venv from requirements.lock. Needs a Python from 3.11 to 3.13 with venv; installs Debian's when it may.
set -eu
cd "$(dirname "$0")"

fits() { "$1" -c 'import sys, ensurepip, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; }

has_chromium() { [ -x "${SINODIK_CHROMIUM:-/usr/bin/chromium}" ]; }

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

find_python() {
    for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && fits "$name"; then echo "$name"; return; fi
    done
}

python=$(find_python)
if [ -z "$python" ] && may_install; then
    apt-get update -qq && apt-get install -y -qq python3 python3-venv
    python=$(find_python)
fi
if [ -z "$python" ]; then
    echo "Sinodik needs Python 3.11, 3.12 or 3.13 with venv: as root, apt-get install python3 python3-venv" >&2
    echo "or name one: make PYTHON=/path/to/python3.12 setup" >&2
    exit 1
fi

# Only sources of the spider `browser` need it.
if ! has_chromium && may_install; then
    { apt-get update -qq && apt-get install -y -qq chromium fonts-dejavu-core; } || true
fi
has_chromium || echo "no Chromium: pages that need scripts will not be shown; as root, apt-get install chromium" >&2

"$python" -m venv --clear .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
# setuptools warns that folders may hide an editable package; ours are that package
PYTHONWARNINGS=ignore .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .

# Only the desk needs them; without them it does less, and says so.
sh assets.sh || echo "the desk will do without the scripts of others until: sh assets.sh" >&2
