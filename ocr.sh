#!/bin/sh
# Adds to .venv what reads words in pictures; installs Debian's Russian model when it may.
set -eu
cd "$(dirname "$0")"

if ! ls /usr/share/tesseract-ocr/*/tessdata/rus.traineddata >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && apt-get install -y -qq tesseract-ocr-rus
    else
        echo "Sinodik reads pictures with Debian's Russian model: as root, apt-get install tesseract-ocr-rus" >&2
        echo "or name the folder that holds rus.traineddata in SINODIK_TESSDATA" >&2
        exit 1
    fi
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-ocr.lock
