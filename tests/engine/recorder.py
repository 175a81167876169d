# SPDX-License-Identifier: GPL-3.0-or-later
"""A TCP relay before an HTTP server that keeps what went by: per request its body and every event of its answer.

What the server itself says of a request (usage, timings) is then known independently of the client under test.
"""
import json
import socket
import threading


def hang_up(*ends):
    """Ends both directions at once; a close() would wait for the other thread's recv()."""
    for end in ends:
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


class Exchange:
    """One request and its streamed answer."""

    def __init__(self, request_id, path, body):
        self.request_id = request_id
        self.path = path
        self.body = body
        self.answer = b""

    def events(self):
        """The JSON documents of the answer's data lines; chunk sizes of the transfer coding stand on other lines."""
        found = []
        for line in self.answer.split(b"\n"):
            if line.startswith(b"data: {"):
                found.append(json.loads(line[6:]))
        return found

    def last(self, key):
        """The last value of `key` over all events."""
        values = [event[key] for event in self.events() if event.get(key)]
        return values[-1] if values else None


class Recorder:
    def __init__(self, upstream_port):
        self.upstream_port = upstream_port
        self.exchanges = []
        self._current = {}  # by the client's socket: the exchange under way
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def streamed(self):
        """Exchanges whose answers were streams with an end."""
        with self._lock:
            return [exchange for exchange in self.exchanges
                    if b"data: " in exchange.answer and exchange.answer.endswith(b"\r\n0\r\n\r\n")]

    def _accept(self):
        while True:
            client, _ = self._listener.accept()
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        server = socket.create_connection(("127.0.0.1", self.upstream_port))
        for end in (client, server):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=self._relay_answers, args=(server, client), daemon=True).start()
        buffered = b""
        try:
            while data := client.recv(65536):
                buffered = self._note_requests(buffered + data, client)
                server.sendall(data)
        except OSError:
            pass
        hang_up(server, client)

    def _note_requests(self, buffered, client):
        """Notes every whole request in `buffered`; returns what is left of it."""
        while b"\r\n\r\n" in buffered:
            head, rest = buffered.split(b"\r\n\r\n", 1)
            lines = head.decode("latin-1").split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
            length = int(headers.get("content-length", 0))
            if len(rest) < length:
                break
            exchange = Exchange(headers.get("x-request-id", ""), lines[0].split()[1], rest[:length])
            with self._lock:
                self.exchanges.append(exchange)
                self._current[client] = exchange
            buffered = rest[length:]
        return buffered

    def _relay_answers(self, server, client):
        try:
            while data := server.recv(65536):
                with self._lock:
                    exchange = self._current.get(client)
                    if exchange:
                        exchange.answer += data
                client.sendall(data)
        except OSError:
            pass
        hang_up(server, client)
