# SPDX-License-Identifier: GPL-3.0-or-later
"""An endpoint that repeats the key in all it says: no piece of it is in any file, on the screen, or in an error."""
import http.server
import json
import os
import threading
import unittest
import urllib.parse

from support import Case, read_json, run, small_run

KEY = "sk-canary-4f7Qz1LmXw9vT2bR8nKc5dHy0sAe3gJ"
UNSHAPED = KEY.removeprefix("sk-")  # what only the name beside it tells for a key
PIECE = 8
ENVIRONMENT = {"CANARY": KEY, "CANARY_LINE": f"Bearer {KEY}"}


class Parrot(http.server.BaseHTTPRequestHandler):
    """Finds the key in header, query or body, and says it again; `server.manner` chooses how."""
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.heard()
        self.answer(200, json.dumps({"data": [{"id": "simulated"}, {"id": KEY}]}).encode())

    def do_POST(self):
        asked = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.heard(asked)
        if self.path.split("?")[0] != "/v1/chat/completions":
            return self.answer(404, KEY.encode())
        probing = json.loads(asked).get("max_tokens") == 1
        if self.server.manner == "refuse" or (self.server.manner == "refuse load" and not probing):
            return self.answer(400, json.dumps({"error": {"message": "." * 270 + " no such key: " + KEY}}).encode())
        if not json.loads(asked).get("stream"):
            return self.answer(200, json.dumps({"choices": [{"message": {"content": KEY}}]}).encode())
        if self.server.manner == "broken event" and not probing:
            return self.answer(200, f"data: {{{'.' * 180} {KEY}\n\n".encode(), "text/event-stream")
        if self.server.manner == "error event" and not probing:
            error = {"error": {"message": "." * 290 + KEY}}
            return self.answer(200, f"data: {json.dumps(error)}\n\n".encode(), "text/event-stream")
        words = [KEY[i:i + 3] for i in range(0, len(KEY), 3)]
        events = [{"choices": [{"index": 0, "delta": {"content": word}}]} for word in words]
        events.append({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        stream = "".join(f"data: {json.dumps(event)}\n\n" for event in events) + "data: [DONE]\n\n"
        self.answer(200, stream.encode(), "text/event-stream")

    def heard(self, body=""):
        if KEY in str(self.headers) + urllib.parse.unquote(self.path) + body:
            self.server.heard += 1

    def answer(self, status, content, kind="application/json"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("X-Key", KEY)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        pass


class Canary(Case):
    def setUp(self):
        super().setUp()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Parrot)
        self.server.manner, self.server.heard = "answer", 0
        thread = threading.Thread(target=self.server.serve_forever)
        thread.start()
        self.addCleanup(lambda: (self.server.shutdown(), thread.join(), self.server.server_close()))
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def assert_silent(self, done):
        texts = {"stdout": done.stdout, "stderr": done.stderr}
        for path in self.folder.rglob("*"):
            if path.is_file():
                texts[path] = path.read_bytes().decode("latin-1")
        for where, text in texts.items():
            for at in range(len(KEY) - PIECE + 1):
                self.assertNotIn(KEY[at:at + PIECE], text, where)
        return texts

    def run_with(self, *options, url=None, **settings):
        return run(*small_run(url or self.url, self.folder / "results", num_requests=3, save_llm_responses="true",
                              **settings), *options, env=ENVIRONMENT)

    def test_what_the_endpoint_repeats_is_blotted_out(self):
        for manner in ("answer", "refuse", "refuse load", "broken event", "error event"):
            for header in ("Authorization: ${CANARY_LINE}", "X-Api-Key: ${CANARY}"):
                self.server.manner = manner
                with self.subTest(manner=manner, header=header):
                    done = self.run_with("--header", header, "--json")
                    self.assertGreater(self.server.heard, 0)
                    texts = self.assert_silent(done)
                    self.assertIn("[secret]", "".join(texts.values()), done.stderr)

    def test_a_key_in_the_query_and_in_the_body_is_sent_and_kept_as_its_variable(self):
        done = self.run_with("--extra-body", json.dumps({"auth_token": "${CANARY}"}), url=self.url + "/v1?api_key=${CANARY}")
        self.assertEqual(done.returncode, 0, done.stderr)
        texts = self.assert_silent(done)
        self.assertGreater(self.server.heard, 3)
        self.assertIn("api_key=${CANARY}", next(text for path, text in texts.items() if str(path).endswith("run.yaml")))
        self.assertIn("api_key=${CANARY}", done.stdout)

    def test_a_list_of_models_that_holds_the_key(self):
        self.assert_silent(run("models", "--base-url", self.url, "--header", "X-Key: ${CANARY}", env=ENVIRONMENT))

    def named(self, key):
        """Settings that say by a name that their value is a key."""
        return (["--header", f"X-Token: {key}"], ["--metadata", f"api_key={key}"],
                ["--extra-body", json.dumps({"api_key": key})],
                ["--sampling-params", json.dumps({"auth": {"token": key}})],
                ["--base-url", f"{self.url}/v1?key={key}"], ["--proxy", f"http://127.0.0.1:1/?key={key}"])

    def test_a_key_in_plain_text_is_refused_and_not_repeated(self):
        for options in (*self.named(KEY), *self.named(UNSHAPED), ["--header", f"Authorization Bearer {KEY}"],
                        ["--header", f"X-Team: Bearer {KEY}"], ["--header", f"X {KEY}: x"], ["--metadata", KEY],
                        ["--metadata", f"a=b,note={KEY}"], ["--api-key-env", KEY], ["--base-url", f"{self.url}/v1?{KEY}"],
                        ["--base-url", f"http://me:{KEY}@127.0.0.1:1"], ["--base-url", f"{self.url}/v1#{KEY}"],
                        ["--proxy", f"http://me:{KEY}@127.0.0.1:1"], [KEY], ["--api-key", KEY], [f"--api-key={KEY}"]):
            with self.subTest(options=options):
                done = run("run", "synthetic", "--model-names", "m", "--results-dir", self.folder / "r", *options)
                self.assert_refused(done, 1)
                self.assert_silent(done)
        self.assert_silent(run("run", KEY))

    def test_a_key_in_plain_text_in_a_file(self):
        path = self.folder / "run.yaml"
        for text in (f"base-url: {self.url}/v1?token={KEY}\n", f"headers:\n  X-Auth: {KEY}\n",
                     f"metadata:\n  password: {KEY}\n", f"extra-body: '{{\"key\": \"{KEY}\"}}'\n"):
            path.write_text("version: 1\n" + text)
            for command in (["validate", path], ["run", "--config", path]):
                done = run(*command, cwd=self.folder)
                self.assertEqual(done.returncode, 1, done.stderr)
                path.write_text("")
                self.assert_silent(done)
                path.write_text("version: 1\n" + text)


if __name__ == "__main__":
    unittest.main()
