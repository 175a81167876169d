# SPDX-License-Identifier: GPL-3.0-or-later
"""Engines started as processes of this machine; see engine_case.py for what is a double here."""
import http.server
import json
import pathlib
import threading
import unittest

from engine_case import SECRET, Engines


class AsProcesses(Engines):
    def test_vllm_from_download_to_measured(self):
        self.env["DOUBLE_PULL"] = "1"
        (self.folder / "hub/api/models/org").mkdir(parents=True)
        up = self.up("recipe: vllm", environment=f", HF_ENDPOINT: \"{self.serve_hub()}\"")
        self.assert_phases(up, "start", "download", "load", "compile", "listen", "ready", "first token")
        self.assertIn("Engine:   vLLM, 0.11.0\n", up.stdout)
        self.assertIn("model org/tiny, API openai-chat", up.stdout)
        self.assertRegex(up.stderr, r"vLLM downloads the model: [12]\.00 (of 3\.00 GB|GB so far)")
        self.assert_no_secret()
        self.assertEqual(self.of_double(up)["environment"]["HF_TOKEN"], SECRET)
        done = self.step("run", self.files[0])
        self.assertEqual(done.returncode, 0, done.stderr)

    def serve_hub(self):
        """A hub that tells how large the model is."""
        body = json.dumps({"siblings": [{"rfilename": "model.safetensors", "size": 3_000_000_000}]}).encode()

        class Hub(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_GET(self):
                self.send_response(200 if self.path == "/api/models/org/tiny?blobs=true" else 404)
                self.end_headers()
                self.wfile.write(body)

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hub)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"http://127.0.0.1:{server.server_address[1]}"

    def test_sglang_is_ready_when_it_says_so_and_asked_no_more(self):
        up = self.up("recipe: sglang\n  program: sglang")
        self.assert_phases(up, "start", "download", "load", "compile", "listen", "ready", "first token")
        asked = self.of_double(up)["health"]
        self.assertGreater(asked, 1, "it was not asked while it answered /v1/models already")
        done = self.step("run", self.files[0])
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.of_double(up)["health"], asked)

    def test_ollama_pulls_loads_and_says_what_is_slow(self):
        self.env["DOUBLE_PULL"] = "0.6"
        up = self.up("recipe: ollama", model="qwen3", environment=", DOUBLE_SPILL: \"0.4\"")
        self.assert_phases(up, "listen", "ready", "download", "load", "first token")
        self.assertIn("Engine:   Ollama, ollama version is 0.11.10", up.stdout)
        self.assertIn("model qwen3, API ollama-chat", up.stdout)
        self.assertRegex(up.stderr, r"Ollama downloads the model: \d\.00 of 4\.00 GB")
        self.assertIn("Warning:  40 % of the model (2.00 of 5.00 GB) lie in the processor's memory", up.stdout)
        self.assertIn("Warning:  Ollama serves one request at a time (OLLAMA_NUM_PARALLEL=1)", up.stdout)
        self.assertEqual(self.step("deploy", self.files[0]).stdout, up.stdout, "warnings are kept")
        self.assertEqual(self.step("run", self.files[0]).returncode, 0)
        told = next((self.folder / "results").glob("*/run.yaml")).read_text()
        self.assertIn("deployment_warnings: ", told)
        self.assertRegex(told, r"deployment_command: .*OLLAMA_NUM_PARALLEL=1 ")

    def test_ollama_says_what_it_does_not_serve(self):
        for model, code, words in (("nothing:1b", 1, "Ollama's registry has no model nothing:1b"),
                                   ("large:70b", 1, "model requires more system memory (40.1 GiB)")):
            with self.subTest(model=model):
                done = self.step("up", self.config("recipe: ollama", model=model))
                self.assertEqual(done.returncode, code, done.stderr)
                self.assertIn(words, done.stderr)
                self.assertEqual(self.left(), (set(), []))

    def test_one_ollama_a_gpu(self):
        ups = [self.up(f"recipe: ollama\n  gpus: \"{gpu}\"\n  models: {self.folder}/m\n  arguments: {{parallel: 16}}",
                       model=f"m{gpu}:1b", name=f"-{gpu}") for gpu in (0, 1)]
        told = [self.of_double(up)["environment"] for up in ups]
        self.assertEqual([one["CUDA_VISIBLE_DEVICES"] for one in told], ["0", "1"])
        self.assertEqual({one["OLLAMA_MODELS"] for one in told}, {f"{self.folder}/m"})
        self.assertEqual({one["OLLAMA_NUM_PARALLEL"] for one in told}, {"16"})
        self.assertNotEqual(self.url(ups[0]), self.url(ups[1]))
        self.assertNotIn("one request at a time", ups[0].stdout)
        self.assertEqual(len(self.left()[0]), 2)
        self.assertEqual(self.step("down", self.files[0]).returncode, 0)
        self.assertEqual(self.of_double(ups[1])["environment"]["CUDA_VISIBLE_DEVICES"], "1")
        # Another engine in its place.
        self.up("recipe: vllm", name="-0")
        self.assertEqual(len(self.left()[0]), 2)

    def test_what_the_log_says_is_said_with_what_to_do(self):
        for log, words in (("vllm_gated", "will not be ready: the model is gated; ask for access"),
                           ("vllm_memory", "does not fit into the GPU's memory")):
            with self.subTest(log=log):
                done = self.step("up", self.config("recipe: vllm", environment=f", DOUBLE_LOG: {log}"))
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertIn(words, done.stderr)
                self.assertEqual(self.left(), (set(), []))

    def test_a_recipe_of_ones_own_takes_the_place(self):
        folder = self.folder / "data/inferometer/engines"
        folder.mkdir(parents=True)
        own = (pathlib.Path(__file__).resolve().parents[2] / "engines/vllm.yaml").read_text()
        (folder / "vllm.yaml").write_text(own.replace("label: vLLM", "label: My own"))
        self.assertIn("Engine:   My own, ", self.up("recipe: vllm").stdout)

if __name__ == "__main__":
    unittest.main()
