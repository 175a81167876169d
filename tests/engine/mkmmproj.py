#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a tiny random image encoder beside mkgguf.py's model, as a GGUF v3 that llama-server takes for --mmproj: a
CLIP of two layers and LLaVA's projector, 4 tokens an image. Its names and keys are those of llama.cpp's tools/mtmd.

usage: mkmmproj.py OUT WIDTH      (of the model's embedding)
"""
import random
import struct
import sys

IMAGE, PATCH, WIDE, DEEP, HEADS, LAYERS = 28, 14, 32, 64, 2, 2
U32, F32, BOOL, STRING, ARRAY = 4, 6, 7, 8, 9
ALIGNED = 32


def text(value):
    data = value.encode()
    return struct.pack("<Q", len(data)) + data


def key(name, kind, value):
    head = text(name) + struct.pack("<I", kind)
    if kind == STRING:
        return head + text(value)
    if kind == ARRAY:
        return head + struct.pack(f"<IQ{len(value)}f", F32, len(value), *value)
    return head + struct.pack({U32: "<I", F32: "<f", BOOL: "<?"}[kind], value)


def keys(out_width):
    vision = "clip.vision."
    return [
        key("general.architecture", STRING, "clip"),
        key("general.file_type", U32, 0),
        key("general.alignment", U32, ALIGNED),
        key("clip.has_vision_encoder", BOOL, True),
        key("clip.projector_type", STRING, "mlp"),
        key("clip.use_gelu", BOOL, True),
        key(vision + "image_size", U32, IMAGE),
        key(vision + "patch_size", U32, PATCH),
        key(vision + "embedding_length", U32, WIDE),
        key(vision + "feed_forward_length", U32, DEEP),
        key(vision + "projection_dim", U32, out_width),
        key(vision + "block_count", U32, LAYERS),
        key(vision + "attention.head_count", U32, HEADS),
        key(vision + "attention.layer_norm_epsilon", F32, 1e-5),
        key(vision + "image_mean", ARRAY, [0.5, 0.5, 0.5]),
        key(vision + "image_std", ARRAY, [0.5, 0.5, 0.5]),
    ]


def shapes(out_width):
    """Of each tensor: its name and its dimensions, the fastest first."""
    places = (IMAGE // PATCH) ** 2 + 1
    named = [("v.class_embd", [WIDE]), ("v.patch_embd.weight", [PATCH, PATCH, 3, WIDE]),
             ("v.position_embd.weight", [WIDE, places])]
    for norm in ("v.pre_ln", "v.post_ln"):
        named += [(norm + ".weight", [WIDE]), (norm + ".bias", [WIDE])]
    for layer in range(LAYERS):
        block = f"v.blk.{layer}."
        for part in ("attn_q", "attn_k", "attn_v", "attn_out"):
            named += [(block + part + ".weight", [WIDE, WIDE]), (block + part + ".bias", [WIDE])]
        for part in ("ln1", "ln2"):
            named += [(block + part + ".weight", [WIDE]), (block + part + ".bias", [WIDE])]
        named += [(block + "ffn_up.weight", [WIDE, DEEP]), (block + "ffn_up.bias", [DEEP]),
                  (block + "ffn_down.weight", [DEEP, WIDE]), (block + "ffn_down.bias", [WIDE])]
    return named + [("mm.0.weight", [WIDE, out_width]), ("mm.0.bias", [out_width]),
                    ("mm.2.weight", [out_width, out_width]), ("mm.2.bias", [out_width])]


def size(dimensions):
    count = 1
    for dimension in dimensions:
        count *= dimension
    return count


def padded(data):
    return data + b"\0" * (-len(data) % ALIGNED)


def main():
    path, out_width = sys.argv[1], int(sys.argv[2])
    chance = random.Random(7)
    tensors = [(name, dims, padded(struct.pack(f"<{size(dims)}f", *(chance.gauss(0, 0.1) for _ in range(size(dims))))))
               for name, dims in shapes(out_width)]
    head = keys(out_width)
    table, offset = b"", 0
    for name, dims, data in tensors:
        table += text(name) + struct.pack(f"<I{len(dims)}QIQ", len(dims), *dims, 0, offset)
        offset += len(data)
    start = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(head)) + b"".join(head) + table
    with open(path, "wb") as file:
        file.write(padded(start))
        for _, _, data in tensors:
            file.write(data)


if __name__ == "__main__":
    main()
