# SPDX-License-Identifier: GPL-3.0-or-later
"""A node of Grid'5000 held and given back by the program, at the recorded documents of grid5000_test.py, and faults at
every call of that. Nothing is deployed on one: its SSH is at port 22 behind a jump, which is none of ours here."""
import json
import unittest

import fault_proxy
import fault_table
from grid5000_test import BASIC, PASSWORD, USER, Site
from journey import Behind

EXPIRED = fault_proxy.instead(401, json.dumps({"code": 401, "title": "error", "message": "no such user"}).encode())


class Willing(Site):
    """What waits runs when somebody looks for the second time."""

    def answer_job(self, method, path, query, raw):
        for job in self.jobs.values() if method == "GET" else ():
            if job["state"] == "launching":
                self.run(job)
            elif job["state"] == "waiting":
                job["state"] = "launching"
        return super().answer_job(method, path, query, raw)


class Case(fault_table.Case):
    steps = (("creds",), ("create", "--yes"), ("status",), ("create", "--yes"), ("destroy",))
    text = (f"{{{{provider: grid5000, user: {USER}, site: lille, cluster: chifflot, list-lag: 1, "
            'api-url: "{url}/stable"}}')

    def __init__(self):
        self.site = Willing()
        super().__init__(self.site.url.removesuffix("/stable"), EXPIRED, {"G5K_PASSWORD": PASSWORD}, server=Behind)
        self.secrets = [PASSWORD, BASIC]

    def __exit__(self, *_):
        super().__exit__()
        self.site.close()

    @staticmethod
    def call_name(request):
        return f"{request.method} {request.path.split('?')[0].rstrip('0123456789')}"

    def left(self):
        with self.site.lock:
            return {("machine", job["name"]) for job in self.site.jobs.values()
                    if job["state"] not in ("error", "terminated")}

    def made(self):
        return len(self.site.jobs)


class Grid5000Journeys(unittest.TestCase):
    def test_a_fault_at_every_call(self):
        fault_table.try_all(Case)


if __name__ == "__main__":
    unittest.main(verbosity=2)
