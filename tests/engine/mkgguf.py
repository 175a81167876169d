#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Writes a tiny random-weight llama-architecture GGUF v3 (stdlib only).
# usage: mkgguf.py OUT [corpus.txt] [n_merges] [spm|bpe]
import sys, struct, random, re, collections, array
out = sys.argv[1]; corpus = sys.argv[2] if len(sys.argv) > 2 else '/usr/share/common-licenses/GPL-3'
n_merges = int(sys.argv[3]) if len(sys.argv) > 3 else 800
rnd = random.Random(42)
import os
D, L, H, HKV, FF, CTX = (int(x) for x in os.environ.get('DIMS','64,2,4,2,128,4096').split(','))
text = open(corpus, encoding='utf-8').read()
# --- tiny BPE (SentencePiece style, U+2581 for space) over whitespace words
words = collections.Counter('\u2581' + w for w in re.findall(r'[\x21-\x7e]+', text))
seqs = {w: list(w) for w in words}
chars = sorted(set(chr(c) for c in range(33, 127)) | {'\u2581'})
pieces = []
for _ in range(n_merges):
    pairs = collections.Counter()
    for w, c in words.items():
        s = seqs[w]
        for a, b in zip(s, s[1:]): pairs[a + '\0' + b] += c
    if not pairs: break
    best = max(pairs.items(), key=lambda kv: (kv[1], kv[0]))[0]
    a, b = best.split('\0'); m = a + b; pieces.append(m)
    for w, s in seqs.items():
        if m in w:
            i = 0; r = []
            while i < len(s):
                if i + 1 < len(s) and s[i] == a and s[i+1] == b: r.append(m); i += 2
                else: r.append(s[i]); i += 1
            seqs[w] = r
toks, scores, types = [], [], []
def add(t, s, ty): toks.append(t); scores.append(s); types.append(ty)
add('<unk>', 0., 2); add('<s>', 0., 3); add('</s>', 0., 3)               # 2=UNKNOWN 3=CONTROL
add('<|im_start|>', 0., 3); add('<|im_end|>', 0., 3)
for b in range(256): add('<0x%02X>' % b, 0., 6)                         # 6=BYTE
first_word = len(toks)
for i, p in enumerate(dict.fromkeys(pieces)): add(p, -float(i), 1)      # 1=NORMAL
have = set(toks)
for c in chars:
    if c not in have: add(c, -1e6, 1)
V = len(toks)
while V % 32: add('<pad%d>' % V, 0., 5); V += 1                         # 5=UNUSED
# --- GGUF encoding
U32, I32, F32, BOOL, STR, ARR = 4, 5, 6, 7, 8, 9
def s(x): b = x.encode(); return struct.pack('<Q', len(b)) + b
def kv(k, ty, v):
    r = s(k) + struct.pack('<I', ty)
    if ty == STR: return r + s(v)
    if ty == BOOL: return r + struct.pack('<?', v)
    return r + struct.pack({U32:'<I', I32:'<i', F32:'<f'}[ty], v)
def arr(k, ety, vs):
    r = s(k) + struct.pack('<IIQ', ARR, ety, len(vs))
    if ety == STR: return r + b''.join(s(v) for v in vs)
    return r + struct.pack('<%d%s' % (len(vs), {F32:'f', I32:'i'}[ety]), *vs)
tmpl = ("{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
        "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}")
meta = [
 kv('general.architecture', STR, 'llama'), kv('general.name', STR, 'tiny-random'),
 kv('general.file_type', U32, 0), kv('general.alignment', U32, 32),
 kv('llama.context_length', U32, CTX), kv('llama.embedding_length', U32, D),
 kv('llama.block_count', U32, L), kv('llama.feed_forward_length', U32, FF),
 kv('llama.attention.head_count', U32, H), kv('llama.attention.head_count_kv', U32, HKV),
 kv('llama.attention.layer_norm_rms_epsilon', F32, 1e-5),
 kv('llama.rope.dimension_count', U32, D // H), kv('llama.rope.freq_base', F32, 10000.),
 kv('llama.vocab_size', U32, V),
 kv('tokenizer.ggml.model', STR, 'llama'), kv('tokenizer.ggml.pre', STR, 'default'),
 arr('tokenizer.ggml.tokens', STR, toks), arr('tokenizer.ggml.scores', F32, scores),
 arr('tokenizer.ggml.token_type', I32, types),
 kv('tokenizer.ggml.bos_token_id', U32, 1), kv('tokenizer.ggml.eos_token_id', U32, 4),
 kv('tokenizer.ggml.unknown_token_id', U32, 0),
 kv('tokenizer.ggml.add_bos_token', BOOL, True), kv('tokenizer.ggml.add_eos_token', BOOL, False),
 kv('tokenizer.ggml.add_space_prefix', BOOL, False),
 kv('tokenizer.chat_template', STR, tmpl),
]
base = array.array('f', (rnd.gauss(0, 1) for _ in range(65537)))   # tiled: fast for bigger sizes
def mat(cols, rows, sd):
    n = cols * rows; t = array.array('f', (x * sd for x in base)); o = rnd.randrange(len(t)); t = t[o:] + t[:o]
    return (t * (n // len(t) + 1))[:n]
ones = lambda: array.array('f', [1.0] * D)
KV = D // H * HKV
T = [('token_embd.weight', (D, V), mat(D, V, 1.0))]
for i in range(L):
    p = 'blk.%d.' % i
    T += [(p+'attn_norm.weight', (D,), ones()),
          (p+'attn_q.weight', (D, D), mat(D, D, .12)), (p+'attn_k.weight', (D, KV), mat(D, KV, .12)),
          (p+'attn_v.weight', (D, KV), mat(D, KV, .12)), (p+'attn_output.weight', (D, D), mat(D, D, .12)),
          (p+'ffn_norm.weight', (D,), ones()),
          (p+'ffn_gate.weight', (D, FF), mat(D, FF, .12)), (p+'ffn_up.weight', (D, FF), mat(D, FF, .12)),
          (p+'ffn_down.weight', (FF, D), mat(FF, D, .09))]
head = array.array('f')
for t in range(V):   # special / byte / pad rows are all-zero: logit 0, practically never sampled
    head.extend([0.0] * D if types[t] != 1 or t < first_word else [rnd.gauss(0, .45) for _ in range(D)])
T += [('output_norm.weight', (D,), ones()), ('output.weight', (D, V), head)]
with open(out, 'wb') as f:
    f.write(b'GGUF' + struct.pack('<IQQ', 3, len(T), len(meta)) + b''.join(meta))
    off = 0
    for n, dims, a in T:
        f.write(s(n) + struct.pack('<I', len(dims)) + struct.pack('<%dQ' % len(dims), *dims) + struct.pack('<IQ', 0, off))
        off += (len(a) * 4 + 31) // 32 * 32
    f.write(b'\0' * (-f.tell() % 32))
    for n, dims, a in T:
        b = a.tobytes(); f.write(b + b'\0' * (-len(b) % 32))
print(out, 'vocab', V, 'tensors', len(T), 'kv', len(meta))
