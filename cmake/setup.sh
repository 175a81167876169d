# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2046  # lists of names are meant to be split
# What ./run, ./check and .ci/run share: install what is missing, build quietly. Source it; `root` is the checkout.
# Everything here speaks on stderr: stdout belongs to the command that is run afterwards.

die() {
  printf '%s\n' "$*" >&2
  exit 1
}

# A compiler cache is used when there is one.
if command -v ccache >/dev/null; then
  # The sloppiness is what it needs to keep files made with precompiled headers.
  export CMAKE_CXX_COMPILER_LAUNCHER=ccache CCACHE_SLOPPINESS=pch_defines,time_macros
fi

# quietly LOG WHAT COMMAND...: its output goes to LOG, and is shown only when it fails.
quietly() {
  local log=$1 what=$2
  shift 2
  mkdir -p "$(dirname "$log")"
  "$@" >"$log" 2>&1 && return
  tail -n 40 "$log" >&2
  die "$what failed; the whole of it is in $log."
}

# The packages of the given sections of cmake/packages.txt, a line each: a name, or `name | later name`.
packagesOf() {
  awk -v wanted=" $* " '/^\[/ { on = index(wanted, " " substr($0, 2, length($0) - 2) " ") } /^[a-z0-9]/ && on' \
    "$root/cmake/packages.txt"
}

# Those of the given lines of which no name is installed.
missingOf() {
  # dpkg-query fails when it knows none of a name: that name is what we are after.
  local installed line name found
  installed=" $(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $(tr -d '|' <<<"$*") 2>/dev/null |
    sed -n 's/^installed //p' | tr '\n' ' ' || true)"
  for line in "$@"; do
    found=
    for name in ${line//|/ }; do
      [[ $installed != *" $name "* ]] || found=yes
    done
    [ -n "$found" ] || printf '%s\n' "$line"
  done
}

# Whether this system's archives have a package; apt-cache show says yes of a name that another package only mentions.
canInstall() { LC_ALL=C apt-cache policy "$1" 2>/dev/null | grep 'Candidate: [^(]' >/dev/null; }

# The first name of each line that can be installed; the whole line where none can.
availableOf() {
  local line name found
  for line in "$@"; do
    found=
    for name in ${line//|/ }; do
      [ -n "$found" ] || ! canInstall "$name" || found=$name
    done
    printf '%s\n' "${found:-$line}"
  done
}

# installPackages SECTION...: installs what is missing of them; calls apt only when something is.
installPackages() {
  command -v dpkg-query >/dev/null ||
    die "This needs Debian 12 or 13, or Ubuntu 24.04 (apt); elsewhere install what cmake/packages.txt lists."
  local packages missing
  mapfile -t packages < <(packagesOf "$@")
  mapfile -t missing < <(missingOf "${packages[@]}")
  [ ${#missing[@]} -gt 0 ] || return 0
  local asRoot=(env DEBIAN_FRONTEND=noninteractive)
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "Missing: ${missing[*]}. Install them as root with apt-get; there is no sudo here."
    asRoot=(sudo "${asRoot[@]}")
  fi
  printf 'Installing %d Debian packages: %s\n' ${#missing[@]} "${missing[*]}" >&2
  quietly "$root/build/apt-update.log" "apt-get update (is the network reachable?)" \
    "${asRoot[@]}" apt-get -qq update
  mapfile -t missing < <(availableOf "${missing[@]}")
  quietly "$root/build/apt-install.log" "Installing ${missing[*]} with apt-get" \
    "${asRoot[@]}" apt-get -qq -y --no-install-recommends -o Dpkg::Use-Pty=0 install "${missing[@]}"
}

# buildPreset PRESET [TARGET...]: configures when it never was, then builds.
buildPreset() {
  local preset=$1 folder=$root/build/$1
  shift
  [ -f "$folder/build.ninja" ] || quietly "$folder/configure.log" "Configuring $preset" \
    cmake -S "$root" --preset "$preset"
  local targets=()
  [ $# -eq 0 ] || targets=(--target "$@")
  if [ -n "$(ninja -C "$folder" -n "$@" 2>/dev/null | grep -v -e '^ninja: ' || true)" ]; then
    printf 'Building into %s\n' "$folder" >&2
  fi
  quietly "$folder/build.log" "The build of $preset" cmake --build "$folder" "${targets[@]}"
}
