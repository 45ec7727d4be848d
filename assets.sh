#!/bin/sh
# Fetches the scripts of others that the desk and its tests show pages with: htmx, ReplayWeb.page, axe-core.
# They are not kept in this repository. assets.lock says which, and by which digest they are believed.
set -eu
cd "$(dirname "$0")"

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

if .venv/bin/python -m desk.web.fetched check 2>/dev/null; then exit 0; fi
if ! command -v npm >/dev/null && may_install; then
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends npm; } || true
fi
if ! command -v npm >/dev/null; then
    echo "the desk needs npm once, to fetch htmx and ReplayWeb.page: as root, apt-get install npm; then sh assets.sh" >&2
    exit 1
fi
packed=$(mktemp -d)
trap 'rm -rf "$packed"' EXIT
grep -v '^#' assets.lock | while read -r name version _; do
    npm pack --silent --ignore-scripts --pack-destination "$packed" "$name@$version" >/dev/null
done
.venv/bin/python -m desk.web.fetched unpack "$packed"
