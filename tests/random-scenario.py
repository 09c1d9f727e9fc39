#!/usr/bin/env python3
"""Scenarios at random, for looking for what the models cannot bear.

    random-scenario.py SEED >FILE
    random-scenario.py FIRST LAST FOLDER     one SEED.yaml there for each seed

Small estates with everything in them that the language can state: rules that bite, faults at bad moments, steps that run into
one another. The same seed gives the same file. Whatever comes out, rehearsing it must end, and must not trip an assertion."""
import os
import random
import sys


def scenario(seed):
    r = random.Random(seed)
    out = ["rollcall: 1", f"title: Random {seed}", f"seed: {r.randrange(1000)}"]
    nutanix = r.random() < 0.3
    esxi = nutanix and r.random() < 0.5
    clusters, hosts, vms, rules, policies, vsan = [], {}, {}, {}, [], []
    with_ha, stretched_over, witnessed = set(), set(), set()
    stateless = []
    old, new = r.choice([("7.0.3", "8.0.3"), ("8.0.1", "8.0.3"), ("6.7.0", "7.0.3"), ("8.0.3", "9.0.0"), ("9.0.0", "9.0.1"), ("6.0.0", "6.7.0"),
                         ("5.0.0", "5.5.0")])
    out.append("vcenters:")
    in_vm = r.random() < 0.5 and not nutanix
    with_vcha = not in_vm and not nutanix and r.random() < 0.5
    out.append(f"  vc: {{version: {r.choice([old, new, old])}" + (", vm: vcvm}" if in_vm else ", vcha: {active: vcna, passive: vcnp, witness: vcnw}}" if with_vcha else "}"))
    kinds_of_products = ["prism-central", "prism-central-ncc"] if nutanix else ["nsx", "site-recovery-manager", "sddc-manager", "hcx"]
    products = r.sample(kinds_of_products, r.choice([0, 0, 1, 2]))
    if products:
        out.append("products:")
        out += [f"  p{i}: {{kind: {kind}, version: {'6.8' if kind == 'prism-central' and r.random() < 0.8 else '4.0'}" + r.choice(["}", ", vcenter: vc}", ", old-tls: true}"]) for i, kind in enumerate(products)]
    switch = not nutanix and r.random() < 0.4
    if switch:
        out.append("switches:")
        out.append(f"  dvs: {{vcenter: vc, version: {r.choice(['5.5', '6.5', old])}, network-io-control: {r.choice([2, 3])}, static: [net1], ephemeral: [net2]}}")
    money = random.Random(seed + 4711)
    pressed = random.Random(seed + 4712)
    licences = []
    if money.random() < 0.4:
        licences = ["core"] + money.sample(["guest", "backup"], money.choice([0, 1, 2]))
        models = {"core": "nutanix-nci" if nutanix else money.choice(["vcf", "vvf", "vvf-100gib", "vsphere-per-cpu"]),
                  "guest": money.choice(["windows-standard", "windows-datacenter"]), "backup": money.choice(["per-vm", "per-socket"])}
        out.append("licensing:")
        out += [f"  {licence}: {{model: {models[licence]}"
                + (", price: {amount: 100.50 USD, date: 2026-01-01, source: nobody}" if money.random() < 0.7 else "")
                + (", renewed-late: true" if money.random() < 0.3 else "")
                + (", vms-per-host: 2" if licence == "guest" and money.random() < 0.3 else "") + "}" for licence in licences]
    out.append("clusters:")
    for c in range(r.choice([1, 1, 2])):
        name = f"c{c}"
        clusters.append(name)
        hosts[name] = [f"{name}h{i}" for i in range(r.randrange(1 if nutanix else 2, 7))]
        on_vsan = not nutanix and r.random() < 0.4
        if not nutanix and r.random() < 0.15:
            stateless.append(name)
        stretched = on_vsan and (len(hosts[name]) == 2 or len(hosts[name]) % 2 == 0 and r.random() < 0.5)
        if on_vsan:
            vsan.append(name)
        if stretched:
            stretched_over.add(name)
        vms[name] = [f"{name}v{i}" for i in range(r.randrange(0, 25))]
        if in_vm and c == 0:
            vms[name].append("vcvm")
        if with_vcha and c == 0:
            vms[name] += ["vcna", "vcnp", "vcnw"]
        out.append(f"  {name}:")
        out.append(f"    platform: {'nutanix-esxi' if esxi else 'nutanix-ahv' if nutanix else 'vsphere'}")
        if nutanix:
            out.append("    aos: 6.5.0")
            if len(hosts[name]) == 2 and r.random() < 0.2:
                out.append("    witness: none")
            elif len(hosts[name]) == 2:
                witnessed.add(name)
            if not esxi and r.random() < 0.5:
                out.append("    ahv-ha: guarantee")
            limited = r.random() < 0.3
            if limited:
                out.append("    cvm-memory: 16 GiB\n    cvm-cpu: 4 GHz")
            if not esxi and pressed.random() < 0.2:
                out.append("    ads: off")
            if esxi:
                out.append("    vcenter: vc\n    ha: {}")
            two = len(hosts[name]) > 4 and r.random() < 0.5
            aware = r.random() < 0.4
            contained = r.random() < 0.4
            if two:
                out.append("    fault-tolerance: 2")
            if aware:
                out.append(f"    awareness: {r.choice(['block', 'rack'])}")
            if r.random() < 0.2:
                out.append("    reserve-rebuild: true")
            if contained:
                out.append(f"    containers: {{gold: {{replication-factor: {3 if two else 2}}}, bare: {{replication-factor: {r.choice([1, 2])}}}}}")
            fills = random.Random(seed + 815)
            filling = fills.random() < 0.3 and not contained
            holds = f", data: {r.choice([10, 500, 4000])} GiB" if r.random() < 0.7 else ""
            if filling and "a" in holds:
                out.append(f"    new-data: {fills.choice(['1 MiB/s', '80 MiB/s', '2 GiB/s', '256 MiB/s'])}")
        else:
            out.append("    vcenter: vc")
            if r.random() < 0.2:
                out.append(f"    remediation: {{{r.choice(['evacuate-powered-off: true', 'power-action: suspend', 'on-failure: {retry: 1, delay: 1 min}, dpm: leave'])}}}")
            if r.random() < 0.8:
                policy = r.choice(["{policy: slot, host-failures: 1}",
                                   "{policy: percentage, cpu: 25, memory: 25}" if old in ("5.0.0", "6.0.0") else "{policy: percentage, host-failures: 1}",
                                   "{policy: percentage, cpu: 25, memory: 25}", "{policy: off}",
                                   f"{{policy: dedicated, hosts: [{hosts[name][-1]}]}}"])
                with_ha.add(name)
                out.append(f"    ha: {{admission-control: {policy}, heartbeat-datastores: {r.choice([0, 2])}, "
                           f"isolation-response: {r.choice(['none', 'power-off', 'shutdown'])}, "
                           f"isolation-addresses: {r.choice(['same-network'] * 3 + ['other-network', 'none'])}, "
                           f"ready-condition: {r.choice(['none', 'powered-on', 'guest-heartbeats'])}, "
                           f"vm-monitoring: {r.choice(['off', 'low', 'high', 'custom'])}, "
                           f"apd: {r.choice(['off', 'conservative', 'aggressive'])}, pdl: {r.choice(['off', 'restart'])}}}")
            if r.random() < 0.3:
                out.append(f"    drs: {{automation: {r.choice(['off', 'manual', 'partially-automated', 'fully-automated'])}, moves-vgpus: {r.choice(['true', 'false'])}}}")
            if r.random() < 0.2:
                out.append("    evc: true")
            if r.random() < 0.3:
                out.append("    dpm: true")
        if on_vsan:
            witness = f", witness: {{name: wit{name}, version: {old}}}" if stretched else ""
            out.append(f"    vsan: {{resync-rate: {r.choice([1, 10])} Gbit/s, architecture: {r.choice(['osa', 'esa'])}, own-adapters: {r.choice(['true', 'false'])}, "
                       f"{r.choice(['', '', 'file-service: true, ', 'iscsi-targets: true, '])}"
                       f"repair-timer: {r.choice([10, 60])} min, disk-format: {r.choice([2, 3, 17])}{witness}}}")
            out.append("    storage-policies:")
            out.append("      bare: {failures-to-tolerate: 0}")
            if len(hosts[name]) > 4 and not stretched:
                out.append(f"      parity: {{raid: {r.choice(['raid-5', 'raid-6'] if len(hosts[name]) > 5 else ['raid-5'])}}}")
            if stretched:
                out.append(f"      one-site: {{raid: raid-1, failures-to-tolerate: 0, site: {r.choice(['preferred', 'secondary'])}}}")
        out.append("    hosts:")
        placeable = []
        for h in hosts[name]:
            datastores = "" if nutanix else f", datastores: [{r.choice(['ds1', 'ds1, ds2', 'ds1, ds2, ds3'])}]"
            state = r.choice(["connected"] * 8 + (["maintenance", "disconnected", "off", "standby", "outside"] if not nutanix and h != hosts[name][-1] else []))
            version = "" if nutanix else f", version: {r.choice([old, old, old, new])}"
            out.append(f"      {h}: {{cpu: {r.choice([20, 60, 90])} GHz, memory: {r.choice([64, 128, 256])} GiB{version}, "
                       + ("sockets: 2, cores-per-socket: 12, " if licences and money.random() < 0.7 else "")
                       + f"vmotion: {r.choice([1, 10, 25])} Gbit/s, state: {state}"
                       + (f", fault-domain: {'ab'[hosts[name].index(h) * 2 // len(hosts[name])]}" if stretched else "")
                       + (f", fault-domain: {r.choice('abcde')}" if nutanix and aware else "")
                       + (holds + r.choice(["", ", disks: 4"]) if nutanix else "")
                       + (f", capacity: {r.choice([5, 6, 20])} TiB" if nutanix and "a" in holds else "")
                       + (", reboot-pending: true" if not nutanix and r.random() < 0.05 else "")
                       + (", stateless: true" if name in stateless else "")
                       + (f", certificate: {r.choice(['unverified', 'custom-expired'])}" if not nutanix and r.random() < 0.1 else "")
                       + (f", cpu-model: {r.choice(['x', 'y'])}" if r.random() < 0.1 else "")
                       + (", vgpus: 1" if not nutanix and h.endswith("0") else "")
                       + (f", gpus: {r.choice([1, 2])}, gpu-profiles: [q4:2, q8:1]" if not nutanix and h[-1] in "12" and r.random() < 0.5 else "")
                       + datastores
                       + (f", capacity: {r.choice([2 + len(vms[name]) // 2, 20])} TiB" if on_vsan and r.random() < 0.3 else "") + "}")
            if state == "connected":
                placeable.append(h)
        if vms[name]:
            out.append("    vms:")
        for v in vms[name]:
            memory = r.choice([2, 4, 8, 16])
            extra = ""
            if r.random() < 0.3:
                extra += f", memory-reservation: {r.randrange(0, memory + 1)} GiB"
            if r.random() < 0.2:
                extra += f", cpu-reservation: {r.choice([500, 2000])} MHz"
            if r.random() < 0.1:
                extra += f", devices: [{r.choice(['pci-passthrough', 'usb', 'host-cd', 'vgpu'])}]"
            elif not nutanix and r.random() < 0.15:
                extra += f", gpu-profile: {r.choice(['q4', 'q8'])}"
            if r.random() < 0.1:
                extra += f", automation: {r.choice(['off', 'manual', 'fully-automated'])}"
            if r.random() < 0.2:
                extra += f", restart-priority: {r.choice(['highest', 'high', 'low', 'low' if v == vms[name][0] else 'disabled'])}"
            if "guest" in licences and money.random() < 0.4:
                extra += ", licences: [guest]"
            if nutanix and contained and r.random() < 0.5:
                extra += f", container: {r.choice(['gold', 'bare'])}"
            if r.random() < 0.3 and placeable and r.random() < 0.5:
                extra += f", host: {r.choice(placeable)}"
            if nutanix and r.random() < 0.2:
                extra += r.choice([", role: agent", "" if "container" in extra else ", replication-factor: 1"])
            if not nutanix and r.random() < 0.2:
                extra += r.choice([", role: agent", ", role: ft-secondary", ", tools: false", ", tools: old", ", tools: current", ", tools: unmanaged", ", needs: 7.0.3", ", ready-delay: 1 min"])
            if not nutanix and len(vms[name]) > 3 and v == f"{name}v1" and "role" not in extra and "host:" not in extra and r.random() < 0.3:
                extra += f", secondary-of: {name}v0"
            if not nutanix and r.random() < 0.4 and "host:" not in extra:
                extra += r.choice([", datastores: [ds1]", ", datastores: [ds1]", ", datastores: [ds2]"])
            if v == vms[name][-1] and len(vms[name]) > 2 and "priority" not in extra and "role" not in extra and not nutanix:
                extra += f", restart-priority: lowest, restart-after: [{vms[name][0]}]"
            if nutanix and not esxi and pressed.random() < 0.3:
                extra += pressed.choice([", memory-overcommit: true", ", memory-overcommit: true, active-memory: 1 GiB", ", storage-cpu: 1 GHz" if limited else ", memory-overcommit: true, active-memory: 4 GiB"])
            if nutanix and r.random() < 0.4:
                extra += f", read-working-set: {r.choice([1, 20])} GiB" + r.choice(["", f", read-interval: {r.choice([2, 400])} s", ", reads-in-order: true"])
            if r.random() < 0.1 and not v.startswith("vc"):
                extra += f", power: {r.choice(['off', 'suspended'])}"
            if on_vsan and r.random() < 0.8:
                kept = r.choice(["", "", ", storage-policy: bare"] + ([", storage-policy: one-site"] if stretched else [])
                                + ([", storage-policy: parity"] if len(hosts[name]) > 4 and not stretched else []))
                extra += f", disks: {r.choice([10, 100, 600])} GiB, disk-count: {r.choice([1, 2])}, write-rate: {r.choice([0, 1, 20])} MiB/s{kept}"
            elif not nutanix and r.random() < 0.2:
                extra += f", disks: {r.choice([1, 40])} GiB" + ("" if "devices" in extra else r.choice([", devices: [local-datastore]", ""]))
            if switch and r.random() < 0.6:
                extra += ", networks: [net1], unbound: true" if "power: off" in extra and r.random() < 0.5 else f", networks: [{r.choice(['net1', 'net2'])}]"
            rate = r.choice(["0 MiB/s", "10 MiB/s", "200 MiB/s", "5 GiB/s"])
            out.append(f"      {v}: {{vcpus: {r.choice([1, 2, 4])}, memory: {memory} GiB, dirty-rate: {rate}{extra}}}")
        rules[name] = []
        if len(vms[name]) > 3 and r.random() < 0.6:
            out.append("    rules:")
            some = r.sample(vms[name], 3)
            kind = r.randrange(4)
            if kind == 0:
                out.append(f"      - {{name: {name}r0, keep-apart: [{', '.join(some)}]}}")
            elif kind == 1:
                out.append(f"      - {{name: {name}r0, keep-together: [{', '.join(some[:2])}]}}")
            else:
                where = r.sample(hosts[name], r.randrange(1, max(2, len(hosts[name]))))
                out.append(f"      - {{name: {name}r0, run: [{some[0]}], {r.choice(['on', 'not-on'])}: [{', '.join(where)}], "
                           f"must: {r.choice(['true', 'false'])}, created: 2023-05-0{r.choice([1, 3])}}}")
                if r.random() < 0.5: # a younger one, which may contradict it
                    where = r.sample(hosts[name], r.randrange(1, max(2, len(hosts[name]))))
                    out.append(f"      - {{name: {name}r1, run: [{some[0]}, {some[1]}], on: [{', '.join(where)}], "
                               f"must: {r.choice(['true', 'false'])}, enabled: {r.choice(['true', 'true', 'false'])}, created: 2023-05-02}}")
                    rules[name].append(f"{name}r1")
            rules[name].append(f"{name}r0")
        if r.random() < 0.5:
            policies.append(f"{name}p")
            remedy = r.choice(["", "", ", remedy: maintenance", ", remedy: reboot", ", authority: [operator]"])
            out.append("    policies:")
            kind = r.choice(['vds', 'host', 'bios', 'cluster', 'storage'])
            out.append(f"      - {{name: {name}p, kind: {kind}, declared: a{remedy}, "
                       f"actual: {r.choice(['a', 'b'])}, default: {r.choice(['a', 'c'])}, "
                       f"reset-by: [{r.choice(['esxi-upgrade', 'reboot', 'reconnect', 'crash', 'vcenter-upgrade', 'aos-upgrade'])}]}}")
            if kind != "bios" and vms[name] and r.random() < 0.5:
                policies.append(f"{name}o")
                out.append(f"      - {{name: {name}o, kind: vm, on: [{', '.join(r.sample(vms[name], min(2, len(vms[name]))))}], overrides: {name}p, "
                           f"declared: {r.choice(['a', 'd'])}, reset-by: [{r.choice(['registration', 'crash'])}], subject-to: [DR-01], kept-by: [{r.choice(['script', 'host-profile'])}]}}")
    if r.random() < 0.5:
        out.append("quorum:")
        members = r.sample(hosts["c0"], min(3, len(hosts["c0"])))
        out.append(f"  g: {{kind: majority, members: [{', '.join(members)}]}}")
    if policies and r.random() < 0.5:
        watched = r.choice(["", ", settings: [admission-control, drs]", ", settings: [drs], kinds: [host]", f", policies: [{policies[0]}]", ", interval: 25 min, first: 5 min, delay: 3 min"])
        out.append("governance:")
        out.append(f"  - {{name: g0, kind: scan, remediates: {r.choice(['true', 'false'])}{watched}}}")
        git = r.choice(["", ", self-heal: false", f", declares: [{{policy: {policies[-1]}, value: c}}]"])
        out.append(f"  - {{name: g1, kind: gitops, remediates: true{git}}}")
        governed = True
    else:
        governed = False
    steps, names = [], []

    def step(text):
        after = f", after: [{', '.join(r.sample(names, r.randrange(1, len(names) + 1)))}]" if names and r.random() < 0.6 else ""
        names.append(f"s{len(names)}")
        steps.append(f"  - {{step: {names[-1]}, {text}{after}}}")

    for _ in range(r.randrange(0, 6)):
        c = r.choice(clusters)
        kinds = ["wait: 20 min", f"validate: {c}", f"approve: {c}", f"maintenance: {r.choice(hosts[c])}", f"leave: {r.choice(hosts[c])}"]
        if vms[c]:
            kinds.append(f"power-on: {r.choice(vms[c])}")
            if switch:
                kinds += [f"power-on: {r.choice(vms[c])}, at-host: true"] * 2
        if nutanix:
            kinds += [f"upgrade-aos: {c}, to: 6.8.0" + r.choice(["", ", power-off-uvms: auto", ", power-off-uvms: skip"])] * 4
            if esxi:
                kinds += [f"remediate: {c}, to: {new}"] * 3 + [f"upgrade-firmware: {c}, components: [bmc, bios]"] * 2
            else:
                uvms = r.choice(["", ", power-off-uvms: skip", ", power-off-uvms: auto", ", power-off-uvms: auto"])
                going = uvms + r.choice(["", ", break-guarantee: true"])
                kinds += [f"upgrade-ahv: {c}, to: 10.3{going}, wait-for-vms: 20 min", f"upgrade-firmware: {c}{going}, components: [bmc, bios, nic]",
                          f"maintenance: {r.choice(hosts[c])}{going}"] * 3
                kinds += [f"upgrade-firmware: {c}{going}, components: [satadom]"]
            kinds += [f"upgrade-ncc: {c}", f"upgrade-foundation: {c}, to: 5.6", f"inventory: {c}"]
        else:
            kinds += [f"upgrade-vcenter: vc, to: {new}, method: {r.choice(['in-place', 'reduced-downtime'])}"] * 2
            kinds += [f"set: {{vcenter: vc, vcha: {r.choice(['enabled', 'maintenance', 'disabled'])}}}"] * 2 if with_vcha else []
            kinds += [f"remediate: {c}, to: {new}, at-once: {r.choice([1, 1, 2, 3])}, quick-boot: {r.choice(['true', 'false'])}, "
                      f"admission-control: {r.choice(['leave', 'disable'])}"
                      + r.choice(["", "", ", power-action: power-off", ", power-action: suspend"]) + r.choice(["", ", on-failure: stop", ", on-failure: {retry: 1, delay: 1 min}", ", enter-timeout: none"])
                      + r.choice(["", "", ", evacuate-powered-off: true"])] * 4
            kinds += [f"upgrade-firmware: {c}", "verify-certificates: vc", f"remediate: [{', '.join(clusters)}], to: {new}"]
            kinds += [f"remediate: {c}, to: {new}, method: auto-deploy"] * 6 if c in stateless else []
            kinds += [f"set: {{cluster: {c}, rule: {rule}, enabled: {r.choice(['true', 'false'])}}}" for rule in rules[c]] * 2
            kinds += [f"pre-check: {c}, to: {new}", f"stage: {c}, to: {new}", f"set: {{cluster: {c}, image: {r.choice([new, '8.0.9'])}}}",
                      f"remediate: {c}, to: {new}, removable-media: disconnect"]
            kinds.append(f"set: {{cluster: {c}, {r.choice(['drs: off', 'drs: fully-automated', 'admission-control: off', 'admission-control: on', 'host-monitoring: off'])}}}")
            if c in with_ha:
                kinds += [f"set: {{cluster: {c}, ha: {r.choice(['off', 'on'])}}}", f"reconfigure-ha: {r.choice(hosts[c])}"]
            kinds += [f"grow: {r.choice(['workload', c])} {r.choice([5, 40])} % a year, for: {r.choice([1, 40])} d"]
            kinds += [f"add-host: {r.choice(hosts[c])}", f"remove-host: {r.choice(hosts[c])}" + r.choice(["", ", enter-timeout: 20 min", ", vsan-mode: ensure-accessibility", ", evacuate-powered-off: false"]),
                      f"replace-host: {r.choice(hosts[c])}" + r.choice(["", f", to: {new}", ", takes: 10 min"])]
            kinds += [f"disconnect: {r.choice(hosts[c])}", f"reconnect: {r.choice(hosts[c])}",
                      f"leave: {r.choice(hosts[c])}" + r.choice(["", ", exit-timeout: 5 min"])]
            kinds.append(f"maintenance: {r.choice(hosts[c])}, storage-vmotion: true" + r.choice(["", ", evacuate-powered-off: true"]))
            if vms[c]:
                kinds.append(f"set: {{vm: {r.choice(vms[c])}, {r.choice(['cpu-reservation: 1 GHz', 'memory-reservation: 2 GiB'])}}}")
                kinds.append(f"relocate: {r.choice(vms[c])}, datastore: {'ds3' if any('ds3' in line for line in out) else 'ds1'}")
                kinds += [f"move: {r.choice(vms[c])}, host: {r.choice(hosts[c])}"] * 3
            if vms[c]:
                kinds += [f"upgrade-tools: {c}, at-once: {r.choice([1, 3])}, reboot-guests: {r.choice(['true', 'false'])}",
                          f"upgrade-hardware: {c}, to: {new}, at-once: {r.choice([1, 2, 64])}",
                          f"upgrade-hardware: {c}, to: {new}, vms: [{r.choice(vms[c])}]"] * 2
            if c in vsan:
                kinds += [f"maintenance: {r.choice(hosts[c])}, vsan-mode: {r.choice(['full-migration', 'no-action', 'ensure-accessibility'])}",
                          f"remediate: {c}, to: {new}, wait-for-resync: true, vsan-mode: {r.choice(['full-migration', 'ensure-accessibility'])}",
                          f"upgrade-disk-format: {c}, disk-format: 19, allow-reduced-redundancy: {r.choice(['true', 'false'])}"] * 2
                kinds += ["wait: 30 h"] * 2
                kinds += [f"change-object-format: {c}", f"set: {{cluster: {c}, repair-timer: {r.choice([5, 90])} min}}"]
                if c in stretched_over:
                    kinds += [f"upgrade-witness: {c}, to: {new}"] * 2
                if c in stretched_over:
                    site = r.choice(["a", "b"])
                    kinds += [f"site-maintenance: {c}, site: {site}, enter-timeout: 40 min", f"leave-site: {c}, site: {site}",
                              f"take-over-site: {c}, site: {site}"] * 2
        if governed:
            kinds += ["commit: g1", f"set: {{policy: {r.choice(policies)}, actual: {r.choice(['a', 'b', 'c'])}}}"]
        if products:
            kinds += [f"upgrade-product: p{r.randrange(len(products))}, to: {r.choice(['4.1', '4.2', '3.9'])}"] * 2
        if switch:
            kinds += [f"upgrade-switch: dvs, to: {r.choice(['6.6', new])}, network-io-control: 3"] * 2
        step(r.choice(kinds))
    out.append("plan:" + (" []" if not steps else ""))
    out += steps
    faults = []
    for _ in range(r.randrange(0, 5)):
        c = r.choice(clusters)
        h = r.choice(hosts[c])
        kinds = [f"crash: {h}"]
        if nutanix:
            kinds += [f"cvm-down: {h}", f"cvm-unstable: {h}", f"keep-token: {h}", f"degrade: {h}", f"cancel-upgrade: {c}", f"abandon-upgrade: {c}", f"disk-offline: {h}", f"hang-boot: {h}", f"fail-install: {h}"]
            kinds.append(f"cancel-maintenance: {h}")
            if c in witnessed:
                kinds += [f"lose-witness: {c}"] * 4
            if vms[c]:
                kinds += [f"fail-migration: {r.choice(vms[c])}", f"fail-power-on: {r.choice(vms[c])}", f"crash: {r.choice(vms[c])}"]
        else:
            kinds += [f"partition: [{h}]", f"partition: [{', '.join(sorted({h, hosts[c][0]}))}]" if len(hosts[c]) > 2 else f"fail-agent: {h}",
                      f"fail-agent: {h}", f"apd: ds1, hosts: [{h}]", "apd: ds1", f"pdl: ds1, hosts: [{h}]",
                      f"isolate: {h}", f"change-network: {h}", f"hang-boot: {h}", f"fail-install: {h}", f"fail-check: {h}", f"fail-ha: {h}", f"fail-ha: {h}, because: {r.choice(['disk', 'timeout', 'reboot-pending', 'thumbprint'])}", "crash: vc",
                      "fail-upgrade: vc", f"fail-wake: {h}", f"patch-by-hand: {h}, to: {r.choice(['7.0.3', '8.0.3', '8.0.3.1'])}", f"vmotion-link-down: {h}", f"configure: {h}", f"edit-pools: {h}", f"intervene: {h}, by: removal", f"intervene: {c}, by: rebuild", f"intervene: {c}, by: switch-migration"]
            kinds += ["fail-staging: vc", "cancel-upgrade: vc"] + (["cut-vcha: vc"] * 3 if with_vcha else [])
            if c in stretched_over and len(hosts[c]) > 2:
                half = hosts[c][:len(hosts[c]) // 2]
                kinds += [f"partition: [{', '.join(half)}], witness: {r.choice(['both', 'with-them', 'with-the-others'])}",
                          f"partition: [{h}], witness: {r.choice(['both', 'with-them', 'with-the-others'])}", f"lose-witness: {c}"] * 2
            if c in vsan:
                kinds += [f"fail-disks: {h}"] * 2 + ([f"lose-witness: {c}"] if len(hosts[c]) == 2 else [])
            if vms[c]:
                kinds += [f"fail-migration: {r.choice(vms[c])}", f"fail-power-on: {r.choice(vms[c])}", f"crash: {r.choice(vms[c])}",
                          f"cancel-migration: {r.choice(vms[c])}", f"hang-guest: {r.choice(vms[c])}, does-io: {r.choice(['true', 'false', 'false'])}", f"re-register: {r.choice(vms[c])}"]
        if governed:
            kinds += ["stop-governor: g0", "stop-governor: g1", "fail-remediation: g1"] + [f"change-by-hand: {p}, value: {r.choice(['b', 'c'])}" for p in policies]
        moment = f"at: {r.randrange(0, 7200)} s"
        if names and r.random() < 0.4:
            state = r.choice(["entering", "maintenance", "rebooting", "connected", "exiting", "reconnecting"])
            name = r.choice(names)
            over_all = any(f"step: {name}, remediate: [{', '.join(clusters)}]" in line for line in steps) and len(clusters) > 1
            moment = f"during: {{step: {name}{f'/{c}' if over_all else ''}, host: {r.choice(hosts[c])}, state: {state}}}"
        faults.append(f"  - {{{r.choice(kinds)}, {moment}" + r.choice(["", f", for: {r.randrange(1, 90)} min"]) + "}")
    if faults:
        out.append("faults:")
        out += sorted(set(faults))
    if r.random() < 0.3:
        out.append("window: 2 h")
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    if len(sys.argv) > 3:
        for number in range(int(sys.argv[1]), int(sys.argv[2]) + 1):
            with open(os.path.join(sys.argv[3], f"{number}.yaml"), "w", encoding="utf-8") as file:
                file.write(scenario(number))
    else:
        print(scenario(int(sys.argv[1])), end="")
