#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Proves that the portable folder is all that the command line needs: builds it, copies it into bare Debian 12 and 13
# roots that have none of its packages, and measures there, TLS included.
# Root and mmdebstrap are needed. Run it whenever a library is added to the command line.
#   tests/portable/prove.sh [FOLDER]    FOLDER: one that is built already
set -euo pipefail
root=$(dirname "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")")
cd "$root"

[ "$(id -u)" -eq 0 ] || { echo "prove.sh: be root, a chroot needs it" >&2; exit 1; }
folder=${1:-}
if [ -z "$folder" ]; then
  began=$SECONDS
  cmake --preset portable >/dev/null
  cmake --build --preset portable --target portable
  folder=build/portable/inferometer-portable
  echo "== built in $((SECONDS - began)) s"
fi
folder=$(readlink -f "$folder")
echo "== $(du -sh "$folder" | cut -f 1), $(ls "$folder/lib" | wc -l) libraries, $(cat "$folder/manifest.json")"

work=$(mktemp -d "${TMPDIR:-/tmp}/prove.XXXXXX")
trap 'rm -rf --one-file-system "$work"' EXIT
chmod 755 "$work"

# The Debian archives this machine's apt already uses, with their suites named for the release that is proved.
archives() {
  apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' | grep ' bookworm' |
    sed "s/ bookworm/ $1/" | sort -u
}

# Nothing of this machine's environment gets in; the network is a loopback of its own.
inside() {
  unshare --mount --net --fork --pid --kill-child bash -euc '
    mount -t proc proc "$1/proc"
    mount --rbind /dev "$1/dev"
    mount -t tmpfs tmpfs "$1/tmp"
    ip link set lo up
    exec chroot "$1" /usr/bin/env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
      sh -euc "$2"' inside "$1" "$2"
}

# What is there is told first: none of what the folder brings. Certificates are those of the system, wherever it has
# them; without them no certificate is taken.
proof='
test -z "$(find / -xdev \( -name "libcurl*" -o -name "libyaml-cpp*" -o -name "libssh*" -o -name "libsimdjson*" \) \
  -not -path "/opt/client/*")"
/opt/client/inferometer --version
cd /tmp
/opt/client/inferometer simulate --port 0 --ttft 0.02 --itl 0.002 >plain 2>plain.log &
/opt/client/inferometer simulate --port 0 --tls true --certificate-file /tmp/own.pem >tls 2>tls.log &
for file in plain tls; do
  for i in $(seq 100); do [ -s $file ] || sleep 0.1; done
done
measure() {
  /opt/client/inferometer run synthetic --model-names simulated --num-requests 50 --num-concurrent-requests 5 \
    --num-input-tokens 50 --num-output-tokens 20 --base-url "$(sed "s/^Listening on //" $1)" --results-dir /tmp/$2
}
measure plain plain.d >told 2>told.log || { cat told.log; exit 1; }
head -3 told
test -s plain.d/*/records.csv
if measure tls none.d >none 2>&1; then echo "an unknown certificate was taken"; exit 1; fi
for place in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt; do
  mkdir -p "${place%/*}"
  cp own.pem "$place"
  measure tls tls.d >told 2>&1 || { cat told; exit 1; }
  rm -r "${place%/*}" tls.d
  echo "https by the certificates in $place"
done
'
for release in bookworm trixie; do
  began=$SECONDS
  mapfile -t lines < <(archives "$release")
  [ ${#lines[@]} -gt 0 ] || { echo "prove.sh: apt lists no Debian archive; run apt-get update first" >&2; exit 1; }
  mmdebstrap --quiet --variant=minbase "$release" "$work/$release" "${lines[@]}"
  echo "== a bare $release in $((SECONDS - began)) s"
  began=$SECONDS
  mkdir -p "$work/$release/opt"
  cp -a "$folder" "$work/$release/opt/client"
  inside "$work/$release" "$proof"
  echo "== proved in a bare $release, in $((SECONDS - began)) s"
done
