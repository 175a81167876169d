#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Slurm with munge, which lets its parts trust each other, from Debian's packages; nothing is installed into the system.
# Prints the folder that they stand in; fetches them first where they are missing. Exit code 77: they cannot be had here.
set -eu
version=22.05.8-4+deb12u3
packages="slurmctld=$version slurmd=$version slurm-client=$version slurm-wlm-basic-plugins=$version munge"
cache=${XDG_CACHE_HOME:-$HOME/.cache}/inferometer-doubles
place=$cache/slurm-$version

skip() {
  echo "SKIPPED: $1" >&2
  exit 77
}

if [ ! -d "$place" ]; then
  command -v apt-get > /dev/null && command -v dpkg-deb > /dev/null || skip "Slurm is taken from Debian 12's packages; this is no Debian"
  mkdir -p "$cache"
  part=$(mktemp -d "$cache/slurm.XXXXXX")
  trap 'rm -rf "$part"' EXIT
  mkdir -p "$part/archives/partial" "$part/lists/partial" "$part/root"
  apt() { apt-get -qq -o Debug::NoLocking=1 -o "Dir::Cache::Archives=$part/archives/" -o "Dir::State::Lists=$part/lists/" "$@"; }
  if ! apt -o APT::Update::Error-Mode=any update > "$part/log" 2>&1; then
    cat "$part/log" >&2
    skip "the registry of Debian's packages cannot be reached"
  fi
  if ! apt-cache -o "Dir::State::Lists=$part/lists/" madison slurmctld | grep -qF " $version "; then
    # A later Debian has a later Slurm, which has not been tried.
    [ "$(. /etc/os-release && echo "$ID $VERSION_ID")" = "debian 12" ] || skip "this system's registry has no Slurm $version"
    echo "Debian 12 has another Slurm than $version by now; try it and pin it here" >&2
    exit 1
  fi
  # shellcheck disable=SC2086
  apt install -y --download-only --no-install-recommends $packages >&2
  for package in "$part"/archives/*.deb; do
    dpkg-deb -x "$package" "$part/root"
  done
  mv -T "$part/root" "$place" 2> /dev/null || [ -d "$place" ]  # another test may have been first
fi
echo "$place"
