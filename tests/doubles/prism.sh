#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Prism, which answers by an OpenAPI document and refuses what the document does not allow. Prints the path of its
# program; installs it first, pinned, where it is missing. 77: it cannot be had here.
set -eu
name=@stoplight/prism-cli@5.16.0
folder=${XDG_CACHE_HOME:-$HOME/.cache}/inferometer-doubles/prism-5.16.0
program=$folder/prism
node=node-linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')

skip() {
  echo "SKIPPED: $1" >&2
  exit 77
}

if [ -x "$program" ]; then
  echo "$program"
  exit 0
fi
if ! command -v npm > /dev/null; then
  [ -n "${CI:-}" ] || skip "Prism needs npm; install it (apt-get install npm) and run the test again"
  { apt-get -qq update && apt-get -qq -y --no-install-recommends install npm; } >&2
fi
packages=$name
# Prism needs 20.19 or later; Debian 12 has 18.
[ "$(node -p process.features.require_module 2> /dev/null)" = true ] || packages="$name $node@20.19.5"
mkdir -p "$(dirname "$folder")"
part=$(mktemp -d "$folder.XXXXXX")
trap 'rm -rf "$part"' EXIT
# shellcheck disable=SC2086
if ! npm install --prefix "$part" --ignore-scripts --no-audit --no-fund --loglevel error $packages >&2; then
  npm view "$name" version > /dev/null 2>&1 || skip "the registry of npm cannot be reached"
  echo "npm could not install $packages" >&2
  exit 1
fi
cat > "$part/prism" << EOF
#!/bin/sh
PATH="$folder/node_modules/$node/bin:\$PATH" exec "$folder/node_modules/.bin/prism" "\$@"
EOF
chmod +x "$part/prism"
mv -T "$part" "$folder" 2> /dev/null || [ -x "$program" ]  # another test may have been first
echo "$program"
