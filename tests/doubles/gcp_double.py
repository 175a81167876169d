# SPDX-License-Identifier: GPL-3.0-or-later
"""A double of Google Compute Engine, of which nobody offers one: answers shaped as the API documents them, with the
state of a project behind them. It is as strict as we know how to be: the assertion's signature and claims are checked,
bodies are held against Google's own list of fields (gcp_fields.py), queries against the documented parameters."""
import base64
import http.server
import json
import pathlib
import re
import secrets
import subprocess
import tempfile
import threading
import time
import urllib.parse
import uuid

import gcp_fields

PROJECT = "measuring-123"
EMAIL = f"bench@{PROJECT}.iam.gserviceaccount.com"
KEY_ID = "0123456789abcdef0123456789abcdef01234567"
ZONES = ("europe-west4-a", "europe-west4-b", "us-central1-a")
SCOPE = "https://www.googleapis.com/auth/compute"
FAMILY = "projects/deeplearning-platform-release/global/images/family/common-cu129-ubuntu-2204-nvidia-580"
TYPES = {"g2-standard-8": ("nvidia-l4", 1), "a2-ultragpu-2g": ("nvidia-a100-80gb", 2), "n1-standard-8": None,
         **{f"e2-custom-{i}": None for i in range(6)}}
CARDS = {"nvidia-tesla-t4": 4, "nvidia-l4": 8}


class Refusal(Exception):
    """What the API says instead: https://cloud.google.com/apis/design/errors, with the older "errors" of Compute."""

    def __init__(self, status, reason, message):
        super().__init__(message)
        self.status = status
        self.body = {"error": {"code": status, "message": message,
                               "errors": [{"message": message, "domain": "global", "reason": reason}]}}


def invalid(message):
    return Refusal(400, "invalid", message)


class Keys:
    """A pair of RSA keys by the program openssl, which also checks what was signed with it."""

    def __init__(self, folder):
        self.private, self.public = folder / "private.pem", folder / "public.pem"
        for command in (["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", self.private],
                        ["pkey", "-in", self.private, "-pubout", "-out", self.public]):
            subprocess.run(["openssl", *command], check=True, capture_output=True)

    def signed(self, text, signature):
        with tempfile.NamedTemporaryFile() as file:
            file.write(signature)
            file.flush()
            done = subprocess.run(["openssl", "dgst", "-sha256", "-verify", self.public, "-signature", file.name],
                                  input=text, capture_output=True, check=False)
        return done.returncode == 0


def unpadded(text):
    if not re.fullmatch(r"[\w-]+", text):
        raise ValueError(text)
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Gce:
    """`shortage`: what the operation of the next insert ends with, as (code, message, status). `page`: most of a list.
    `life`: of a token, in seconds. `skew`: how far its clock is ahead, in seconds."""

    def __init__(self, keys=None):
        self.folder = tempfile.TemporaryDirectory()
        self.keys = keys or Keys(pathlib.Path(self.folder.name))
        self.fields, self.is_true = gcp_fields.fields()
        self.lock = threading.RLock()
        self.token_url = ""
        self.reset()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler(self))
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.folder.cleanup()

    def reset(self):
        self.tokens, self.instances, self.disks, self.operations, self.requests = {}, {}, {}, {}, {}
        self.asserted, self.shortage, self.page, self.life, self.skew, self.dark = [], None, 500, 3599, 0, None

    def key_file(self, **other):
        return json.dumps({"type": "service_account", "project_id": PROJECT, "private_key_id": KEY_ID,
                           "private_key": self.keys.private.read_text(), "client_email": EMAIL,
                           "token_uri": self.token_url, **other})

    # Tokens: https://developers.google.com/identity/protocols/oauth2/service-account

    def token(self, body):
        form = dict(urllib.parse.parse_qsl(body.decode()))
        if form.get("grant_type") != "urn:ietf:params:oauth:grant-type:jwt-bearer":
            return 400, {"error": "unsupported_grant_type"}
        wrong = self.wrong_with(form.get("assertion", ""))
        if wrong:
            return 400, {"error": "invalid_grant", "error_description": wrong}
        token = "ya29." + secrets.token_urlsafe(40)
        self.tokens[token] = time.time() + self.life
        return 200, {"access_token": token, "expires_in": self.life, "token_type": "Bearer"}

    def wrong_with(self, assertion):
        try:
            head, claims, signature = assertion.split(".")
            header, said = json.loads(unpadded(head)), json.loads(unpadded(claims))
            good = self.keys.signed(f"{head}.{claims}".encode(), unpadded(signature))
        except ValueError:
            return "The assertion is no JWT."
        self.asserted.append(assertion)
        now = time.time() + self.skew
        if header != {"alg": "RS256", "typ": "JWT", "kid": KEY_ID} or not good:
            return "Invalid JWT Signature."
        if (said.get("iss"), said.get("scope"), said.get("aud")) != (EMAIL, SCOPE, self.token_url):
            return f"Invalid claims: {said}"
        if not now - 300 < said["iat"] < now + 300 or not said["iat"] < said["exp"] <= said["iat"] + 3600:
            return "Invalid JWT: iat and exp are not within a reasonable time."
        return None if set(said) == {"iss", "scope", "aud", "iat", "exp"} else f"Invalid claims: {said}"

    # https://cloud.google.com/compute/docs/reference/rest/v1

    def answer(self, method, target, headers, body):
        parts = urllib.parse.urlsplit(target)
        query = dict(urllib.parse.parse_qsl(parts.query))
        if parts.path == "/token":
            return self.token(body)
        token = headers.get("Authorization", "").removeprefix("Bearer ")
        if self.tokens.get(token, 0) < time.time():
            raise Refusal(401, "authError", "Request had invalid authentication credentials.")
        path = parts.path.removeprefix("/compute/v1/")
        if method == "GET" and path == FAMILY:
            return 200, {"kind": "compute#image", "name": "common-cu129-v1", "status": "READY", "diskSizeGb": "50",
                         "creationTimestamp": "2026-06-26T00:00:00.000-07:00"}
        words = path.split("/")
        if words[:2] != ["projects", PROJECT]:
            raise Refusal(404, "notFound", f"The resource '{path}' was not found")
        return 200, self.of_project(method, words[2:], query, body)

    def of_project(self, method, words, query, body):
        match method, words:
            case "GET", []:
                return {"kind": "compute#project", "name": PROJECT}
            case "GET", ["aggregated", ("instances" | "disks") as what]:
                return self.aggregated(what, query)
        if words[:1] != ["zones"] or words[1] not in ZONES:
            raise invalid(f"Invalid value for field 'zone': '{words}'. Unknown zone.")
        zone = words[1]
        match method, words[2:]:
            case "GET", ["machineTypes"]:
                return self.types(query)
            case "GET", ["machineTypes", name] if name in TYPES:
                return self.type(name)
            case "GET", ["acceleratorTypes", name] if name in CARDS:
                return {"kind": "compute#acceleratorType", "name": name, "maximumCardsPerInstance": CARDS[name]}
            case "POST", ["instances"]:
                return self.insert(zone, query, json.loads(body))
            case "GET", ["operations", name] if name in self.operations:
                return self.progress(name)
            case "DELETE", ["instances", name] if (zone, name) in self.instances:
                return self.delete(zone, name)
            case "DELETE", ["disks", name] if (zone, name) in self.disks:
                return self.delete_disk(zone, name)
        raise Refusal(404, "notFound", f"The resource '{'/'.join(words)}' was not found")

    @staticmethod
    def type(name):
        row = {"kind": "compute#machineType", "name": name, "guestCpus": 8, "memoryMb": 32768}
        if TYPES[name]:
            row["accelerators"] = [{"guestAcceleratorType": TYPES[name][0], "guestAcceleratorCount": TYPES[name][1]}]
        return row

    def paged(self, kept, query, allowed):
        if set(query) - {"maxResults", "pageToken", *allowed}:
            raise invalid(f"Unknown parameters: {query}")
        size = min(self.page, int(query["maxResults"]))
        if not 0 < int(query["maxResults"]) <= 500:
            raise invalid("maxResults")
        start = int(query.get("pageToken", "0"))
        more = {"nextPageToken": str(start + size)} if start + size < len(kept) else {}
        return kept[start:start + size], more

    def types(self, query):
        some, more = self.paged(sorted(TYPES), query, {"orderBy"})
        return {"kind": "compute#machineTypeList", "items": [self.type(name) for name in some], **more}

    def aggregated(self, what, query):
        if query.get("filter") != "labels.inferometer:*":
            raise invalid(f"Invalid value for field 'filter': '{query.get('filter')}'.")
        self.go_on()
        kept = [(zone, one) for (zone, _), one in sorted(getattr(self, what).items()) if "inferometer" in one["labels"]]
        some, more = self.paged(kept, query, {"filter"})
        items = {}
        for zone in ZONES:
            here = [one for where, one in some if where == zone]
            items[f"zones/{zone}"] = {what: here} if here else {"warning": {"code": "NO_RESULTS_ON_PAGE"}}
        if self.dark:
            items[f"zones/{self.dark}"] = {"warning": {"code": "UNREACHABLE"}}
        return {"kind": f"compute#{what[:-1]}AggregatedList", "items": items, **more}

    def go_on(self):
        for key, one in list(self.instances.items()):
            if one["status"] == "STOPPING":
                del self.instances[key]
                if one["disks"][0]["autoDelete"]:
                    del self.disks[key]
            elif one["status"] == "STAGING":
                one["status"] = "RUNNING"
                config = one["networkInterfaces"][0]
                config["networkIP"] = "10.164.0.2"
                for access in config.get("accessConfigs", []):
                    access["natIP"] = "127.0.0.1"
            elif one["status"] == "PROVISIONING":
                one["status"] = "STAGING"

    def operation(self, kind, zone, name, error=None):
        operation = {"kind": "compute#operation", "name": f"operation-{uuid.uuid4()}", "operationType": kind,
                     "zone": f"https://www.googleapis.com/compute/v1/projects/{PROJECT}/zones/{zone}",
                     "targetLink": f"{self.url}/compute/v1/projects/{PROJECT}/zones/{zone}/instances/{name}",
                     "status": "PENDING", "progress": 0}
        self.operations[operation["name"]] = operation, error
        return dict(operation)

    def progress(self, name):
        operation, error = self.operations[name]
        after = {"PENDING": "RUNNING", "RUNNING": "DONE", "DONE": "DONE"}[operation["status"]]
        operation.update(status=after, progress=100 if after == "DONE" else 30)
        if after == "DONE" and error:
            code, message, status = error
            operation.update(error={"errors": [{"code": code, "message": message}]}, httpErrorStatusCode=status,
                             httpErrorMessage="SO IT IS")
        return dict(operation)

    def insert(self, zone, query, body):
        if set(query) != {"requestId"} or uuid.UUID(query["requestId"]).int == 0:
            raise invalid(f"requestId: {query}")
        if wrong := gcp_fields.fault(body, "Instance", self.fields) or self.wrong_machine(zone, body):
            raise invalid(wrong)
        if query["requestId"] in self.requests:
            return self.requests[query["requestId"]]
        key = zone, body["name"]
        if key in self.instances:
            raise Refusal(409, "alreadyExists", f"The resource '{body['name']}' already exists")
        shortage, self.shortage = self.shortage, None
        if not shortage:
            disk = body["disks"][0]
            self.instances[key] = {**body, "status": "PROVISIONING", "labels": dict(body["labels"])}
            self.disks[key] = {"name": body["name"], "status": "READY", "sizeGb": disk["initializeParams"]["diskSizeGb"],
                               "labels": disk["initializeParams"]["labels"]}
        operation = self.operation("insert", zone, body["name"], shortage)
        self.requests[query["requestId"]] = operation
        return operation

    def wrong_machine(self, zone, body):
        scheduling = body["scheduling"]
        kind = body["machineType"].removeprefix(f"zones/{zone}/machineTypes/")
        if not re.fullmatch("[a-z]([-a-z0-9]{0,61}[a-z0-9])?", body["name"]) or kind not in TYPES:
            return f"name or machineType: {body['name']}, {body['machineType']}"
        if not all(re.fullmatch("[a-z0-9_-]{0,63}", one) for one in (*body["labels"], *body["labels"].values())):
            return f"labels: {body['labels']}"
        if scheduling["onHostMaintenance"] != "TERMINATE" and (TYPES[kind] or "guestAccelerators" in body):
            return "Instances with guest accelerators do not support live migration."
        if not 30 <= int(scheduling["maxRunDuration"]["seconds"]) <= 120 * 86400 or scheduling["automaticRestart"]:
            return f"scheduling: {scheduling}"
        if scheduling["provisioningModel"] not in ("STANDARD", "SPOT") or \
                scheduling["instanceTerminationAction"] not in ("DELETE", "STOP"):
            return f"scheduling: {scheduling}"
        if "guestAccelerators" in body and TYPES[kind]:
            return f"{kind} carries its accelerators"
        return None if int(body["disks"][0]["initializeParams"]["diskSizeGb"]) >= 50 else "diskSizeGb is too small"

    def delete(self, zone, name):
        self.instances[zone, name]["status"] = "STOPPING"
        return self.operation("delete", zone, name)

    def delete_disk(self, zone, name):
        if (zone, name) in self.instances:
            raise Refusal(400, "resourceInUseByAnotherResource", f"The disk resource '{name}' is already being used")
        del self.disks[zone, name]
        return self.operation("delete", zone, name)


def handler(gce):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def any(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            with gce.lock:
                try:
                    status, said = gce.answer(self.command, self.path, self.headers, body)
                except Refusal as refusal:
                    status, said = refusal.status, refusal.body
            raw = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=UTF-8")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = any

    return Handler
