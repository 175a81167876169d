# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs with an image in every request: what reaches the endpoint, read back by zlib, and what the files say."""
import base64
import contextlib
import csv
import http.server
import json
import pathlib
import struct
import threading
import unittest
import zlib

from support import Case, run, simulator, small_run

SIDES = {"small": 500, "medium": 1024, "large": 2000}


class Endpoint(http.server.BaseHTTPRequestHandler):
    """Answers every chat with two tokens; keeps what was asked."""
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer(200, b'{"data":[{"id":"simulated"}]}')

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path != "/v1/chat/completions":
            return self.answer(404, b"{}")
        self.server.asked.append((dict(self.headers), body))
        usage = {"prompt_tokens": 60, "completion_tokens": 2}
        if not body["stream"]:
            return self.answer(200, json.dumps({"choices": [], "usage": usage}).encode())
        events = [{"choices": [{"delta": {"content": " word"}}]}] * 2 + [{"choices": [], "usage": usage}]
        stream = "".join(f"data: {json.dumps(event)}\n\n" for event in events) + "data: [DONE]\n\n"
        self.answer(200, stream.encode(), "text/event-stream")

    def answer(self, status, content, kind="application/json"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        pass


@contextlib.contextmanager
def endpoint():
    """Base URL, and the list of (headers, body) asked so far."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", server.asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def chunks_of(png):
    at = 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at:at + 8])
        data = png[at + 8:at + 8 + length]
        (crc,) = struct.unpack(">I", png[at + 8 + length:at + 12 + length])
        assert crc == zlib.crc32(kind + data), kind
        yield kind, data
        at += 12 + length


def read_png(png):
    """Width, height and the rows of pixels; a broken file raises."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    chunks = list(chunks_of(png))
    assert [chunks[0][0], chunks[-1]] == [b"IHDR", (b"IEND", b"")], chunks
    width, height, depth, kind = struct.unpack(">IIBB", chunks[0][1][:10])
    assert (depth, kind) == (4, 3), "four bits of a palette"
    rows = zlib.decompress(b"".join(data for name, data in chunks if name == b"IDAT"))
    assert len(rows) == height * (1 + (width + 1) // 2)
    return width, height, rows


def image_in(body):
    text, image = body["messages"][-1]["content"]
    assert (text["type"], image["type"]) == ("text", "image_url")
    head, data = image["image_url"]["url"].split(",")
    assert head == "data:image/png;base64"
    return base64.b64decode(data, validate=True)


def measured(asked):
    return [body for _, body in asked if body["max_tokens"] > 1]


class Images(Case):
    def test_every_size_is_a_png_that_zlib_reads(self):
        with endpoint() as (url, asked):
            for size, side in SIDES.items():
                asked.clear()
                done = run(*small_run(url, self.folder, num_requests=3, num_output_tokens=2, multimodal_image_size=size,
                                      output_length="cap"))
                self.assertEqual(done.returncode, 0, done.stderr)
                images = [read_png(image_in(body)) for body in measured(asked)]
                self.assertEqual([image[:2] for image in images], [(side, side)] * 3)
                self.assertEqual(len({rows for _, _, rows in images}), 3, "no two have the same pixels")

    def test_shared_prompts_share_their_image(self):
        with endpoint() as (url, asked):
            done = run(*small_run(url, self.folder, num_requests=4, num_output_tokens=2, multimodal_image_size="small",
                                  prompt_reuse="shared", output_length="cap"))
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(len({image_in(body) for body in measured(asked)}), 1)
            probes = {image_in(body) for _, body in asked
                      if body["max_tokens"] == 1 and isinstance(body["messages"][-1]["content"], list)}
            self.assertEqual(len(probes), 1)
            self.assertFalse(probes & {image_in(body) for body in measured(asked)}, "the probe has one of its own")

    def test_debugging_mode_is_in_every_request(self):
        with endpoint() as (url, asked):
            for mode, value in [("true", "accuracy_debug"), ("false", None)]:
                asked.clear()
                done = run(*small_run(url, self.folder, num_requests=3, num_output_tokens=2, output_length="cap"),
                           f"--use-debugging-mode={mode}")
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual({headers.get("ss-sn-options") for headers, _ in asked}, {value})
                self.assertEqual(len(measured(asked)), 3)

    def test_every_dialect_that_carries_images(self):
        with simulator("--ttft", 0, "--itl", 0, "--image-tokens", 200) as url:
            for api in ["openai-chat", "ollama-chat", "ollama-generate"]:
                done = run(*small_run(url, self.folder, llm_api=api, multimodal_image_size="small"), "--json")
                self.assertEqual(done.returncode, 0, api + done.stderr)
                summary = json.loads(done.stdout)["runs"][0]["summary"]
                self.assertEqual(summary["outcomes"], {"ok": 10}, api)
                self.assertTrue(240 <= summary["input_tokens"]["mean"] <= 270, (api, summary["input_tokens"]))
                self.assertIn("The image is not in these counts: the endpoint counts about 20",
                              summary["token_count_note"])

    def test_files_name_the_size(self):
        with simulator("--ttft", 0, "--itl", 0) as url:
            first = run(*small_run(url, self.folder / "a", multimodal_image_size="small"), "--json")
            folder = pathlib.Path(json.loads(first.stdout)["runs"][0]["folder"])
            again = run("run", "--config", folder / "run.yaml", "--results-dir", self.folder / "b", "--json")
        self.assertIn("multimodal-image-size: small\n", (folder / "run.yaml").read_text())
        for done in [first, again]:
            told = json.loads(done.stdout)["runs"][0]
            self.assertRegex(pathlib.Path(told["folder"]).name, r"^synthetic_0_simulated_multimodal_small_50_10_2_stream_")
            self.assertEqual(told["summary"]["multimodal_img_size"], "small")
            records = next(pathlib.Path(told["folder"]).glob("*_individual_responses.json"))
            self.assertEqual({record["multimodal_img_size"] for record in json.loads(records.read_text())}, {"small"})
            with open(pathlib.Path(told["folder"]) / "records.csv", newline="") as file:
                self.assertEqual({row["multimodal_img_size"] for row in csv.DictReader(file)}, {"small"})

    def test_what_cannot_be_is_refused(self):
        for settings in [["--llm-api", "openai-completions"], ["--use-multiple-prompts"]]:
            done = run("run", "synthetic", "--multimodal-image-size", "small", *settings)
            self.assert_refused(done, 1, "multimodal-image-size must be na with", settings[-1].removeprefix("--"))
        self.assert_refused(run("run", "synthetic", "--multimodal-image-size", "huge"), 1, "na, small, medium, large")

    def test_validate_tells_it_as_a_flag(self):
        file = self.folder / "run.yaml"
        file.write_text("version: 1\nmultimodal-image-size: medium\nuse-debugging-mode: true\n")
        done = run("validate", file)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("--use-debugging-mode true", done.stdout)
        self.assertIn("--multimodal-image-size medium", done.stdout)


if __name__ == "__main__":
    unittest.main()
