/* Invariants under whatever a scenario may throw at the models: the bundled scenarios, and some hundred drawn by lot. */

#include <CUnit/CUnit.h>

#include "scenarios/scenarios.h"
#include "tests/invariants.h"

void test_physics_invariants_suite (void);

#define DRAWN 200

static void
hold (Trial *trial, const char *what, const char *text)
{
  g_autoptr (GPtrArray) complaints = g_ptr_array_new_with_free_func (g_free);

  if (invariants_hold (trial, complaints) == 0)
    return;
  CU_FAIL ("invariants");
  for (guint i = 0; i < complaints->len; i++)
    g_print ("%s: %s\n", what, (const char *) complaints->pdata[i]);
  if (g_getenv ("ROLLCALL_SHOW"))
    g_print ("%s", text);
}

static void
they_hold_in_the_library (void)
{
  const char *const *names = scenario_library_names ();

  CU_ASSERT_TRUE (g_strv_length ((GStrv) names) >= 8);
  for (guint i = 0; names[i]; i++) {
    g_autoptr (GBytes) bytes = scenario_library_text (names[i]);
    g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    g_autoptr (Trial) trial = trial_new (text);

    hold (trial, names[i], "");
  }
}

/* HA before 6.5 does not ask whether VMs are to be kept apart, and DRS puts that right when there is a host again (HA-41). */
static void
they_hold_where_ha_breaks_a_rule (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nvcenters: {vc: {version: 6.0}}\nclusters:\n  p:\n    vcenter: vc\n    ha: "
                   "{}\n    hosts:\n"
                   "      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 6.0}\n"
                   "      h3: {cpu: 100 GHz, memory: 64 GiB, version: 6.0, state: maintenance}\n    vms:\n"
                   "      a: {memory: 4 GiB, host: h1}\n      b: {memory: 4 GiB, host: h2}\n"
                   "    rules: [{name: apart, keep-apart: [a, b]}]\nplan:\n  - {step: soon, wait: 1 h}\n"
                   "  - {step: back, leave: h3, after: soon}\nfaults: [{crash: h1, at: 10 min}]\n");

  hold (trial, "a rule that HA breaks", "");
  CU_ASSERT_EQUAL (FOUND (trial, RULE_VIOLATED, VM, "a"), 1);
  CU_ASSERT_TRUE (FIRST (trial, RULE_VIOLATED, VM, "a")->until > SIM_HOUR);
  CU_ASSERT_TRUE (FIRST (trial, RULE_VIOLATED, VM, "a")->until < 2 * SIM_HOUR);
}

/* ---- Scenarios by lot ---- */

typedef struct {
  guint64 seed, n;
  GString *yaml;
} Lot;

static guint
draw (Lot *lot, guint bound)
{
  return (guint) sim_random_below (lot->seed, 1, 1, lot->n++, bound);
}

#define DRAW(LOT, WORDS) (WORDS)[draw (LOT, G_N_ELEMENTS (WORDS))]
#define SAY(...)         g_string_append_printf (lot->yaml, __VA_ARGS__)

static const char *const policies[] = { "{policy: slot}", "{policy: percentage, host-failures: 1}",
                                        "{policy: percentage, cpu: 20 %, memory: 20 %}", "{policy: off}",
                                        "{policy: dedicated, hosts: [h1]}" };
static const char *const levels[]
    = { "fully-automated", "fully-automated", "fully-automated", "partially-automated", "off" };
static const char *const priorities[] = { "highest", "medium", "low", "disabled" };
static const char *const devices[] = { "",
                                       "",
                                       "",
                                       "",
                                       "",
                                       ", devices: [fault-tolerance]",
                                       ", devices: [usb]",
                                       ", automation: manual",
                                       ", devices: [local-datastore]",
                                       ", datastores: [old]" };
static const char *const responses[] = { "none", "power-off", "shutdown" };
static const char *const links[] = { "1 Gbit/s", "10 Gbit/s", "25 Gbit/s" };
static const char *const lengths[] = { "", "", ", for: 1 min", ", for: 12 min", ", for: 2 h" };
static const char *const host_states[]
    = { "entering",     "stuck",      "maintenance", "remediating", "rebooting",
        "reconnecting", "post-check", "exiting",     "ha-init",     "booting" };
static const char *const host_faults[]
    = { "crash",      "crash",   "isolate",           "isolate",    "hang-boot", "fail-install",
        "fail-check", "fail-ha", "vmotion-link-down", "reset-cmos", "lose-nics" };
static const char *const vm_faults[] = { "crash", "fail-migration", "fail-power-on", "cancel-migration" };

static void
say_when (Lot *lot, guint hosts)
{
  if (draw (lot, 3))
    SAY (", at: %u s", draw (lot, 3 * 3600));
  else
    SAY (", during: {host: h%u, state: %s}", 1 + draw (lot, hosts), DRAW (lot, host_states));
  SAY ("%s}\n", DRAW (lot, lengths));
}

static void
say_cluster (Lot *lot, guint hosts, guint vms)
{
  SAY ("clusters:\n  p:\n    vcenter: vc\n    dpm: true\n    ha: {admission-control: %s, isolation-response: "
       "%s}\n"
       "    drs: {automation: %s}\n    hosts:\n",
       DRAW (lot, policies), DRAW (lot, responses), DRAW (lot, levels));
  for (guint h = 1; h <= hosts; h++)
    SAY ("      h%u: {cpu: 100 GHz, memory: %u GiB, version: %s, vmotion: %s, datastores: [%snew]}\n", h,
         64 + 32 * draw (lot, 3), draw (lot, 12) ? "7.0.3" : "6.0", DRAW (lot, links), h % 2 ? "old, " : "");
  SAY ("    vms:\n      vcsa: {memory: 16 GiB}\n");
  for (guint v = 1; v <= vms; v++) {
    guint memory = 4 + 4 * draw (lot, 4);

    SAY ("      v%u: {memory: %u GiB, memory-reservation: %u GiB, restart-priority: %s%s%s}\n", v, memory,
         memory * draw (lot, 3) / 2, DRAW (lot, priorities), DRAW (lot, devices),
         draw (lot, 5) ? "" : ", power: off");
  }
  SAY ("    rules:\n      - {name: apart, keep-apart: [v1, v2]}\n      - {name: near, run: [v3], on: [h1, "
       "h2], must: %s}\n",
       draw (lot, 2) ? "true" : "false");
  SAY ("    policies:\n      - {name: mtu, kind: vds, declared: a, default: b, reset-by: [esxi-upgrade, "
       "crash]}\n"
       "    quorum:\n      object:\n        kind: votes-and-data\n        members:\n"
       "          - {on: h1, leg: a}\n          - {on: h2, leg: b}\n          - {on: h3}\n");
}

static void
say_plan (Lot *lot, guint hosts, guint vms)
{
  SAY ("plan:\n  - {step: first, wait: %u min}\n", 1 + draw (lot, 60));
  SAY ("  - {step: vcenter, upgrade-vcenter: vc, to: 8.0.3, method: %s}\n",
       draw (lot, 2) ? "in-place" : "reduced-downtime");
  SAY ("  - {step: hosts, remediate: p, to: 8.0.3, at-once: %u, admission-control: %s, fault-tolerance: %s, "
       "on-failure: "
       "{retry: %u, delay: 5 min}%s}\n",
       1 + draw (lot, 3), draw (lot, 2) ? "leave" : "disable", hosts % 2 ? "leave" : "disable", draw (lot, 3),
       draw (lot, 4) ? ", after: [vcenter]" : "");
  SAY ("  - {step: out, maintenance: h%u, after: [first], storage-vmotion: %s%s}\n", 1 + draw (lot, hosts),
       draw (lot, 2) ? "true" : "false", draw (lot, 2) ? "" : ", enter-timeout: 20 min");
  SAY ("  - {step: on, power-on: v%u, after: [first]}\n", 1 + draw (lot, vms));
  SAY ("  - {step: disks, relocate: v%u, datastore: new, after: [first]}\n", 1 + draw (lot, vms));
  for (guint more = draw (lot, 4); more > 0; more--)
    SAY ("  - {step: on%u, power-on: v%u, after: [on]}\n", more, 1 + draw (lot, vms));
  SAY ("  - {step: hours, wait: %u h}\n", 1 + draw (lot, 6));
  if (draw (lot, 2))
    return;
  SAY ("  - {step: level, set: {cluster: p, drs: %s}, after: [hours]}\n", DRAW (lot, levels));
  SAY ("  - {step: switch, set: {cluster: p, admission-control: %s}, after: [level]}\n",
       draw (lot, 2) ? "off" : "on");
}

static void
say_faults (Lot *lot, guint hosts, guint vms)
{
  SAY ("faults:\n");
  for (guint f = 0; f < 1 + draw (lot, 6); f++) {
    switch (draw (lot, 6)) {
    case 0:
      SAY ("  - {%s: v%u", DRAW (lot, vm_faults), 1 + draw (lot, vms));
      break;
    case 1:
      SAY ("  - {crash: vc");
      break;
    default:
      SAY ("  - {%s: h%u", DRAW (lot, host_faults), 1 + draw (lot, hosts));
    }
    say_when (lot, hosts);
  }
}

static void
they_hold_in_drawn_clusters (void)
{
  for (guint64 seed = 1; seed <= DRAWN; seed++) {
    g_autoptr (GString) yaml = g_string_new ("rollcall: 1\n");
    g_autofree char *what = g_strdup_printf ("cluster %u", (guint) seed);
    g_autoptr (Trial) trial = NULL;
    Lot it = { seed, 0, yaml }, *lot = &it;
    guint hosts = 3 + draw (lot, 4), vms = 4 + draw (lot, 20);

    SAY ("vcenters: {vc: {version: 7.0.3, vm: vcsa}}\n");
    say_cluster (lot, hosts, vms);
    say_plan (lot, hosts, vms);
    say_faults (lot, hosts, vms);
    trial = trial_new (yaml->str);
    trial->drawn = TRUE;
    hold (trial, what, yaml->str);
  }
}

static const char *const cvm_faults[] = { "crash", "cvm-down", "cvm-down", "cvm-unstable", "keep-token" };

static void
they_hold_in_drawn_nutanix_clusters (void)
{
  for (guint64 seed = 1; seed <= DRAWN; seed++) {
    g_autoptr (GString) yaml = g_string_new ("rollcall: 1\n");
    g_autofree char *what = g_strdup_printf ("nutanix %u", (guint) seed);
    g_autoptr (Trial) trial = NULL;
    Lot it = { seed, 0, yaml }, *lot = &it;
    guint hosts = 3 + draw (lot, 4);

    SAY ("clusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.5\n%s    hosts:\n"
         "      h[1-%u]: {cpu: 100 GHz, memory: 128 GiB}\n    vms:\n      v[1-%u]: {memory: 16 GiB, "
         "read-working-set: 4 GiB}\n",
         draw (lot, 2) ? "    ahv-ha: guarantee\n" : "", hosts, 1 + draw (lot, 3 * hosts));
    SAY ("      agent: {memory: 2 GiB, host: h1, role: agent}\n      gpu: {memory: 8 GiB, host: h2, devices: "
         "[vgpu]}\n"
         "      scratch: {memory: 8 GiB, host: h3, replication-factor: 1}\n      huge: {memory: %u GiB, "
         "host: h3}\n",
         1 + draw (lot, 100));
    if (draw (lot, 2))
      SAY ("plan:\n  - {step: aos, upgrade-aos: n, to: 6.8}\n  - {step: first, wait: %u min}\n",
           1 + draw (lot, 90));
    else
      SAY ("plan:\n  - {step: aos, upgrade-%s: n, to: 10.3, power-off-uvms: %s%s}\n  - {step: first, wait: "
           "%u min}\n",
           draw (lot, 4) ? "ahv" : "firmware", draw (lot, 4) ? "auto" : "skip",
           draw (lot, 2) ? ", break-guarantee: true" : "", 1 + draw (lot, 180));
    SAY ("  - {step: out, maintenance: h%u, after: [first]}\n  - {step: back, leave: h1, after: [out]}\n",
         1 + draw (lot, hosts));
    SAY ("  - {step: again, upgrade-aos: n, to: 6.8, after: [aos]}\nfaults:\n");
    for (guint f = 0; f < 1 + draw (lot, 5); f++) {
      SAY ("  - {%s: h%u", DRAW (lot, cvm_faults), 1 + draw (lot, hosts));
      say_when (lot, hosts);
    }
    trial = trial_new (yaml->str);
    trial->drawn = TRUE;
    hold (trial, what, yaml->str);
  }
}

/* ESXi on Nutanix, where vLCM and operators take hosts down beside LCM. */
static void
they_hold_in_drawn_esxi_clusters_on_nutanix (void)
{
  for (guint64 seed = 1; seed <= DRAWN; seed++) {
    g_autoptr (GString) yaml = g_string_new ("rollcall: 1\n");
    g_autofree char *what = g_strdup_printf ("ESXi on nutanix %u", (guint) seed);
    g_autoptr (Trial) trial = NULL;
    Lot it = { seed, 0, yaml }, *lot = &it;
    guint hosts = 3 + draw (lot, 4);

    SAY ("clusters:\n  n:\n    platform: nutanix-esxi\n    aos: 6.5\n    cvm-memory: 16 GiB\n    ha: {}\n    "
         "hosts:\n"
         "      h[1-%u]: {cpu: 100 GHz, memory: 128 GiB, version: 7.0.3}\n    vms:\n"
         "      v[1-%u]: {memory: 16 GiB, read-working-set: 4 GiB}\n",
         hosts, 1 + draw (lot, 2 * hosts));
    SAY ("plan:\n  - {step: aos, upgrade-aos: n, to: 6.8}\n  - {step: first, wait: %u min}\n",
         1 + draw (lot, 90));
    SAY ("  - {step: out, maintenance: h%u, after: [first]}\n  - {step: back, leave: h1, after: [out]}\n",
         1 + draw (lot, hosts));
    SAY ("  - {step: esxi, remediate: n, to: 8.0.3, after: [%s]}\n%sfaults:\n", draw (lot, 2) ? "first" : "aos",
         draw (lot, 2) ? "  - {step: bios, upgrade-firmware: n, components: [bmc, bios], after: [aos]}\n" : "");
    for (guint f = 0; f < 1 + draw (lot, 5); f++) {
      SAY ("  - {%s: h%u", DRAW (lot, cvm_faults), 1 + draw (lot, hosts));
      say_when (lot, hosts);
    }
    trial = trial_new (yaml->str);
    trial->drawn = TRUE;
    hold (trial, what, yaml->str);
  }
}

/* One node or two, with a witness, without, or with one that is not reached for a while. */
static void
they_hold_in_drawn_small_clusters (void)
{
  static const char *const uvms[] = { "no", "auto", "auto", "skip" };
  static const char *const disks[]
      = { "", ", data: 300 GiB", ", data: 300 GiB, capacity: 1 TiB", ", data: 600 GiB, capacity: 1 TiB" };

  for (guint64 seed = 1; seed <= DRAWN; seed++) {
    g_autoptr (GString) yaml = g_string_new ("rollcall: 1\n");
    g_autofree char *what = g_strdup_printf ("one node or two %u", (guint) seed);
    g_autoptr (Trial) trial = NULL;
    Lot it = { seed, 0, yaml }, *lot = &it;
    guint hosts = 1 + !!draw (lot, 4);
    gboolean ahv = draw (lot, 3) > 0, witness = hosts == 2 && draw (lot, 5);

    SAY ("physics: {rebuild-rate: 100 MiB/s, two-node-decision: %u s}\n", 1 + draw (lot, 60));
    SAY ("clusters:\n  n:\n    platform: nutanix-%s\n    aos: 6.5\n%s%s    hosts:\n"
         "      h[1-%u]: {cpu: 100 GHz, memory: 128 GiB, version: 7.0.3%s}\n    vms:\n"
         "      v[1-%u]: {memory: 16 GiB, read-working-set: 4 GiB}\n",
         ahv ? "ahv" : "esxi", ahv ? "" : "    ha: {}\n", hosts == 2 && !witness ? "    witness: none\n" : "",
         hosts, DRAW (lot, disks), 1 + draw (lot, 3 * hosts));
    SAY ("plan:\n  - {step: aos, upgrade-aos: n, to: 6.8, power-off-uvms: %s}\n  - {step: first, wait: %u "
         "min}\n",
         DRAW (lot, uvms), 1 + draw (lot, 90));
    SAY ("  - {step: out, maintenance: h%u, after: [first]}\n  - {step: back, leave: h1, after: [out]}\n",
         1 + draw (lot, hosts));
    if (ahv)
      SAY ("  - {step: ahv, upgrade-ahv: n, to: 10.3, power-off-uvms: %s, after: [aos]}\n", DRAW (lot, uvms));
    SAY ("faults:\n  - {%s: h1, at: 30 h}\n", DRAW (lot, cvm_faults));
    for (guint f = 0; f < draw (lot, 6); f++) {
      if (witness && draw (lot, 4) == 0)
        SAY ("  - {lose-witness: n");
      else
        SAY ("  - {%s: h%u", DRAW (lot, cvm_faults), 1 + draw (lot, hosts));
      say_when (lot, hosts);
    }
    trial = trial_new (yaml->str);
    hold (trial, what, yaml->str);
  }
}

void
test_physics_invariants_suite (void)
{
  CU_pSuite suite = CU_add_suite ("invariants", NULL, NULL);

  CU_ADD_TEST (suite, they_hold_in_the_library);
  CU_ADD_TEST (suite, they_hold_where_ha_breaks_a_rule);
  CU_ADD_TEST (suite, they_hold_in_drawn_clusters);
  CU_ADD_TEST (suite, they_hold_in_drawn_nutanix_clusters);
  CU_ADD_TEST (suite, they_hold_in_drawn_esxi_clusters_on_nutanix);
  CU_ADD_TEST (suite, they_hold_in_drawn_small_clusters);
}
