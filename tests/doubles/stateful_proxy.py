# SPDX-License-Identifier: GPL-3.0-or-later
"""A double of a site's API: every request goes to Prism, which holds it against the official document; its answer gets
the state that Prism has none of. What Prism refuses is a fault of our request: it is passed on, and kept as refused."""
import contextlib
import http.client
import http.server
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse

from probe_case import ProbeCase

HERE = pathlib.Path(__file__).resolve().parent
SHARED = pathlib.Path(os.environ.get("INFEROMETER_SHARED", HERE.parents[2] / "shared"))
PROBE = os.environ["CLOUD_PROBE"]
PATIENCE_S = 60


def skip(why):
    print(f"SKIPPED: {why}", file=sys.stderr)
    sys.exit(77)


def specification(name):
    path = SHARED / "specs" / name
    if not path.exists():
        skip(f"{path} is not there; set INFEROMETER_SHARED to the folder that holds specs/{name}")
    return path


@contextlib.contextmanager
def prism(document):
    """Prism at work; gives its port."""
    found = subprocess.run(["sh", HERE / "prism.sh"], stdout=subprocess.PIPE, text=True)
    if found.returncode != 0:
        sys.exit(found.returncode)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([found.stdout.strip(), "mock", "-h", "127.0.0.1", "-p", str(port), "--errors", document],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        deadline = time.monotonic() + PATIENCE_S
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            if process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError("Prism did not start")
            time.sleep(0.05)
        yield port
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


class Answer(Exception):
    """What the site says instead of Prism."""

    def __init__(self, status, body=None, **headers):
        super().__init__(status)
        self.status, self.body = status, body
        self.headers = {key.replace("_", "-"): str(value) for key, value in headers.items()}


class Drop(Exception):
    """The connection is closed without an answer, after `seconds`."""

    def __init__(self, seconds=0):
        super().__init__(seconds)
        self.seconds = seconds


class Request:
    def __init__(self, method, target, headers, raw):
        self.method, self.headers, self.raw = method, headers, raw
        parts = urllib.parse.urlsplit(target)
        self.target, self.path = target, urllib.parse.unquote(parts.path)
        self.query = dict(urllib.parse.parse_qsl(parts.query))

    def json(self):
        return json.loads(self.raw)


class Proxy:
    """`site.before(request)` may raise an Answer or Drop; `site.after(request, body)` gives the body that is answered,
    or raises one too. One call of the site at a time. Paths of `site.beyond` are not in the document: the site alone
    says what holds there."""

    def __init__(self, prism_port, site):
        self.prism_port, self.site = prism_port, site
        self.requests, self.refused = [], []
        self.lock = threading.Lock()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def count(self, method, path):
        return sum(one.method == method and one.path == path for one in self.requests)

    def _ask_prism(self, request):
        connection = http.client.HTTPConnection("127.0.0.1", self.prism_port, timeout=PATIENCE_S)
        headers = {key: value for key, value in request.headers.items() if key.lower() not in ("host", "connection")}
        connection.request(request.method, request.target, request.raw or None, headers)
        response = connection.getresponse()
        status, raw = response.status, response.read()
        connection.close()
        return status, raw

    def answer(self, request):
        beyond = request.path.startswith(self.site.beyond)
        status, raw = (200, b"{}") if beyond else self._ask_prism(request)
        with self.lock:
            self.requests.append(request)
            if status >= 400:
                self.refused.append((request.method, request.target, request.raw, raw))
                return status, raw, {}
            try:
                self.site.before(request)
                body = self.site.after(request, json.loads(raw) if raw else None)
                return status, b"" if body is None else json.dumps(body).encode(), {}
            except Answer as instead:
                return instead.status, json.dumps(instead.body).encode() if instead.body else b"", instead.headers

    def _handler(proxy):
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self):
                raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                try:
                    status, body, headers = proxy.answer(Request(self.command, self.path, self.headers, raw))
                except Drop as drop:
                    time.sleep(drop.seconds)
                    self.close_connection = True
                    return
                with contextlib.suppress(OSError):  # the client is gone
                    self.send_response(status)
                    for key, value in {"Content-Type": "application/json", **headers}.items():
                        self.send_header(key, value)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)

            do_GET = do_POST = do_PATCH = do_DELETE = handle_any

            def log_message(self, *_):
                pass

        return Handler


class SiteCase(ProbeCase):
    """Runs cloud_probe against a double: `provider` with `settings`, the key in `key_name`."""

    provider = key_name = secret = ""
    settings = {}
    document = ""
    site_class = None
    said = None  # by all probes: what no secret may be in

    @classmethod
    def setUpClass(cls):
        cls.said = []
        cls.running = contextlib.ExitStack()
        cls.prism_port = cls.running.enter_context(prism(specification(cls.document)))

    @classmethod
    def tearDownClass(cls):
        cls.running.close()

    def setUp(self):
        self.site = self.site_class(self.secret)
        self.proxy = Proxy(self.prism_port, self.site)
        self.addCleanup(self.proxy.close)

    def tearDown(self):
        self.assertEqual(self.proxy.refused, [], "Prism refused a request of ours")
        for text in self.said:
            self.assertNotIn(self.secret, text)

    def probe(self, *words, key=None, **settings):
        given = {**self.settings, "api-url": self.proxy.url, **{k.replace("_", "-"): v for k, v in settings.items()}}
        environment = {key_: value for key_, value in os.environ.items() if key_ != self.key_name}
        done = subprocess.run([PROBE, self.provider, *(f"{k}={v}" for k, v in given.items()), *words],
                              env={**environment, self.key_name: self.secret if key is None else key},
                              capture_output=True, text=True, timeout=PATIENCE_S)
        self.said += [done.stdout, done.stderr]
        return done

    def listed(self):
        return {(one["kind"], one["name"]): one for one in self.ok("list")}
