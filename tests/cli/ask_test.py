# SPDX-License-Identifier: GPL-3.0-or-later
"""`inferometer ask`: one request as a run would send it, and all that went over the wire."""
import http.server
import json
import threading
import unittest

from support import Case, run, simulator

KEY = "sk-1f0e6c55-never-to-be-seen"


def arguments(url, *more):
    return ["ask", "synthetic", "--base-url", url, "--model-names", "simulated", "--num-input-tokens", 50,
            "--num-output-tokens", 5, *more]


class Refusing(http.server.BaseHTTPRequestHandler):
    """Answers 401 with what was sent, a control character and a right-to-left mark."""
    seen = []

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        Refusing.seen.append(self.path)
        body = ("no: \x1b[2J\u202e" + self.headers.get("Authorization", "")).encode()
        self.send_response(401)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Ask(Case):
    def test_shows_the_whole_exchange(self):
        with simulator("--ttft", 0.02, "--itl", 0.005) as url:
            done = run(*arguments(url), cwd=self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        for text in ("Request\n  POST /v1/chat/completions HTTP/1.1\n", "\n  x-request-id: ", "\nRequest body\n  {\n",
                     '"model": "simulated"', "\nResponse\n  HTTP/1.1 200", "\nRaw events\n  +", " ms  data: {",
                     "data: [DONE]", "\nAnswer\n", "\nOutcome\n  ok (HTTP 200)\n", "\n  TTFT", "\n  TPOT",
                     "\n  Finish reason"):
            self.assertIn(text, done.stdout)
        self.assertEqual(list(self.folder.iterdir()), [], "no file is written")

    def test_json_is_one_object_and_nothing_else(self):
        with simulator("--ttft", 0.02, "--itl", 0.005) as url:
            done = run(*arguments(url, "--json"), cwd=self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        told = json.loads(done.stdout)
        self.assertEqual(list(told), ["exit_code", "exchange", "errors"])
        self.assertEqual((told["exit_code"], told["errors"]), (0, []))
        exchange = told["exchange"]
        self.assertEqual((exchange["outcome"], exchange["http_status"], exchange["error"]), ("ok", 200, ""))
        self.assertGreater(exchange["facts"]["ttft_s"], 0.02)
        self.assertEqual(exchange["facts"]["tokens_requested"], 5)
        self.assertEqual(json.loads(exchange["parts"]["body"])["model"], "simulated")
        self.assertTrue(exchange["parts"]["answer"])

    def test_json_of_what_failed(self):
        done = run(*arguments("http://127.0.0.1:1", "--json"))
        self.assertEqual(done.returncode, 3)
        told = json.loads(done.stdout)
        self.assertEqual((told["exit_code"], told["exchange"]["outcome"]), (3, "connect_refused"))
        done = run(*arguments("ftp://h", "--json"))
        self.assertEqual(done.returncode, 1)
        told = json.loads(done.stdout)
        self.assertEqual((told["exit_code"], told["exchange"]), (1, None))
        self.assertEqual(told["errors"][0]["field"], "base-url")

    def test_a_refusal_is_shown_without_the_key(self):
        server = http.server.HTTPServer(("127.0.0.1", 0), Refusing)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        done = run(*arguments(f"http://127.0.0.1:{server.server_port}", "--api-key-env", "KEY_OF_TEST"),
                   env={"KEY_OF_TEST": KEY})
        told = run(*arguments(f"http://127.0.0.1:{server.server_port}", "--api-key-env", "KEY_OF_TEST", "--json"),
                   env={"KEY_OF_TEST": KEY})
        server.shutdown()
        server.server_close()
        self.assertEqual(json.loads(told.stdout)["exchange"]["http_status"], 401)
        for text in (KEY, "\x1b", "\u202e"):
            self.assertNotIn(text, told.stdout + told.stderr)
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertEqual(Refusing.seen, ["/v1/chat/completions"] * 2, "nothing else is asked")
        self.assertIn("http_error (HTTP 401)", done.stdout)
        self.assertIn("Authorization: Bearer [secret]", done.stdout)
        for text in (KEY, "\x1b", "\u202e"):
            self.assertNotIn(text, done.stdout + done.stderr)

    def test_a_dead_port(self):
        done = run(*arguments("http://127.0.0.1:1"))
        self.assertEqual(done.returncode, 3)
        self.assertIn("connect_refused", done.stdout)

    def test_wrong_settings(self):
        self.assert_refused(run(*arguments("ftp://h")), 1, "base-url")


if __name__ == "__main__":
    unittest.main()
