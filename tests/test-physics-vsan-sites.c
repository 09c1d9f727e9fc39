/* vSAN over two sites and a witness: who has the majority when a site goes, and when the witness goes, too. */

#include <CUnit/CUnit.h>

#include "models/vsan/objects.h"
#include "tests/trial.h"

void test_physics_vsan_sites_suite (void);

/* Mirrors over both sites, and within each; at first hosts a1 to a3, then b1 to b3. */
#define SITES(VERSION)                                                                                       \
  "rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8 Gbit/s, witness: {name: w}}\n"                    \
  "    storage-policies: {p: {raid: raid-1, failures-to-tolerate: 1}}\n    hosts:\n"                         \
  "      a[1-3]: {cpu: 80 GHz, memory: 64 GiB, fault-domain: a" VERSION "}\n"                                \
  "      b[1-3]: {cpu: 80 GHz, memory: 64 GiB, fault-domain: b" VERSION "}\n"                                \
  "    vms:\n      v[1-4]: {memory: 1 GiB, disks: 100 GiB, storage-policy: p, host: a1}\n"

#define NEW ", version: 8.0.2"

static void
lose_site (Trial *trial, SimTime at, guint32 first_host)
{
  for (guint32 host = first_host; host < first_host + 3; host++)
    sim_run_inject (trial->run, at, model_actor (trial->run, MODEL_MACHINE_HOST, host), HOST_ON_CRASH, 0);
}

static void
bring_back (Trial *trial, SimTime at, guint32 first_host)
{
  for (guint32 host = first_host; host < first_host + 3; host++)
    sim_run_inject (trial->run, at, model_actor (trial->run, MODEL_MACHINE_HOST, host), HOST_ON_POWERED, 0);
}

static guint32
n_lost (const Trial *trial)
{
  return model_vsan_state (trial->run, 0)->lost;
}

/* VS-16, VS-17: a site is lost and the other one with the witness goes on; then the witness goes, too. These hosts do not say
 * their version, and nothing is assumed of them. */
static void
two_of_three_sites (void)
{
  g_autoptr (Trial) trial = trial_new (SITES (""));

  CU_ASSERT_EQUAL (model_vsan_object (trial->run, 0).votes, 9);
  lose_site (trial, SIM_MINUTE, 3);
  INJECT (trial, 30 * SIM_MINUTE, WITNESS, "w", LOST, 0);
  trial_until (trial, 29 * SIM_MINUTE);
  CU_ASSERT_EQUAL (n_lost (trial), 0);
  CU_ASSERT_EQUAL (model_vsan_object (trial->run, 0).votes_up, 6);
  CU_ASSERT_EQUAL (model_vsan_object (trial->run, 0).margin,
                   0); /* the witness host is one loss, and weighs three */
  trial_until (trial, 31 * SIM_MINUTE);
  CU_ASSERT_EQUAL (n_lost (trial), 4);
}

/* VS-16: from 7.0 U3 on the site that is left has nine votes of fifteen after a while, survives a host of its own at first, and
 * then the witness. */
static void
a_witness_may_go_after_a_site (void)
{
  g_autoptr (Trial) trial = trial_new (SITES (NEW));

  lose_site (trial, SIM_MINUTE, 3);
  INJECT (trial, 30 * SIM_MINUTE, WITNESS, "w", LOST, 0);
  trial_until (trial, 5 * SIM_MINUTE);
  CU_ASSERT_EQUAL (model_vsan_object (trial->run, 0).votes, 9);
  trial_until (trial, 29 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, VOTES, "vsan:c", SHIFTED), 6 * SIM_MINUTE);
  CU_ASSERT_EQUAL (model_vsan_object (trial->run, 0).votes, 15);
  CU_ASSERT_EQUAL (model_vsan_object (trial->run, 0).votes_up, 12);
  CU_ASSERT_EQUAL (model_vsan_object (trial->run, 0).margin, 1);
  trial_until (trial, 31 * SIM_MINUTE);
  CU_ASSERT_EQUAL (n_lost (trial), 0);
  CU_ASSERT_EQUAL (model_vsan_object (trial->run, 0).votes_up, 9);
  CU_ASSERT_EQUAL (model_vsan_object (trial->run, 0).margin, 0);
  CU_ASSERT_EQUAL (FIRST_ANY (trial, VOTES_REASSIGNED)->evidence[1], 9);
  CU_ASSERT_EQUAL (FIRST_ANY (trial, VOTES_REASSIGNED)->evidence[2], 15);
  CU_ASSERT_EQUAL (FIRST_ANY (trial, VOTES_REASSIGNED)->evidence[3], 3);
}

/* VS-16: together, or before the votes have been weighed anew, they cost everything. */
static void
site_and_witness_together_may_not (void)
{
  static const SimTime later[] = { 0, 4 * SIM_MINUTE };

  for (guint i = 0; i < G_N_ELEMENTS (later); i++) {
    g_autoptr (Trial) trial = trial_new (SITES (NEW));

    lose_site (trial, SIM_MINUTE, 3);
    INJECT (trial, SIM_MINUTE + later[i], WITNESS, "w", LOST, 0);
    trial_until (trial, SIM_HOUR);
    CU_ASSERT_EQUAL (n_lost (trial), 4);
    CU_ASSERT_EQUAL (TIMES (trial, VOTES, SHIFTED), 0);
    CU_ASSERT_TRUE (IS (trial, VOTES, "vsan:c", SETTLED));
  }
}

/* VS-16: not before 7.0 U3, not if one host is older, and not when only a part of a site is lost. */
static void
not_everybody_weighs_anew (void)
{
  g_autoptr (Trial) old = trial_new (SITES (", version: 7.0.2"));
  g_autoptr (Trial) part = trial_new (SITES (NEW));

  lose_site (old, SIM_MINUTE, 3);
  trial_end (old);
  CU_ASSERT_EQUAL (TIMES (old, VOTES, WAITING), 0);
  INJECT (part, SIM_MINUTE, HOST, "b1", CRASH, 0);
  INJECT (part, SIM_MINUTE, HOST, "b2", CRASH, 0);
  trial_end (part);
  CU_ASSERT_EQUAL (TIMES (part, VOTES, WAITING), 0);
}

/* When the site is back and up to date votes are as they were, and either site may go; before, the one that has returned does
 * not do with the witness. */
static void
votes_are_even_again (void)
{
  static const SimTime before[] = { -SIM_SECOND, SIM_SECOND };
  g_autoptr (Trial) calm = trial_new (SITES (NEW));
  SimTime back;

  lose_site (calm, SIM_MINUTE, 3);
  bring_back (calm, 20 * SIM_MINUTE, 3);
  trial_end (calm);
  back = WHEN (calm, VOTES, "vsan:c", SETTLED);
  CU_ASSERT_EQUAL (back, WHEN (calm, VSAN, "vsan:c", WHOLE));
  CU_ASSERT_EQUAL (model_vsan_object (calm->run, 0).votes, 9);
  CU_ASSERT_EQUAL (trial_found_for (calm, MODEL_FIND_VOTES_REASSIGNED, trial_cluster (calm, "c")),
                   back - 6 * SIM_MINUTE);
  for (guint i = 0; i < G_N_ELEMENTS (before); i++) {
    g_autoptr (Trial) trial = trial_new (SITES (NEW));

    lose_site (trial, SIM_MINUTE, 3);
    bring_back (trial, 20 * SIM_MINUTE, 3);
    lose_site (trial, back + before[i], 0);
    trial_until (trial, back + SIM_MINUTE);
    CU_ASSERT_EQUAL (n_lost (trial) > 0, before[i] < 0);
  }
}

/* VS-18: a node of two is a site of its own. */
static void
two_nodes_are_two_sites (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8 Gbit/s, witness: {name: w}}\n    hosts:\n"
      "      h[1-2]: {cpu: 80 GHz, memory: 64 GiB, version: 8.0.2}\n    vms:\n      v: {memory: 1 GiB, "
      "disks: 100 GiB}\n"
      "plan: [{step: out, maintenance: h1}]\n");

  INJECT (trial, 20 * SIM_MINUTE, WITNESS, "w", LOST, 0);
  trial_end (trial);
  CU_ASSERT_EQUAL (n_lost (trial), 0);
  CU_ASSERT_EQUAL (model_vsan_object (trial->run, 0).votes, 5);
  CU_ASSERT_EQUAL (model_vsan_object (trial->run, 0).votes_up, 3);
}

void
test_physics_vsan_sites_suite (void)
{
  CU_pSuite suite = CU_add_suite ("vSAN over sites", NULL, NULL);

#define TEST(NAME) CU_add_test (suite, #NAME, NAME)
  TEST (two_of_three_sites);
  TEST (a_witness_may_go_after_a_site);
  TEST (site_and_witness_together_may_not);
  TEST (not_everybody_weighs_anew);
  TEST (votes_are_even_again);
  TEST (two_nodes_are_two_sites);
#undef TEST
}
