/* A vSAN network in parts: whose an object is, what the other parts miss, and where HA restarts. */

#include <CUnit/CUnit.h>

#include "models/vsan/objects.h"
#include "models/vsan/parts.h"
#include "tests/trial.h"

void test_physics_vsan_parts_suite (void);

#define HOST_OF(TRIAL, VM) (model_vm_state ((TRIAL)->run, trial_index (TRIAL, MODEL_MACHINE_VM, VM))->host)
#define HOST(TRIAL, NAME)  trial_index (TRIAL, MODEL_MACHINE_HOST, NAME)
#define SERVES(TRIAL, VM, NAME)                                                                              \
  model_vsan_serves ((TRIAL)->run, trial_index (TRIAL, MODEL_MACHINE_VM, VM), HOST (TRIAL, NAME))

/* Three hosts; h3 leads. */
#define THREE                                                                                                \
  "rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8 Gbit/s}\n    ha: {}\n"                            \
  "    storage-policies: {one: {raid: raid-1, failures-to-tolerate: 0}}\n"                                   \
  "    hosts:\n      h[1-3]: {cpu: 80 GHz, memory: 64 GiB, version: 8.0}\n    vms:\n"                        \
  "      v1: {memory: 1 GiB, disks: 100 GiB, write-rate: 1 MiB/s, host: h1}\n"                               \
  "      v3: {memory: 1 GiB, disks: 100 GiB, write-rate: 1 MiB/s, host: h3}\n"

/* Two hosts of three have two votes of three of every object: v3 is terminated on h3, then restarted on their side, once.
 * What h3 has missed it makes good. */
static void
two_of_three_own_it (void)
{
  g_autoptr (Trial) trial = trial_new (
      THREE "plan: [{step: w, wait: 2 h}]\nfaults: [{partition: [h3], at: 10 min, for: 30 min}]\n");

  trial_until (trial, 10 * SIM_MINUTE + 5 * SIM_SECOND);
  CU_ASSERT_TRUE (SERVES (trial, "v3", "h1") && SERVES (trial, "v3", "h2") && !SERVES (trial, "v3", "h3"));
  trial_until (trial, 20 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, VM, "v3", DOWN), 10 * SIM_MINUTE + 10 * SIM_SECOND);
  CU_ASSERT_TRUE (WHEN (trial, VM, "v3", RESTARTING) > WHEN (trial, VM, "v3", DOWN));
  CU_ASSERT_TRUE (IS (trial, VM, "v3", RUNNING));
  CU_ASSERT_TRUE (HOST_OF (trial, "v3") != HOST (trial, "h3"));
  CU_ASSERT_TRUE (IS (trial, VM, "v1", RUNNING));
  CU_ASSERT_TRUE (IS (trial, COMPONENTS, "h3", ABSENT));
  CU_ASSERT_TRUE (IS (trial, COMPONENTS, "h1", ACTIVE) && IS (trial, COMPONENTS, "h2", ACTIVE));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, NETWORK_PARTITIONED), 1);
  trial_end (trial);
  CU_ASSERT_EQUAL (TIMES (trial, RESTART, STARTING), 1);
  CU_ASSERT_EQUAL (TIMES (trial, COMPONENTS, STALE), 1);
  CU_ASSERT_TRUE (IS (trial, COMPONENTS, "h3", ACTIVE));
  CU_ASSERT_TRUE (IS (trial, VSAN, "vsan:c", WHOLE));
}

/* The repair timer runs as for any absence: on a fourth host what h3 had is rebuilt after an hour. */
static void
a_part_absent_for_too_long (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8 Gbit/s}\n    ha: {}\n    hosts:\n"
                   "      h[1-4]: {cpu: 80 GHz, memory: 64 GiB, version: 8.0}\n    vms:\n"
                   "      v: {memory: 1 GiB, disks: 100 GiB, host: h1}\n"
                   "plan: [{step: w, wait: 4 h}]\nfaults: [{isolate: h2, at: 10 min, for: 3 h}]\n");

  trial_until (trial, 2 * SIM_HOUR);
  CU_ASSERT_EQUAL (WHEN (trial, COMPONENTS, "h2", REBUILDING), SIM_HOUR + 10 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, VSAN, "vsan:c", WHOLE));
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, COMPONENTS, "h2", ACTIVE));
}

/* An object without redundancy goes on in the part where it is, and nowhere else. */
static void
the_lonely_host_keeps_its_own (void)
{
  g_autoptr (Trial) trial
      = trial_new (THREE "      own: {memory: 1 GiB, disks: 500 GiB, storage-policy: one, host: h1}\n"
                         "plan: [{step: w, wait: 2 h}]\nfaults: [{partition: [h1], at: 10 min}]\n");
  guint32 at = trial->fleet->components[trial->fleet->objects[0].first_component].host;
  const char *where = trial->fleet->hosts[at].name;

  trial_until (trial, SIM_HOUR);
  CU_ASSERT_TRUE (SERVES (trial, "own", where));
  CU_ASSERT_EQUAL (SERVES (trial, "own", "h1"), at == 0);
  CU_ASSERT_TRUE (!SERVES (trial, "own", at == 0 ? "h2" : "h1"));
  CU_ASSERT_TRUE (IS (trial, VM, "own", RUNNING));
  CU_ASSERT_EQUAL (HOST_OF (trial, "own") == 0, at == 0);
}

/* Where no part has more than half, nobody owns anything: nothing runs on, nothing is terminated, nothing is missed. */
static void
nobody_has_a_majority (void)
{
  g_autoptr (Trial) trial = trial_new (
      THREE "plan: [{step: w, wait: 2 h}]\nfaults:\n  - {isolate: h1, at: 10 min, for: 30 min}\n"
            "  - {isolate: h2, at: 10 min, for: 30 min}\n  - {isolate: h3, at: 10 min, for: 30 min}\n");

  trial_until (trial, 20 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, VSAN, "vsan:c", LOST));
  for (guint h = 1; h <= 3; h++)
    CU_ASSERT_TRUE (!SERVES (trial, "v1", h == 1 ? "h1" : h == 2 ? "h2" : "h3"));
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, VSAN, "vsan:c", WHOLE));
  CU_ASSERT_EQUAL (TIMES (trial, RESTART, STARTING), 0);
}

/* Two sites: n leads neither by name nor by key; s2 does. */
static Trial *
two_sites (const char *faults)
{
  return trial_new_from (
      "rollcall: 1\nclusters:\n  c:\n    ha: {}\n"
      "    vsan: {resync-rate: 8 Gbit/s, witness: {name: w}, preferred-site: north}\n"
      "    storage-policies: {here: {raid: raid-1, failures-to-tolerate: 0, site: secondary}}\n    hosts:\n"
      "      n[1-2]: {cpu: 80 GHz, memory: 64 GiB, version: 8.0, fault-domain: north}\n"
      "      s[1-2]: {cpu: 80 GHz, memory: 64 GiB, version: 8.0, fault-domain: south}\n    vms:\n"
      "      north: {memory: 1 GiB, disks: 100 GiB, write-rate: 1 MiB/s, host: n1}\n"
      "      south: {memory: 1 GiB, disks: 100 GiB, write-rate: 1 MiB/s, host: s1}\n"
      "      local: {memory: 1 GiB, disks: 100 GiB, storage-policy: here, host: s2, write-rate: 1 MiB/s}\n"
      "plan: [{step: w, wait: 3 h}]\nfaults:\n%s",
      faults);
}

/* Only the link between the sites is cut: the witness joins the preferred one, and what runs on the other is restarted there;
 * except what has its data on that site alone. */
static void
the_preferred_site_wins (void)
{
  g_autoptr (Trial) trial = two_sites ("  - {partition: [s1, s2], at: 10 min, for: 1 h}\n");

  trial_until (trial, 30 * SIM_MINUTE);
  CU_ASSERT_TRUE (HOST_OF (trial, "north") == HOST (trial, "n1"));
  CU_ASSERT_EQUAL (TIMES (trial, RESTART, STARTING), 1);
  CU_ASSERT_TRUE (IS (trial, VM, "south", RUNNING) && HOST_OF (trial, "south") < HOST (trial, "s1"));
  CU_ASSERT_TRUE (IS (trial, VM, "local", RUNNING) && HOST_OF (trial, "local") >= HOST (trial, "s1"));
  CU_ASSERT_TRUE (SERVES (trial, "local", "s1") && !SERVES (trial, "local", "n1"));
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, VSAN, "vsan:c", WHOLE));
}

/* The preferred site is cut off from everything: the other one and the witness have two of three. */
static void
the_site_with_the_witness_wins (void)
{
  g_autoptr (Trial) trial
      = two_sites ("  - {partition: [n1, n2], witness: with-the-others, at: 10 min, for: 1 h}\n");

  trial_until (trial, 30 * SIM_MINUTE);
  CU_ASSERT_TRUE (HOST_OF (trial, "south") == HOST (trial, "s1"));
  CU_ASSERT_TRUE (IS (trial, VM, "north", RUNNING) && HOST_OF (trial, "north") >= HOST (trial, "s1"));
  CU_ASSERT_EQUAL (TIMES (trial, RESTART, STARTING), 1);
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, VSAN, "vsan:c", WHOLE));
}

/* With the witness gone before, neither site has a majority, and nobody restarts what might run still. */
static void
neither_site_without_the_witness (void)
{
  g_autoptr (Trial) trial
      = two_sites ("  - {lose-witness: c, at: 5 min}\n  - {partition: [s1, s2], at: 10 min}\n");

  trial_until (trial, SIM_HOUR);
  CU_ASSERT_TRUE (!SERVES (trial, "north", "n1") && !SERVES (trial, "north", "s1"));
  CU_ASSERT_TRUE (SERVES (trial, "local", "s2"));
  CU_ASSERT_EQUAL (TIMES (trial, RESTART, STARTING), 0);
}

/* Two nodes: the preferred one keeps the witness, unless it is the one that is isolated. */
static void
two_nodes_cut (void)
{
  static const char nodes[] = "rollcall: 1\nclusters:\n  c:\n    ha: {}\n    vsan: {resync-rate: 8 Gbit/s, "
                              "witness: {name: w}}\n    hosts:\n"
                              "      a[1-2]: {cpu: 80 GHz, memory: 64 GiB, version: 8.0}\n    vms:\n"
                              "      v1: {memory: 1 GiB, disks: 100 GiB, host: a1}\n      v2: {memory: 1 "
                              "GiB, disks: 100 GiB, host: a2}\n"
                              "plan: [{step: w, wait: 2 h}]\nfaults: [{%s, at: 10 min}]\n";
  static const struct {
    const char *fault;
    guint32 winner;
  } rows[]
      = { { "partition: [a2]", 0 }, { "partition: [a1]", 0 }, { "isolate: a1", 1 }, { "isolate: a2", 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = trial_new_from (nodes, rows[i].fault);

    trial_until (trial, SIM_HOUR);
    CU_ASSERT_TRUE (IS (trial, VM, "v1", RUNNING) && IS (trial, VM, "v2", RUNNING));
    CU_ASSERT_EQUAL (HOST_OF (trial, "v1"), rows[i].winner);
    CU_ASSERT_EQUAL (HOST_OF (trial, "v2"), rows[i].winner);
    CU_ASSERT_EQUAL (TIMES (trial, RESTART, STARTING), 1);
  }
}

/* HA-12: with nothing but vSAN there are no heartbeat datastores, so a dead host is declared dead after 15 s, not 18 s. */
static void
no_heartbeat_datastores (void)
{
  static const char crash[] = "plan: [{step: w, wait: 1 h}]\nfaults: [{crash: h1, at: 10 min}]\n";
  g_autofree char *text = g_strconcat (THREE, crash, NULL);
  g_autoptr (Trial) trial = trial_new (text);

  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, DETECTOR, "h1", DEAD), 10 * SIM_MINUTE + 15 * SIM_SECOND);
}

/* A host that was in maintenance comes back into the part of the network that has lost most objects. What that part owns counts
 * on it again, by what it has missed, and nothing else does until the network is whole. vSAN's health check fails meanwhile. */
static void
a_part_has_what_is_its_own (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8 Gbit/s, witness: {name: w}}\n    ha: {}\n"
      "    storage-policies: {there: {raid: raid-1, site: secondary}}\n    hosts:\n"
      "      n[1-3]: {cpu: 80 GHz, memory: 64 GiB, fault-domain: n, version: 8.0}\n"
      "      s[1-3]: {cpu: 80 GHz, memory: 64 GiB, fault-domain: s, version: 8.0}\n    vms:\n"
      "      both: {memory: 1 GiB, disks: 100 GiB, host: n1}\n"
      "      there: {memory: 1 GiB, disks: 100 GiB, write-rate: 10 MiB/s, storage-policy: there, host: s2}\n"
      "plan:\n  - {step: out, maintenance: s1}\n  - {step: work, wait: 30 min, after: out}\n"
      "  - {step: back, leave: s1, after: work}\n  - {step: rest, wait: 2 h, after: back}\n"
      "faults: [{partition: [s1, s2, s3], at: 10 min, for: 1 h}]\n");
  guint32 object
      = model_fleet (trial->run)->objects[0].vm == trial_index (trial, MODEL_MACHINE_VM, "there") ? 0 : 1;

  trial_until (trial, 29 * SIM_MINUTE);
  CU_ASSERT_FALSE (model_vsan_is_healthy (trial->run, 0));
  CU_ASSERT_FALSE (model_vsan_object (trial->run, object).compliant);
  trial_until (trial, 40 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, COMPONENTS, "s1", ABSENT));
  CU_ASSERT_TRUE (model_vsan_object (trial->run, object).compliant);
  CU_ASSERT_FALSE (model_vsan_object (trial->run, !object).compliant);
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, COMPONENTS, "s1", ACTIVE) && IS (trial, VSAN, "vsan:c", WHOLE));
  CU_ASSERT_TRUE (model_vsan_is_healthy (trial->run, 0));
}

void
test_physics_vsan_parts_suite (void)
{
  CU_pSuite suite = CU_add_suite ("a vSAN network in parts", NULL, NULL);

#define TEST(NAME) CU_add_test (suite, #NAME, NAME)
  TEST (two_of_three_own_it);
  TEST (a_part_absent_for_too_long);
  TEST (the_lonely_host_keeps_its_own);
  TEST (nobody_has_a_majority);
  TEST (the_preferred_site_wins);
  TEST (the_site_with_the_witness_wins);
  TEST (neither_site_without_the_witness);
  TEST (two_nodes_cut);
  TEST (no_heartbeat_datastores);
  TEST (a_part_has_what_is_its_own);
#undef TEST
}
