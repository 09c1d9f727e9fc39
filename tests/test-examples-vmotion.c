/* Worked examples of vMotion: how many run at once, how long a host takes to empty, and what pre-copy sends. */

#include "tests/examples.h"

void test_examples_vmotion_suite (void);

#define GBIT G_GINT64_CONSTANT (1000000000)
#define MIB  (G_GINT64_CONSTANT (1) << 20)

/* ---- What runs at once ---- */

/* "1GbE" as bits a second. */
static gint64
link_of (JsonArray *nics, guint i)
{
  return g_ascii_strtoll (json_array_get_string_element (nics, i), NULL, 10) * GBIT;
}

/* Combinations of vMotions and Storage vMotions on one host: the second kind beside what the first costs. */
static void
combine (JsonObject *input)
{
  g_autoptr (ModelFleet) fleet = model_fleet_new ();
  JsonArray *combos = json_object_get_array_member (input, "combos");
  g_autoptr (GString) allowed = g_string_new (NULL);

  CU_ASSERT_EQUAL (fleet->physics[MODEL_VMOTION_HOST_MAX], json_int (input, "host_max", 0));
  for (JSON_EACH (i, combos)) {
    JsonObject *combo = json_array_get_object_element (combos, i);
    guint vmotions = (guint) json_int (combo, "vmotion", 0),
          storage = (guint) json_int (combo, "svmotion", 0);
    const ModelCost *each = &model_costs[MODEL_VMOTION];
    ModelCost used = { vmotions * each->host, vmotions * each->network, vmotions * each->datastore };

    json_add (
        allowed, "%s",
        json_truth (model_operations_fit (fleet, MODEL_VMOTION, (ModelCost){ 0 }, 10 * GBIT) >= vmotions
                    && model_operations_fit (fleet, MODEL_STORAGE_VMOTION, used, 10 * GBIT) >= storage));
  }
  example_gave ("allowed", "[%s]", allowed->str);
}

/* The number of vMotions under way at one moment. */
static guint
under_way (const Trial *trial)
{
  guint n = 0;

  for (guint32 vm = 0; vm < trial->fleet->n_vms; vm++)
    n += model_state (trial->run, MODEL_MACHINE_MIGRATION, vm) != MIGRATION_AT_IDLE ? 1 : 0;
  return n;
}

/* A host with that many VMs is emptied; the moment at which the first have been moved to their slots. */
static void
queue_up (JsonObject *input)
{
  JsonArray *nics = json_object_get_array_member (input, "nic");
  gint64 requested = json_int (input, "requested", 0);
  g_autoptr (GString) running = g_string_new (NULL), queued = g_string_new (NULL);

  for (JSON_EACH (i, nics)) {
    g_autoptr (Trial) trial
        = trial_new_from ("rollcall: 1\nclusters:\n  p:\n    hosts:\n"
                          "      h[1-3]: {cpu: 100 GHz, memory: 256 GiB, vmotion: %d Gbit/s}\n"
                          "    vms:\n      v[01-%02d]: {memory: 4 GiB, host: h1}\n"
                          "plan:\n  - {step: out, maintenance: h1}\n",
                          (int) (link_of (nics, i) / GBIT), (int) requested);
    gint64 waiting = 0;

    trial_until (trial, 0);
    for (guint32 vm = 0; vm < trial->fleet->n_vms; vm++)
      waiting += model_state (trial->run, MODEL_MACHINE_VM, vm) == VM_AT_LEAVING;
    json_add (running, "%u", under_way (trial));
    json_add (queued, "%d", (int) waiting);
    CU_ASSERT_EQUAL (model_operations_fit (trial->fleet, MODEL_VMOTION, (ModelCost){ 0 }, link_of (nics, i)),
                     under_way (trial));
    trial_end (trial);
    CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
  }
  example_gave ("running", "[%s]", running->str);
  example_gave ("queued", "[%s]", queued->str);
}

/* One datastore under operations of many hosts, so that no host's own limits are in the way. */
static void
fill_datastore (JsonObject *input)
{
  g_autoptr (Trial) trial = trial_new_from (
      "rollcall: 1\nphysics: {vmotion-datastore-maximum: %d, vmotion-host-maximum: 1000, "
      "vmotion-10gbe-maximum: 1000}\nclusters: {p: {hosts: {h: {cpu: 1 GHz, memory: 1 GiB}}}}\n",
      (int) json_int (input, "datastore_max", 0));
  ModelCost none = { 0 }, seven = { 0, 0, 7 * model_costs[MODEL_STORAGE_VMOTION].datastore };

  CU_ASSERT_EQUAL (model_costs[MODEL_STORAGE_VMOTION].datastore, json_int (input, "svmotion_cost", 0));
  CU_ASSERT_EQUAL (model_costs[MODEL_VMOTION].datastore, json_int (input, "vmotion_cost", 0));
  example_gave ("max_svmotion", "%u",
                model_operations_fit (trial->fleet, MODEL_STORAGE_VMOTION, none, 10 * GBIT));
  example_gave ("max_vmotion", "%u", model_operations_fit (trial->fleet, MODEL_VMOTION, none, 10 * GBIT));
  example_gave ("vmotion_beside_7_svmotion", "%u",
                model_operations_fit (trial->fleet, MODEL_VMOTION, seven, 10 * GBIT));
}

static void
vmotion_cost (JsonObject *input)
{
  if (json_object_has_member (input, "combos"))
    combine (input);
  else if (json_object_has_member (input, "nic"))
    queue_up (input);
  else
    fill_datastore (input);
}

/* ---- How long a host takes to empty ---- */

/* Each VM goes to a host of its own over a link that takes the given time for it and leaves the source's unsaturated, so
 * that only the number at once decides. */
static void
evac_waves (JsonObject *input)
{
  JsonArray *nics = json_object_get_array_member (input, "nic");
  int vms = (int) json_int (input, "vms", 0), seconds = (int) json_int (input, "seconds_each", 0);
  g_autoptr (GString) waves = g_string_new (NULL), makespan = g_string_new (NULL);

  for (JSON_EACH (i, nics)) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nphysics: {vmotion-check: 0 s, vmotion-resume: 0 s, vmotion-efficiency: 100 %%}\n"
        "clusters:\n  p:\n    hosts:\n"
        "      from: {cpu: 100 GHz, memory: 256 GiB, vmotion: %d Gbit/s}\n"
        "      to[01-%02d]: {cpu: 100 GHz, memory: 256 GiB, vmotion: %d bit/s}\n"
        "    vms:\n      v[01-%02d]: {memory: %d MiB, dirty-rate: 0 MiB/s, host: from}\n"
        "plan:\n  - {step: out, maintenance: from}\n",
        (int) (link_of (nics, i) / GBIT), vms, (int) (8 * MIB), vms, seconds);
    guint n = 0;
    SimTime start = -1;
    const SimEntry *entry;
    g_autofree char *whole = NULL;

    trial_end (trial);
    CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), (guint) vms);
    for (guint k = 0;
         (entry = trial_entry (trial, MODEL_MACHINE_MIGRATION, ANYBODY, MIGRATION_AT_CHECKING, k)); k++) {
      n += entry->at != start ? 1 : 0;
      start = entry->at;
    }
    json_add (waves, "%u", n);
    whole = json_seconds (WHEN (trial, HOST, "from", MAINTENANCE));
    json_add (makespan, "%s", whole);
  }
  example_gave ("waves", "[%s]", waves->str);
  example_gave ("makespan_s", "[%s]", makespan->str);
}

/* ---- What pre-copy sends ---- */

/* MB are MiB here and MB/s MiB/s, so that volumes come out as the example has them. */
static Trial *
move_one (JsonObject *input)
{
  g_autofree char *resume
      = g_strdup_printf ("%d ms", (int) (1000 * json_object_get_double_member (input, "resume_s") + 0.5));

  return trial_new_from (
      "rollcall: 1\nphysics: {vmotion-efficiency: 100 %%, vmotion-check: 0 s, vmotion-slow-guest: false, "
      "vmotion-resume: %s, vmotion-stop-copy: %d MiB, vmotion-rounds: %d}\nclusters:\n  p:\n    hosts:\n"
      "      h[1-2]: {cpu: 100 GHz, memory: 256 GiB, vmotion: %" G_GINT64_FORMAT " bit/s}\n"
      "    vms: {v: {memory: %d MiB, dirty-rate: %d MiB/s, host: h1}}\n"
      "plan:\n  - {step: out, maintenance: h1}\n",
      resume, (int) json_int (input, "stop_mb", 0), (int) json_int (input, "max_rounds", 0),
      8 * MIB * json_int (input, "bw_mb_s", 0), (int) json_int (input, "mem_mb", 0),
      (int) json_int (input, "dirty_mb_s", 0));
}

static char *
megabytes (gint64 bytes)
{
  return g_strdup_printf ("%.9f", (double) bytes / (double) MIB);
}

/* The model counts whole bytes and milliseconds, rounding a duration up: each round may be a byte short of the exact
 * figure and end a millisecond late. */
static void
precopy (JsonObject *input)
{
  g_autoptr (Trial) trial = move_one (input);
  g_autoptr (GString) rounds = g_string_new (NULL);
  SimTime began = -1, stunned = -1, ended = -1;
  gint64 rest = -1;
  guint n = 0;

  trial_end (trial);
  for (guint i = 0; i < sim_journal_length (trial->run->journal); i++) {
    const SimEntry *entry = sim_journal_get (trial->run->journal, i);
    g_autofree char *volume = megabytes (entry->a);

    if (entry->machine != MODEL_MACHINE_MIGRATION)
      continue;
    if (entry->state_to == MIGRATION_AT_COPYING) {
      began = n++ ? began : entry->at;
      json_add (rounds, "%s", volume);
    } else if (entry->state_to == MIGRATION_AT_SWITCHING) {
      stunned = entry->at;
      rest = entry->a;
    } else if (entry->state_from == MIGRATION_AT_SWITCHING) {
      ended = entry->at;
    }
  }
  CU_ASSERT_TRUE (began >= 0 && began < stunned && stunned < ended);
  const double bytes = (n + 1) / (double) MIB, late = (n + 1) / 1000.0;
  g_autofree char *left = megabytes (rest), *copying = json_seconds (stunned - began),
                  *down = json_seconds (ended - stunned), *total = json_seconds (ended - began);

  example_gave_within (bytes, "precopy_rounds_mb", "[%s]", rounds->str);
  example_gave_within (bytes, "stop_copy_mb", "%s", left);
  example_gave_within (late, "precopy_s", "%s", copying);
  example_gave_within (0.002, "downtime_s", "%s", down);
  example_gave_within (late, "total_s", "%s", total);
  example_gave ("converged", "%s", json_truth (rest <= trial->fleet->physics[MODEL_VMOTION_STOP] * MIB));
}

void
test_examples_vmotion_suite (void)
{
  CU_pSuite suite = CU_add_suite ("worked examples of vMotion", NULL, NULL);

  examples_add (suite, "vsphere", "vmotion_cost", 3, vmotion_cost);
  examples_add (suite, "vsphere", "evac_waves", 1, evac_waves);
  examples_add (suite, "vsphere", "precopy", 3, precopy);
}
