# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tests/data/tokenizer/ anew: small tokenizers of every kind we read, trained here, the texts, and the ids that the
reference packages give them. Run by `compare.py --make-data`, which fetches the packages."""
import io
import json
import tempfile
from pathlib import Path

import corpus

FOLDER = Path(__file__).resolve().parent.parent / "data" / "tokenizer"
MOST_IN_CLEAR = 16  # ids of a text that stand in the file as they are; of the others, their number and a hash

GPT4 = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
O200K = (r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
         r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
         r"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+")
DEEPSEEK = [r"\p{N}{1,3}", "[一-龥\u3040-ゟ゠-ヿ]+",
            "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+"]
UNUSUAL = r"\b\w{2,}+\b|[[:punct:]]{,2}|\h+(?=[\s\d])|(?<=\W)\p{Han}++|\p{^L}\S?|(?i)straße|ſ"


def added(content, **flags):
    return {"content": content, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True, **flags}


def regex(pattern, behavior="Isolated", invert=False):
    return {"type": "Split", "pattern": {"Regex": pattern}, "behavior": behavior, "invert": invert}


def byte_level(space=False, own_regex=False):
    return {"type": "ByteLevel", "add_prefix_space": space, "trim_offsets": True, "use_regex": own_regex}


def sequence(kind, *steps):
    return {"type": "Sequence", {"n": "normalizers", "p": "pretokenizers"}[kind]: list(steps)}


def replace(kind, what, content):
    return {"type": "Replace", "pattern": {kind: what}, "content": content}


METASPACE = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True}
TO_METASPACE = replace("String", " ", "▁")
BYTES = [f"<0x{byte:02X}>" for byte in range(256)]

# name: size, normalizer, pre_tokenizer, what else the model has, added tokens, merges as "a b", first tokens
TOKENIZERS = {
    "gpt2": (700, None, byte_level(own_regex=True), {}, [added("<|endoftext|>")], True, []),
    "llama3": (900, None, sequence("p", regex(GPT4), byte_level()), {"ignore_merges": True},
               [added("<|begin_of_text|>"), added("<|eot_id|>"), added("<|endoftext|>")], True, []),
    "qwen": (700, {"type": "NFC"}, sequence("p", regex(GPT4.replace("{1,3}", "")), byte_level()), {},
             [added("<|im_start|>"), added("<|im_end|>"), added("<think>", special=False)], False, []),
    "llama2": (900, sequence("n", {"type": "Prepend", "prepend": "▁"}, TO_METASPACE), None,
               {"byte_fallback": True, "fuse_unk": True, "unk_token": "<unk>"}, [added("<unk>"), added("<s>"), added("</s>", normalized=True)],
               True, ["<unk>", "<s>", "</s>", *BYTES]),
    "o200k": (700, None, sequence("p", regex(O200K, "Removed", True), byte_level()), {"continuing_subword_prefix": "", "end_of_word_suffix": ""},
              [added("<|endoftext|>"), added("<|start|>"), added("<|message|>")], False, []),
    "deepseek": (700, {"type": "Sequence", "normalizers": []}, sequence("p", *map(regex, DEEPSEEK), byte_level()), {},
                 [added("<｜User｜>", normalized=True, special=False), added("<｜fim▁hole｜>", normalized=True, special=False), added("<｜Assistant｜>")], True, []),
    "gemma": (900, TO_METASPACE, {"type": "Split", "pattern": {"String": " "}, "behavior": "MergedWithPrevious", "invert": False},
              {"byte_fallback": True, "fuse_unk": True, "unk_token": "<unk>"},
              [added("<bos>"), added("<unk>"), added("\n\n", special=False), added("▁▁", special=False), added("<table>", special=False)], False,
              ["<pad>", "<bos>", "<unk>", *BYTES]),
    "metaspace": (600, sequence("n", {"type": "NFKC"}, {"type": "Lowercase"}, {"type": "Strip", "strip_left": True, "strip_right": True}),
                  METASPACE, {"unk_token": "<unk>"},
                  [added("<unk>"), added("[X]", lstrip=True), added("[Y]", rstrip=True), added("[W]", single_word=True),
                   added("<Mask>", normalized=True, lstrip=True, rstrip=True)], True, ["<unk>"]),
    "metaspace-first": (600, replace("Regex", r" {2,}|\t+", " "), {**METASPACE, "prepend_scheme": "first", "split": False},
                        {"unk_token": "<unk>", "fuse_unk": True}, [added("<unk>"), added("<s>"), added("[X]", rstrip=True)], True, ["<unk>"]),
    "words": (600, sequence("n", {"type": "NFD"}, {"type": "Lowercase"}), {"type": "Whitespace"},
              {"unk_token": "<unk>", "end_of_word_suffix": "</w>"}, [added("<unk>")], True, ["<unk>"]),
    "pieces": (600, {"type": "NFKD"}, sequence("p", {"type": "WhitespaceSplit"}, {"type": "Punctuation", "behavior": "MergedWithNext"},
                                              {"type": "Digits", "individual_digits": True}),
               {"unk_token": "[UNK]", "continuing_subword_prefix": "##"}, [added("[UNK]")], False, ["[UNK]"]),
    "falcon": (700, None, sequence("p", {"type": "Punctuation", "behavior": "Contiguous"}, byte_level(True, True),
                                  {"type": "Digits", "individual_digits": False}, regex("[0-9][0-9][0-9]")),
               {}, [added("<|endoftext|>")], True, []),
    "unusual": (600, None, sequence("p", regex(UNUSUAL, "MergedWithPrevious"), regex("e", "Contiguous", True),
                                   {"type": "Split", "pattern": {"String": "ll"}, "behavior": "MergedWithNext", "invert": False}, byte_level()),
                {}, [], True, []),
}


def train(name):
    """The JSON of a small tokenizer."""
    from tokenizers import Tokenizer, models, trainers
    size, normalizer, pre_tokenizer, model, tokens, lines, first = TOKENIZERS[name]
    shell = {"version": "1.0", "truncation": None, "padding": None, "added_tokens": [], "normalizer": normalizer, "pre_tokenizer": pre_tokenizer,
             "post_processor": None, "decoder": None,
             "model": json.loads(Tokenizer(models.BPE()).to_str())["model"] | model | ({"vocab": {model["unk_token"]: 0}} if "unk_token" in model else {})}
    tokenizer = Tokenizer.from_str(json.dumps(shell))
    alphabet = sorted({characters for characters in map(chr, range(0x21, 0x7F))})
    if "ByteLevel" in json.dumps(pre_tokenizer):
        from tokenizers import pre_tokenizers
        alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    affixes = {key: model[key] for key in ("continuing_subword_prefix", "end_of_word_suffix") if model.get(key)}
    trainer = trainers.BpeTrainer(vocab_size=size, special_tokens=first, initial_alphabet=alphabet, limit_alphabet=400, show_progress=False,
                                  max_token_length=12, **affixes)
    texts = (corpus.SCRIPTS + corpus.CODE + corpus.EMOJI) * 3
    # A tokenizer without pre-tokenizer is trained on words all the same, as theirs are.
    if "▁" in json.dumps(normalizer, ensure_ascii=False):
        texts = [" " + word for text in texts for word in text.split(" ")] + [" " * 4, " " * 8]
    tokenizer.train_from_iterator(texts, trainer)
    trained = json.loads(tokenizer.to_str())
    trained["model"] |= model
    if lines:
        trained["model"]["merges"] = [" ".join(merge) for merge in trained["model"]["merges"]]
    trained["added_tokens"] = [{"id": len(trained["model"]["vocab"]) + at, **token} for at, token in enumerate(tokens)]
    return json.dumps(trained, ensure_ascii=False, separators=(",", ":"))


def train_model(kind):
    """The bytes of a small SentencePiece model; its normal form is a few rules, since NFKC's table alone is 240 KB."""
    import sentencepiece
    out = io.BytesIO()
    with tempfile.NamedTemporaryFile("w", suffix=".tsv") as rules:
        rules.write("".join(f"{ord(wide):X}\t{ord(wide) - 0xFEE0:X}\n" for wide in map(chr, range(0xFF01, 0xFF5F)))
                    + "0065 0301\tE9\nFB01\t66 69\nA0\t20\n3000\t20\n9\t20\n200B\t\n")
        rules.flush()
        normal = {"normalization_rule_name": "identity"} if kind == "bpe" else {"normalization_rule_tsv": rules.name}
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter((corpus.SCRIPTS + corpus.CODE + corpus.EMOJI) * 3), model_writer=out, vocab_size=1100, model_type=kind,
            character_coverage=0.98, byte_fallback=True, hard_vocab_limit=False, user_defined_symbols=["<table>", "[X]"], minloglevel=2,
            num_threads=1, split_digits=kind == "bpe", remove_extra_whitespaces=kind == "unigram", **normal)
    return out.getvalue()


def texts_to_keep():
    return corpus.pieces() + corpus.mixtures(180, seed=3)


def escaped(text):
    """One line: what is printable ASCII as it is, all other bytes as \\xNN."""
    return "".join(chr(byte) if 0x20 <= byte < 0x7F and byte != 0x5C else f"\\x{byte:02x}" for byte in text)


def hash_of(ids):
    """FNV-1a, 64 bits, over the four bytes of each id, the lowest first."""
    value = 0xCBF29CE484222325
    for byte in b"".join(number.to_bytes(4, "little") for number in ids):
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return value


def line_of(ids):
    clear = " ".join(map(str, ids[:MOST_IN_CLEAR]))
    return clear if len(ids) <= MOST_IN_CLEAR else f"{clear} and {len(ids)} in all {hash_of(ids):016x}"


def make():
    from tokenizers import Tokenizer
    import sentencepiece
    FOLDER.mkdir(parents=True, exist_ok=True)
    texts = texts_to_keep()
    (FOLDER / "texts.txt").write_text("".join(escaped(text) + "\n" for text in texts))

    def write_ids(name, encode):
        (FOLDER / f"{name}.ids").write_text("".join(line_of(encode(text.decode(errors="replace"))) + "\n" for text in texts))

    for name in TOKENIZERS:
        (FOLDER / f"{name}.json").write_text(train(name))
        tokenizer = Tokenizer.from_file(str(FOLDER / f"{name}.json"))
        write_ids(name, lambda text, tokenizer=tokenizer: tokenizer.encode(text, add_special_tokens=False).ids)
    for kind in ("bpe", "unigram"):
        (FOLDER / f"{kind}.model").write_bytes(train_model(kind))
        model = sentencepiece.SentencePieceProcessor(model_file=str(FOLDER / f"{kind}.model"))
        write_ids(kind, model.encode)
    print(f"{FOLDER}: {len(TOKENIZERS) + 2} tokenizers, {len(texts)} texts")
