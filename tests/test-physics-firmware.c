/* Firmware: what is flashed and how often that restarts a host, what a CMOS reset takes away and whom that hits, and what a
 * host forgets that loses power between two saves of its configuration. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_firmware_suite (void);

#define SETTINGS                                                                                             \
  "    policies:\n"                                                                                          \
  "      - {name: vt-x, kind: bios, provides: vt-x, declared: on, default: on}\n"                            \
  "      - {name: vt-d, kind: bios, provides: vt-d, declared: on, default: off}\n"                           \
  "      - {name: sriov, kind: bios, provides: sr-iov, declared: on, default: off}\n"                        \
  "      - {name: interleaving, kind: bios, provides: numa, declared: off, default: on}\n"                   \
  "      - {name: profile, kind: bios, provides: power-profile, declared: performance, default: balanced}\n"

#define BOOT_MODE "      - {name: boot, kind: bios, provides: boot-mode, declared: uefi, default: legacy}\n"

/* `host` says more of each host, `rest` begins with policies, if any, and the plan. */
static Trial *
flash (const char *host, const char *vms, const char *rest)
{
  Trial *trial
      = trial_new_from ("rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n"
                        "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.2%s}\n"
                        "    vms:\n      web: {memory: 4 GiB}\n%s%s",
                        host, vms, rest);

  trial_end (trial);
  return trial;
}

/* ---- Components ---- */

static guint
reboots_of (const Trial *trial, const char *host)
{
  const SimEntry *entry;
  guint n = 0, again = 0;

  for (guint i = 0;
       (entry = trial_entry (trial, MODEL_MACHINE_HOST, WHO (trial, HOST, host), HOST_AT_REBOOTING, i)); i++)
    n++;
  for (guint i = 0; i < sim_journal_length (trial->run->journal); i++) {
    entry = sim_journal_get (trial->run->journal, i);
    again += entry->to == WHO (trial, HOST, host) && entry->signal == HOST_ON_BOOTED
             && entry->state_from == HOST_AT_REBOOTING && entry->state_to == HOST_AT_REBOOTING;
  }
  return n + again;
}

/* Each component has its time and its reboots; a management controller restarts alone. */
static void
components_have_reboots_of_their_own (void)
{
  const struct {
    const char *components;
    guint reboots;
    SimTime minutes; /* of flashing and booting */
  } cases[] = {
    { "", 1, 30 + 10 },
    { ", components: [bios]", 2, 10 + 2 * 15 },
    { ", components: [bmc]", 0, 8 },
    { ", components: [hba]", 1, 5 + 10 },
    { ", components: [nic, bios]", 3, 10 + 2 * 15 + 5 + 15 },
    { ", components: [nic, hba, bios, bmc]", 4, 8 + 10 + 2 * 15 + 5 + 10 + 5 + 15 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *plan
        = g_strdup_printf ("plan:\n  - {step: fw, upgrade-firmware: p%s}\n", cases[i].components);
    g_autoptr (Trial) trial = flash ("", "", plan);
    gboolean without = cases[i].reboots == 0;

    CU_ASSERT_TRUE (IS (trial, STEP, "fw", DONE));
    CU_ASSERT_EQUAL (reboots_of (trial, "h1"), cases[i].reboots);
    CU_ASSERT_EQUAL ((without ? WHEN (trial, HOST, "h1", POST_CHECK) : WHEN (trial, HOST, "h1", RECONNECTING))
                         - WHEN (trial, HOST, "h1", REMEDIATING),
                     cases[i].minutes * SIM_MINUTE);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, HOST_LOST), 0);
  }
}

/* A host that dies or hangs between two components begins anew, and does not go on in the middle. */
static void
a_component_may_go_wrong (void)
{
  g_autoptr (Trial) crash
      = flash ("", "",
               "plan:\n  - {step: fw, upgrade-firmware: p, components: [bios, nic]}\nfaults:\n"
               "  - {crash: h1, during: {host: h1, state: rebooting}, for: 5 min}\n");
  g_autoptr (Trial) hang
      = flash ("", "",
               "plan:\n  - {step: fw, upgrade-firmware: p, components: [bios, nic], hosts: [h1]}\nfaults:\n"
               "  - {hang-boot: h1, during: {host: h1, state: remediating}, for: 3 h}\n");

  CU_ASSERT_TRUE (IS (crash, STEP, "fw", FAILED));
  CU_ASSERT_TRUE (IS (crash, HOST, "h1", MAINTENANCE));
  CU_ASSERT_TRUE (IS (hang, STEP, "fw", FAILED));
  CU_ASSERT_EQUAL (TIMES (hang, HOST, BOOT_HUNG), 1);
  CU_ASSERT_TRUE (IS (hang, HOST, "h1", MAINTENANCE)); /* somebody reset it, and the rest was flashed */
  CU_ASSERT_EQUAL (FOUND (hang, LEFT_IN_MAINTENANCE, HOST, "h1"), 1);
}

/* ---- A CMOS reset ---- */

#define VMS                                                                                                  \
  "      gpu: {memory: 4 GiB, devices: [pci-passthrough], power: off, host: h1}\n"                           \
  "      vf: {memory: 4 GiB, devices: [sr-iov], power: off, host: h1}\n"                                     \
  "      plain: {memory: 4 GiB, power: off, host: h1}\n"                                                     \
  "      wide: {memory: 4 GiB, depends-on: [numa], host: h1}\n"

#define POWER_ON                                                                                             \
  "  - {step: gpu-on, power-on: gpu, after: [fw]}\n  - {step: vf-on, power-on: vf, after: [fw]}\n"           \
  "  - {step: plain-on, power-on: plain, after: [fw]}\n"

/* The worked case of the handbook: passthrough does not start, NUMA-sized runs degraded, the rest notices nothing. */
static void
a_new_bios_may_forget_its_settings (void)
{
  g_autoptr (Trial) trial = flash ("", VMS,
                                   SETTINGS "plan:\n  - {step: fw, upgrade-firmware: p, components: [bios], "
                                            "resets-settings: true}\n" POWER_ON);
  g_autoptr (Trial) kept
      = flash ("", VMS, SETTINGS "plan:\n  - {step: fw, upgrade-firmware: p, components: [bios]}\n" POWER_ON);

  CU_ASSERT_TRUE (IS (trial, STEP, "fw", DONE)); /* nobody notices */
  CU_ASSERT_TRUE (IS (trial, VM, "gpu", OFF) && IS (trial, VM, "vf", OFF)
                  && IS (trial, VM, "plain", RUNNING));
  CU_ASSERT_EQUAL (FIRST (trial, POWER_ON_REFUSED, VM, "gpu")->evidence[0], MODEL_REFUSED_SETTING);
  CU_ASSERT_EQUAL (FIRST (trial, POWER_ON_REFUSED, VM, "vf")->evidence[0], MODEL_REFUSED_SETTING);
  CU_ASSERT_TRUE (FOUND (trial, VM_DEGRADED, VM, "wide") > 0);
  CU_ASSERT_EQUAL (FOUND (trial, VM_DEGRADED, VM, "web") + FOUND (trial, VM_DEGRADED, VM, "plain"), 0);
  CU_ASSERT_EQUAL (FOUND (trial, POLICY_RESET, POLICY, "vt-d@h1"), 1);
  CU_ASSERT_EQUAL (FOUND (trial, POLICY_RESET, POLICY, "vt-x@h1"), 0); /* its default is what is declared */
  CU_ASSERT_TRUE (IS (kept, VM, "gpu", RUNNING) && IS (kept, VM, "vf", RUNNING));
  CU_ASSERT_EQUAL (FOUND_ANY (kept, VM_DEGRADED) + FOUND_ANY (kept, POLICY_RESET), 0);
}

/* HA finds no host either; with one host left that is as it was, that one is taken. */
static void
ha_needs_the_setting_too (void)
{
  for (guint hosts = 2; hosts <= 3; hosts++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nclusters:\n  p:\n    ha: {admission-control: {policy: off}}\n    hosts:\n"
        "      h[1-%u]: {cpu: 100 GHz, memory: 64 GiB}\n"
        "    vms:\n      gpu: {memory: 4 GiB, devices: [pci-passthrough], host: h2}\n" SETTINGS
        "plan:\n  - {step: fw, upgrade-firmware: p, hosts: [h1]}\n  - {step: hour, wait: 1 h, after: [fw]}\n"
        "faults:\n  - {reset-cmos: h1, at: 0 s}\n  - {crash: h2, at: 90 min}\n",
        hosts);

    trial_end (trial);
    CU_ASSERT_EQUAL (IS (trial, VM, "gpu", RUNNING), hosts == 3);
    CU_ASSERT_EQUAL (FOUND (trial, HA_RESTART_FAILED, VM, "gpu"), hosts == 3 ? 0 : 1);
    if (hosts == 2)
      CU_ASSERT_EQUAL (FIRST (trial, HA_RESTART_FAILED, VM, "gpu")->evidence[0], MODEL_BLOCKER_HOST_SETTING);
  }
}

/* Without its boot mode a host finds no system; who comes by sets that right, and only that. */
static void
a_lost_boot_mode_does_not_boot (void)
{
  g_autoptr (Trial) trial
      = flash ("", "",
               SETTINGS BOOT_MODE "plan:\n  - {step: fw, upgrade-firmware: p, components: [bios]}\n"
                                  "faults:\n  - {reset-cmos: h2, at: 0 s, for: 6 h}\n");
  g_autoptr (Trial) never = flash (
      "", "",
      SETTINGS BOOT_MODE "plan:\n  - {step: fw, upgrade-firmware: p}\n"
                         "faults:\n  - {reset-cmos: h2, at: 0 s}\n  - {hang-boot: h1, at: 9 h, for: 1 h}\n");

  CU_ASSERT_TRUE (IS (trial, STEP, "fw", FAILED));
  CU_ASSERT_EQUAL (FIRST (trial, HOST_DOES_NOT_BOOT, HOST, "h2")->evidence[0], MODEL_BOOT_MODE_LOST);
  CU_ASSERT_EQUAL (FIRST (trial, HOST_DOES_NOT_BOOT, HOST, "h2")->until, 6 * SIM_HOUR);
  CU_ASSERT_TRUE (IS (trial, HOST, "h2", MAINTENANCE));
  CU_ASSERT_TRUE (IS (trial, POLICY, "boot@h2", IN_POLICY) && IS (trial, POLICY, "vt-d@h2", RESET));
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h3", ENTERING), -1); /* the run stopped */
  CU_ASSERT_TRUE (IS (never, HOST, "h2", BOOT_HUNG));
}

/* DR-18: a sealed configuration opens with its key, which takes somebody's time, or not at all. */
static void
a_sealed_configuration_needs_its_key (void)
{
  g_autoptr (Trial) with = flash (", tpm-sealed: true, recovery-key: true", "",
                                  SETTINGS "plan:\n  - {step: fw, upgrade-firmware: p}\n"
                                           "faults:\n  - {reset-cmos: h1, at: 0 s}\n");
  g_autoptr (Trial) without = flash (", tpm-sealed: true", "",
                                     SETTINGS "plan:\n  - {step: fw, upgrade-firmware: p}\n"
                                              "faults:\n  - {reset-cmos: h1, at: 0 s}\n");
  SimTime boot = WHEN (with, HOST, "h1", RECONNECTING) - WHEN (with, HOST, "h1", REBOOTING);

  CU_ASSERT_TRUE (IS (with, STEP, "fw", DONE));
  CU_ASSERT_EQUAL (boot,
                   with->fleet->physics[MODEL_HOST_REBOOT] + with->fleet->physics[MODEL_HOST_RECOVERY_KEY]);
  CU_ASSERT_TRUE (IS (without, STEP, "fw", FAILED) && IS (without, HOST, "h1", BOOT_HUNG));
  CU_ASSERT_EQUAL (FIRST (without, HOST_DOES_NOT_BOOT, HOST, "h1")->evidence[0], MODEL_BOOT_SEALED);
}

/* Firmware that its driver does not know: the host is there, and nobody reaches it. */
static void
missing_adapters_keep_a_host_away (void)
{
  g_autoptr (Trial) trial = flash ("", "",
                                   "plan:\n  - {step: fw, upgrade-firmware: p, components: [nic]}\n"
                                   "faults:\n  - {lose-nics: h2, during: {host: h2, state: rebooting}}\n");

  CU_ASSERT_TRUE (IS (trial, STEP, "fw", FAILED) && IS (trial, HOST, "h2", REPAIR));
  CU_ASSERT_EQUAL (FOUND (trial, HOST_UNREACHABLE, HOST, "h2"), 1);
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h3", ENTERING), -1);
}

/* ---- What is not saved ---- */

/* Saved at minute 1 of every hour: what is set at minute 30 is there after a crash at minute 90, and not after one at
 * minute 50 (HST-07). A reboot in good order saves too. */
static void
what_was_not_saved_is_lost (void)
{
  const struct {
    const char *kind, *plan, *crash;
    gboolean lost;
  } cases[] = {
    { "host", "", "50 min", TRUE },
    { "host", "", "90 min", FALSE },
    { "host", "", "61 min", FALSE },
    { "vds", "", "50 min", FALSE }, /* vCenter has it */
    { "host", "  - {step: roll, remediate: p, to: 8.0.3, hosts: [h1], quick-boot: true, after: [set]}\n",
      "50 min", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *rest
        = g_strdup_printf ("    policies:\n      - {name: ntp, kind: %s, declared: new, actual: old}\n"
                           "plan:\n  - {step: half, wait: 30 min}\n  - {step: set, set: {policy: ntp, "
                           "actual: new}, after: [half]}\n%s"
                           "faults:\n  - {crash: h1, at: %s, for: 1 min}\n",
                           cases[i].kind, cases[i].plan, cases[i].crash);
    g_autoptr (Trial) trial = flash ("", "", rest);

    CU_ASSERT_EQUAL (FOUND (trial, SETTING_LOST, POLICY, "ntp@h1"), cases[i].lost ? 1 : 0);
    CU_ASSERT_EQUAL (IS (trial, POLICY, "ntp@h1", DRIFTED), cases[i].lost);
    CU_ASSERT_TRUE (IS (trial, POLICY, "ntp@h2", IN_POLICY));
  }
}

/* DR-18: what a reset does can be told of declared settings only; one on which somebody depends and which is not is said. */
static void
what_nobody_has_declared (void)
{
  static const char yaml[]
      = "rollcall: 1\nclusters:\n  p:\n    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: "
        "8.0.1}\n    vms:\n"
        "      card: {memory: 4 GiB, power: off, devices: [pci-passthrough]}\n"
        "      a: {memory: 4 GiB, depends-on: [numa]}\n      b: {memory: 4 GiB, depends-on: [numa]}\n      "
        "c: {memory: 4 GiB}\n%s"
        "plan: [{step: bios, upgrade-firmware: p, components: [bios], resets-settings: true}]\n";
  g_autoptr (Trial) none = trial_new_from (yaml, "");
  g_autoptr (Trial) one = trial_new_from (
      yaml, "    policies: [{name: bios/numa, kind: bios, provides: numa, declared: off, default: on}]\n");

  trial_end (none);
  trial_end (one);
  CU_ASSERT_EQUAL (FOUND_ANY (none, UNDECLARED_SETTING), 4);
  CU_ASSERT_EQUAL (FIRST (none, UNDECLARED_SETTING, HOST, "h1")->evidence[0], MODEL_BIOS_VT_D);
  CU_ASSERT_EQUAL (FIRST (none, UNDECLARED_SETTING, HOST, "h1")->evidence[2], WHO (none, VM, "card"));
  CU_ASSERT_EQUAL (
      trial_finding (none, MODEL_FIND_UNDECLARED_SETTING, WHO (none, HOST, "h1"), 1)->evidence[1], 2);
  CU_ASSERT_EQUAL (FOUND_ANY (one, UNDECLARED_SETTING), 2);
  CU_ASSERT_EQUAL (FIRST (one, UNDECLARED_SETTING, HOST, "h2")->evidence[0], MODEL_BIOS_VT_D);
}

void
test_physics_firmware_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of firmware", NULL, NULL);

  CU_ADD_TEST (suite, what_nobody_has_declared);
  CU_ADD_TEST (suite, components_have_reboots_of_their_own);
  CU_ADD_TEST (suite, a_component_may_go_wrong);
  CU_ADD_TEST (suite, a_new_bios_may_forget_its_settings);
  CU_ADD_TEST (suite, ha_needs_the_setting_too);
  CU_ADD_TEST (suite, a_lost_boot_mode_does_not_boot);
  CU_ADD_TEST (suite, a_sealed_configuration_needs_its_key);
  CU_ADD_TEST (suite, missing_adapters_keep_a_host_away);
  CU_ADD_TEST (suite, what_was_not_saved_is_lost);
}
