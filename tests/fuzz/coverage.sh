#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Lines covered by the kept corpora of the fuzz targets, for the files their targets name; fails under 95 % of any.
# Usage: tests/fuzz/coverage.sh [BUILD_FOLDER], once the targets are built there
set -eu
least=95
source=$(cd "$(dirname "$0")/../.." && pwd)
build=${1:-$source/build/fuzz}

list=$(find "$build" -name covered.txt -path '*fuzz*')
targets=$(cut -d' ' -f1 "$list")

objects=
for target in $targets; do
    program=$(find "$build" -type f -name "$target" -perm -u+x)
    LLVM_PROFILE_FILE="$build/$target.profraw" "$program" -runs=0 "$source/tests/fuzz/corpus/$target" >/dev/null 2>&1
    objects="$objects${objects:+ -object} $program"  # the first one is no option
done
llvm-profdata-14 merge -o "$build/corpora.profdata" "$build"/*.profraw

# shellcheck disable=SC2086,SC2046
llvm-cov-14 export -summary-only -instr-profile "$build/corpora.profdata" $objects \
    $(cut -d' ' -f2- "$list" | tr ' ' '\n' | sort -u | sed "s|^|$source/|") >"$build/coverage.json"
python3 - "$build/coverage.json" "$source/" "$least" $(cut -d' ' -f2- "$list" | tr ' ' '\n' | sort -u) <<'PYTHON'
import json
import sys

report, root, least, *files = sys.argv[1:]
with open(report, encoding="utf-8") as file:
    measured = {entry["filename"].removeprefix(root): entry["summary"]["lines"]["percent"]
                for entry in json.load(file)["data"][0]["files"]}
short = 0
for name in files:
    percent = measured.get(name, 0.0)
    short += percent < float(least)
    print(f"{percent:6.1f} %  {name}{'' if percent >= float(least) else '  <-- too little'}")
print(f"{len(files)} files, {short} under {least} %")
sys.exit(1 if short else 0)
PYTHON
