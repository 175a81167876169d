# SPDX-License-Identifier: GPL-3.0-or-later
"""A tokenizer of this computer: it counts prompts before a run, and after it the answers that the server did not."""
import json
import pathlib
import unittest

from support import Case, read_json, run, simulator, small_run


def byte_vocabulary():
    """Every byte is a token, written as GPT-2 writes it."""
    seen = [b for b in range(256) if 0x20 < b < 0x7F or (b > 0xA0 and b != 0xAD)]
    hidden = [b for b in range(256) if b not in seen]
    return {chr(b if b in seen else 0x100 + hidden.index(b)): b for b in range(256)}


class Tokenizer(Case):
    def setUp(self):
        super().setUp()
        self.tokenizer = pathlib.Path(self.folder, "tokenizers", "bytes")
        self.tokenizer.mkdir(parents=True)
        (self.tokenizer / "tokenizer.json").write_text(json.dumps({
            "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False, "use_regex": False},
            "model": {"type": "BPE", "vocab": byte_vocabulary(), "merges": []}}))

    def measured(self, *options, usage="none"):
        with simulator("--usage", usage, "--tokens-per-chunk", 3) as url:
            return run(*small_run(url, self.folder), "--tokenizer", self.tokenizer, *options)

    def test_answers_without_a_count_are_counted_after_the_run(self):
        done = self.measured("--json", "--save-llm-responses")
        self.assertEqual(done.returncode, 0, done.stderr)
        told = json.loads(done.stdout)["runs"][0]
        folder = pathlib.Path(told["folder"])
        self.assertEqual(told["summary"]["token_count_source"], {"server": 0, "tokenizer": 10, "estimate": 0})
        self.assertEqual(told["summary"]["token_count_method"], "tokenizer")
        texts = [json.loads(line)["completion"]
                 for line in next(folder.glob("*_response_texts.jsonl")).read_text().splitlines()]
        records = read_json(next(folder.glob("*_individual_responses.json")))
        self.assertEqual(sorted(len(text.encode()) for text in texts),
                         sorted(record["number_output_tokens"] for record in records))
        self.assertTrue(all(record["token_count_source"] == "tokenizer" for record in records))
        again = json.loads(run("explain", folder, "--definitions", "ours", "--json").stdout)["runs"][0]
        self.assertEqual(again["definitions"]["figures"]["output_rate"], told["summary"]["output_rate"])

    def test_the_terminal_says_who_counted(self):
        done = self.measured()
        self.assertRegex(done.stdout, r"token counts +10 by a tokenizer\n")
        self.assertIn(f"counted by the tokenizer {self.tokenizer}", done.stdout + done.stderr)

    def test_a_server_that_counts_is_believed_and_compared(self):
        done = self.measured("--num-input-tokens", 400, usage="last")
        self.assertRegex(done.stdout, r"token counts +10 by the server\n")
        self.assertIn("fewer tokens for the same text", done.stdout + done.stderr)
        self.assertRegex(done.stdout, r"suspect: For the same text the endpoint counts [\d.]+ % of the tokens")

    def test_what_cannot_be_read_is_one_sentence_before_anything_is_sent(self):
        (self.tokenizer / "tokenizer.json").write_text('{"model": {"type": "WordPiece"}}')
        self.assert_refused(self.measured(), 1, "WordPiece", str(self.tokenizer))
        spec = pathlib.Path(self.folder, "run.yaml")
        spec.write_text(f"version: 2\nrun: synthetic\nmodel-names: tiny\ntokenizer: {self.tokenizer}\n")
        self.assert_refused(run("validate", spec), 1, "WordPiece")


if __name__ == "__main__":
    unittest.main()
