# SPDX-License-Identifier: GPL-3.0-or-later
"""A double of a Kubernetes API server with the controllers behind it: Jobs, pods, Services, events and nodes of one
namespace, with TLS by an authority of its own, client certificates and tokens. It is ours, not Kubernetes: bodies are
held against the schemas of the official OpenAPI document, and the rest is what that documents and this file says.
`exec` and `portforward` are WebSockets by which commands really run and ports are really reached, on this machine."""
import base64
import contextlib
import copy
import hashlib
import http.server
import json
import os
import select
import signal
import socket
import ssl
import struct
import subprocess
import threading
import time
import urllib.parse
import uuid

KINDS = {"jobs": "Job", "pods": "Pod", "services": "Service", "events": "Event", "nodes": "Node"}
VERSIONS = {"Job": "batch/v1"}


class Refusal(Exception):
    def __init__(self, code, reason, message, **headers):
        super().__init__(message)
        self.code, self.headers = code, {key.replace("_", "-"): str(value) for key, value in headers.items()}
        self.status = {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure", "message": message,
                       "reason": reason, "code": code}


def stamp(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def matches(selector, values):
    return all(values.get(key) == value for key, _, value in (one.partition("=") for one in selector.split(",") if one))


def field_of(thing, path):
    for key in path.split("."):
        thing = thing.get(key, {})
    return thing


class Cluster:
    """`tokens` by their user; `validate(body, kind)` raises where the schema does not allow it. `waiting` says what a
    container of an image waits for, `refused_pods` why no pod is made, `ahead` how far its clock is."""

    def __init__(self, validate):
        self.validate = validate
        self.lock = threading.RLock()
        self.objects, self.tokens, self.certificate_users = {}, {}, set()
        self.waiting, self.unscheduled, self.refused_pods, self.quota = {}, "", "", ""
        self.forbidden, self.ahead, self.page, self.lasting = set(), 0, 2, set()
        self.lease, self.ended_leases = 0, 0  # s that a token "leased-SECONDS" of the epoch is ada's; how many were refused
        self.seen, self.environment, self.running = [], dict(os.environ), []

    def now(self):
        return time.time() + self.ahead

    def all_of(self, kind):
        return [one for (of, _), one in self.objects.items() if of == kind]

    def put(self, kind, name, **body):
        metadata = {"name": name, "namespace": "bench", "uid": str(uuid.uuid4()), "resourceVersion": "1",
                    "creationTimestamp": stamp(self.now()), **body.pop("metadata", {})}
        metadata["name"] = name
        one = {"apiVersion": VERSIONS.get(KINDS[kind], "v1"), "kind": KINDS[kind], "metadata": metadata, **body}
        self.objects[kind, name] = one
        return one

    # What controllers do, whenever somebody looks.

    def settle(self):
        for job in self.all_of("jobs"):
            self.settle_job(job)
        for (kind, name), one in list(self.objects.items()):
            if "deletionTimestamp" in one["metadata"] and name not in self.lasting:
                self.drop(kind, name)

    def settle_job(self, job):
        name, spec = job["metadata"]["name"], job["spec"]
        ended = next((one for one in job["status"].get("conditions", []) if one["type"] == "Failed"), None)
        if ended and self.now() > job["ended"] + spec["ttlSecondsAfterFinished"]:
            self.drop("jobs", name)
        elif not ended and self.now() > job["began"] + spec["activeDeadlineSeconds"]:
            job["ended"] = self.now()
            job["status"]["conditions"] = [{"type": "Failed", "status": "True", "reason": "DeadlineExceeded",
                                            "message": "Job was active longer than specified deadline"}]
            self.objects.pop(("pods", name + "-x7k2p"), None)
        elif not ended:
            self.settle_pod(job, name + "-x7k2p")

    def settle_pod(self, job, name):
        if self.refused_pods:
            self.put("events", "e-" + job["metadata"]["name"], reason="FailedCreate", type="Warning",
                     message=self.refused_pods,
                     involvedObject={"kind": "Job", "name": job["metadata"]["name"], "uid": job["metadata"]["uid"]})
            return
        if ("pods", name) not in self.objects:
            template = copy.deepcopy(job["spec"]["template"])
            owner = {"apiVersion": "batch/v1", "kind": "Job", "name": job["metadata"]["name"],
                     "uid": job["metadata"]["uid"], "controller": True, "blockOwnerDeletion": True}
            self.put("pods", name, metadata={**template["metadata"], "ownerReferences": [owner]},
                     spec=template["spec"], status={"phase": "Pending"})
            return
        pod = self.objects["pods", name]
        container = pod["spec"]["containers"][0]
        if pod["status"].get("kept"):
            return
        if self.unscheduled:
            pod["status"] = {"phase": "Pending", "conditions": [
                {"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": self.unscheduled}]}
            return
        waits = self.waiting.get(container["image"])
        state = {"waiting": waits} if waits else {"running": {"startedAt": stamp(self.now())}}
        pod["status"] = {"phase": "Pending" if waits else "Running", "conditions": [],
                         "containerStatuses": [{"name": container["name"], "ready": not waits, "state": state}]}

    def drop(self, kind, name):
        one = self.objects.pop((kind, name), None)
        for (of, other), thing in list(self.objects.items()):
            owners = thing["metadata"].get("ownerReferences", [])
            if one and any(owner["uid"] == one["metadata"]["uid"] for owner in owners):
                self.drop(of, other)

    # The API.

    def user_of(self, headers, certificate):
        names = [value for part in (certificate or {}).get("subject", ()) for key, value in part if key == "commonName"]
        if names and names[0] in self.certificate_users:
            return names[0]
        token = headers.get("Authorization", "").removeprefix("Bearer ")
        user = next((user for user, own in self.tokens.items() if own == token), None) or self.lessee(token)
        if user is None:
            raise Refusal(401, "Unauthorized", "Unauthorized")
        return user

    def lessee(self, token):
        if not token.startswith("leased-"):
            return None
        if time.time() - float(token.removeprefix("leased-")) < self.lease:
            return "ada"
        self.ended_leases += 1
        return None

    def answer(self, method, path, query, body):
        with self.lock:
            self.seen.append((method, path, query, body))
            parts = path.strip("/").split("/")
            if path.endswith("/nodes"):
                parts = ["api", "v1", "namespaces", "bench", "nodes"]
            if "namespaces" not in parts:
                return self.discovery(path)
            at = parts.index("namespaces")
            space, kind, name = parts[at + 1], parts[at + 2], "/".join(parts[at + 3:])
            assert "/".join(parts[:at]) == ("apis/batch/v1" if kind == "jobs" else "api/v1"), path
            if kind in self.forbidden or space != "bench":
                raise Refusal(403, "Forbidden", f'{kind} is forbidden: User "ada" cannot {method.lower()} resource')
            if method == "POST":
                return self.create(kind, json.loads(body))
            if method == "DELETE":
                return self.delete(kind, name, json.loads(body))
            assert method == "GET", method
            self.settle()
            return self.one(kind, name) if name else self.list(kind, query)

    def one(self, kind, name):
        if (kind, name) not in self.objects:
            raise Refusal(404, "NotFound", f'{kind} "{name}" not found')
        return self.objects[kind, name]

    def list(self, kind, query):
        found = [one for one in self.all_of(kind)
                 if matches(query.get("labelSelector", ""), one["metadata"].get("labels", {}))
                 and all(field_of(one, key) == value for key, _, value in
                         (part.partition("=") for part in query.get("fieldSelector", "").split(",") if part))]
        first = int(query.get("continue", 0))
        size = min(int(query.get("limit", 500)), self.page)
        metadata = {"resourceVersion": "9"}
        if first + size < len(found):
            metadata["continue"] = str(first + size)
        return {"kind": KINDS[kind] + "List", "apiVersion": VERSIONS.get(KINDS[kind], "v1"), "metadata": metadata,
                "items": copy.deepcopy(found[first:first + size])}

    def create(self, kind, body):
        assert body["kind"] == KINDS[kind], body["kind"]
        try:
            self.validate(body)
        except Exception as wrong:
            raise Refusal(422, "Invalid", f"{KINDS[kind]} is invalid: {str(wrong).splitlines()[0]}") from wrong
        name = body["metadata"]["name"]
        assert len(name) <= 63 and all(len(one) <= 63 for one in body["metadata"]["labels"].values())
        assert body["metadata"].get("namespace", "bench") == "bench"
        if (kind, name) in self.objects:
            raise Refusal(409, "AlreadyExists", f'{kind} "{name}" already exists')
        if kind == "jobs" and self.quota:
            raise Refusal(403, "Forbidden", f'jobs.batch "{name}" is forbidden: {self.quota}')
        one = self.put(kind, name, metadata=body["metadata"], spec=body["spec"], status={})
        if kind == "jobs":
            assert body["spec"]["template"]["spec"]["restartPolicy"] == "Never"
            one["began"] = self.now()
        return one

    def delete(self, kind, name, options):
        assert options["kind"] == "DeleteOptions" and set(options) <= {
            "kind", "apiVersion", "propagationPolicy", "preconditions", "gracePeriodSeconds"}, options
        one = self.one(kind, name)
        wanted = options.get("preconditions", {}).get("uid")
        if wanted and wanted != one["metadata"]["uid"]:
            raise Refusal(409, "Conflict", f"the UID in the precondition ({wanted}) does not match")
        one["metadata"].setdefault("deletionTimestamp", stamp(self.now()))
        self.end_processes()
        return one

    @staticmethod
    def discovery(path):
        def resources(version, *kinds):
            verbs = ["create", "delete", "get", "list", "patch"]
            return {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": version, "resources": [
                {"name": name, "singularName": "", "namespaced": True, "kind": KINDS[name], "verbs": verbs}
                for name in kinds]}
        version = {"groupVersion": "batch/v1", "version": "v1"}
        pages = {"/api": {"kind": "APIVersions", "versions": ["v1"], "serverAddressByClientCIDRs": []},
                 "/apis": {"kind": "APIGroupList", "apiVersion": "v1", "groups": [
                     {"name": "batch", "versions": [version], "preferredVersion": version}]},
                 "/api/v1": resources("v1", "pods", "services", "events"),
                 "/apis/batch/v1": resources("batch/v1", "jobs"),
                 "/version": {"major": "1", "minor": "32", "gitVersion": "v1.32.0"}}
        if path not in pages:
            raise Refusal(404, "NotFound", "the server could not find the requested resource")
        return pages[path]

    # What runs in a pod.

    def pod_of(self, path):
        with self.lock:
            name = path.split("/")[-2]
            if self.objects.get(("pods", name), {}).get("status", {}).get("phase") != "Running":
                raise Refusal(404, "NotFound", f'pods "{name}" not found')

    def begin(self, command):
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   start_new_session=True, env=self.environment, cwd=self.environment["HOME"])
        self.running.append(process)
        return process

    def end_processes(self):
        """With a pod goes what runs in it: whatever has its home."""
        mark = b"INFEROMETER_POD=" + self.environment.get("INFEROMETER_POD", "none").encode()
        for entry in os.listdir("/proc"):
            with contextlib.suppress(OSError):
                if entry.isdigit() and int(entry) != os.getpid():
                    with open(f"/proc/{entry}/environ", "rb") as file:
                        if mark in file.read().split(b"\0"):
                            os.kill(int(entry), signal.SIGKILL)


class WebSocket:
    """The server's side (RFC 6455), one thread, over a socket that does not block."""

    def __init__(self, connection):
        self.connection, self.bytes = connection, b""
        connection.setblocking(False)

    def receive(self):
        """Messages that are there; None: it has ended."""
        messages = []
        while True:
            try:
                piece = self.connection.recv(65536)
                if not piece:
                    return messages or None
                self.bytes += piece
            except (ssl.SSLWantReadError, BlockingIOError):
                return messages
            except OSError:
                return messages or None
            finally:
                messages += self.frames()

    def frames(self):
        while len(self.bytes) >= 2:
            first, length, at = self.bytes[0], self.bytes[1], 2
            assert length & 0x80, "a client masks what it sends"
            length &= 0x7F
            if length >= 126:
                at += 2 if length == 126 else 8
                length = int.from_bytes(self.bytes[2:at], "big")
            if len(self.bytes) < at + 4 + length:
                return
            mask, body = self.bytes[at:at + 4], self.bytes[at + 4:at + 4 + length]
            self.bytes = self.bytes[at + 4 + length:]
            key = (mask * (length // 4 + 1))[:length]
            plain = (int.from_bytes(body, "big") ^ int.from_bytes(key, "big")).to_bytes(length, "big") if length else b""
            if first & 0xF in (1, 2):
                yield plain

    def send(self, message, opcode=2):
        size = len(message)
        head = bytes([0x80 | opcode]) + (bytes([size]) if size < 126 else b"\x7e" + struct.pack(">H", size))
        left = head + message
        while left:
            try:
                left = left[self.connection.send(left):]
            except (ssl.SSLWantWriteError, BlockingIOError):
                select.select([], [self.connection], [], 1)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def handle_any(self):
        url = urllib.parse.urlsplit(self.path)
        query = urllib.parse.parse_qs(url.query, keep_blank_values=True)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        cluster = self.server.cluster
        try:
            certificate = self.connection.getpeercert() if isinstance(self.connection, ssl.SSLSocket) else None
            cluster.user_of(self.headers, certificate)
            if url.path.endswith(("/exec", "/portforward")):
                cluster.pod_of(url.path)
                return self.stream(url.path.rsplit("/", 1)[1], query)
            code = 201 if self.command == "POST" else 200
            said = cluster.answer(self.command, url.path, {key: one[0] for key, one in query.items()}, body)
            self.say(code, said)
        except Refusal as refusal:
            self.say(refusal.code, refusal.status, refusal.headers)

    def say(self, code, body, headers=None):
        raw = json.dumps(body).encode()
        with contextlib.suppress(OSError):
            self.send_response(code)
            for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

    do_GET = do_POST = do_PATCH = do_DELETE = handle_any

    def stream(self, what, query):
        asked = [one.strip() for one in self.headers.get("Sec-WebSocket-Protocol", "").split(",")]
        known = [one for one in self.server.cluster.protocols[what] if one in asked]
        if self.headers.get("Upgrade", "").lower() != "websocket" or not known:
            raise Refusal(400, "BadRequest", "Upgrade request required")
        key = self.headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        self.send_response_only(101)
        for name, value in {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Protocol": known[0],
                            "Sec-WebSocket-Accept":
                                base64.b64encode(hashlib.sha1(key.encode()).digest()).decode()}.items():
            self.send_header(name, value)
        self.end_headers()
        self.close_connection = True
        socket_ = WebSocket(self.connection)
        with contextlib.suppress(OSError, ssl.SSLError):
            getattr(self, what)(socket_, query)
            socket_.send(b"\x03\xe8", 8)

    def exec(self, there, query):
        assert query["container"] == ["engine"] and query["command"][0], query
        process = self.server.cluster.begin(query["command"])
        if query.get("stdin") != ["true"]:
            process.stdin.close()
        outs = {process.stdout: b"\x01", process.stderr: b"\x02"}
        drained = None
        while outs and (drained is None or time.monotonic() < drained):
            ready, _, _ = select.select([there.connection, *outs], [], [], 0.05)
            messages = there.receive()
            if messages is None:  # as a container's runtime does: what runs goes on, and hears no more
                with contextlib.suppress(OSError):
                    process.stdin.close()
                return
            for message in messages:
                self.give(process, message)
            for pipe in [one for one in ready if one in outs]:
                piece = os.read(pipe.fileno(), 32768)
                if piece:
                    there.send(outs[pipe] + piece)
                else:
                    del outs[pipe]
            if process.poll() is not None and drained is None:
                drained = time.monotonic() + 0.3
        there.send(b"\x03" + json.dumps(self.ended(process.wait())).encode())

    @staticmethod
    def give(process, message):
        with contextlib.suppress(OSError, ValueError):
            if message[:1] == b"\x00":
                process.stdin.write(message[1:])
                process.stdin.flush()
            elif message[:2] == b"\xff\x00":
                process.stdin.close()

    @staticmethod
    def ended(code):
        if code == 0:
            return {"metadata": {}, "status": "Success"}
        code = 128 - code if code < 0 else code
        return {"metadata": {}, "status": "Failure", "reason": "NonZeroExitCode",
                "message": f"command terminated with non-zero exit code: exit status {code}",
                "details": {"causes": [{"reason": "ExitCode", "message": str(code)}]}}

    def portforward(self, there, query):
        port = int(query["ports"][0])
        there.send(b"\x00" + struct.pack("<H", port))
        there.send(b"\x01" + struct.pack("<H", port))
        try:
            here = socket.create_connection(("127.0.0.1", port), 5)
        except OSError as refused:
            there.send(b"\x01" + f"error forwarding port {port}: {refused}".encode())
            return
        with here:
            while True:
                ready, _, _ = select.select([there.connection, here], [], [], 0.5)
                messages = there.receive()
                if messages is None:
                    return
                for message in messages:
                    assert message[:1] == b"\x00", message[:1]
                    here.sendall(message[1:])
                if here in ready:
                    piece = here.recv(32768)
                    if not piece:
                        return
                    there.send(b"\x00" + piece)


class TlsServer(http.server.ThreadingHTTPServer):
    """The handshake is each connection's own."""
    daemon_threads = True
    context = None

    def finish_request(self, request, client_address):
        if self.context:
            try:
                request = self.context.wrap_socket(request, server_side=True)
            except OSError:
                return
        with request:
            super().finish_request(request, client_address)

    def shutdown_request(self, request):
        with contextlib.suppress(OSError):
            super().shutdown_request(request)


class Authority:
    """Certificates in a folder, by openssl."""

    def __init__(self, folder):
        self.folder = folder
        self._run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                  "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=the cluster's own authority")

    def _run(self, *words):
        subprocess.run(["openssl", *words], cwd=self.folder, check=True, capture_output=True)

    def issue(self, name, common, alternatives=""):
        self._run("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
                  f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={common}")
        (self.folder / f"{name}.ext").write_text(f"subjectAltName={alternatives}\n" if alternatives else "")
        self._run("x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days",
                  "2", "-out", f"{name}.pem", "-extfile", f"{name}.ext")


class KubeServer:
    """Serves a cluster by TLS at `url`, and without at `plain_url`."""

    def __init__(self, cluster, folder):
        cluster.protocols = {"exec": ["v5.channel.k8s.io", "v4.channel.k8s.io"], "portforward": ["v4.channel.k8s.io"]}
        self.cluster = cluster
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "server.pem", folder / "server.key")
        context.load_verify_locations(folder / "ca.pem")
        context.verify_mode = ssl.CERT_OPTIONAL
        self.servers = []
        for used in (context, None):
            server = TlsServer(("127.0.0.1", 0), Handler)
            server.context, server.cluster = used, cluster
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
            self.servers.append(server)
        self.url = f"https://127.0.0.1:{self.servers[0].server_address[1]}"
        self.plain_url = f"http://127.0.0.1:{self.servers[1].server_address[1]}"

    def close(self):
        self.cluster.end_processes()
        for server in self.servers:
            server.shutdown()
            server.server_close()
