#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Proves that ./check and ./run are the whole set-up: runs both, as written, in a bare Debian of its own.
# Root and mmdebstrap are needed. Run it whenever a package or one of the two commands changes; .ci/run asks for it.
#   tests/chroot/prove.sh [RELEASE]     proves it for a release of Debian (bookworm, trixie; bookworm unless said
#                                       otherwise), and records what was proved in tests/chroot/proved
#   tests/chroot/prove.sh --is-current  fails when the set-up changed since bookworm was proved, tells what of trixie
set -euo pipefail
root=$(dirname "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")")
cd "$root"

checksum() { cat cmake/packages.txt cmake/setup.sh run check tests/chroot/prove.sh | sha256sum | cut -d ' ' -f 1; }

isProved() { grep -qsx "$1 $(checksum)" tests/chroot/proved; }

if [ "${1:-}" = --is-current ]; then
  isProved trixie || echo "This set-up was not proved for trixie yet: tests/chroot/prove.sh trixie does." >&2
  isProved bookworm && echo "the set-up is the one that was proved" && exit
  echo "The set-up changed since it was proved in a bare chroot: run tests/chroot/prove.sh and commit tests/chroot/proved." >&2
  exit 1
fi

release=${1:-bookworm}
case $release in
  bookworm | trixie) ;;
  *) echo "prove.sh: $release is none of bookworm, trixie" >&2; exit 1 ;;
esac

[ "$(id -u)" -eq 0 ] || { echo "prove.sh: be root, a chroot needs it" >&2; exit 1; }
# The Debian archives this machine's apt already uses, with their suites named for the release that is proved.
mapfile -t archives < <(apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
  grep ' bookworm' | sed "s/ bookworm/ $release/" | sort -u)
[ ${#archives[@]} -gt 0 ] || { echo "prove.sh: apt lists no Debian archive; run apt-get update first" >&2; exit 1; }

chroot=$(mktemp -d "${TMPDIR:-/tmp}/prove.XXXXXX")
trap 'rm -rf --one-file-system "$chroot"' EXIT
chmod 755 "$chroot"
mmdebstrap --quiet --variant=minbase "$release" "$chroot" "${archives[@]}"
cp /etc/resolv.conf /etc/hosts "$chroot/etc/"

# The tracked files as they are now: what a clone of this checkout would hold once committed.
mkdir "$chroot/checkout"
git ls-files -z --cached --others --exclude-standard | tar --create --null --files-from=- --ignore-failed-read |
  tar --extract --directory="$chroot/checkout"

# Its mounts live and die with a mount namespace of their own; nothing of this machine's environment gets in.
inside() {
  unshare --mount --fork --pid --kill-child bash -euc '
    mount -t proc proc "$1/proc"
    mount --rbind /dev "$1/dev"
    mount --rbind /sys "$1/sys"
    mount -t tmpfs tmpfs "$1/tmp"
    exec chroot "$1" /usr/bin/env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
      bash -euc "cd /checkout; $2"' inside "$chroot" "$1"
}

echo "== ./check in a bare chroot"
began=$SECONDS
inside ./check
echo "== ./run in the same ($((SECONDS - began)) s so far)"
inside ./run | tee "$chroot/run.log"
echo "== both again, with nothing to do"
again=$SECONDS
inside './run --version'
[ $((SECONDS - again)) -le 10 ] || { echo "prove.sh: ./run took $((SECONDS - again)) s with nothing to do" >&2; exit 1; }

results=$chroot/checkout/results
for pattern in '*_summary.json' '*_individual_responses.json' records.csv run.yaml '*.png'; do
  [ -n "$(find "$results" -name "$pattern" -size +0 -print -quit)" ] ||
    { echo "prove.sh: the demonstration of ./run left no $pattern" >&2; exit 1; }
done
others=$(grep -sv "^$release " tests/chroot/proved | grep ' ' || true)
printf '%s\n' "$release $(checksum)" ${others:+"$others"} | sort >tests/chroot/proved
echo "== proved in $((SECONDS - began)) s: ./check and ./run from a bare $release"
