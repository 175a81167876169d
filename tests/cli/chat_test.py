# SPDX-License-Identifier: GPL-3.0-or-later
"""`inferometer chat`: questions from a pipe, what stands where, what is kept, and how it ends."""
import http.server
import json
import os
import pty
import signal
import subprocess
import threading
import time
import unittest

from support import BINARY, PATIENCE_S, Case, read_json, run, simulator, wait_until

KEY = "sk-7d1c2b60-never-to-be-seen"


def answering(text, seen):
    """A server whose every answer is `text`; `seen` gets the bodies."""
    class Answering(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.reply(b'{"data": [{"id": "tiny"}]}', "application/json")

        def do_POST(self):
            seen.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            event = {"choices": [{"delta": {"content": text}, "finish_reason": "stop"}],
                     "usage": {"prompt_tokens": 3, "completion_tokens": 2}}
            self.reply(b"data: " + json.dumps(event).encode() + b"\n\ndata: [DONE]\n\n", "text/event-stream")

        def reply(self, body, kind):
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class Chat(Case):
    def chat(self, url, lines, *more, env=None):
        return subprocess.run([BINARY, "chat", "--base-url", url, "--results-dir", str(self.folder / "results"), *more],
                              input="".join(line + "\n" for line in lines), capture_output=True, text=True,
                              timeout=PATIENCE_S, cwd=self.folder, env={**os.environ, **(env or {})})

    def serve(self, text):
        seen = []
        server = answering(text, seen)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"http://127.0.0.1:{server.server_port}", seen

    def test_answers_stand_alone_on_standard_output(self):
        url, seen = self.serve("Yes.")
        done = self.chat(url, ["One?", "Two?\\", "and more"])
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout, "Yes.\nYes.\n")
        self.assertIn("Latency ", done.stderr)
        self.assertIn("Time to first token ", done.stderr)
        self.assertEqual(seen[-1]["messages"],
                         [{"role": "user", "content": "One?"}, {"role": "assistant", "content": "Yes."},
                          {"role": "user", "content": "Two?\nand more"}])
        self.assertEqual(seen[-1]["max_tokens"], 256)
        folder, = (self.folder / "results").iterdir()
        self.assertTrue(folder.name.startswith("chat_0_tiny_stream_"), folder.name)
        responses, = folder.glob("*_individual_responses.json")
        self.assertEqual(len(read_json(responses)), 2)

    def test_the_whole_chat_as_json_and_gone_on_with(self):
        url, seen = self.serve("Yes.")
        done = self.chat(url, ["One?", "/save kept.json", "/save kept.md", "/save kept.txt"], "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        chat = json.loads(done.stdout)
        self.assertEqual([(turn["question"], turn["answer"], turn["state"]) for turn in chat["turns"]],
                         [("One?", "Yes.", "answered")])
        self.assertEqual(chat["turns"], read_json(self.folder / "kept.json")["turns"])
        self.assertIn("> One?", (self.folder / "kept.md").read_text())
        self.assertIn("Throughput: ", (self.folder / "kept.txt").read_text())
        self.chat(url, ["Two?"], "--resume", "kept.json")
        self.assertEqual([message["content"] for message in seen[-1]["messages"]], ["One?", "Yes.", "Two?"])

    def test_orders(self):
        url, seen = self.serve("Yes.")
        done = self.chat(url, ["/again", "One?", "/again", "/edit Two?", "/reset", "Three?", "/help", "/quit", "never"])
        self.assertEqual(done.returncode, 0, done.stderr)
        asked = [[message["content"] for message in body["messages"]] for body in seen[1:]]
        self.assertEqual(asked, [["One?"], ["One?"], ["Two?"], ["Three?"]])
        self.assertIn("Nothing was asked yet.", done.stderr)
        self.assertIn("/image", done.stderr)
        done = self.chat(url, ["/nosuch"])
        self.assertEqual(done.returncode, 1)
        self.assertIn("There is no /nosuch", done.stderr)

    def test_history_can_stay_at_home(self):
        url, seen = self.serve("Yes.")
        self.chat(url, ["One?", "Two?"], "--send-history", "false", "--system-prompt", "Be brief.")
        self.assertEqual([message["content"] for message in seen[-1]["messages"]], ["Be brief.", "Two?"])

    def test_no_answer_steers_the_terminal_or_tells_the_key(self):
        url, seen = self.serve("a\x1b[2J\u202e key " + KEY + " end")
        done = self.chat(url, ["One?", "/save kept.json"], "--api-key-env", "KEY_OF_TEST", env={"KEY_OF_TEST": KEY})
        self.assertEqual(done.returncode, 0, done.stderr)
        kept = (self.folder / "kept.json").read_text()
        for text in (KEY, "\x1b", "\u202e"):
            self.assertNotIn(text, done.stdout + done.stderr)
        self.assertNotIn(KEY, kept)
        self.assertIn("[secret]", done.stdout)

    def test_an_image_goes_with_the_first_question(self):
        (self.folder / "one.png").write_bytes(b"\x89PNG\r\n\x1a\nrest")
        (self.folder / "none.png").write_bytes(b"text")
        url, seen = self.serve("A dot.")
        self.chat(url, ["What is it?"], "--image", "one.png")
        self.assertEqual(seen[-1]["messages"][0]["content"][1]["image_url"]["url"],
                         "data:image/png;base64,iVBORw0KGgpyZXN0")
        done = self.chat(url, ["/image none.png", "/image /dev/zero", "/image nowhere.png"])
        self.assertEqual(done.returncode, 1)
        self.assertEqual(len(done.stderr.split("inferometer: ")), 4, done.stderr)

    def test_wrong_settings_are_refused_before_anything_is_asked(self):
        url, seen = self.serve("Yes.")
        for arguments, word in ((["--num-requests", "3"], "num-requests"), (["--num-output-tokens", "0"], "num-output"),
                                (["--server-history", "true"], "openai-responses"), (["--resume", "nowhere"], "nowhere")):
            done = self.chat(url, ["One?"], *arguments)
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertIn(word, done.stderr)
        self.assertEqual(seen, [])
        done = run("run", "chat")
        self.assert_refused(done, 1, "inferometer chat")

    def test_a_failed_turn_is_told_in_the_exit_code(self):
        with simulator("--error-rate", 0.5, "--seed", 3) as url:
            codes = {self.chat(url, ["One?", "Two?", "Three?", "Four?"], "--num-output-tokens", "2").returncode
                     for _ in range(3)}
        self.assertLessEqual(codes, {0, 2, 3})
        done = self.chat("http://127.0.0.1:1", ["One?"])
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("127.0.0.1:1", done.stderr)

    def test_an_interrupt_stops_the_answer_and_then_the_chat(self):
        with simulator("--itl", 0.05) as url:
            master, slave = pty.openpty()
            process = subprocess.Popen([BINARY, "chat", "--base-url", url, "--num-output-tokens", "2000",
                                        "--results-dir", str(self.folder / "results")],
                                       stdin=slave, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            os.close(slave)
            os.write(master, b"A long story\n")
            self.assertTrue(process.stdout.read(20))
            for _ in range(2):
                process.send_signal(signal.SIGINT)
                time.sleep(0.7)  # the first one stops the answer, the second comes at the prompt
            _, told = process.communicate(timeout=PATIENCE_S)
            os.close(master)
        self.assertEqual(process.returncode, 130, told)
        self.assertIn("Stopped.", told)
        wait_until(lambda: any((self.folder / "results").glob("*/*_summary.json")), "the result files")


if __name__ == "__main__":
    unittest.main()
