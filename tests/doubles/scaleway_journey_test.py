# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole deployments at Scaleway by its document, and faults at every call of one."""
import json
import os
import pathlib
import re
import unittest

import fault_table
from journey import Behind
from scaleway_test import KEY, PROJECT, STOCK, TYPES, Project, refused
from stateful_proxy import prism, skip, specification


class LetIn(Project):
    """Whoever a server is made for may log in to the machine that stands for it."""
    authorized = None
    made = 0

    @staticmethod
    def refuse(when, name, kind):
        pass

    def create(self, asked, server):
        self.refuse("create", asked["name"], asked["commercial_type"])
        self.made += 1
        return super().create(asked, server)

    def act(self, server, action):
        self.refuse(action, server["name"], server["commercial_type"])
        return super().act(server, action)

    def server(self, request, path):
        done = super().server(request, path)
        if path[2:] == ["user_data", "cloud-init"]:
            config = json.loads(request.raw.decode().split("\n", 1)[1])
            self.authorized.write_text(config["ssh_authorized_keys"][0] + "\n")
        return done


class Case(fault_table.PrismCase):
    text = f'{{{{provider: scaleway, project: {PROJECT}, type: L4-1-24G, list-lag: 1, api-url: "{{url}}"}}}}'

    def __init__(self, prism_port):
        super().__init__(prism_port, LetIn(KEY), {"SCW_SECRET_KEY": KEY},
                         {"type": "denied_authentication", "message": "token expired"}, server=Behind)
        self.journey.machine.lead(self.journey.folder, "127.0.0.1")

    def left(self):
        """A volume has no name of ours at its birth: it is its server's."""
        servers = list(self.site.servers.values())
        hung = {volume["id"] for one in servers for volume in one["volumes"].values()}
        return ({("machine", one["name"]) for one in servers}
                | {("volume", one["name"]) for id_, one in list(self.site.blocks.items()) if id_ not in hung})

    def made(self):
        return self.site.made


class ScalewayJourneys(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if os.getuid() != 0:
            skip("Scaleway's servers are logged in to as root; OpenSSH lets no other user be root")
        cls.prism_port = cls.enterClassContext(prism(specification("scaleway.instance.v1.Api.yml")))

    def test_from_nothing_to_a_measured_endpoint_and_back(self):
        with Case(self.prism_port) as case:
            take = case.journey.must
            self.assertIn("by the key in SCW_SECRET_KEY", take("creds"))
            self.assertRegex(take("offers"), r"L4 .*0\.75")
            refused = take("up", code=1)
            self.assertIn("0.75 EUR an hour by 127.0.0.1, until `destroy`: its own end does not end the bill", refused)
            self.assertIn("nobody agreed to its price", refused)
            self.assertEqual(case.made(), 0)
            self.assertIn("It is billed until `destroy`", take("create", "--yes"))
            self.assertRegex(take("connection"), "^Linux ")
            self.assertRegex(take("up"), r"Phases: +connection .*, listen .*, ready .*, first token ")
            self.assertEqual(case.made(), 1)
            for kind, name in case.left():
                self.assertTrue(fault_table.shows(take("status"), kind, name), (kind, name))
            run = take("run")
            self.assertRegex(run, r"Results: .*\n")
            self.assertIn("4 ok of 4", take("results"))
            take("down")
            self.assertEqual((case.left(), case.site.blocks), (set(), {}))
            self.assertNotIn(KEY.encode(), case.journey.kept())
            self.assertNotIn(KEY, "".join(case.journey.said))

    def test_where_there_is_no_capacity_the_next_that_fits_is_taken(self):
        """The type is left open. A server is refused when it is made, or only when it is started."""
        class Open(Case):
            text = Case.text.replace(" type: L4-1-24G,", "")

        card = {"gpu_manufacturer": "NVIDIA", "gpu_name": "L40S", "gpu_memory": 51539607552}
        for step in ("create", "poweron"):
            with self.subTest(step), Open(self.prism_port) as case:
                site, refusals = case.site, []
                site.types = {**TYPES, "L40S-1-48G": {"hourly_price": 3.4, "gpu": 1, "ram": 103079215104, "gpu_info": card},
                              "H100-1-80G": {"hourly_price": 2.73, "gpu": 1, "ram": 257698037760,
                                             "gpu_info": {**card, "gpu_name": "H100", "gpu_memory": 85899345920}}}
                site.stock = {**STOCK, "L40S-1-48G": {"availability": "available"},
                              "H100-1-80G": {"availability": "shortage"}}

                def fault(when, name, kind, to=refusals, step=step):
                    if (when, kind) == (step, "L4-1-24G"):
                        to.append(name)
                        raise refused(403, "out_of_stock", "none is left", resource=kind)
                site.refuse = fault

                def take(step, *more, code=0):
                    done, said = case.journey.take(step, *more, more="choose: {parameters: 7}\n")
                    self.assertEqual(done, code, said)
                    return said
                seen = take("offers", "--choose")
                self.assertRegex(seen, r"Chosen: L4 \(L4-1-24G\): .* 0\.75 EUR/h .*; the cheapest of 2 that fit")
                self.assertRegex(seen, r"Else:   L40S \(L40S-1-48G\): ")
                self.assertNotIn("H100", seen, "it is sold out")
                said = take("create", "--yes")
                self.assertRegex(said, "The site did not make it: Scaleway has no such machine free now .HTTP 403: none "
                                       "is left.*Next, number 2 of 2:")
                self.assertRegex(said, r"0\.75 EUR an hour(.*\n)*.*3\.40 EUR an hour")
                self.assertEqual(len(refusals), 1)
                self.assertEqual([one["commercial_type"] for one in site.servers.values()], ["L40S-1-48G"])
                self.assertEqual(len(site.blocks), 1, "the volume of the first is ended")
                take("up")
                folder = pathlib.Path(re.search(r"Results: (.*)\n", take("run"))[1])
                self.assertRegex((folder / "run.yaml").read_text(), r"deployment_choice: .*L40S-1-48G")
                take("down")
                self.assertEqual((case.left(), site.blocks), (set(), {}))

    def test_a_volume_that_outlives_its_server_and_the_program_is_ended(self):
        call = ("destroy", "POST /instance/v1/zones/fr-par-2/servers/ID/action", 1)
        for fault in (fault_table.killed_after, fault_table.interrupted):
            tried = fault_table.Tried(lambda: Case(self.prism_port), call, fault.__name__, fault, 1)
            self.assertTrue(tried.is_met)
            self.assertEqual(tried.wrong, [], tried.told)

    def test_a_fault_at_every_call(self):
        fault_table.try_all(lambda: Case(self.prism_port))


if __name__ == "__main__":
    unittest.main(verbosity=2)
