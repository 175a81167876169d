# SPDX-License-Identifier: GPL-3.0-or-later
"""vLLM, SGLang and Ollama as far as a deployment sees them, by recorded behaviour: none of them can run here.

usage: engine.py vllm|sglang|ollama ARGUMENTS...

It says the lines of tests/data/engines/$DOUBLE_LOG.txt (ENGINE_ready where that is not set), does what those with an @
say, and ends with 1 where none of them serves. GET /double tells its environment and how often its health was asked.
"""
import http.server
import json
import os
import pathlib
import signal
import sys
import threading
import time

ENGINE, ARGUMENTS = sys.argv[1], sys.argv[2:]
LOGS = pathlib.Path(__file__).resolve().parents[2] / "data/engines"
VERSIONS = {"vllm": "0.11.0", "sglang": "sglang 0.5.5", "ollama": "ollama version is 0.11.10"}
DOWNLOAD = 3_000_000_000  # bytes, of a file without content
STATE = {"ready": False, "pulled": False, "loaded": "", "health": 0}


def option(name, default=""):
    return ARGUMENTS[ARGUMENTS.index(name) + 1] if name in ARGUMENTS else default


def port():
    return int(os.environ["OLLAMA_HOST"].rsplit(":", 1)[1] if ENGINE == "ollama" else option("--port"))


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def stream(self, kind, lines):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for line in lines:
            text = line.encode()
            self.wfile.write(b"%x\r\n%s\r\n" % (len(text), text))
            self.wfile.flush()
        self.wfile.write(b"0\r\n\r\n")

    def do_GET(self):
        if self.path == "/double":
            return self.answer(200, {"environment": dict(os.environ), "health": STATE["health"]})
        if self.path == "/health":
            STATE["health"] += 1
            return self.answer(200 if STATE["ready"] else 503, {})
        if self.path == "/v1/models":  # SGLang's own answers before it is ready
            return self.answer(200, {"data": [{"id": option("--served-model-name"), "object": "model"}]})
        if self.path == "/api/version":
            return self.answer(200, {"version": "0.11.10"})
        if self.path == "/api/tags":
            return self.answer(200, {"models": [{"name": STATE["loaded"]}]})
        if self.path == "/api/ps":
            spilt = float(os.environ.get("DOUBLE_SPILL", "0"))
            size = 5_000_000_000
            models = [{"name": STATE["loaded"], "model": STATE["loaded"], "size": size,
                       "size_vram": int(size * (1 - spilt))}]
            return self.answer(200, {"models": models if STATE["loaded"] else []})
        return self.answer(404, {"error": "not found"})

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        model = asked.get("model", "")
        if self.path == "/api/show":
            there = STATE["pulled"]
            return self.answer(200 if there else 404, {} if there else {"error": f"model '{model}' not found"})
        if self.path == "/api/pull":
            return self.stream("application/x-ndjson", self.pull(model))
        if self.path == "/api/generate":
            if "large" in model:
                return self.answer(500, {"error": "model requires more system memory (40.1 GiB) than is available "
                                                  "(7.2 GiB)"})
            STATE["loaded"] = model if ":" in model else model + ":latest"
            return self.answer(200, {"model": model, "response": "", "done": True, "done_reason": "load"})
        if self.path == "/api/chat" and STATE["loaded"]:
            words = [{"model": model, "message": {"role": "assistant", "content": f" w{i}"}, "done": False}
                     for i in range(5)]
            last = {"model": model, "message": {"role": "assistant", "content": ""}, "done": True,
                    "done_reason": "length", "prompt_eval_count": 40, "eval_count": 5, "eval_duration": 1000}
            return self.stream("application/x-ndjson", [json.dumps(line) + "\n" for line in [*words, last]])
        if self.path == "/v1/chat/completions" and STATE["ready"]:
            return self.stream("text/event-stream", self.completion(model))
        return self.answer(503, {"error": "not ready"})

    @staticmethod
    def pull(model):
        yield json.dumps({"status": "pulling manifest"}) + "\n"
        if "nothing" in model:
            yield json.dumps({"error": "pull model manifest: file does not exist"}) + "\n"
            return
        for step in range(5):
            yield json.dumps({"status": "pulling aa", "digest": "sha256:aa", "total": 4 * 10**9,
                              "completed": step * 10**9}) + "\n"
            time.sleep(float(os.environ.get("DOUBLE_PULL", "0")))
        STATE["pulled"] = True
        yield json.dumps({"status": "success"}) + "\n"

    @staticmethod
    def completion(model):
        for i in range(5):
            choice = {"index": 0, "delta": {"content": f" w{i}"}}
            yield "data: " + json.dumps({"model": model, "choices": [choice]}) + "\n\n"
        yield "data: " + json.dumps({"choices": [{"index": 0, "delta": {}, "finish_reason": "length"}]}) + "\n\n"
        yield "data: " + json.dumps({"choices": [], "usage": {"prompt_tokens": 40, "completion_tokens": 5}}) + "\n\n"
        yield "data: [DONE]\n\n"


def download():
    """As huggingface_hub does: a file that grows, and gets its name when it is whole."""
    inside = json.loads(os.environ.get("DOUBLE_MOUNTS", "{}")).get("/root/.cache/huggingface")
    home = pathlib.Path(inside or os.environ["HF_HOME"])
    model = ARGUMENTS[1] if ENGINE == "vllm" else option("--model-path")
    blobs = home / "hub" / ("models--" + model.replace("/", "--")) / "blobs"
    blobs.mkdir(parents=True, exist_ok=True)
    part = blobs / "aa.incomplete"
    with part.open("wb") as file:
        for step in range(1, 4):
            file.truncate(DOWNLOAD // 3 * step)
            time.sleep(float(os.environ.get("DOUBLE_PULL", "0")))
    part.rename(blobs / "aa")


def main():
    if ARGUMENTS[:1] in (["--version"], ["-c"]):
        print(VERSIONS[ENGINE])
        return 0
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    if "--nonsense" in ARGUMENTS:
        os.environ["DOUBLE_LOG"] = f"{ENGINE}_argument"
    for line in (LOGS / (os.environ.get("DOUBLE_LOG", f"{ENGINE}_ready") + ".txt")).read_text().splitlines():
        if line == "@download":
            download()
        elif line == "@listen":
            server = http.server.ThreadingHTTPServer(("127.0.0.1", port()), Handler)
            threading.Thread(target=server.serve_forever, daemon=True).start()
        elif line == "@warm":
            time.sleep(1)
        elif line == "@serve":
            STATE["ready"] = True
        else:
            print(line, flush=True)
    while STATE["ready"]:
        time.sleep(60)
    return 1


sys.exit(main())
