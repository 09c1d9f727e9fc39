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

/* The number of VMs whose vMotion or Storage vMotion is in one of two ways: under way, or waiting in the queue. */
static guint
count_moves (const Trial *trial, gboolean queued)
{
  guint n = 0;

  for (guint32 vm = 0; vm < trial->fleet->n_vms; vm++)
    n += queued ? model_state (trial->run, MODEL_MACHINE_MIGRATION, vm) == MIGRATION_AT_QUEUED
                : model_vmotion_is_under_way (trial->run, vm) == TRUE;
  return n;
}

/* Steps that have the disks of s01 and on moved. */
static char *
relocations (guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 1; i <= n; i++)
    g_string_append_printf (text, "  - {step: disks%02u, relocate: s%02u, datastore: shared}\n", i, i);
  return g_string_free (text, FALSE);
}

/* Combinations of vMotions and Storage vMotions on one host: it is told to begin all of them at once, and they go
 * together when none of them has to wait. */
static void
combine (JsonObject *input)
{
  JsonArray *combos = json_object_get_array_member (input, "combos");
  g_autoptr (GString) allowed = g_string_new (NULL);

  for (JSON_EACH (i, combos)) {
    JsonObject *combo = json_array_get_object_element (combos, i);
    guint vmotions = (guint) json_int (combo, "vmotion", 0),
          storage = (guint) json_int (combo, "svmotion", 0);
    g_autofree char *steps = relocations (storage);
    g_autofree char *vms = vmotions
                               ? g_strdup_printf ("      v[01-%02u]: {memory: 4 GiB, host: h2}\n", vmotions)
                               : g_strdup ("");
    g_autofree char *disks
        = storage
              ? g_strdup_printf ("      s[01-%02u]: {memory: 4 GiB, host: h2, datastores: [old]}\n", storage)
              : g_strdup ("");
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nphysics: {vmotion-host-maximum: %d}\nclusters:\n  p:\n    hosts:\n"
        "      h[1-4]: {cpu: 100 GHz, memory: 256 GiB, datastores: [old, shared]}\n    vms:\n%s%s"
        "plan:\n%s  - {step: out, maintenance: h2}\n",
        (int) json_int (input, "host_max", 0), vms, disks, steps);

    trial_until (trial, 0);
    json_add (allowed, "%s", json_truth (count_moves (trial, FALSE) == vmotions + storage));
  }
  example_gave ("allowed", "[%s]", allowed->str);
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

    trial_until (trial, 0);
    json_add (running, "%u", count_moves (trial, FALSE));
    json_add (queued, "%u", count_moves (trial, TRUE));
    CU_ASSERT_EQUAL (model_operations_fit (trial->fleet, MODEL_VMOTION, (ModelCost){ 0 }, link_of (nics, i)),
                     count_moves (trial, FALSE));
    trial_end (trial);
    CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
  }
  example_gave ("running", "[%s]", running->str);
  example_gave ("queued", "[%s]", queued->str);
}

/* One datastore under operations of many hosts, so that no host's own limits are in the way: Storage vMotions onto it, and
 * then evacuations of as many hosts as would fill it; how many run at once. */
static guint
run_on_datastore (gint64 maximum, guint storage, guint evacuated, gboolean count_storage)
{
  g_autofree char *steps = relocations (storage);
  g_autoptr (GString) yaml = g_string_new (NULL);
  g_autoptr (Trial) trial = NULL;
  guint n = 0;

  g_string_append_printf (
      yaml,
      "rollcall: 1\nphysics: {vmotion-datastore-maximum: %d}\nclusters:\n  p:\n    hosts:\n"
      "      a[01-20]: {cpu: 100 GHz, memory: 256 GiB}\n"
      "      b[01-20]: {cpu: 100 GHz, memory: 256 GiB}\n    vms:\n",
      (int) maximum);
  for (guint i = 1; i <= 20; i++)
    g_string_append_printf (yaml,
                            "      s%02u: {memory: 1 GiB, host: b%02u, datastores: [old%02u]}\n"
                            "      v%02u[1-8]: {memory: 1 GiB, host: a%02u, datastores: [shared]}\n",
                            i, i, i, i, i);
  g_string_append_printf (yaml, "plan:\n%s", steps);
  for (guint i = 1; i <= evacuated; i++)
    g_string_append_printf (yaml, "  - {step: out%02u, maintenance: a%02u}\n", i, i);
  trial = trial_new (yaml->str);
  trial_until (trial, 0);
  for (guint32 vm = 0; vm < trial->fleet->n_vms; vm++)
    n += model_vmotion_is_under_way (trial->run, vm)
         && (trial->fleet->vms[vm].name[0] == 's') == count_storage;
  return n;
}

static void
fill_datastore (JsonObject *input)
{
  gint64 maximum = json_int (input, "datastore_max", 0);

  CU_ASSERT_EQUAL (model_costs[MODEL_STORAGE_VMOTION].datastore, json_int (input, "svmotion_cost", 0));
  CU_ASSERT_EQUAL (model_costs[MODEL_VMOTION].datastore, json_int (input, "vmotion_cost", 0));
  example_gave ("max_svmotion", "%u", run_on_datastore (maximum, 12, 0, TRUE));
  example_gave ("max_vmotion", "%u", run_on_datastore (maximum, 0, 18, FALSE));
  example_gave ("vmotion_beside_7_svmotion", "%u", run_on_datastore (maximum, 7, 4, FALSE));
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
    g_autoptr (Trial) trial
        = trial_new_from ("rollcall: 1\nphysics: {vmotion-check: 0 s, vmotion-reserve: 0 s, vmotion-resume: "
                          "0 s, vmotion-efficiency: 100 %%}\n"
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
      "rollcall: 1\nphysics: {vmotion-efficiency: 100 %%, vmotion-check: 0 s, vmotion-reserve: 0 s, "
      "vmotion-slow-guest: false, "
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

/* A measured downtime, of a last round and a resumption: the round's length is memory here, written at a tenth of the speed at
 * which it is sent. That the sum comes out says nothing of the parts, which nobody has sourced. */
static void
precopy_lit (JsonObject *input)
{
  int last = (int) json_int (input, "last_round_copy_ms", 0);
  g_autoptr (Trial) trial = trial_new_from (
      "rollcall: 1\nphysics: {vmotion-efficiency: 100 %%, vmotion-check: 0 s, vmotion-reserve: 0 s, "
      "vmotion-slow-guest: false, vmotion-resume: %d ms, vmotion-stop-copy: %d MiB}\nclusters:\n  p:\n    hosts:\n"
      "      h[1-2]: {cpu: 100 GHz, memory: 256 GiB, vmotion: %" G_GINT64_FORMAT " bit/s}\n"
      "    vms: {v: {memory: %d MiB, dirty-rate: 100 MiB/s, host: h1}}\nplan:\n  - {step: out, maintenance: h1}\n",
      (int) json_int (input, "resume_ms", 0), last, 8000 * MIB, 10 * last);
  const SimEntry *stunned, *ended;

  trial_end (trial);
  stunned = trial_entry (trial, MODEL_MACHINE_MIGRATION, ANYBODY, MIGRATION_AT_SWITCHING, 0);
  ended = trial_entry (trial, MODEL_MACHINE_MIGRATION, ANYBODY, MIGRATION_AT_IDLE, 0);
  CU_ASSERT_TRUE_FATAL (stunned && ended);
  example_gave_within (1, "specweb_downtime_ms", "%" G_GINT64_FORMAT, ended->at - stunned->at);
}

void
test_examples_vmotion_suite (void)
{
  CU_pSuite suite = CU_add_suite ("worked examples of vMotion", NULL, NULL);

  examples_add (suite, "vsphere", "vmotion_cost", 3, vmotion_cost);
  examples_add (suite, "vsphere", "evac_waves", 1, evac_waves);
  examples_add (suite, "vsphere", "precopy", 3, precopy);
  examples_add (suite, "vsphere", "precopy_lit", 1, precopy_lit);
}
