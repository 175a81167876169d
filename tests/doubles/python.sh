#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# python.sh NAME: prints a Python that has the packages of NAME-requirements.txt; fetches them first where they are
# missing. Exit code 77: the registry cannot be reached.
set -eu
name=$1
here=$(cd "$(dirname "$0")" && pwd)
python=$(python3 -c 'import sys; print("py%d%d" % sys.version_info[:2])')
pins=$(sha256sum "$here/$name-requirements.txt" | cut -c1-12)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/inferometer-doubles
place=$cache/$name-$pins-$python
if [ ! -d "$place" ]; then
  mkdir -p "$cache"
  part=$(mktemp -d "$cache/$name.XXXXXX")
  trap 'rm -rf "$part"' EXIT
  python3 -m venv "$part/venv" >&2
  if ! "$part/venv/bin/python" -m pip install --quiet --disable-pip-version-check --retries 2 --no-deps \
      --only-binary :all: -r "$here/$name-requirements.txt" >"$part/log" 2>&1; then
    cat "$part/log" >&2
    grep -Eq 'SSLError|NewConnectionError|ConnectTimeout|ReadTimeout|NameResolutionError|ProxyError|Max retries' "$part/log" || exit 1
    echo "SKIPPED: the registry of Python's packages cannot be reached" >&2
    exit 77
  fi
  # Of two at once the first stays.
  mv -T "$part/venv" "$place" 2>/dev/null || [ -d "$place" ]
fi
echo "$place/bin/python"
