/* What if hosts were to enter maintenance: what is told beforehand against what a rehearsal then does. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_what_if_suite (void);

static const char *const clusters[] = {
  /* Slots: one may go. */
  "    ha: {admission-control: {policy: slot, host-failures: 1}}\n"
  "    hosts:\n      h[1-4]: {cpu: 100 GHz, memory: 100 GiB}\n"
  "    vms:\n      v[01-20]: {memory: 10 GiB, memory-reservation: 10 GiB}\n",
  /* Percentages of unequal hosts. */
  "    ha: {}\n"
  "    hosts:\n      h1: {cpu: 100 GHz, memory: 200 GiB}\n      h[2-4]: {cpu: 100 GHz, memory: 100 GiB}\n"
  "    vms:\n      v[01-12]: {memory: 10 GiB, memory-reservation: 10 GiB}\n",
  /* No HA: rules, devices and claims alone. */
  "    hosts:\n      h[1-4]: {cpu: 100 GHz, memory: 64 GiB}\n"
  "    vms:\n      a[1-3]: {memory: 4 GiB}\n      big: {memory: 40 GiB, memory-reservation: 40 GiB, host: "
  "h2}\n"
  "      other: {memory: 30 GiB, memory-reservation: 30 GiB, host: h3}\n"
  "      tied: {memory: 4 GiB, host: h4, devices: [sr-iov]}\n      licence: {memory: 4 GiB, host: h1}\n"
  "    rules:\n      - {name: apart, keep-apart: [a1, a2, a3]}\n"
  "      - {name: pinned, run: [licence], on: [h1, h2], must: true}\n",
  /* An empty host goes though DRS moves nothing. */
  "    drs: {automation: manual}\n"
  "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB}\n"
  "    vms:\n      v1: {memory: 4 GiB, host: h1}\n      v2: {memory: 4 GiB, host: h2}\n",
  /* Two hosts, of which none may go. */
  "    ha: {admission-control: {policy: percentage, host-failures: 1}}\n"
  "    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB}\n    vms:\n      v[1-2]: {memory: 4 GiB}\n",
  /* VMs that DRS moves in a cluster where it only recommends, alone on a host and beside one that waits; and the other way. */
  "    drs: {automation: manual}\n"
  "    hosts:\n      h[1-4]: {cpu: 100 GHz, memory: 64 GiB}\n"
  "    vms:\n      v1: {memory: 4 GiB, host: h1, automation: fully-automated}\n      v2: {memory: 4 GiB, host: h2}\n"
  "      v3: {memory: 4 GiB, host: h3, automation: fully-automated}\n      v4: {memory: 4 GiB, host: h3}\n",
  "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB}\n"
  "    vms:\n      v1: {memory: 4 GiB, host: h1, automation: partially-automated}\n      v2: {memory: 4 GiB, host: h2}\n",
};

/* All hosts of the set are told to enter in the same moment; whether all do. */
static gboolean
all_enter (const char *cluster, const ModelFleet *fleet, guint32 set)
{
  g_autoptr (GString) plan = g_string_new ("plan:\n");
  g_autoptr (Trial) trial = NULL;
  gboolean all = TRUE;

  for (guint32 h = 0; h < fleet->n_hosts; h++)
    if (set >> h & 1)
      g_string_append_printf (plan, "  - {step: s%u, maintenance: %s}\n", h, fleet->hosts[h].name);
  trial = trial_new_from ("rollcall: 1\nclusters:\n  p:\n%s%s", cluster, plan->str);
  trial_end (trial);
  for (guint32 h = 0; h < fleet->n_hosts; h++)
    all = all && (!(set >> h & 1) || model_state (trial->run, MODEL_MACHINE_HOST, h) == HOST_AT_MAINTENANCE);
  return all;
}

static guint
count (guint32 set)
{
  return (guint) __builtin_popcount (set);
}

/* Each set of each cluster: what is told is what happens, and the largest is the largest. */
static void
what_is_told_happens (void)
{
  for (gsize c = 0; c < G_N_ELEMENTS (clusters); c++) {
    g_autoptr (Trial) trial = trial_new_from ("rollcall: 1\nclusters:\n  p:\n%s", clusters[c]);
    g_autoptr (ModelWhatIf) most = model_what_if_most (trial->run, 0);
    guint largest = 0;

    for (guint32 set = 1; set < 1u << trial->fleet->n_hosts; set++) {
      guint32 hosts[8], n = 0;
      gboolean happens = all_enter (clusters[c], trial->fleet, set);

      for (guint32 h = 0; h < trial->fleet->n_hosts; h++)
        if (set >> h & 1)
          hosts[n++] = h;
      g_autoptr (ModelWhatIf) told = model_what_if (trial->run, 0, hosts, n);
      if (told->can != happens)
        g_print ("cluster %u, set %x: told %d, happens %d\n", (guint) c, set, told->can, happens);
      CU_ASSERT_EQUAL (told->can, happens);
      CU_ASSERT_EQUAL (told->faults->len == 0, told->can);
      largest = happens ? MAX (largest, count (set)) : largest;
    }
    CU_ASSERT_EQUAL (most->hosts->len, largest);
    CU_ASSERT_TRUE (most->all_tried);
  }
}

/* Asking changes nothing: the run goes on as it would have. */
static void
asking_changes_nothing (void)
{
  g_autoptr (Trial) trial = trial_new_from ("rollcall: 1\nclusters:\n  p:\n%s", clusters[0]);
  guint64 before = sim_world_digest (trial->run->model, trial->run->world);

  model_what_if_free (model_what_if_most (trial->run, 0));
  CU_ASSERT_EQUAL (sim_world_digest (trial->run->model, trial->run->world), before);
  model_assert_sums (trial->run);
}

/* The moves are moves: each VM of the hosts once, to a host that stays. */
static void
moves_are_told_in_full (void)
{
  g_autoptr (Trial) trial = trial_new_from ("rollcall: 1\nclusters:\n  p:\n%s", clusters[0]);
  g_autoptr (ModelWhatIf) most = model_what_if_most (trial->run, 0);
  guint32 leaving;

  CU_ASSERT_EQUAL_FATAL (most->hosts->len, 1);
  leaving = g_array_index (most->hosts, guint32, 0);
  CU_ASSERT_EQUAL (most->moves->len, model_host_state (trial->run, leaving)->n_vms);
  for (guint i = 0; i < most->moves->len; i++) {
    const ModelPlannedMove *move = &g_array_index (most->moves, ModelPlannedMove, i);

    CU_ASSERT_EQUAL (move->from, leaving);
    CU_ASSERT_NOT_EQUAL (move->to, leaving);
    CU_ASSERT_EQUAL (model_vm_state (trial->run, move->vm)->host, leaving);
  }
}

/* What is in the way is told VM by VM, with its own words, and of the cluster when it is the cluster's. */
static void
faults_have_their_words (void)
{
  g_autoptr (Trial) trial = trial_new_from ("rollcall: 1\nclusters:\n  p:\n%s", clusters[2]);
  guint32 host = trial_index (trial, MODEL_MACHINE_HOST, "h4");
  g_autoptr (ModelWhatIf) alone = model_what_if (trial->run, 0, &host, 1);
  const ModelLeaveFault *fault;
  g_autofree char *words = NULL, *fix = NULL;

  CU_ASSERT_FALSE (alone->can);
  CU_ASSERT_EQUAL_FATAL (alone->faults->len, 1);
  fault = &g_array_index (alone->faults, ModelLeaveFault, 0);
  words = model_leave_fault_words (trial->run, fault);
  fix = model_leave_fault_fix (trial->run, fault);
  CU_ASSERT_STRING_EQUAL (trial->fleet->vms[fault->vm].name, "tied");
  CU_ASSERT_STRING_EQUAL (words, model_blockers[MODEL_BLOCKER_SR_IOV].words);
  CU_ASSERT_STRING_EQUAL (fix, model_blockers[MODEL_BLOCKER_SR_IOV].fix);
}

static void
the_cluster_may_be_in_the_way (void)
{
  g_autoptr (Trial) trial = trial_new_from ("rollcall: 1\nclusters:\n  p:\n%s", clusters[4]);
  g_autoptr (ModelWhatIf) most = model_what_if_most (trial->run, 0);

  CU_ASSERT_EQUAL (most->hosts->len, 0);
  CU_ASSERT_EQUAL (most->moves->len, 0);
  CU_ASSERT_EQUAL_FATAL (most->faults->len, 2);
  for (guint i = 0; i < 2; i++) {
    CU_ASSERT_EQUAL (g_array_index (most->faults, ModelLeaveFault, i).vm, MODEL_NONE);
    CU_ASSERT_EQUAL (g_array_index (most->faults, ModelLeaveFault, i).why.blocker,
                     MODEL_BLOCKER_ADMISSION_CONTROL);
  }
}

/* More hosts than every set of which is tried: equal hosts prove themselves, since admission control only counts them. */
static void
many_hosts_are_added_one_by_one (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  p:\n    ha: {admission-control: {policy: slot, host-failures: 1}}\n"
      "    hosts:\n      h[01-20]: {cpu: 100 GHz, memory: 100 GiB}\n"
      "    vms:\n      v[01-60]: {memory: 10 GiB, memory-reservation: 10 GiB}\n");
  g_autoptr (ModelWhatIf) most = model_what_if_most (trial->run, 0);

  CU_ASSERT_EQUAL (most->hosts->len, 13); /* 60 slots of ten a host, and one host in reserve */
  CU_ASSERT_TRUE (most->all_tried);
  CU_ASSERT_EQUAL (most->moves->len, 39);
}

/* B24: of a vSAN cluster one, and the other is refused by that name. */
static void
vsan_lets_one_go (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  p:\n    vsan: {resync-rate: 10 Gbit/s}\n"
                   "    hosts:\n      h[1-4]: {cpu: 100 GHz, memory: 256 GiB, capacity: 4 TiB}\n"
                   "    vms:\n      v[1-8]: {memory: 8 GiB, disks: 100 GiB}\n");
  g_autoptr (ModelWhatIf) most = model_what_if_most (trial->run, 0);

  CU_ASSERT_EQUAL (most->hosts->len, 1);
  CU_ASSERT_EQUAL_FATAL (most->faults->len, 1);
  CU_ASSERT_EQUAL (g_array_index (most->faults, ModelLeaveFault, 0).why.blocker,
                   MODEL_BLOCKER_VSAN_ONE_AT_A_TIME);
}

/* An empty host needs nobody's approval: vSAN alone has a say, and lets it go. */
static void
vsan_empties_what_drs_need_not (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  p:\n    drs: {automation: manual}\n    vsan: {resync-rate: 10 Gbit/s}\n"
                   "    hosts:\n      h[1-4]: {cpu: 100 GHz, memory: 256 GiB, capacity: 4 TiB}\n"
                   "    vms:\n      v: {memory: 8 GiB, disks: 100 GiB, host: h2}\n"
                   "plan:\n  - {step: s, maintenance: h1}\n");
  guint32 host = 0;
  g_autoptr (ModelWhatIf) told = model_what_if (trial->run, 0, &host, 1);

  CU_ASSERT_TRUE (told->can);
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, EVACUATION_BLOCKED), 0);
}

/* What is being provisioned there keeps a host, as it does when the host is told to enter (B22); the others may go. */
static void
provisioning_keeps_a_host (void)
{
  g_autoptr (Trial) trial = trial_new_from (
      "rollcall: 1\nclusters:\n  p:\n    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB}\n"
      "    vms:\n      v: {memory: 4 GiB, host: h1}\n"
      "plan:\n  - {step: w, wait: 2 min}\n  - {step: e, maintenance: h1, after: w}\nfaults:\n  - {provision: h1, at: 0 s}\n");
  guint32 host = 0;
  g_autoptr (ModelWhatIf) told = NULL, most = NULL;

  trial_until (trial, SIM_MINUTE);
  told = model_what_if (trial->run, 0, &host, 1);
  most = model_what_if_most (trial->run, 0);
  CU_ASSERT_FALSE (told->can);
  CU_ASSERT_EQUAL_FATAL (told->faults->len, 1);
  CU_ASSERT_EQUAL (g_array_index (told->faults, ModelLeaveFault, 0).why.blocker, MODEL_BLOCKER_PROVISIONING);
  CU_ASSERT_EQUAL_FATAL (most->hosts->len, 1);
  CU_ASSERT_EQUAL (g_array_index (most->hosts, guint32, 0), 1);
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", STUCK));
}

void
test_physics_what_if_suite (void)
{
  CU_pSuite suite = CU_add_suite ("what if hosts were to enter maintenance", NULL, NULL);

  CU_ADD_TEST (suite, what_is_told_happens);
  CU_ADD_TEST (suite, asking_changes_nothing);
  CU_ADD_TEST (suite, moves_are_told_in_full);
  CU_ADD_TEST (suite, faults_have_their_words);
  CU_ADD_TEST (suite, the_cluster_may_be_in_the_way);
  CU_ADD_TEST (suite, vsan_lets_one_go);
  CU_ADD_TEST (suite, vsan_empties_what_drs_need_not);
  CU_ADD_TEST (suite, provisioning_keeps_a_host);
  CU_ADD_TEST (suite, many_hosts_are_added_one_by_one);
}
