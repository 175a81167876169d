# SPDX-License-Identifier: GPL-3.0-or-later
"""A proxy in front of an API that forwards every request as it came, and on order answers worse than the API did.

    with FaultProxy("http://127.0.0.1:5000") as proxy:
        proxy.on("Action=RunInstances", after(503))
        ... proxy.url ...
        proxy.requests("Action=RunInstances")
"""
import contextlib
import http.client
import http.server
import select
import socket
import threading
import time
import urllib.parse
from dataclasses import dataclass, field


@dataclass
class Answer:
    status: int
    body: bytes = b""
    headers: dict = field(default_factory=dict)


@dataclass
class Request:
    method: str
    path: str
    headers: dict
    body: bytes

    def text(self):
        """What an order is matched with: first line, headers, body."""
        head = "".join(f"{name}: {value}\n" for name, value in self.headers.items())
        return f"{self.method} {self.path}\n{head}\n" + self.body.decode("utf-8", "replace")

    def key(self):
        return self.method, self.path, self.body


class Stream:
    """A connection that the API took as it was asked to, for another protocol: what it has said, and what comes yet."""

    def __init__(self, connection, said):
        self.connection, self.said = connection, said

    def relay(self, client):
        """Until one of both ends it."""
        other = {client: self.connection, self.connection: client}
        with self.connection, contextlib.suppress(OSError):
            client.sendall(self.said)
            while True:
                for one in select.select(list(other), [], [])[0]:
                    piece = one.recv(65536)
                    if not piece:
                        return
                    other[one].sendall(piece)


# Faults: called with (proxy, request, forward) where forward() asks the API; None drops the connection.

def after(status, body=b"", **headers):
    """The API does it, and says this instead."""
    def fault(_proxy, _request, forward):
        forward()
        return Answer(status, body, headers)
    return fault


def instead(status, body=b"", **headers):
    """The API never hears of it."""
    return lambda _proxy, _request, _forward: Answer(status, body, headers)


def busy(seconds):
    """429 with Retry-After; the API never hears of it."""
    return instead(429, **{"Retry-After": str(seconds)})


def drop(_proxy, _request, forward):
    """The API does it, and the connection ends without an answer."""
    forward()


def hang(seconds):
    """The API does it, and nothing is said for so long."""
    def fault(proxy, _request, forward):
        answer = forward()
        proxy.stopping.wait(seconds)
        return answer
    return fault


def late(proxy, request, forward):
    """What the API said last time to the very same request: a list that does not know yet what is new."""
    return proxy.last.get(request.key()) or forward()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def answer(self):
        proxy = self.server.proxy
        length = int(self.headers.get("Content-Length") or 0)
        request = Request(self.command, self.path, dict(self.headers.items()), self.rfile.read(length))
        said = proxy.answer(request)
        if not isinstance(said, Answer):
            self.close_connection = True
            if said:
                said.relay(self.connection)
            return
        with contextlib.suppress(OSError):  # the client is gone
            self.send_response_only(said.status)
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said.body)))
            self.end_headers()
            self.wfile.write(said.body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer


class FaultProxy:
    def __init__(self, upstream):
        self.upstream = urllib.parse.urlsplit(upstream)
        self.lock = threading.Lock()
        self.orders = []  # (needle, fault, how often yet)
        self.seen = []
        self.last = {}
        self.stopping = threading.Event()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.proxy = self
        self.url = "http://127.0.0.1:%d" % self.server.server_address[1]

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        self.server.shutdown()
        self.server.server_close()

    def on(self, needle, fault, times=1):
        """The next `times` requests whose text holds `needle` get the fault."""
        with self.lock:
            self.orders.append([needle, fault, times])

    def clear(self):
        with self.lock:
            self.orders.clear()
            self.seen.clear()

    def requests(self, needle):
        with self.lock:
            return [request for request in self.seen if needle in request.text()]

    def answer(self, request):
        fault = self.note(request)
        return fault(self, request, lambda: self.forward(request)) if fault else self.forward(request)

    def note(self, request):
        text = request.text()
        with self.lock:
            self.seen.append(request)
            for order in self.orders:
                if order[2] > 0 and order[0] in text:
                    order[2] -= 1
                    return order[1]
        return None

    def forward(self, request):
        return self.switch(request) if "Upgrade" in request.headers else self.ask(request)

    def switch(self, request):
        """What nobody relays of it ends with this."""
        connection = socket.create_connection((self.upstream.hostname, self.upstream.port), timeout=60)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        head = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
        connection.sendall(f"{request.method} {request.path} HTTP/1.1\r\n{head}\r\n".encode("latin-1"))
        return Stream(connection, connection.recv(65536))

    def ask(self, request):
        connection = http.client.HTTPConnection(self.upstream.hostname, self.upstream.port, timeout=60)
        try:
            # The Host header stays the client's, for signatures cover it.
            connection.putrequest(request.method, request.path, skip_host=True, skip_accept_encoding=True)
            for name, value in request.headers.items():
                if name.lower() != "connection":
                    connection.putheader(name, value)
            connection.endheaders(request.body)
            said = connection.getresponse()
            kept = ("content-type", "retry-after", "location")
            headers = {name: value for name, value in said.getheaders() if name.lower() in kept}
            answer = Answer(said.status, said.read(), headers)
        finally:
            connection.close()
        with self.lock:
            self.last[request.key()] = answer
        return answer


def wait_for(url, seconds=30):
    """Until something listens there."""
    parts = urllib.parse.urlsplit(url)
    end = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection((parts.hostname, parts.port), timeout=5).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
