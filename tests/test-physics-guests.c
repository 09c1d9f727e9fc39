/* What is inside VMs: VMware Tools and virtual hardware, and the order of an estate up to its end (handbook 4.3, DR-31). */

#include <CUnit/CUnit.h>
#include <string.h>

#include "models/words.h"
#include "tests/trial.h"

void test_physics_guests_suite (void);

#define HOST(NAME, VERSION) NAME ": {cpu: 100 GHz, memory: 64 GiB, version: " VERSION "}"
#define MINUTE              60000

static Trial *
half_done (const char *cluster, const char *vms, const char *rest)
{
  g_autofree char *yaml
      = g_strdup_printf ("rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n%s"
                         "    hosts: {" HOST ("new1", "8.0.3") ", " HOST ("old1", "7.0.3") ", " HOST (
                             "old2", "7.0.3") "}\n"
                                              "    vms: {%s}\n%s",
                         cluster, vms, rest);
  Trial *trial = trial_new (yaml);

  trial_end (trial);
  return trial;
}

static Trial *
new_cluster (const char *vms, const char *rest)
{
  g_autofree char *yaml
      = g_strdup_printf ("rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n"
                         "    hosts: {" HOST ("h1", "8.0.3") ", " HOST ("h2", "8.0.3") "}\n"
                                                                                       "    vms: {%s}\n%s",
                         vms, rest);
  Trial *trial = trial_new (yaml);

  trial_end (trial);
  return trial;
}

#define VM(NAME, MORE)      NAME ": {memory: 4 GiB" MORE "}"
#define NUMBER(TRIAL, NAME) (model_fleet ((TRIAL)->run)->physics[MODEL_##NAME])

/* DR-31: behind, and found; only where somebody says so. */
static void
tools_fall_behind_with_their_host (void)
{
  g_autoptr (Trial) said
      = new_cluster (VM ("a", ", host: h1, tools: current") ", " VM ("b", ", host: h2, tools: old") ", " VM (
                         "c", ", tools: unmanaged") ", " VM ("d", ""),
                     "plan: []\n");
  g_autoptr (Trial) after
      = half_done ("", VM ("a", ", host: new1, tools: current") ", " VM ("b", ", host: old1, tools: current"),
                   "plan:\n  - {step: hosts, remediate: p, to: 8.0.3}\n");
  g_autoptr (Trial) unsaid
      = half_done ("", VM ("a", ", host: old1"), "plan:\n  - {step: hosts, remediate: p, to: 8.0.3}\n");

  CU_ASSERT_EQUAL (FOUND_ANY (said, TOOLS_OLD), 1);
  CU_ASSERT_EQUAL (FIRST_ANY (said, TOOLS_OLD)->evidence[0], 1);
  CU_ASSERT_EQUAL (FIRST_ANY (said, TOOLS_OLD)->evidence[1], 2);
  CU_ASSERT_EQUAL (FOUND_ANY (after, TOOLS_OLD), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (unsaid, TOOLS_OLD), 0);
}

/* Those that are up to date, brought by the guest itself, or off, are left alone. Two at a time are half as long. */
static void
tools_in_waves (void)
{
  const char *vms
      = VM ("a", ", tools: old") ", " VM ("b", "") ", " VM ("c", ", tools: old") ", " VM ("d", ", tools: old") ", " VM (
          "e",
          ", tools: current") ", " VM ("f",
                                       ", tools: unmanaged") ", " VM ("g",
                                                                      ", tools: false") ", " VM ("h",
                                                                                                 ", power: "
                                                                                                 "off, "
                                                                                                 "tools: "
                                                                                                 "current");
  g_autoptr (Trial) one = new_cluster (vms, "plan:\n  - {step: t, upgrade-tools: p}\n");
  g_autoptr (Trial) two = new_cluster (vms, "plan:\n  - {step: t, upgrade-tools: p, at-once: 2}\n");
  g_autoptr (Trial) quiet
      = new_cluster (vms, "plan:\n  - {step: t, upgrade-tools: p, at-once: 2, reboot-guests: false}\n");
  gint64 each = NUMBER (one, TOOLS_UPGRADE) + NUMBER (one, GUEST_REBOOT);

  CU_ASSERT_EQUAL (WHEN (one, STEP, "t", DONE), 4 * each);
  CU_ASSERT_EQUAL (WHEN (two, STEP, "t", DONE), 2 * each);
  CU_ASSERT_EQUAL (WHEN (quiet, STEP, "t", DONE), 2 * NUMBER (one, TOOLS_UPGRADE));
  CU_ASSERT (IS (one, STEP, "t", DONE));
  CU_ASSERT_EQUAL (FOUND_ANY (one, TOOLS_OLD), 1); /* before, and over */
  CU_ASSERT_EQUAL (FOUND_ANY (quiet, VM_DOWN), 0);
}

/* Three members restarted at once are a group without a quorum, though every VM runs. */
static void
a_guest_that_restarts_does_not_vote (void)
{
  const char *vms = VM ("a", "") ", " VM ("b", "") ", " VM ("c", "");
  const char *plan = "quorum: {g: {kind: majority, members: [a, b, c]}}\nplan:\n"
                     "  - {step: t, upgrade-tools: p, at-once: %d, reboot-guests: %s}\n";
  g_autofree char *all = g_strdup_printf (plan, 3, "true"), *one = g_strdup_printf (plan, 1, "true"),
                  *off = g_strdup_printf (plan, 3, "false");
  g_autoptr (Trial) together = new_cluster (vms, all), turns = new_cluster (vms, one),
                    later = new_cluster (vms, off);

  CU_ASSERT_EQUAL (FOUND_ANY (together, QUORUM_LOST), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (turns, QUORUM_LOST), 0);
  CU_ASSERT (FOUND_ANY (turns, QUORUM_AT_RISK) > 0);
  CU_ASSERT_EQUAL (FOUND_ANY (later, QUORUM_AT_RISK), 0);
}

/* Shut down, raised, powered on; one that is off is raised where it lies, and stays off. */
static void
hardware_is_planned_downtime (void)
{
  g_autoptr (Trial) trial
      = new_cluster (VM ("a", ", needs: 7.0.2") ", " VM ("b", ", needs: 7.0.2, power: off") ", " VM (
                         "c", ", needs: 8.0.2") ", " VM ("d", ", tools: false, needs: 7.0.2"),
                     "plan:\n  - {step: h, upgrade-hardware: p, to: 8.0.2, at-once: 9}\n");

  CU_ASSERT_EQUAL (WHEN (trial, VM, "a", OFF), NUMBER (trial, GUEST_SHUTDOWN));
  CU_ASSERT_EQUAL (WHEN (trial, VM, "d", OFF), 0); /* nobody to ask */
  CU_ASSERT_EQUAL (WHEN (trial, STEP, "h", DONE), NUMBER (trial, GUEST_SHUTDOWN)
                                                      + NUMBER (trial, HARDWARE_UPGRADE)
                                                      + NUMBER (trial, HA_POWER_ON));
  CU_ASSERT (IS (trial, VM, "a", RUNNING) && IS (trial, VM, "b", OFF) && IS (trial, VM, "c", RUNNING));
  CU_ASSERT_EQUAL (model_guest_state (trial->run, trial_index (trial, MODEL_MACHINE_VM, "b"))->hardware,
                   MODEL_VERSION (8, 0, 2));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_DOWN), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, HARDWARE_TOO_NEW), 0);
}

/* A suspended VM is not powered off: what it would go on with was made for the hardware that it has. */
static void
a_suspended_one_is_left (void)
{
  g_autoptr (Trial) trial
      = new_cluster (VM ("s", ", needs: 7.0.2, power: suspended") ", " VM ("o", ", needs: 7.0.2, power: off"),
                     "plan:\n  - {step: h, upgrade-hardware: p, to: 8.0.2}\n");

  CU_ASSERT_EQUAL (FIRST (trial, GUEST_NOT_UPGRADED, VM, "s")->evidence[0], MODEL_GUEST_SUSPENDED);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, GUEST_NOT_UPGRADED), 1);
  CU_ASSERT_EQUAL (model_guest_state (trial->run, trial_index (trial, MODEL_MACHINE_VM, "s"))->hardware,
                   MODEL_VERSION (7, 0, 2));
  CU_ASSERT_EQUAL (model_guest_state (trial->run, trial_index (trial, MODEL_MACHINE_VM, "o"))->hardware,
                   MODEL_VERSION (8, 0, 2));
}

/* HA lets a VM go that is off on purpose, and protects it again when it runs. */
static void
ha_leaves_it_alone (void)
{
  g_autoptr (Trial) trial
      = half_done ("    ha: {admission-control: {policy: off}}\n", VM ("a", ", host: new1"),
                   "plan:\n  - {step: h, upgrade-hardware: p, to: 8.0.3}\n");

  CU_ASSERT_EQUAL (WHEN (trial, RESTART, "a", UNLISTED), NUMBER (trial, GUEST_SHUTDOWN));
  CU_ASSERT (IS (trial, RESTART, "a", PROTECTED));
  CU_ASSERT_EQUAL (TIMES (trial, RESTART, QUEUED), 0);
}

/* DR-31: raised in a half-upgraded cluster, a VM has the new hosts only. Evacuation finds none, HA finds none. */
static void
half_a_cluster_is_too_early (void)
{
  const char *step = "plan:\n  - {step: h, upgrade-hardware: p, to: 8.0.3}\n  - {step: m, maintenance: new1, "
                     "after: [h]}\n";
  g_autoptr (Trial) stuck = half_done ("", VM ("a", ", host: new1"), step);
  g_autoptr (Trial) dies
      = half_done ("    ha: {admission-control: {policy: off}}\n", VM ("a", ", host: new1"),
                   "plan:\n  - {step: h, upgrade-hardware: p, to: 8.0.3}\n"
                   "  - {step: w, wait: 1 h, after: [h]}\n"
                   "faults:\n  - {crash: new1, during: {step: w}}\n");
  g_autoptr (Trial) refused = half_done ("", VM ("a", ", host: old1") ", " VM ("b", ", host: new1"),
                                         "plan:\n  - {step: h, upgrade-hardware: p, to: 8.0.3}\n");

  CU_ASSERT_EQUAL (FIRST (stuck, HARDWARE_TOO_NEW, VM, "a")->evidence[0], 1);
  CU_ASSERT_EQUAL (FIRST (stuck, EVACUATION_BLOCKED, VM, "a")->evidence[0], MODEL_BLOCKER_VERSION_TOO_OLD);
  CU_ASSERT_EQUAL (FOUND (dies, HA_RESTART_FAILED, VM, "a"), 1);
  CU_ASSERT_EQUAL (FIRST (refused, GUEST_NOT_UPGRADED, VM, "a")->evidence[0], MODEL_GUEST_HOST_TOO_OLD);
  CU_ASSERT (IS (refused, STEP, "h", FAILED));
  CU_ASSERT_EQUAL (model_guest_state (refused->run, trial_index (refused, MODEL_MACHINE_VM, "b"))->hardware,
                   MODEL_VERSION (8, 0, 3));
}

/* A task on a VM is alone: nobody powers it on meanwhile, through vCenter or at its host. */
static void
nobody_else_meanwhile (void)
{
  static const char *const ways[] = { "", ", at-host: true" };

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++) {
    g_autofree char *plan = g_strdup_printf ("plan:\n  - {step: h, upgrade-hardware: p, to: 8.0.2}\n"
                                             "  - {step: w, wait: 10 s}\n"
                                             "  - {step: on, power-on: a, after: [w]%s}\n",
                                             ways[i]);
    g_autoptr (Trial) trial = new_cluster (VM ("a", ", needs: 7.0.2, power: off"), plan);

    CU_ASSERT (IS (trial, STEP, "on", FAILED));
    CU_ASSERT_EQUAL (FIRST (trial, POWER_ON_REFUSED, VM, "a")->evidence[0], MODEL_REFUSED_BUSY);
    CU_ASSERT (IS (trial, STEP, "h", DONE));
  }
}

/* Its power-on asks admission control like any other, and vCenter has to be there. */
static void
a_vm_may_be_left_off (void)
{
  g_autoptr (Trial) trial = half_done (
      "", VM ("a", ", host: new1"),
      "plan:\n  - {step: h, upgrade-hardware: p, to: 8.0.3}\nfaults:\n  - {crash: vc, at: 70 s, for: 1 h}\n");

  CU_ASSERT_EQUAL (FOUND (trial, LEFT_OFF, VM, "a"), 1);
  CU_ASSERT_EQUAL (FOUND (trial, POWER_ON_REFUSED, VM, "a"), 1);
  CU_ASSERT (IS (trial, STEP, "h", FAILED));
  CU_ASSERT (IS (trial, VM, "a", OFF));
}

/* ---- The order of an estate, up to its end ---- */

/* From 7 to 8 as it should be: one step after another. */
static const struct {
  const char *name, *what;
} right_order[] = {
  { "suite", "upgrade-product: vrslcm, to: 8.18" },
  { "automation", "upgrade-product: vra, to: 8.18" },
  { "operations", "upgrade-product: vrops, to: 8.18" },
  { "backup", "upgrade-product: vbr, to: 12.2" },
  { "srm", "upgrade-product: srm, to: 9.0" },
  { "nsx", "upgrade-product: nsx, to: 4.2" },
  { "vcenter", "upgrade-vcenter: vc, to: 8.0.3" },
  { "hosts", "remediate: p, to: 8.0.3" },
  { "switch", "upgrade-switch: dvs, to: 8.0.3" },
  { "tools", "upgrade-tools: p, at-once: 10" },
  { "hardware", "upgrade-hardware: p, to: 8.0.2, at-once: 10" },
  { "format", "upgrade-disk-format: p, disk-format: 17" },
};

#define N_RIGHT G_N_ELEMENTS (right_order)

/* The n-th and the one after it are turned round; N_RIGHT turns none. */
static Trial *
estate_turned (guint n)
{
  g_autoptr (GString) yaml = g_string_new (
      "rollcall: 1\nvcenters: {vc: {version: 7.0.3}}\n"
      "products:\n  vrslcm: {kind: suite-lifecycle}\n  vra: {kind: automation}\n  vrops: {kind: operations}\n"
      "  vbr: {kind: backup}\n  srm: {kind: site-recovery-manager}\n  nsx: {kind: nsx, vcenter: vc}\n"
      "switches: {dvs: {vcenter: vc, version: 7.0.3}}\n"
      "clusters:\n  p:\n    vcenter: vc\n    vsan: {resync-rate: 10 Gbit/s, disk-format: 15}\n"
      "    hosts:\n      h[1-4]: {cpu: 100 GHz, memory: 64 GiB, version: 7.0.3}\n"
      "    vms:\n      v[1-4]: {memory: 4 GiB, tools: current, needs: 7.0.2, disks: 10 GiB}\nplan:\n");
  const char *before = NULL;
  Trial *trial;

  for (guint i = 0; i < N_RIGHT; i++) {
    guint s = i == n ? i + 1 : i == n + 1 ? n : i;

    g_string_append_printf (yaml, "  - {step: %s, %s", right_order[s].name, right_order[s].what);
    if (before)
      g_string_append_printf (yaml, ", after: [%s]", before);
    g_string_append (yaml, "}\n");
    before = right_order[s].name;
  }
  trial = trial_new (yaml->str);
  trial_end (trial);
  return trial;
}

static void
the_right_order_is_right (void)
{
  g_autoptr (Trial) trial = estate_turned (N_RIGHT);

  CU_ASSERT_EQUAL (FOUND_ANY (trial, ORDER_UNSUPPORTED), 0);
  for (guint i = 0; i < N_RIGHT; i++)
    CU_ASSERT_EQUAL (sim_state (trial->run, WHO (trial, STEP, right_order[i].name)), STEP_AT_DONE);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, TOOLS_OLD), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, HARDWARE_TOO_NEW), 0);
}

/* Any two neighbours turned round: one finding, of the one that goes too early, about the one that it overtakes, with the rule
 * that says so. vCenter and its hosts go by versions (UPG-01), each host for itself; switches are none of the sequence of 7
 * and 8, and have their place in any estate. */
static void
each_pair_turned_is_found (void)
{
  static const ModelOrder rule[] = {
    MODEL_ORDER_SEVEN_TURNED,       /* automation, suite */
    MODEL_ORDER_SEVEN_TURNED,       /* operations, automation */
    MODEL_ORDER_SEVEN_TURNED,       /* backup, operations */
    MODEL_ORDER_SEVEN_TURNED,       /* srm, backup */
    MODEL_ORDER_SEVEN_TURNED,       /* nsx, srm */
    MODEL_ORDER_SEVEN_TURNED,       /* vcenter, nsx */
    MODEL_ORDER_NEWER_THAN_VCENTER, /* hosts, vcenter */
    MODEL_ORDER_BASE_TURNED,        /* switch, hosts */
    MODEL_ORDER_BASE_TURNED,        /* tools, switch */
    MODEL_ORDER_BASE_TURNED,        /* hardware, tools */
    MODEL_ORDER_BASE_TURNED,        /* format, hardware */
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (rule) == N_RIGHT - 1);
  for (guint n = 0; n + 1 < N_RIGHT; n++) {
    g_autoptr (Trial) trial = estate_turned (n);
    const SimFinding *found = FIRST_ANY (trial, ORDER_UNSUPPORTED);
    g_autofree char *fix = NULL, *wanted = g_strdup_printf ("let %s come after %s", right_order[n + 1].name,
                                                            right_order[n].name);

    CU_ASSERT (found->since >= 0);
    CU_ASSERT_EQUAL (found->evidence[3], rule[n]);
    if (rule[n] == MODEL_ORDER_NEWER_THAN_VCENTER || found->since < 0)
      continue;
    fix = sim_finding_fix (&trial->rehearsal->model, found);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, ORDER_UNSUPPORTED), 1);
    CU_ASSERT_EQUAL (found->subject, WHO (trial, STEP, right_order[n + 1].name));
    CU_ASSERT_EQUAL (found->about, WHO (trial, STEP, right_order[n].name));
    CU_ASSERT_PTR_NOT_NULL (strstr (fix, wanted));
  }
}

void
test_physics_guests_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics: guests", NULL, NULL);

  CU_ADD_TEST (suite, tools_fall_behind_with_their_host);
  CU_ADD_TEST (suite, tools_in_waves);
  CU_ADD_TEST (suite, a_guest_that_restarts_does_not_vote);
  CU_ADD_TEST (suite, hardware_is_planned_downtime);
  CU_ADD_TEST (suite, a_suspended_one_is_left);
  CU_ADD_TEST (suite, ha_leaves_it_alone);
  CU_ADD_TEST (suite, half_a_cluster_is_too_early);
  CU_ADD_TEST (suite, nobody_else_meanwhile);
  CU_ADD_TEST (suite, a_vm_may_be_left_off);
  CU_ADD_TEST (suite, the_right_order_is_right);
  CU_ADD_TEST (suite, each_pair_turned_is_found);
}
