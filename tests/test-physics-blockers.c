/* What keeps a host from emptying: every blocker by its code, found on the VM or the cluster that is the reason, and gone
 * when its cause is. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_blockers_suite (void);

/* Three hosts, h1 to be emptied, v on it; a test says what else there is. */
static Trial *
empty_h1 (const char *cluster, const char *hosts, const char *vms, const char *rest)
{
  Trial *trial = trial_new_from ("rollcall: 1\nclusters:\n  p:\n%s    hosts:\n%s    vms:\n%s"
                                 "plan:\n  - {step: out, maintenance: h1}\n%s",
                                 cluster, hosts, vms, rest);

  trial_end (trial);
  return trial;
}

#define PLAIN "      h[1-3]: {cpu: 100 GHz, memory: 64 GiB}\n"

static const char *
blocker_of (const Trial *trial, SimId subject)
{
  const SimFinding *finding = trial_first (trial, MODEL_FIND_EVACUATION_BLOCKED, subject);

  return finding->since < 0 ? "none" : model_blockers[finding->evidence[0]].code;
}

/* v is found, nobody else, and the host hangs there for ever. */
static void
v_is_blocked_by (const Trial *trial, const char *code)
{
  SimId v = WHO (trial, VM, "v");

  if (g_strcmp0 (blocker_of (trial, v), code) != 0)
    g_print ("blocked by %s, not by %s\n", blocker_of (trial, v), code);
  CU_ASSERT_STRING_EQUAL (blocker_of (trial, v), code);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, EVACUATION_BLOCKED), 1);
  CU_ASSERT_EQUAL (trial_first (trial, MODEL_FIND_EVACUATION_BLOCKED, v)->until, SIM_NEVER);
  CU_ASSERT_EQUAL (trial_first (trial, MODEL_FIND_EVACUATION_BLOCKED, v)->evidence[1],
                   WHO (trial, HOST, "h1"));
  CU_ASSERT_TRUE (IS (trial, VM, "v", PINNED));
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", STUCK));
  CU_ASSERT_EQUAL (FOUND (trial, MAINTENANCE_STUCK, HOST, "h1"), 1);
  CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_STUCK);
}

static void
it_empties (const Trial *trial)
{
  CU_ASSERT_EQUAL (FOUND_ANY (trial, EVACUATION_BLOCKED), 0);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
  CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_COMPLETED);
}

/* ---- The VM itself ---- */

static void
every_device_ties (void)
{
  for (guint d = 0; model_device_words[d]; d++) {
    if (d >= MODEL_DEVICE_PERFORMANCE_COUNTERS)
      continue; /* those depend on the other hosts, or do not tie */
    g_autofree char *vms = g_strdup_printf (
        "      v: {memory: 4 GiB, host: h1, devices: [%s]}\n      w: {memory: 4 GiB, host: h1}\n",
        model_device_words[d]);
    g_autoptr (Trial) trial = empty_h1 ("", PLAIN, vms, "");

    v_is_blocked_by (trial, model_device_words[d]);
    CU_ASSERT_TRUE (IS (trial, VM, "w", RUNNING)); /* whatever can leave has left */
    CU_ASSERT_EQUAL (model_host_state (trial->run, 0)->n_vms, 1);
  }
}

static void
a_vm_of_its_own_level_stays (void)
{
  const char *const levels[] = { "off", "manual", "partially-automated" };

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++) {
    g_autofree char *vms
        = g_strdup_printf ("      v: {memory: 4 GiB, host: h1, automation: %s}\n", levels[i]);
    g_autoptr (Trial) trial = empty_h1 ("", PLAIN, vms, "");

    v_is_blocked_by (trial, "vm-not-automated");
  }
}

/* ---- A VM and the hosts ---- */

#define V(MORE) "      v: {memory: 4 GiB, host: h1" MORE "}\n"
#define HOSTS(FIRST, OTHERS)                                                                                 \
  "      h1: {cpu: 100 GHz, memory: 64 GiB" FIRST "}\n      h[2-3]: {cpu: 100 GHz, memory: 64 GiB" OTHERS    \
  "}\n"
#define RULE(TEXT) "    rules:\n      - {name: r, " TEXT "}\n"

#define MOVES_VGPUS "    drs: {moves-vgpus: true}\n"

#define CARDS       ", gpu-profiles: [q8:2, q4:4]"
#define W(PROFILE)  "      w: {memory: 4 GiB, host: h2, gpu-profile: " PROFILE "}\n"
#define X(PROFILE)  "      x: {memory: 4 GiB, host: h3, gpu-profile: " PROFILE "}\n"

static const struct {
  const char *code; /* "" is none: the same with the obstacle away */
  const char *cluster, *hosts, *vms;
} rows[] = {
  { "network", "", HOSTS (", networks: [a, b]", ", networks: [a]"), V (", networks: [b]") },
  { "", "", HOSTS (", networks: [a, b]", ", networks: [a]"), V (", networks: [a]") },
  { "datastore", "", HOSTS (", datastores: [a, b]", ", datastores: [a]"), V (", datastores: [b]") },
  { "", "", HOSTS (", datastores: [a, b]", ", datastores: [a, b]"), V (", datastores: [b]") },
  { "cpu-features", "", HOSTS (", cpu-model: new", ", cpu-model: old"), V ("") },
  { "", "    evc: true\n", HOSTS (", cpu-model: new", ", cpu-model: old"), V ("") },
  { "no-host", "", HOSTS ("", ", state: maintenance"), V ("") },
  { "", "", PLAIN, V (", devices: [performance-counters]") },
  { "", "    evc: true\n", HOSTS (", cpu-model: new", ", cpu-model: new"), V (", devices: [performance-counters]") },
  { "performance-counters", "    evc: true\n", HOSTS (", cpu-model: new", ", cpu-model: old"),
    V (", devices: [performance-counters]") },
  { "", "", PLAIN, V (", devices: [usb-vmotion]") },
  { "usb", "", PLAIN, V (", devices: [usb-vmotion, usb]") }, /* not all of them are */
  { "ip-family", "", HOSTS (", ip-family: ipv4", ", ip-family: ipv6"), V ("") },
  { "", "", HOSTS (", ip-family: ipv4", ", ip-family: ipv4"), V ("") },
  { "", "", HOSTS (", ip-family: ipv4", ""), V ("") },
  { "encrypted-vmotion", "", HOSTS ("", ", encrypted-vmotion: false"), V (", encrypted-vmotion: required") },
  { "", "", HOSTS ("", ", encrypted-vmotion: false"), V (", encrypted-vmotion: opportunistic") },
  { "", "", HOSTS ("", ", encrypted-vmotion: true"), V (", encrypted-vmotion: required") },
  { "hardware-3d", "", HOSTS ("", ", hardware: [no-gpu]"), V (", devices: [hardware-3d]") },
  { "", "", HOSTS ("", ""), V (", devices: [hardware-3d]") },
  { "", "", HOSTS ("", ", hardware: [no-gpu]"), V ("") },
  { "vgpu", "", HOSTS (", gpu-profiles: [q8]", ", gpu-profiles: [q8]"), V (", gpu-profile: q8") },
  { "gpu-profile", MOVES_VGPUS, HOSTS (", gpu-profiles: [q8]", ", gpu-profiles: [q4]"), V (", gpu-profile: q8") },
  { "", MOVES_VGPUS, HOSTS (", gpu-profiles: [q8]", ", gpu-profiles: [q4, q8]"), V (", gpu-profile: q8") },
  { "", MOVES_VGPUS, PLAIN, V (", devices: [vgpu]") },
  { "gpu-full", MOVES_VGPUS, HOSTS (", vgpus: 2", ", vgpus: 1"),
    V (", gpu-profile: q8") "      w: {memory: 4 GiB, host: h2, gpu-profile: q8}\n      x: {memory: 4 GiB, host: h3, devices: [vgpu]}\n" },
  { "", MOVES_VGPUS, HOSTS (", vgpus: 2", ", vgpus: 1"),
    V (", gpu-profile: q8") "      w: {memory: 4 GiB, host: h2, gpu-profile: q8}\n" },
  { "gpu-full", MOVES_VGPUS, HOSTS (CARDS, ", gpu-profiles: [q8:1]"), V (", gpu-profile: q8") W ("q8") X ("q8") },
  { "", MOVES_VGPUS, HOSTS (CARDS, ", gpu-profiles: [q8:1]"), V (", gpu-profile: q8") W ("q8") },
  { "", MOVES_VGPUS, HOSTS (CARDS, ", gpus: 2, gpu-profiles: [q8:1]"), V (", gpu-profile: q8") W ("q8") X ("q8") },
  { "gpu-serves-another", MOVES_VGPUS, HOSTS (CARDS, CARDS), V (", gpu-profile: q8") W ("q4") X ("q4") },
  { "", MOVES_VGPUS, HOSTS (CARDS, CARDS), V (", gpu-profile: q8") W ("q4") },
  { "", MOVES_VGPUS, HOSTS (CARDS, CARDS), V (", devices: [vgpu]") W ("q4") X ("q4") }, /* any profile will do */
  { "gpu-profile", MOVES_VGPUS, HOSTS (CARDS, ", gpu-profiles: [q4:4]"), V (", gpu-profile: q8") },
  { "version-too-old", "", HOSTS (", version: 8.0", ", version: 7.0"), V (", needs: 8.0") },
  { "", "", HOSTS (", version: 8.0", ", version: 8.0"), V (", needs: 8.0") },
  { "vcpus", "", HOSTS (", sockets: 2, cores-per-socket: 16", ", sockets: 1, cores-per-socket: 4"),
    V (", vcpus: 16") },
  { "", "", HOSTS (", sockets: 2, cores-per-socket: 16", ", sockets: 1, cores-per-socket: 8"),
    V (", vcpus: 16") },
  { "cpu-reservation", "",
    "      h1: {cpu: 100 GHz, memory: 64 GiB}\n      h[2-3]: {cpu: 20 GHz, memory: 64 GiB}\n",
    V (", cpu-reservation: 21 GHz") },
  { "", "", "      h1: {cpu: 100 GHz, memory: 64 GiB}\n      h[2-3]: {cpu: 20 GHz, memory: 64 GiB}\n",
    V (", cpu-reservation: 20 GHz") },
  { "memory-reservation", "",
    "      h1: {cpu: 100 GHz, memory: 64 GiB}\n      h[2-3]: {cpu: 100 GHz, memory: 3 GiB}\n",
    V (", memory-reservation: 2 GiB, overhead: 1025 MiB") },
  { "", "", "      h1: {cpu: 100 GHz, memory: 64 GiB}\n      h[2-3]: {cpu: 100 GHz, memory: 3 GiB}\n",
    V (", memory-reservation: 2 GiB, overhead: 1 GiB") },
  { "rule-run-on", RULE ("run: [v], on: [h1], must: true"), PLAIN, V ("") },
  { "", RULE ("run: [v], on: [h1], must: false"), PLAIN, V ("") },
  { "rule-run-not-on", RULE ("run: [v], not-on: [h2, h3], must: true"), PLAIN, V ("") },
  { "rule-keep-together", RULE ("keep-together: [v, w]"),
    "      h1: {cpu: 100 GHz, memory: 64 GiB}\n      h2: {cpu: 100 GHz, memory: 64 GiB, datastores: [a]}\n"
    "      h3: {cpu: 100 GHz, memory: 64 GiB, datastores: [b]}\n",
    V (", datastores: [a]") "      w: {memory: 4 GiB, host: h3}\n" },
  { "rule-keep-apart", RULE ("keep-apart: [v, w, x]"), PLAIN,
    V ("") "      w: {memory: 4 GiB, host: h2}\n      x: {memory: 4 GiB, host: h3}\n" },
  { "", RULE ("keep-apart: [v, w, x], must: false"), PLAIN,
    V ("") "      w: {memory: 4 GiB, host: h2}\n      x: {memory: 4 GiB, host: h3}\n" },
};

static void
every_reason_has_a_name (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = empty_h1 (rows[i].cluster, rows[i].hosts, rows[i].vms, "");

    if (*rows[i].code) {
      v_is_blocked_by (trial, rows[i].code);
      CU_ASSERT_EQUAL (FIRST (trial, EVACUATION_BLOCKED, VM, "v")->evidence[2],
                       g_str_has_prefix (rows[i].code, "rule") ? 1 : 0);
    } else {
      it_empties (trial);
    }
  }
}

static void
a_lonely_host_stays (void)
{
  g_autoptr (Trial) trial = empty_h1 ("", "      h1: {cpu: 100 GHz, memory: 64 GiB}\n", V (""), "");

  v_is_blocked_by (trial, "only-host");
}

/* When hosts object for different reasons, the one nearest to a solution is told, with how much is missing where. */
static void
the_nearest_obstacle_is_told (void)
{
  g_autoptr (Trial) trial = empty_h1 ("",
                                      "      h1: {cpu: 100 GHz, memory: 64 GiB, networks: [a]}\n"
                                      "      h2: {cpu: 100 GHz, memory: 64 GiB, networks: [b]}\n"
                                      "      h3: {cpu: 100 GHz, memory: 3 GiB, networks: [a]}\n",
                                      V (", networks: [a], memory-reservation: 4 GiB"), "");
  const SimFinding *finding = FIRST (trial, EVACUATION_BLOCKED, VM, "v");

  v_is_blocked_by (trial, "memory-reservation");
  CU_ASSERT_EQUAL (finding->evidence[3], WHO (trial, HOST, "h3"));
  CU_ASSERT_EQUAL (finding->evidence[4], 3072);
  CU_ASSERT_EQUAL (finding->evidence[5], 4096);
}

/* ---- The cluster ---- */

static void
drs_has_to_be_automated (void)
{
  const char *const levels[] = { "off", "manual", "partially-automated", "fully-automated" };
  const char *const codes[] = { "drs-off", "drs-not-automated", "drs-not-automated", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++) {
    g_autofree char *drs = g_strdup_printf ("    drs: {automation: %s}\n", levels[i]);
    g_autoptr (Trial) trial = empty_h1 (drs, PLAIN, V (""), "");

    if (!codes[i]) {
      it_empties (trial);
      continue;
    }
    CU_ASSERT_STRING_EQUAL (blocker_of (trial, trial_cluster (trial, "p")), codes[i]);
    CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), 0);
    CU_ASSERT_TRUE (IS (trial, HOST, "h1", STUCK));
  }
}

/* Nothing fails by itself: whoever asked waits, and when DRS is switched on it goes on at once. */
static void
a_stuck_host_goes_on (void)
{
  g_autoptr (Trial) trial
      = empty_h1 ("    drs: {automation: partially-automated}\n", PLAIN, V (""),
                  "  - {step: day, wait: 24 h}\n"
                  "  - {step: full, set: {cluster: p, drs: fully-automated}, after: [day]}\n");
  SimTime day = 24 * SIM_HOUR;

  CU_ASSERT_EQUAL (FIRST (trial, MAINTENANCE_STUCK, HOST, "h1")->since, 0);
  CU_ASSERT_EQUAL (FIRST (trial, MAINTENANCE_STUCK, HOST, "h1")->until, day);
  CU_ASSERT_TRUE (WHEN (trial, HOST, "h1", MAINTENANCE) > day);
  CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_COMPLETED);
}

/* Provisioning that is under way is waited for, with nothing left on the host (B22); none begins on one that is entering. */
static void
provisioning_is_waited_for (void)
{
  g_autoptr (Trial) for_ever = empty_h1 ("", PLAIN, V (""), "faults:\n  - {provision: h1, at: 0 s}\n");
  g_autoptr (Trial) hour = empty_h1 ("", PLAIN, V (""), "faults:\n  - {provision: h1, at: 0 s, for: 1 h}\n");
  g_autoptr (Trial) nothing_left = empty_h1 ("", PLAIN, "      v: {memory: 4 GiB, host: h2}\n",
                                             "faults:\n  - {provision: h1, at: 0 s, for: 1 h}\n");
  g_autoptr (Trial) elsewhere = empty_h1 ("", PLAIN, V (""), "faults:\n  - {provision: h2, at: 0 s}\n");
  g_autoptr (Trial) late
      = empty_h1 ("", PLAIN, V (""), "faults:\n  - {provision: h1, during: {host: h1, state: entering}, for: 1 h}\n");
  const SimFinding *finding = FIRST (hour, EVACUATION_BLOCKED, HOST, "h1");

  CU_ASSERT_STRING_EQUAL (blocker_of (for_ever, WHO (for_ever, HOST, "h1")), "provisioning");
  CU_ASSERT_TRUE (IS (for_ever, HOST, "h1", STUCK));
  CU_ASSERT_EQUAL (model_outcome (for_ever->run), MODEL_STUCK);
  CU_ASSERT_STRING_EQUAL (blocker_of (hour, WHO (hour, HOST, "h1")), "provisioning");
  CU_ASSERT_EQUAL (finding->until, SIM_HOUR);
  CU_ASSERT_EQUAL (WHEN (hour, HOST, "h1", MAINTENANCE), SIM_HOUR);
  CU_ASSERT_EQUAL (WHEN (nothing_left, HOST, "h1", MAINTENANCE), SIM_HOUR);
  it_empties (elsewhere);
  it_empties (late);
}

/* What a scenario says of cards and of VMs on them need not add up: said, and not passed over (B14). */
static void
more_vgpus_than_cards (void)
{
  static const char yaml[] = "rollcall: 1\nclusters:\n  p:\n    hosts:\n"
                             "      h1: {cpu: 100 GHz, memory: 64 GiB, gpus: 1, gpu-profiles: [q4:2]}\n"
                             "    vms:\n      v[1-%u]: {memory: 4 GiB, host: h1, gpu-profile: q4}\nplan: []\n";
  g_autoptr (Trial) two = trial_new_from (yaml, 2), three = trial_new_from (yaml, 3);

  trial_end (two);
  trial_end (three);
  CU_ASSERT_EQUAL (FOUND_ANY (two, VGPU_WITHOUT_CARD), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (three, VGPU_WITHOUT_CARD), 1);
  CU_ASSERT_EQUAL (FIRST (three, VGPU_WITHOUT_CARD, VM, "v3")->evidence[0], WHO (three, HOST, "h1"));
}

/* DRS leaves a vGPU where it is; a person may move it to where its profile is (B14). */
static void
a_vgpu_moves_by_hand (void)
{
  const char *const profiles[] = { "q8", "q4" };

  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++) {
    g_autoptr (Trial) trial
        = trial_new_from ("rollcall: 1\nclusters:\n  p:\n    hosts:\n"
                          "      h1: {cpu: 100 GHz, memory: 64 GiB}\n"
                          "      h2: {cpu: 100 GHz, memory: 64 GiB, gpu-profiles: [%s]}\n"
                          "    vms:\n      v: {memory: 4 GiB, host: h1, gpu-profile: q8}\n"
                          "plan:\n  - {step: go, move: v, host: h2}\n",
                          profiles[i]);

    trial_end (trial);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, MOVE_REFUSED), i);
    CU_ASSERT_EQUAL (model_host_state (trial->run, 1)->n_vms, 1 - i);
  }
}

/* How those that came before were dealt out over two cards decides whether a third profile's VM has one (B14); where cards serve
 * several profiles at a time only their sum does. Four of q4 fill a card, and so do two of q8. */
static void
cards_serve_a_profile_each (void)
{
  const struct {
    const char *physics;
    guint small;
    const char *code;
  } cards[] = {
    { "", 1, "none" },
    { "", 2, "gpu-serves-another" },
    { "vgpu-spreads: false", 4, "none" },
    { "vgpu-spreads: false", 5, "gpu-serves-another" },
    { "vgpu-mixed-profiles: true", 5, "none" }, /* 3 and 2: half a card is left for q8 */
    { "vgpu-mixed-profiles: true", 6, "gpu-full" },
    { "vgpu-mixed-profiles: true, vgpu-spreads: false", 6, "none" },
    { "vgpu-mixed-profiles: true, vgpu-spreads: false", 7, "gpu-full" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cards); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nphysics: {%s}\nclusters:\n  p:\n    drs: {moves-vgpus: true}\n    hosts:\n"
        "      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, gpus: 2, gpu-profiles: [q8:2, q4:4]}\n    vms:\n"
        "      v: {memory: 4 GiB, host: h1, gpu-profile: q8}\n      w[1-%u]: {memory: 1 GiB, host: h2, gpu-profile: q4}\n"
        "plan:\n  - {step: out, maintenance: h1}\n",
        cards[i].physics, cards[i].small);

    trial_end (trial);
    if (!g_str_equal (cards[i].code, blocker_of (trial, WHO (trial, VM, "v"))))
      g_print ("%s with %u: %s\n", cards[i].physics, cards[i].small, blocker_of (trial, WHO (trial, VM, "v")));
    CU_ASSERT_STRING_EQUAL (blocker_of (trial, WHO (trial, VM, "v")), cards[i].code);
  }
}

/* Nor does HA start a VM where its profile has no card (B14), until somebody has made room on one. */
static void
a_restart_needs_a_card (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  p:\n    ha: {admission-control: {policy: off}}\n    hosts:\n"
      "      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, gpu-profiles: [q8:2, q4:4]}\n    vms:\n"
      "      v: {memory: 4 GiB, host: h1, gpu-profile: q8}\n      w: {memory: 1 GiB, host: h2, gpu-profile: q4, restart-priority: disabled}\n"
      "faults:\n  - {crash: h1, at: 10 min}\n  - {crash: w, at: 1 h}\n");

  trial_until (trial, SIM_HOUR - 1);
  CU_ASSERT_TRUE (IS (trial, RESTART, "v", PENDING));
  CU_ASSERT_EQUAL (FIRST_ANY (trial, HA_RESTART_FAILED)->evidence[0], MODEL_BLOCKER_GPU_TAKEN);
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, VM, "v", RUNNING));
  CU_ASSERT_TRUE (IS (trial, VM, "w", DOWN));
}

/* What had no room looks again when there is more, within half a minute (DRS-05). */
static void
room_is_noticed (void)
{
  g_autoptr (Trial) trial
      = empty_h1 ("",
                  "      h1: {cpu: 100 GHz, memory: 64 GiB}\n      h2: {cpu: 100 GHz, memory: 2 GiB}\n"
                  "      h3: {cpu: 100 GHz, memory: 64 GiB, state: maintenance}\n",
                  V (", memory-reservation: 4 GiB"),
                  "  - {step: hour, wait: 1 h}\n  - {step: back, leave: h3, after: [hour]}\n");
  SimTime back = WHEN (trial, HOST, "h3", CONNECTED);

  CU_ASSERT_STRING_EQUAL (blocker_of (trial, WHO (trial, VM, "v")), "memory-reservation");
  CU_ASSERT_TRUE (FIRST (trial, EVACUATION_BLOCKED, VM, "v")->until >= back);
  CU_ASSERT_TRUE (FIRST (trial, EVACUATION_BLOCKED, VM, "v")->until <= back + 30 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
}

void
test_physics_blockers_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of blockers", NULL, NULL);

  CU_ADD_TEST (suite, every_device_ties);
  CU_ADD_TEST (suite, a_vm_of_its_own_level_stays);
  CU_ADD_TEST (suite, every_reason_has_a_name);
  CU_ADD_TEST (suite, a_lonely_host_stays);
  CU_ADD_TEST (suite, the_nearest_obstacle_is_told);
  CU_ADD_TEST (suite, drs_has_to_be_automated);
  CU_ADD_TEST (suite, a_stuck_host_goes_on);
  CU_ADD_TEST (suite, provisioning_is_waited_for);
  CU_ADD_TEST (suite, more_vgpus_than_cards);
  CU_ADD_TEST (suite, a_vgpu_moves_by_hand);
  CU_ADD_TEST (suite, cards_serve_a_profile_each);
  CU_ADD_TEST (suite, a_restart_needs_a_card);
  CU_ADD_TEST (suite, room_is_noticed);
}
