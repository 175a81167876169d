# SPDX-License-Identifier: GPL-3.0-or-later
"""The texts that tokenizers are held against each other with: many scripts, code, emoji, odd white space, broken UTF-8,
and what is drawn at random from all of it. The same on every machine and every run."""
import random

SCRIPTS = [
    "The quick brown fox jumps over the lazy dog. It's 10:45 o'clock, isn't it? They'll say we've won; I'd go.",
    "Voix ambiguë d'un cœur qui, au zéphyr, préfère les jattes de kiwis. L'été où j'étais né; « çà et là ».",
    "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich. Straße, STRASSE, ſtraſſe.",
    "El pingüino Wenceslao hizo kilómetros bajo exhaustiva lluvia y frío; añoraba a su querido cachorro. ¿Sí? ¡No!",
    "Zażółć gęślą jaźń. Příliš žluťoučký kůň úpěl ďábelské ódy. Árvíztűrő tükörfúrógép.",
    "Съешь ещё этих мягких французских булок, да выпей чаю. Їжак, ґанок, єдність.",
    "Ταχίστη αλώπηξ βαφής ψημένη γη, δρασκελίζει υπέρ νωθρού κυνός. ΟΔΟΣ Σίσυφος",
    "אדם הוא אבק. דג סקרן שט בים מאוכזב ולפתע מצא חברה. שָׁלוֹם",
    "نص حكيم له سر قاطع وذو شأن عظيم مكتوب على ثوب أخضر. ١٢٣٤٥ السَّلَامُ عَلَيْكُمْ",
    "ऋषियों को सताने वाले दुष्ट राक्षसों के राजा रावण। १२३ क्षत्रिय ज्ञान",
    "আমি বাংলায় গান গাই। ১২৩৪ ক্ষমা",
    "நான் தமிழ் பேசுகிறேன். ௧௨௩ ஸ்ரீ",
    "เป็นมนุษย์สุดประเสริฐเลิศคุณค่า กว่าบรรดาฝูงสัตว์เดรัจฉาน ๑๒๓",
    "ພາສາລາວ ກຂຄ ໑໒໓. ភាសាខ្មែរ ១២៣. မြန်မာဘာသာ ၁၂၃",
    "我能吞下玻璃而不伤身体。人工智能的未来,2024年1月1日!「引号」、《书名》。繁體中文測試:臺灣",
    "いろはにほへと ちりぬるを。カタカナ、ひらがな、漢字が混ざった文章です。ｶﾀｶﾅ 半角、１２３",
    "키스의 고유조건은 입술끼리 만나야 하고 특별한 기술은 필요치 않다. 한글 한글",
    "საქართველო — ქართული ენა. Հայոց այբուբեն։ አማርኛ ፊደል ፩፪፫",
    "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ\u180e ᠡ. བོད་སྐད། ༡༢༣ ꦗꦮ ᚠᚢᚦ ᏣᎳᎩ",
    "Tiếng Việt có dấu: Nguyễn Văn A đã ăn phở bò tái. Tiê\u0301ng Vie\u0323\u0302t",
    "𝕳𝖊𝖑𝖑𝖔 𝒲ℴ𝓇𝓁𝒹 ＦＵＬＬＷＩＤＴＨ ﬁ ﬂ ½ ² ③ Ⅷ ㍿ ㎏ №",
    "𐌰𐌱𐌲 𓀀𓁐 𠀀𠮷𡈽 𝟘𝟙𝟚 🄰🅱 Ⓐⓑ",
    "\U0001e900\U0001e922 \u1e9e \u0130stanbul ıi \u01c5 \u212a \u017f's '\u017f 's 'S 'LL 'Re",
]

CODE = [
    "#include <iostream>\n\nint main(int argc, char** argv)\n{\n    std::cout << \"Hello, world!\\n\";\n\treturn 0;\n}\n",
    "def fib(n: int) -> int:\n    \"\"\"Fibonacci.\"\"\"\n    a, b = 0, 1\n    while n > 0:\n        a, b, n = b, a + b, n - 1\n    return a  # O(n)\n",
    "const f = async (x) => { const {a, ...rest} = await g(x ?? 0); return `${a}:${rest?.b?.[0]}`; }; // ===\r\n",
    "SELECT u.id, COUNT(*) AS n FROM users u LEFT JOIN orders o ON o.user_id = u.id WHERE u.email LIKE '%@x.org' GROUP BY 1;",
    "{\"key\": [1, 2.5e-10, true, null, {\"nested\": \"\\u00e9\\n\"}], \"a-b_c\": \"https://x.org/a?b=c&d=%20#e\"}",
    "<div class=\"a b\"><p>5 &lt; 6 &amp;&amp; x</p><!-- c --></div>",
    "\\begin{equation}\\int_0^\\infty e^{-x^2}\\,dx=\\frac{\\sqrt{\\pi}}{2}\\end{equation}",
    "$ ls -la /usr/lib | grep -E '^[a-z]+\\.so(\\.[0-9]+)*$' && echo \"$?\" >> ~/out.txt 2>&1",
    "fn main() { let v: Vec<u8> = (0..=255u8).filter(|b| b & 0x0F == 0xA).collect(); println!(\"{:?}\", v); }",
    "x=1234567890123456789;y=0xDEADBEEF;z=1_000_000;w=3.14159265358979;v=1e-9;0b1010;0o777",
    "camelCase snake_case kebab-case SCREAMING_SNAKE PascalCase HTTPServer iOS XMLHttpRequest2 aB1cD2",
    "| a | b |\n|---|:-:|\n| **x** | `y` |\n\n- [ ] todo\n- [x] done\n\n```py\nprint('hi')\n```\n> quote\n### H3\n***\n",
]

EMOJI = [
    "Hello 👋 world 🌍! 👩‍👩‍👧‍👦 👍🏽 🏳️‍🌈 🇫🇷🇯🇵 ❤️ ☺︎ 1️⃣ #️⃣ 🧑🏿‍🚀🫠🪿",
    "😀😃😄😁😆😅😂🤣🥲☺️😊😇🙂🙃😉😌😍🥰😘😗😙😚😋😛",
    "a👨‍💻b 🎉🎉🎉 ✅❌ →←↑↓ ∀x∈ℝ: ⌈x⌉ ≥ x ± ∞ √2 ≈ 1.41 € £ ¥ ₿ © ® ™",
]

SPACES = [
    "", " ", "  ", "   ", "\n", "\n\n", "\n\n\n", "\t", "\t\t", "\r\n", "\r", " \n", "\n ", " \n \n ", "  \t \n\t  ", "a ", " a", "  a  ", "a  b",
    "a   b\n\n\n   c", "a\u00a0b\u00a0\u00a0c", "a\u2003b\u2009c\u200ad", "a\u3000b\u3000\u3000", "a\u0085b\u2028c\u2029d", "a\u180eb \u180e \u200b\u200b c\ufeffd",
    "\x00", "a\x00b", "\x01\x02\x1f\x7f", "a\x0b\x0cb", "    indented\n        more\n\tdone", " " * 17, "\n" * 9, "\t" * 6, " \u2581 \u2581\u2581x\u2581", "\u2581a",
    "word" + " " * 40 + "word", "x\n" * 12, "\u202fa\u205fb\u1680c\u2000",
]

SPECIAL = [
    "<|endoftext|>", "a<|endoftext|>b", " <|endoftext|> ", "<|endoftext|><|endoftext|>", "<|im_start|>user\nhi<|im_end|>\n", "<|begin_of_text|>x<|eot_id|>",
    "<s>a</s>", "<s> a </s> b", "[INST] hi [/INST]", "<unk>", "<0x0A>", "<|endoftext", "|endoftext|>", "<<|endoftext|>>", "<pad><bos>", "<start_of_turn>user\nhi<end_of_turn>\n",
    "<|start|>assistant<|channel|>final<|message|>ok<|return|>", "<｜User｜>hi<｜Assistant｜>", "<｜fim▁hole｜>", "<think>\n</think>", "<table><tr>\n\n\n</tr>",
    "Human: hi\n\nAssistant: ", "<META> <META_START>", "\u2581<s>\u2581", "<EOT>", "a <mask> b  <mask>  c", "lstrip[X]  [X] rstrip[Y]  [Y] word[W]word [W] [W]. éa[W]", "unused<unused1>",
]

BROKEN = [
    b"\xff", b"a\xffb", b"\xc3", b"\xc3\x28", b"\xe2\x82", b"\xe2\x28\xa1", b"\xf0\x9f\x98", b"\xf0\x9f\x98 x", b"\xf0\x28\x8c\xbc", b"\xed\xa0\x80", b"\xed\xb0\x80\xed\xa0\x80",
    b"\xc0\xaf", b"\xe0\x80\xaf", b"\xf4\x90\x80\x80", b"\xf8\x88\x80\x80\x80", b"\x80\x80\x80", b"caf\xe9 au lait", b"\xe4\xb8\xad\xe6\x96", b"\xfe\xff\x00a", "é".encode("utf-16-le"),
    b"ok \xf0\x90\x28\xbc ok \xe1\x80 \xe1 ok", "привет".encode("cp1251"), "日本".encode("shift_jis"),
]

LONG = [
    "a" * 300, "ab" * 150, "x" * 31 + " " + "y" * 33, "9" * 70, "." * 65, "=" * 130 + "\n", "-" * 80, "abcdefghijklmnopqrstuvwxyz" * 8, "é" * 60, "你" * 80, "👍" * 40, "\u0301" * 20 + "a",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenfabrikantenvereinigung", "a\u0315\u0300\u05ae\u0300\u0062 \u1100\u1161\u11a8\uac00\u11a8 \u0958 \u2126 \u212b \ufb1d \u1e9b\u0323",
    "AAAAAAAAbbbbbbbbCCCCCCCC11111111........", "supercalifragilisticexpialidocious" * 5,
]


def pieces():
    """Every text that is written out above, as bytes."""
    return [text.encode() for text in SCRIPTS + CODE + EMOJI + SPACES + SPECIAL + LONG] + BROKEN


def every_character():
    """Every character, assigned or not, of the planes that have some; once on their own, once between letters and blanks."""
    characters = [chr(c) for first, last in ((1, 0xD7FF), (0xE000, 0x1FFFF), (0x20000, 0x20100), (0x2A6D0, 0x2A710), (0x2B730, 0x2B830),
                                             (0x2CEA0, 0x2CF00), (0x2EBE0, 0x2EE70), (0x2FA00, 0x2FA30), (0x30000, 0x30020),
                                             (0x31340, 0x323C0), (0xE0000, 0xE0200), (0x10FFF0, 0x10FFFF)) for c in range(first, last + 1)
                  if c not in (0xA7CE, 0xA7D2, 0xA7D4)]  # capitals of Unicode 17, which the reference knows in part
    texts = []
    for at in range(0, len(characters), 64):
        part = characters[at:at + 64]
        texts.append("".join(part).encode())
        texts.append((" a".join(part) + "' ").encode())
    return texts


def mixtures(count, seed=1):
    """Texts put together at random from parts of those above, and from single characters of every plane."""
    draw = random.Random(seed)
    sources = pieces()
    words = [word for text in SCRIPTS + CODE + EMOJI for word in text.split(" ")]
    texts = []
    for _ in range(count):
        text = b""
        for _ in range(draw.randint(1, 12)):
            kind = draw.randrange(8)
            if kind == 0:
                source = draw.choice(sources)
                begin = draw.randint(0, len(source))
                text += source[begin:begin + draw.randint(0, 24)]
            elif kind == 1:
                text += draw.choice(SPACES).encode()
            elif kind == 2:
                text += draw.choice(SPECIAL).encode()
            elif kind == 3:
                text += bytes(draw.randrange(256) for _ in range(draw.randint(1, 4)))
            else:
                text += b" " * draw.randint(0, 1) + draw.choice(words).encode()
        texts.append(text)
    return texts


def prose(size, seed=2):
    """About `size` bytes of words that hardly repeat: made of syllables, in Latin letters, with some code and numbers."""
    draw = random.Random(seed)
    syllables = [a + b + c for a in ("", "b", "br", "c", "ch", "d", "f", "g", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "w")
                 for b in "aeiou" for c in ("", "l", "n", "nd", "r", "rt", "s", "t", "ng", "ck")]
    text = []
    length = 0
    while length < size:
        word = "".join(draw.choice(syllables) for _ in range(draw.randint(1, 4)))
        word = word.capitalize() if draw.random() < 0.1 else word
        word += draw.choice(["", "", "", "", "", ",", ".", ".\n", "();", f" {draw.randrange(100000)}"])
        text.append(word)
        length += len(word) + 1
    return " ".join(text).encode()


def repeated(size):
    """About `size` bytes of the scripts and the code above, over and over."""
    whole = "\n".join(SCRIPTS + CODE + EMOJI).encode()
    return whole * (size // len(whole) + 1)
