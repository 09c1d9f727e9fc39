/* What mends a cluster whose hosts cannot be emptied any more, and how a workload that grows brings it there. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_growth_suite (void);

#define HOSTS(N) "    hosts:\n      h[1-" N "]: {cpu: 100 GHz, memory: 100 GiB}\n"

/* ---- Remedies ---- */

/* What is told has been tried; and what would be just too little does not do. */
static gboolean
evacuates (const SimRun *run)
{
  for (guint32 host = 0; host < model_fleet (run)->n_hosts; host++) {
    g_autoptr (ModelWhatIf) alone = NULL;

    if (model_state (run, MODEL_MACHINE_HOST, host) != HOST_AT_CONNECTED)
      continue;
    alone = model_what_if (run, 0, &host, 1);
    if (!alone->can)
      return FALSE;
  }
  return TRUE;
}

/* 100 GiB each: db has 60 on h1, and no other host has more than `free`. One more host is outside. */
static Trial *
held_by_db (const char *vms)
{
  return trial_new_from ("rollcall: 1\nclusters:\n  p:\n    drs: {automation: fully-automated}\n" HOSTS (
                             "3") "      h4: {cpu: 100 GHz, memory: 100 GiB, state: outside}\n    vms:\n"
                                  "      db: {memory: 60 GiB, memory-reservation: 60 GiB, host: h1}\n%s",
                         vms);
}

static const ModelRemedy *
remedy_of (const GArray *remedies, ModelRemedyKind kind)
{
  for (guint i = 0; i < remedies->len; i++)
    if (g_array_index (remedies, ModelRemedy, i).kind == kind)
      return &g_array_index (remedies, ModelRemedy, i);
  return NULL;
}

static void
the_smallest_change (void)
{
  static const guint8 all[] = { 1, 1, 1, 1 };
  g_autoptr (Trial) one = held_by_db ("      a: {memory: 30 GiB, memory-reservation: 30 GiB, host: h2}\n"
                                      "      b: {memory: 20 GiB, memory-reservation: 20 GiB, host: h2}\n"
                                      "      c: {memory: 50 GiB, memory-reservation: 50 GiB, host: h3}\n");
  g_autoptr (Trial) two = held_by_db ("      a[1-9]: {memory: 5 GiB, memory-reservation: 5 GiB, host: h2}\n"
                                      "      c: {memory: 50 GiB, memory-reservation: 50 GiB, host: h3}\n");
  g_autoptr (Trial) none = held_by_db ("      a: {memory: 55 GiB, memory-reservation: 55 GiB, host: h2}\n"
                                       "      c: {memory: 55 GiB, memory-reservation: 55 GiB, host: h3}\n");
  g_autoptr (GArray) of_one = model_remedies (one->run, 0, all), of_two = model_remedies (two->run, 0, all);
  g_autoptr (GArray) of_none = model_remedies (none->run, 0, all), held = model_held_hosts (one->run, 0, all);
  const ModelRemedy *move = remedy_of (of_one, MODEL_REMEDY_MOVE),
                    *shrink = remedy_of (of_one, MODEL_REMEDY_SHRINK);

  CU_ASSERT_EQUAL (held->len, 1);
  CU_ASSERT_EQUAL (g_array_index (held, ModelLeaveFault, 0).vm, trial_index (one, MODEL_MACHINE_VM, "db"));
  CU_ASSERT_PTR_NOT_NULL_FATAL (move);
  CU_ASSERT_EQUAL (move->moves, 1);
  CU_ASSERT_EQUAL (move->vms[0], trial_index (one, MODEL_MACHINE_VM, "b")); /* the smallest that makes room */
  model_host_remove (one->run, move->from, move->vms[0]);
  model_host_add (one->run, move->to[0], move->vms[0]);
  CU_ASSERT (evacuates (one->run));

  CU_ASSERT_PTR_NOT_NULL_FATAL (shrink);
  CU_ASSERT_EQUAL (shrink->less_mib, 10 * 1024);
  CU_ASSERT_EQUAL (shrink->mib, 50 * 1024);

  move = remedy_of (of_two, MODEL_REMEDY_MOVE);
  CU_ASSERT_PTR_NOT_NULL_FATAL (move);
  for (guint32 i = 0; i < move->moves; i++) {
    CU_ASSERT_FALSE (evacuates (two->run)); /* none of them is too many */
    model_host_remove (two->run, move->from, move->vms[i]);
    model_host_add (two->run, move->to[i], move->vms[i]);
  }
  CU_ASSERT (evacuates (two->run));

  CU_ASSERT_PTR_NULL (remedy_of (of_none, MODEL_REMEDY_MOVE));
  shrink = remedy_of (of_none, MODEL_REMEDY_SHRINK);
  CU_ASSERT_PTR_NOT_NULL_FATAL (shrink);
  CU_ASSERT_EQUAL (shrink->mib, 45 * 1024);
  CU_ASSERT_PTR_NOT_NULL_FATAL (remedy_of (of_none, MODEL_REMEDY_HOSTS));
  CU_ASSERT_EQUAL (remedy_of (of_none, MODEL_REMEDY_HOSTS)->hosts, 1);
  model_vm_reserve (none->run, shrink->vm, 0, shrink->mib + 1024);
  CU_ASSERT_FALSE (evacuates (none->run)); /* a GiB more would be too much */
  model_vm_reserve (none->run, shrink->vm, 0, shrink->mib);
  CU_ASSERT (evacuates (none->run));
}

/* What no move, reservation or host mends. */
static void
a_device_is_not_mended (void)
{
  static const guint8 all[] = { 1, 1, 1 };
  g_autoptr (Trial) trial = trial_new ("rollcall: 1\nclusters:\n  p:\n    drs: {automation: fully-automated}\n" HOSTS (
      "3") "    vms:\n      card: {memory: 1 GiB, host: h1, devices: [pci-passthrough]}\n");
  g_autoptr (GArray) remedies = model_remedies (trial->run, 0, all);

  CU_ASSERT_EQUAL (remedies->len, 0);
}

/* ---- Growth ---- */

/* Each year by so much of what it was at the beginning; what is reserved stays, and is the least that is used. */
static void
a_workload_grows (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  p:\n" HOSTS ("2")
      "    vms:\n      a: {memory: 10 GiB, cpu-demand: 10 GHz, host: h1}\n      b: {memory: 40 GiB, active-memory: 10 GiB, memory-reservation: 11 GiB, host: h2}\n"
      "  q:\n    hosts:\n      q1: {cpu: 100 GHz, memory: 100 GiB}\n    vms:\n      c: {memory: 10 GiB}\n"
      "  n:\n    platform: nutanix-ahv\n    aos: 6.5\n    hosts:\n      n[1-3]: {cpu: 100 GHz, memory: 100 GiB}\n    vms:\n      d: {memory: 10 GiB}\n"
      "plan:\n  - {step: all, grow: workload 20 % a year}\n  - {step: more, grow: p 100 % a year, for: 73 d, after: [all]}\n");
  const SimTime year = G_GINT64_CONSTANT (365) * 24 * 3600 * 1000;

#define USES(HOST) model_host_state (trial->run, trial_index (trial, MODEL_MACHINE_HOST, HOST))->memory_demand_mib
  trial_until (trial, year / 2);
  CU_ASSERT_EQUAL (USES ("h1"), 11 * 1024);
  CU_ASSERT_EQUAL (USES ("h2"), 11 * 1024);
  CU_ASSERT_EQUAL (USES ("q1"), 11 * 1024);
  CU_ASSERT_EQUAL (USES ("n1") + USES ("n2") + USES ("n3"), 10 * 1024);
  trial_until (trial, year);
  CU_ASSERT_EQUAL (USES ("h1"), 12 * 1024);
  CU_ASSERT_EQUAL (USES ("h2"), 12 * 1024);
  CU_ASSERT_EQUAL (model_host_state (trial->run, 0)->cpu_demand_mhz + model_host_state (trial->run, 1)->cpu_demand_mhz
                       + model_host_state (trial->run, 2)->cpu_demand_mhz + model_host_state (trial->run, 3)->cpu_demand_mhz
                       + model_host_state (trial->run, 4)->cpu_demand_mhz + model_host_state (trial->run, 5)->cpu_demand_mhz,
                   12000);
  CU_ASSERT (IS (trial, STEP, "all", DONE));
  trial_end (trial); /* a fifth of a year more: 20 % */
  CU_ASSERT_EQUAL (USES ("h1"), 14 * 1024);
  CU_ASSERT_EQUAL (USES ("q1"), 12 * 1024);
  CU_ASSERT_EQUAL (model_ended_at (trial->run), year + year / 5);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, PLACEMENT_DEGRADED), 0);
#undef USES
}

/* Hosts fill, and it is found when one carries more than it has. */
static void
growth_fills_hosts (void)
{
  g_autoptr (Trial) trial = trial_new ("rollcall: 1\nclusters:\n  p:\n" HOSTS ("1") "    vms:\n      v[1-8]: {memory: 10 GiB}\n"
                                       "plan:\n  - {step: all, grow: p 50 % a year}\n");
  const SimFinding *full;

  trial_end (trial);
  full = FIRST_ANY (trial, PLACEMENT_DEGRADED);
  CU_ASSERT_EQUAL (full->since / 3600000, 7 * 730); /* 29 % in the seventh month; a quarter is what there was room for */
}

void
test_physics_growth_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics: remedies, and a workload that grows", NULL, NULL);

  CU_add_test (suite, "the smallest change", the_smallest_change);
  CU_add_test (suite, "a device is not mended", a_device_is_not_mended);
  CU_add_test (suite, "a workload grows", a_workload_grows);
  CU_add_test (suite, "growth fills hosts", growth_fills_hosts);
}
