# SPDX-License-Identifier: GPL-3.0-or-later
"""Kubernetes against a double of ours (kube_server.py) that holds every body against the schemas of the official
OpenAPI document. Where kubectl is installed it is a second client of the double, so that what the double says of
`exec` and of objects is not our reading alone."""
import base64
import contextlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from fault_proxy import FaultProxy, after, busy, drop, hang, instead, late
from kube_server import Authority, Cluster, KubeServer
from probe_case import ProbeCase

HERE = pathlib.Path(__file__).resolve().parent
PROBE = os.environ["CLOUD_PROBE"]
PATIENCE_S = 60
TOKEN = "eyJhbGciOi.t0ken-of-ada.nobodysbusiness"
NAME = "inferometer-t-01a2b3c4"
SAID = '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"TOKEN"}}'
QUOTA = "exceeded quota: gpus, requested: requests.nvidia.com/gpu=1, used: requests.nvidia.com/gpu=8, limited: 8"


def schemas():
    """What validates a body, from the packages of kubernetes-requirements.txt."""
    found = subprocess.run(["sh", HERE / "python.sh", "kubernetes"], stdout=subprocess.PIPE, text=True, check=False)
    if found.returncode:
        sys.exit(found.returncode)
    packages = next(pathlib.Path(found.stdout.strip()).parents[1].glob("lib/python*/site-packages"))
    sys.path.insert(0, str(packages))
    import kubernetes_validate
    return lambda body: kubernetes_validate.validate(body, "1.37", strict=True)


def encoded(path):
    return base64.b64encode(path.read_bytes()).decode()


def write_config(folder, url, user=None, cluster=None):
    """A kubeconfig with the user of the token and that of the certificate."""
    ca = {"certificate-authority-data": encoded(folder / "ca.pem")}
    path = folder / f"config-{os.urandom(4).hex()}"
    path.write_text(json.dumps({
        "apiVersion": "v1", "kind": "Config", "current-context": "by-cert",
        "clusters": [{"name": "one", "cluster": {"server": url, **ca, **(cluster or {})}}],
        "users": [{"name": "ada", "user": user or {"token": TOKEN}},
                  {"name": "cert", "user": {"client-certificate": "client.pem",
                                            "client-key-data": encoded(folder / "client.key")}}],
        "contexts": [{"name": "here", "context": {"cluster": "one", "user": "ada", "namespace": "elsewhere"}},
                     {"name": "by-cert", "context": {"cluster": "one", "user": "cert", "namespace": "elsewhere"}}]}))
    return path


def let_in(cluster, home):
    """Who may ask it, and where its pods are at home on this machine."""
    cluster.tokens["ada"] = TOKEN
    cluster.certificate_users.add("cert")
    cluster.environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8",
                           "INFEROMETER_POD": os.urandom(8).hex(), "TMPDIR": str(home)}
    return cluster


class KubeCase(ProbeCase):
    """A cluster with a user by token ("ada") and one by certificate ("cert")."""

    @classmethod
    def setUpClass(cls):
        cls.validate = staticmethod(schemas())
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="inferometer-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, True)
        authority = Authority(cls.folder)
        authority.issue("server", "apiserver", "IP:127.0.0.1")
        authority.issue("client", "cert")
        cls.said = []

    def setUp(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="home-", dir=self.folder))
        self.cluster = let_in(Cluster(self.validate), self.home)
        self.server = KubeServer(self.cluster, self.folder)
        self.addCleanup(self.server.close)
        self.config = self.write_config()

    def write_config(self, url="", user=None, cluster=None):
        return write_config(self.folder, url or self.server.url, user, cluster)

    def tearDown(self):
        for text in self.said:
            self.assertNotIn(TOKEN, text)
            self.assertNotIn("PRIVATE KEY", text)

    def command(self, words, settings):
        given = {"image": "vllm/vllm-openai:v0.11.0", "context": "here", "namespace": "bench",
                 "kubeconfig": self.config, **settings}
        given = {key.replace("_", "-"): value for key, value in given.items()}
        return [PROBE, "kubernetes", *(f"{key}={value}" for key, value in given.items()), *map(str, words)]

    def probe(self, *words, given="", **settings):
        done = subprocess.run(self.command(words, settings), input=given, capture_output=True, text=True,
                              timeout=PATIENCE_S, check=False)
        self.said += [done.stdout, done.stderr]
        return done

    def machine(self, **settings):
        found = [one for one in self.ok("list", **settings) if one["kind"] == "machine"]
        self.assertEqual(len(found), 1, found)
        return found[0]

    def ready(self):
        self.ok("make", NAME)
        for _ in range(3):
            machine = self.machine()
        self.assertTrue(machine["is_ready"], machine)
        return machine

    def plugin(self, script, **more):
        path = self.folder / f"plugin-{os.urandom(4).hex()}"
        path.write_text("#!/bin/sh\n" + script)
        path.chmod(0o755)
        return self.write_config(user={"exec": {"apiVersion": "client.authentication.k8s.io/v1", "command": path.name
                                                if "/" in path.name else f"./{path.name}",
                                                "interactiveMode": "Never", **more}})

    def leasing(self, seconds):
        """A plugin whose tokens hold so long, and do not say so; each time it is run is a line of the second file."""
        self.cluster.lease = seconds
        count = self.folder / f"count-{os.urandom(4).hex()}"
        return self.plugin(f"echo run >> {count}\necho '{SAID}' | sed s/TOKEN/leased-$(date +%s.%N)/\n"), count


class Kubernetes(KubeCase):
    def test_the_journey(self):
        account = self.ok("account")
        self.assertIn(f"Kubernetes context here at {self.server.url}, namespace bench, user ada of {self.config}", account)
        made = self.ok("make", NAME, cpu="8", memory="64Gi", disk="100Gi", node_selector="nvidia.com/gpu.product=L4",
                       image_pull_secret="registry")
        self.assertRegex(made, r"^machine \S+\naddress \S+\n$")
        job = self.cluster.objects["jobs", NAME]
        self.assertEqual(job["spec"]["activeDeadlineSeconds"], 3600)
        pod = job["spec"]["template"]["spec"]
        self.assertEqual(pod["containers"][0]["resources"]["limits"],
                         {"cpu": "8", "memory": "64Gi", "ephemeral-storage": "100Gi", "nvidia.com/gpu": "1"})
        self.assertEqual(pod["nodeSelector"], {"nvidia.com/gpu.product": "L4"})
        self.assertEqual(pod["imagePullSecrets"], [{"name": "registry"}])
        service = self.cluster.objects["services", NAME]
        self.assertEqual(service["metadata"]["ownerReferences"][0]["uid"], job["metadata"]["uid"])
        for _ in range(3):
            machine = self.machine()
        self.assertEqual([machine[key] for key in ("name", "state", "is_ready", "trouble", "address", "user")],
                         [NAME, "Running", True, "", NAME + "-x7k2p", "engine"])
        self.ok("end", NAME)
        self.assertEqual(self.ok("list"), [])
        self.assertEqual(self.cluster.all_of("pods"), [])
        self.ok("end", NAME)

    def test_a_long_name_is_told_apart_by_its_end(self):
        long = "inferometer-a-deployment-with-a-long-name-018f2b5e-7c1a-7def-8abc-0123456789ab"
        self.ok("make", long)
        self.assertEqual({one["name"] for one in self.ok("list")}, {long})
        self.ok("end", long)
        self.assertEqual(self.ok("list"), [])

    def test_what_bears_no_name_of_ours_is_left_alone(self):
        labels = {"app.kubernetes.io/managed-by": "inferometer", "app.kubernetes.io/instance": "other"}
        for name, annotation in (("a", {}), ("b", {"inferometer/name": "other"}), ("c", {"inferometer/name": NAME})):
            self.cluster.put("services", name, metadata={"labels": labels, "annotations": annotation}, spec={})
        self.assertEqual(self.ok("list"), [])
        self.ok("end", NAME)
        self.assertEqual(len(self.cluster.all_of("services")), 3)

    def test_a_pod_whose_job_is_gone_is_a_machine_still(self):
        self.ready()
        del self.cluster.objects["jobs", NAME]
        self.assertEqual(self.machine()["address"], NAME + "-x7k2p")
        self.ok("end", NAME)
        self.assertEqual(self.ok("list"), [])

    def test_a_job_that_was_made_anew_by_that_name_is_not_ended(self):
        self.ready()
        with FaultProxy(self.server.plain_url) as proxy:
            config = self.write_config(proxy.url)
            self.ok("list", kubeconfig=config)
            self.cluster.objects["jobs", NAME]["metadata"]["uid"] = "another"
            proxy.on("GET /apis/batch", late)
            self.fails(1, "does not match", "end", NAME, kubeconfig=config)
        self.assertIn(("jobs", NAME), self.cluster.objects)

    def test_its_own_end_takes_all_with_it(self):
        self.ready()
        self.cluster.ahead = 3601
        machine = self.machine()
        self.assertIn("DeadlineExceeded", machine["trouble"])
        self.assertEqual(self.cluster.all_of("pods"), [])
        self.cluster.ahead = 3700
        self.assertEqual(self.ok("list"), [])

    def test_what_goes_slowly_is_listed_until_it_is_gone(self):
        self.ready()
        self.cluster.lasting.add(NAME)
        self.ok("end", NAME)
        machine = self.machine()
        self.assertEqual([machine["state"], machine["is_ready"]], ["Terminating", False])
        self.cluster.lasting.clear()
        self.assertEqual(self.ok("list"), [])

    def test_what_it_waits_for_and_what_never_comes(self):
        self.ok("make", NAME)
        self.cluster.unscheduled = "0/3 nodes are available: 3 Insufficient nvidia.com/gpu."
        self.machine()
        machine = self.machine()
        self.assertIn("Pending: Unschedulable: 0/3 nodes are available: 3 Insufficient nvidia.com/gpu", machine["state"])
        self.assertEqual(machine["trouble"], "")
        self.cluster.unscheduled = ""
        for reason, trouble in (("ContainerCreating", False), ("ErrImagePull", False), ("ImagePullBackOff", True),
                                ("CrashLoopBackOff", True)):
            self.cluster.waiting = {"vllm/vllm-openai:v0.11.0": {"reason": reason, "message": "it is \x1b[31mso"}}
            machine = self.machine()
            self.assertIn(f"Pending: {reason}: it is", machine["state"])
            self.assertNotIn("\x1b", machine["state"])
            self.assertEqual(reason in machine["trouble"], trouble)
        pod = self.cluster.objects["pods", NAME + "-x7k2p"]
        pod["status"] = {"phase": "Failed", "kept": True, "containerStatuses": [
            {"name": "engine", "state": {"terminated": {"reason": "OOMKilled", "exitCode": 137}}}]}
        self.assertEqual(self.machine()["trouble"], "its container has ended (OOMKilled, exit code 137)")

    def test_a_quota(self):
        self.cluster.quota = QUOTA
        self.fails(1, "The quota of the namespace bench is used up", "make", NAME)
        self.assertEqual(self.ok("list"), [])
        self.cluster.quota, self.cluster.refused_pods = "", f'pods "x" is forbidden: {QUOTA}'
        self.ok("make", NAME)
        machine = self.machine()
        self.assertIn("FailedCreate", machine["trouble"])
        self.assertIn("exceeded quota", machine["trouble"])
        self.cluster.forbidden.add("events")
        self.assertEqual(self.machine()["trouble"], "")

    def test_offers(self):
        for index, (product, gpus) in enumerate((("NVIDIA-L4", 4), ("NVIDIA-L4", 2), ("NVIDIA-H100-80GB", 8), ("", 0))):
            labels = {"nvidia.com/gpu.product": product, "nvidia.com/gpu.memory": "23034"} if product else {}
            self.cluster.put("nodes", f"n{index}", metadata={"labels": labels},
                             status={"allocatable": {"cpu": "32", **({"nvidia.com/gpu": str(gpus)} if gpus else {})}})
        offers = {one["gpu"]: one for one in self.ok("offers")}
        self.assertEqual({gpu: (one["gpus"], one["availability"], one["price_per_hour"]) for gpu, one in offers.items()},
                         {"NVIDIA-L4": (4, "2 nodes", None), "NVIDIA-H100-80GB": (8, "1 node", None)})
        self.assertAlmostEqual(offers["NVIDIA-L4"]["gpu_memory"], 22.5, 1)
        asked = self.ok("asked", node_selector="nvidia.com/gpu.product=NVIDIA-H100-80GB", gpus=8)
        self.assertEqual([asked["gpu"], asked["gpus"], asked["price_per_hour"]], ["NVIDIA-H100-80GB", 8, None])
        self.cluster.forbidden.add("nodes")
        self.fails(1, "does not allow this to the key in the user ada", "offers")
        self.assertEqual(self.ok("asked")["gpu"], "nvidia.com/gpu")

    def test_doubt_and_refusal(self):
        jobs = "POST /apis/batch/v1/namespaces/bench/jobs"
        with FaultProxy(self.server.plain_url) as proxy:
            config = self.write_config(proxy.url)
            for fault, code, stands in ((after(504), 3, True), (drop, 3, True), (hang(40), 3, True),
                                        (instead(500, b'{"message":"etcdserver: leader changed"}'), 3, False),
                                        (busy(1), 1, False), (instead(401), 1, False)):
                with self.subTest(fault=str(fault), code=code):
                    proxy.on(jobs, fault)
                    self.assertEqual(self.probe("make", NAME, kubeconfig=config).returncode, code)
                    self.assertEqual(len(proxy.requests(jobs)), 1, "a second one was asked for")
                    self.assertEqual(bool(self.ok("list", kubeconfig=config)), stands)
                    self.ok("end", NAME, kubeconfig=config)
                    self.assertEqual(self.ok("list", kubeconfig=config), [])
                    proxy.clear()
            proxy.on("GET /apis/batch", busy(1))
            began = time.monotonic()
            self.assertEqual(self.ok("list", kubeconfig=config), [])
            self.assertGreater(time.monotonic() - began, 0.9)
        # What is there already by that name was made by an earlier hearing of the same request.
        self.ok("make", NAME)
        self.fails(3, "already exists", "make", NAME)

    def test_a_part_of_a_list_is_none(self):
        self.ok("make", NAME)
        self.cluster.forbidden.add("services")
        self.fails(1, "services is forbidden", "list")

    def test_credentials(self):
        self.assertIn("user cert of", self.ok("account", context="by-cert"))
        token = self.folder / "token"
        token.write_text(TOKEN + "\n")
        self.ok("account", kubeconfig=self.write_config(user={"tokenFile": "token"}))
        token.write_text("expired")
        self.fails(1, "does not accept the key in the user ada", "account",
                   kubeconfig=self.write_config(user={"tokenFile": "token"}))
        self.fails(1, "no context \"none\"", "account", context="none")
        with tempfile.TemporaryDirectory() as other:
            Authority(pathlib.Path(other))
            stranger = {"certificate-authority-data": encoded(pathlib.Path(other, "ca.pem"))}
            self.fails(3, "is not trusted", "account", kubeconfig=self.write_config(cluster=stranger))
        self.fails(1, "insecure-skip-tls-verify", "account",
                   kubeconfig=self.write_config(cluster={"insecure-skip-tls-verify": True}))

    def test_a_plugin(self):
        said = SAID.replace("TOKEN", "%s")
        count = self.folder / "count"
        config = self.plugin(f"""echo run >> {count}
case $KUBERNETES_EXEC_INFO in *'"interactive":false'*) ;; *) exit 3 ;; esac
[ "$1 $HUSH" = "a b it's" ] || exit 4
echo '{said % TOKEN}'
""", args=["a b"], env=[{"name": "HUSH", "value": "it's"}])
        self.ok("account", kubeconfig=config)
        self.assertEqual(count.read_text(), "run\n", "kept while it holds")
        # What is not accepted any more is asked for anew, once.
        wrong = self.plugin(f"echo run >> {count}\necho '{said % 'expired'}'\n")
        self.fails(1, "does not accept the key", "account", kubeconfig=wrong)
        self.assertEqual(count.read_text(), "run\n" * 3)
        for script, why in (("echo 'log in first' >&2; exit 1", "log in first"), ("echo '{}'", "no ExecCredential"),
                            (f"echo '{said % ''}'", "no token"), ("exit 0", "no ExecCredential")):
            self.fails(1, why, "account", kubeconfig=self.plugin(script))

    def test_manifests_are_what_is_made(self):
        import yaml
        text = self.ok("manifests", NAME, cpu="8", node_selector="disk=true", kubeconfig="/nowhere")
        shown = {one["kind"]: one for one in yaml.safe_load_all(text)}
        self.ok("make", NAME, cpu="8", node_selector="disk=true")
        for kind, plural in (("Job", "jobs"), ("Service", "services")):
            made = self.cluster.objects[plural, NAME]
            self.validate(shown[kind])
            self.assertEqual(shown[kind]["spec"], made["spec"])
            for key in ("name", "labels", "annotations"):
                self.assertEqual(shown[kind]["metadata"][key], made["metadata"][key])

    def test_settings(self):
        for key, value in (("gpus", "many"), ("node-selector", "a"), ("memory", "64 GB"), ("cpu", "0"),
                           ("namespace", "../x"), ("gpu-resource", "a b"), ("image-pull-secret", "a/b")):
            done = self.probe("manifests", NAME, **{key: value})
            self.assertEqual(done.returncode, 1, key)
            self.assertIn(key.split("-")[0], done.stderr)


class Pod(KubeCase):
    def setUp(self):
        super().setUp()
        self.ready()

    def test_a_script(self):
        for protocols in (["v5.channel.k8s.io"], ["v4.channel.k8s.io"]):
            self.cluster.protocols["exec"] = protocols
            done = self.probe("run", NAME, 20, "cat; echo to err >&2; pwd; exit 7", given="it's\nfed\n")
            self.assertEqual([done.returncode, done.stdout, done.stderr], [7, f"it's\nfed\n{self.home}\n", "to err\n"])
        done = self.probe("run", NAME, 20, "kill -TERM $$")
        self.assertEqual(done.returncode, 143)
        done = self.probe("run", NAME, 20, "echo by cert", context="by-cert")
        self.assertEqual(done.stdout, "by cert\n")

    def test_much(self):
        text = "".join(f"line {i}\n" for i in range(200_000))
        done = self.probe("run", NAME, 50, "cat", given=text)
        self.assertEqual(done.stdout, text)
        done = self.probe("run", NAME, 50, "head -c 9000000 /dev/zero | tr '\\0' x; echo end >&2")
        self.assertEqual([len(done.stdout), done.stderr], [4 << 20, "end\n"])

    def test_what_is_not_done_in_time_is_killed_with_all_its_children(self):
        said = self.fails(3, "was not done after 1 s", "run", NAME, 1, "sleep 4321 & echo begun; wait")
        self.assertIn(NAME + "-x7k2p", said)
        running = [path.read_bytes() for path in pathlib.Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
        self.assertNotIn(b"sleep\x004321\0", running)

    def test_an_input_that_is_cut_begins_nothing(self):
        words = self.command(("run", NAME, 30, "cat > taken; sleep 30"), {})
        begin = self.cluster.begin

        def cut(command):
            process = begin(command)
            process.stdin.close()
            return process
        self.cluster.begin = cut
        done = subprocess.run(words, input="a secret", capture_output=True, text=True, timeout=30, check=False)
        self.assertEqual([done.returncode, done.stderr], [125, "its input was cut\n"])
        self.assertFalse((self.home / "taken").exists())
        self.assertEqual([one for one in self.home.iterdir() if one.name.startswith("tmp")], [])

    def test_a_pod_that_is_gone(self):
        self.cluster.protocols["exec"] = []
        self.fails(1, "opens no WebSocket (HTTP 400: Upgrade request required)", "run", NAME, 5, "true")

    def test_a_port(self):
        with socket.socket() as there:
            there.bind(("127.0.0.1", 0))
            there.listen()
            taken = []

            def echo():
                while True:
                    with contextlib.suppress(OSError):
                        one, _ = there.accept()
                        taken.append(one)
                        threading.Thread(target=self.echo, args=(one,), daemon=True).start()
                        continue
                    return
            threading.Thread(target=echo, daemon=True).start()
            words = self.command(("reach", NAME, there.getsockname()[1]), {})
            process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            try:
                port = int(process.stdout.readline())
                blob = os.urandom(3_000_000)
                self.assertEqual(self.through(port, blob), blob)
                several = [threading.Thread(target=lambda: self.assertEqual(self.through(port, blob[:9]), blob[:9]))
                           for _ in range(20)]
                for one in several:
                    one.start()
                for one in several:
                    one.join()
                self.assertEqual(len(taken), 21)
                there.shutdown(socket.SHUT_RDWR)  # ends its accept() too
                there.close()
                with socket.create_connection(("127.0.0.1", port), 5) as refused:
                    refused.settimeout(10)
                    self.assertEqual(refused.recv(1), b"", "nobody listens there any more")
            finally:
                process.communicate()

    def test_a_token_that_ends_between_two_connections(self):
        lease = 3
        config, count = self.leasing(lease)
        with socket.socket() as there:
            there.bind(("127.0.0.1", 0))
            there.listen()
            threading.Thread(target=self.echo_all, args=(there,), daemon=True).start()
            process = subprocess.Popen(self.command(("reach", NAME, there.getsockname()[1]), {"kubeconfig": config}),
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            try:
                port = int(process.stdout.readline())
                with socket.create_connection(("127.0.0.1", port), 5) as first:
                    first.settimeout(10)
                    first.sendall(b"early")
                    self.assertEqual(first.recv(9), b"early")
                    runs = len(count.read_text().split())
                    time.sleep(lease + 0.2)
                    # Many at once, of which each is refused, and one plugin is asked.
                    got = []
                    several = [threading.Thread(target=lambda: got.append(self.through(port, b"later"))) for _ in range(8)]
                    for one in several:
                        one.start()
                    for one in several:
                        one.join()
                    self.assertEqual(got, [b"later"] * 8)
                    self.assertGreater(self.cluster.ended_leases, 0)
                    self.assertEqual(len(count.read_text().split()), runs + 1)
                    first.sendall(b"still")
                    self.assertEqual(first.recv(9), b"still")
            finally:
                process.communicate()

    def echo_all(self, there):
        with contextlib.suppress(OSError):
            while True:
                one, _ = there.accept()
                threading.Thread(target=self.echo, args=(one,), daemon=True).start()

    @staticmethod
    def echo(one):
        with one, contextlib.suppress(OSError):
            while piece := one.recv(65536):
                one.sendall(piece)

    @staticmethod
    def through(port, blob):
        with socket.create_connection(("127.0.0.1", port), 5) as here:
            here.settimeout(20)
            threading.Thread(target=here.sendall, args=(blob,), daemon=True).start()
            got = b""
            while len(got) < len(blob):
                piece = here.recv(65536)
                if not piece:
                    break
                got += piece
            return got


@unittest.skipUnless(shutil.which("kubectl"), "kubectl is not installed: the double has no second client")
class Kubectl(KubeCase):
    def kubectl(self, *words, given=""):
        done = subprocess.run(["kubectl", "--kubeconfig", self.config, "--context=here", "--namespace=bench",
                               f"--cache-dir={self.home}", *words], input=given,
                              capture_output=True, text=True, timeout=PATIENCE_S, check=False)
        return done

    def test_it_makes_the_same_and_runs_there(self):
        manifests = self.ok("manifests", NAME)
        done = self.kubectl("create", "--validate=false", "-f", "-", given=manifests)
        self.assertEqual(done.returncode, 0, done.stderr)
        for _ in range(3):
            machine = self.machine()
        self.assertTrue(machine["is_ready"])
        done = self.kubectl("exec", "-i", machine["address"], "-c", "engine", "--", "sh", "-c", "cat; exit 3",
                            given="fed")
        self.assertEqual([done.returncode, done.stdout], [3, "fed"], done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=1)
