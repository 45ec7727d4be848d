#!/bin/sh
# Adds to .venv the library that holds our FollowTheMoney entities valid; it is compiled against ICU.
set -eu
cd "$(dirname "$0")"

if ! pkg-config --exists icu-i18n 2>/dev/null || ! command -v g++ >/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && apt-get install -y -qq libicu-dev g++ pkg-config
    else
        echo "FollowTheMoney needs PyICU, which is compiled: as root, apt-get install libicu-dev g++ pkg-config" >&2
        exit 1
    fi
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-ftm.lock
