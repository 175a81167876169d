# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults at every call of a journey. A good journey is recorded; then the same is gone again with each fault of a table
at each of its calls, and whatever came of it, what is left at the site is shown, said and ended.

Every kind of call has a fault or more where it comes first and where it comes last, and each fault some calls.
INFEROMETER_ALL_FAULTS=kinds: every fault at these; =calls: every fault at every call."""
import concurrent.futures
import json
import os
import re
import signal
import sys
import time

import fault_proxy
from fault_proxy import after, busy, drop, instead, late
from journey import Journey
from stateful_proxy import Proxy

AT_ONCE = int(os.environ.get("INFEROMETER_FAULTS_AT_ONCE", "8"))
TIMEOUT_S = 32  # longer than any call of ours waits
ID = r"(inferometer-\w+-|operation-)?[0-9a-f]{8}-[0-9a-f-]{27}|\bpod\d+x"  # of ours, of sites, of RunPod's double


def cut(_proxy, _request, _forward):
    """The connection ends, and the API never hears of it."""


def deaf(proxy, _request, _forward):
    """The API never hears of it, and nothing is said."""
    proxy.stopping.wait(TIMEOUT_S)


def mute(proxy, _request, forward):
    forward()
    proxy.stopping.wait(TIMEOUT_S)


def killed_before(proxy, _request, _forward):
    proxy.journey.process.kill()


def killed_after(proxy, _request, forward):
    forward()
    proxy.journey.process.kill()


def interrupted(proxy, _request, forward):
    proxy.journey.process.send_signal(signal.SIGINT)
    return forward()


def expired(proxy, request, forward):
    return proxy.expired(proxy, request, forward)


def full_disk(proxy, _request, forward):
    """No file of this machine takes another byte from then on."""
    proxy.journey.full.touch()
    return forward()


# (name, what it does, for how many calls from that on)
FAULTS = (("5xx before it acts", instead(503), 1),
          ("5xx after it acted", after(502), 1),
          ("killed before it acts", killed_before, 1),
          ("cut before it acts", cut, 1),
          ("cut after it acted", drop, 1),
          ("killed after it acted", killed_after, 1),
          ("429 with Retry-After", busy(1), 1),
          ("an answer of before", late, 1),
          ("disk full from then on", full_disk, 1),
          ("expired once", expired, 1),
          ("interrupted", interrupted, 1),
          ("expired from then on", expired, 10 ** 6),
          ("time-out before it acts", deaf, 1),
          ("time-out after it acted", mute, 1))
SLOW = {"time-out before it acts", "time-out after it acted"}


class Calls:
    """Calls of a journey as (its step, a name, which of these in the step), and the fault that one of them gets."""

    def __init__(self):
        self.journey, self.step, self.calls = None, "", []
        self.at, self.fault, self.left = None, None, 0

    def count(self, name):
        """The fault that it gets. One thread at a time."""
        head = (self.step, name)
        call = (*head, 1 + sum(one[:2] == head for one in self.calls))
        self.calls.append(call)
        if call == self.at or (self.at in self.calls and self.left > 0):
            self.left -= 1
            return self.fault if self.left >= 0 else None
        return None

    def order(self, call, fault, times):
        self.at, self.fault, self.left = call, fault, times

    def mend(self):
        self.left = 0
        self.journey.full.unlink(missing_ok=True)

    def was_met(self):
        return self.at in self.calls


class CallProxy(fault_proxy.FaultProxy, Calls):
    """Knows its requests as calls by `name(request)`."""

    def __init__(self, upstream, name, refuse):
        Calls.__init__(self)
        fault_proxy.FaultProxy.__init__(self, upstream)
        self.call_name, self.expired = name, refuse
        self.watch = lambda request: None

    def note(self, request):
        self.watch(request)
        with self.lock:
            return self.count(self.call_name(request))


class Case:
    """One deployment at a site of its own: `text` is that of its file, where {url} is the API's. A subclass has `left()`
    and `made()` too. `refusal`: what the site says to a key that has expired."""
    steps = (("creds",), ("create", "--yes"), ("up", "--yes"), ("run",), ("status",), ("destroy",))
    faults = FAULTS
    text = ""

    def __init__(self, url, refusal, env, **journey):
        self.secrets = list(env.values())
        self.proxy = CallProxy(url, self.call_name, refusal)
        self.proxy.watch = self.watch
        self.journey = self.proxy.journey = Journey(self.site_text, env, **journey)

    def site_text(self):
        return self.text.format(url=self.proxy.url)

    @staticmethod
    def call_name(request):
        """Ids and pages do not tell calls apart."""
        return f"{request.method} {re.sub(ID, 'ID', request.path.split('?')[0])}"

    def watch(self, request):
        """Sees each before the site does."""

    def __enter__(self):
        self.proxy.__enter__()
        return self

    def __exit__(self, *_):
        self.journey.close()
        self.proxy.__exit__()


class PrismCase(Case):
    """A site behind Prism."""

    def __init__(self, prism_port, site, env, refusal, **journey):
        self.site = site
        self.api = Proxy(prism_port, site)
        expired = instead(403, json.dumps(refusal).encode(), **{"Content-Type": "application/json"})
        super().__init__(self.api.url, expired, env, **journey)
        site.authorized = self.journey.authorized

    def __exit__(self, *_):
        super().__exit__()
        self.api.close()
        assert self.api.refused == [], self.api.refused


def shows(said, kind, name):
    """`status` has a line of it; a machine's engine is told by its machine."""
    head = f"{name}: " if kind == "engine" else f"{name}: {kind} at "
    return any(line.startswith(head) for line in said.splitlines())


def go(case):
    """Step by step until one fails; gives that step, its exit code and what it said."""
    for step in case.steps:
        case.proxy.step = step[0]
        code, said = case.journey.take(*step)
        if code != 0:
            break
    return step[0], code, said


def wrong_now(case, step, code, said, is_killed):
    """What is not as it must be right after a journey came to its end."""
    left = case.left()
    if len([kind for kind, _ in left if kind == "machine"]) > 1 or case.made() > 1:
        yield f"more than one machine was made: {left}"
    known, shown = case.journey.known(), case.journey.take("status")[1]
    for kind, name in left & case.left():  # what was ending may have ended meanwhile
        if not shows(shown, kind, name):
            yield f"the {kind} {name} is there, and status does not show it: {shown}"
    if is_killed or (step == "status" and code < 0):
        return
    if code < 0 and code != -signal.SIGINT:  # which may come when all is done
        yield "the program died"
    if left and step != "run" and code not in (0, 6):  # a run ends as it was measured, and nothing with it
        yield f"{left} is there, and the exit code is {code}"
    if left and (step, code) == ("destroy", 0):
        yield f"it says that nothing is left, and {left} is"
    if not left and code == 6 and not known:
        yield "exit code 6, and nothing is left or not known to be gone"


def wrong_at_last(case):
    """Whatever it was, another destroy ends it all."""
    case.proxy.step = "last"
    code, said = case.journey.take("destroy")
    if code != 0 or case.left():
        yield f"destroy said {code} {said}, and there is {case.left()}"
    case.journey.end_processes()
    shown = case.journey.take("status")[1]
    if case.journey.name in shown:
        yield f"destroyed, and status shows it: {shown}"
    if any(secret in text for secret in case.secrets for text in case.journey.said):
        yield "a secret was printed"


class Tried:
    def __init__(self, site, call, name, fault, times):
        self.title = f"{name} at {' '.join(map(str, call))}"
        began = time.monotonic()
        with site() as case:
            case.proxy.order(call, fault, times)
            step, code, said = go(case)
            case.proxy.mend()
            self.is_met = case.proxy.was_met()
            self.wrong = [*wrong_now(case, step, code, said, fault in (killed_before, killed_after)),
                          *wrong_at_last(case)]
        self.seconds = time.monotonic() - began
        self.told = f"{self.title}: {step} ended with {code} after {self.seconds:.1f} s\n    " + "\n    ".join(
            [*self.wrong, *(said.splitlines() if self.wrong else [])])


def good_journey(site):
    """Its calls, in their order, and the faults that they can get."""
    with site() as case:
        step, code, said = go(case)
        if (step, code) != ("destroy", 0) or case.left():
            raise AssertionError(f"{step} said {code} {said}, and there is {case.left()}")
        return list(case.proxy.calls), case.faults


def chosen(calls, faults):
    wanted = os.environ.get("INFEROMETER_ALL_FAULTS")
    if wanted == "calls":
        return [(call, *fault) for call in calls for fault in faults]
    names = [call[1] for call in calls]
    few = [call for i, call in enumerate(calls)  # each where it comes first, and where it comes last
           if call[1] not in names[:i] or call[1] not in names[i + 1:]]
    if wanted == "kinds":
        return [(call, *fault) for call in few for fault in faults]
    quick = [fault for fault in faults if fault[0] not in SLOW]
    each = max(1, 24 // len(few))
    return [(call, *quick[(i * each + j) % len(quick)]) for i, call in enumerate(few) for j in range(each)]


def try_all(site, at_once=AT_ONCE):
    """Raises what is wrong. `site()` gives a case: proxy, journey, left(), made(), secrets, steps, faults; closed when it
    is left."""
    began = time.monotonic()
    calls, faults = good_journey(site)
    wanted = chosen(calls, faults)
    with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
        tried = []
        for one in pool.map(lambda one: Tried(site, *one), wanted):
            tried.append(one)
            if one.wrong or "FAULTS_TOLD" in os.environ:
                print(one.told, file=sys.stderr, flush=True)
    met = [one for one in tried if one.is_met]
    print(f"{len(calls)} calls, {len(tried)} journeys with a fault, {len(met)} met it, {time.monotonic() - began:.0f} s",
          file=sys.stderr)
    # How often a site is asked until something is so is up to the clock.
    assert len(met) >= 0.8 * len(tried), [one.title for one in tried if not one.is_met]
    assert not any(one.wrong for one in tried), [one.title for one in tried if one.wrong]
