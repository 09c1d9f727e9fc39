/* Worked examples of what a Nutanix cluster bears: the smallest cluster, the moment at which it bears a loss again, blocks,
 * capacity, erasure coding, and how long a rebuild takes. */

#include "tests/examples.h"

#include "models/nutanix/awareness.h"
#include "models/nutanix/capacity.h"
#include "models/nutanix/cvms.h"
#include "models/nutanix/tolerance.h"

#include <string.h>

void test_examples_nutanix_suite (void);

#define UNIT 1000 /* GiB of a scenario for one TB of an example, so that fractions are whole */

/* ---- The smallest cluster ---- */

/* How many copies the worst-placed old data has left, and how many CVMs could take one of new data, which is acknowledged only
 * when as many do as it has copies. */
static void
add_copies (Trial *trial, GString *old, GString *fresh)
{
  guint32 copies = trial->fleet->clusters[0].replication_factor, takers = 0;

  for (guint32 host = 0; host < trial->fleet->n_hosts; host++)
    takers += model_cvm_answers (trial->run, host) ? 1 : 0;
  CU_ASSERT_EQUAL (model_oplogs_suffice (trial->run, 0), takers >= copies);
  json_add (old, "%d",
            model_quorum (trial->run, trial_index (trial, MODEL_MACHINE_QUORUM, "n/data")).margin + 1);
  json_add (fresh, "%u", MIN (copies, takers));
}

static void
ft1_min (JsonObject *input)
{
  JsonArray *downs = json_object_get_array_member (input, "cvm_down");
  g_autoptr (GString) zookeeper = g_string_new (NULL), metadata = g_string_new (NULL),
                      old = g_string_new (NULL), fresh = g_string_new (NULL), allowed = g_string_new (NULL);

  for (JSON_EACH (i, downs)) {
    g_autoptr (Trial) trial
        = trial_new_from ("rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.5\n"
                          "    hosts:\n      n[1-%d]: {cpu: 1 GHz, memory: 64 GiB}\n",
                          (int) json_int (input, "nodes", 0));
    gboolean votes, ring, data;

    for (gint64 k = 1; k <= json_array_get_int_element (downs, i); k++) {
      g_autofree char *cvm = g_strdup_printf ("cvm:n%d", (int) k);

      INJECT (trial, SIM_MINUTE, CVM, cvm, LOSE, 0);
    }
    trial_until (trial, SIM_MINUTE);
    votes = !IS (trial, QUORUM, "n/zookeeper", LOST);
    ring = !IS (trial, QUORUM, "n/metadata", LOST);
    data = !IS (trial, QUORUM, "n/data", LOST);
    json_add (zookeeper, "%s", json_truth (votes));
    json_add (metadata, "%s", json_truth (ring));
    json_add (allowed, "%s", json_truth (votes && ring && data));
    CU_ASSERT_EQUAL (IS (trial, RESILIENCY, "n", LOST), !(votes && ring && data));
    add_copies (trial, old, fresh);
  }
  example_gave ("zk_quorum", "[%s]", zookeeper->str);
  example_gave ("metadata_quorum", "[%s]", metadata->str);
  example_gave ("old_extents_min_copies", "[%s]", old->str);
  example_gave ("new_writes_copies_possible", "[%s]", fresh->str);
  example_gave ("io_allowed", "[%s]", allowed->str);
}

/* ---- Rebuild and detach ---- */

/* Seven nodes, as in the lab; one is lost with as much as the six others copy in the time that the example says. A CVM starts
 * in no time, so that it is back when it is. */
static void
ft_restore (JsonObject *input)
{
  JsonArray *cases = json_object_get_array_member (input, "cases");
  g_autoptr (GString) detached = g_string_new (NULL), tolerates = g_string_new (NULL);

  for (JSON_EACH (i, cases)) {
    JsonObject *one = json_array_get_object_element (cases, i);
    gint64 fails = json_int (one, "fail_at", 0), back = json_int (one, "node_back_at", -1);
    g_autofree char *lasts = back < 0 ? g_strdup ("") : g_strdup_printf (", for: %d s", (int) (back - fails));
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nphysics: {cvm-ring-detach: %d s, cvm-services: 0 s, cvm-resiliency-gate: 0 s, "
        "rebuild-rate: 1 MiB/s}\n"
        "clusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.5\n    hosts:\n"
        "      n[1-7]: {cpu: 1 GHz, memory: 64 GiB, data: %d MiB}\nfaults:\n  - {cvm-down: n7, at: %d s%s}\n",
        (int) json_int (input, "detach_after_s", 0), (int) (6 * json_int (one, "rebuild_s", 0)), (int) fails,
        lasts);
    g_autofree char *again = NULL;

    trial_until (trial, fails * SIM_SECOND);
    CU_ASSERT_TRUE (IS (trial, RESILIENCY, "n", CRITICAL));
    trial_end (trial);
    json_add (detached, "%s", json_truth (TIMES (trial, CVM, DETACHED) > 0));
    again = json_seconds (WHEN (trial, RESILIENCY, "n", OK));
    json_add (tolerates, "%s", again);
    CU_ASSERT_EQUAL (TIMES (trial, RESILIENCY, OK), 1);
  }
  example_gave ("detached", "[%s]", detached->str);
  example_gave ("tolerates_again_at", "[%s]", tolerates->str);
}

static void
rebuild_scale (JsonObject *input)
{
  JsonArray *cases = json_object_get_array_member (input, "cases");
  g_autoptr (GString) seconds = g_string_new (NULL);
  gint64 rate = 0;

  for (JSON_EACH (i, cases)) {
    JsonObject *one = json_array_get_object_element (cases, i);
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.5\n    hosts:\n"
        "      n[01-%02d]: {cpu: 1 GHz, memory: 64 GiB, data: %" G_GINT64_FORMAT
        " MiB}\nfaults:\n  - {cvm-down: n01, at: 0 s}\n",
        (int) json_int (one, "nodes", 0),
        json_int (one, "tb", 0) * G_GINT64_CONSTANT (1000000000000) / (1 << 20));

    trial_end (trial);
    json_add (seconds, "%d", (int) ((WHEN (trial, STORE, "data:n01", ELSEWHERE) + 500) / 1000));
    rate = trial->fleet->physics[MODEL_REBUILD_RATE];
  }
  example_gave_within (0.00005, "per_survivor_gb_s", "0.%09d", (int) rate);
  example_gave ("seconds", "[%s]", seconds->str);
}

/* ---- Blocks ---- */

/* What the finding says where blocks do not hold, and the question where they do and there is none. */
static void
block_awareness (JsonObject *input)
{
  JsonArray *cases = json_object_get_array_member (input, "cases");
  g_autoptr (GString) rest = g_string_new (NULL), need = g_string_new (NULL), ok = g_string_new (NULL);

  for (JSON_EACH (i, cases)) {
    JsonObject *one = json_array_get_object_element (cases, i);
    JsonArray *blocks = json_object_get_array_member (one, "blocks");
    g_autoptr (GString) hosts = g_string_new (NULL);
    g_autoptr (Trial) trial = NULL;
    ModelAwarenessView view;
    guint found;

    for (JSON_EACH (b, blocks))
      g_string_append_printf (hosts, "      b%un[1-%d]: {cpu: 1 GHz, memory: 64 GiB, fault-domain: b%u}\n", b,
                              (int) json_array_get_int_element (blocks, b), b);
    trial = trial_new_from (
        "rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.5\n    awareness: block\n"
        "    fault-tolerance: %d\n    hosts:\n%s",
        (int) json_int (one, "ft", 0), hosts->str);
    trial_end (trial);
    view = model_awareness_now (trial->run, 0);
    found = trial_findings (trial, MODEL_FIND_AWARENESS, trial_cluster (trial, "n"));
    if (found) {
      const SimFinding *finding = trial_first (trial, MODEL_FIND_AWARENESS, trial_cluster (trial, "n"));

      CU_ASSERT_EQUAL (finding->evidence[2], view.rest);
      CU_ASSERT_EQUAL (finding->evidence[3], view.need);
    }
    json_add (rest, "%u", view.rest);
    json_add (need, "%u", view.need);
    json_add (ok, "%s", json_truth (found == 0));
  }
  example_gave ("rest", "[%s]", rest->str);
  example_gave ("need", "[%s]", need->str);
  example_gave ("ok", "[%s]", ok->str);
}

/* ---- Capacity ---- */

/* A cluster of nodes of these sizes, with a little data on the first. */
static Trial *
cluster_of_sizes (JsonArray *domains, const char *physics, int tolerance, int copies)
{
  g_autoptr (GString) hosts = g_string_new (NULL);

  for (JSON_EACH (i, domains))
    g_string_append_printf (hosts, "      n%u: {cpu: 1 GHz, memory: 64 GiB, capacity: %d GiB, data: 1 GiB}\n",
                            i, (int) (json_array_get_double_element (domains, i) * UNIT + 0.5));
  return trial_new_from (
      "rollcall: 1\n%sclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.5\n    fault-tolerance: %d\n"
      "    replication-factor: %d\n    hosts:\n%s",
      physics, tolerance, copies, hosts->str);
}

static void
add_tb (GString *list, gint64 bytes)
{
  json_add (list, "%d.%06d", (int) (bytes / (UNIT * (G_GINT64_CONSTANT (1) << 30))),
            (int) (bytes % (UNIT * (G_GINT64_CONSTANT (1) << 30)) * 1000 / (G_GINT64_CONSTANT (1) << 30)));
}

static void
nutanix_capacity (JsonObject *input)
{
  JsonArray *cases = json_object_get_array_member (input, "cases");
  g_autoptr (GString) total = g_string_new (NULL), resilient = g_string_new (NULL),
                      warning = g_string_new (NULL), planning = g_string_new (NULL);

  for (JSON_EACH (i, cases)) {
    JsonObject *one = json_array_get_object_element (cases, i);
    int tolerance = (int) json_int (one, "ft", 0);
    g_autoptr (Trial) trial
        = cluster_of_sizes (json_object_get_array_member (one, "domains"), "", tolerance, tolerance + 1);
    ModelStorage storage = model_storage (trial->run, 0);

    add_tb (total, storage.total);
    add_tb (resilient, storage.resilient);
    add_tb (warning, storage.warning);
    add_tb (planning, storage.planning);
  }
  example_gave_within (0.0051, "total", "[%s]", total->str);
  example_gave_within (0.0051, "resilient_095", "[%s]", resilient->str);
  example_gave_within (0.0051, "warn_075", "[%s]", warning->str);
  example_gave_within (0.0051, "planning_090", "[%s]", planning->str);
}

/* With nothing kept free, resilient capacity is what can be placed on what is left. */
static void
nutanix_capacity_placed (JsonObject *input)
{
  JsonArray *cases = json_object_get_array_member (input, "cases");
  int factor = (int) (json_object_get_double_member (input, "factor") * 100 + 0.5);
  g_autoptr (GString) placeable = g_string_new (NULL), resilient = g_string_new (NULL),
                      naive = g_string_new (NULL);

  for (JSON_EACH (i, cases)) {
    JsonObject *one = json_array_get_object_element (cases, i);
    JsonArray *domains = json_object_get_array_member (one, "domains");
    int lose = (int) json_int (one, "lose", 0), copies = (int) json_int (one, "rf", 0);
    g_autofree char *all = g_strdup ("physics: {storage-read-only: 100 %}\n"),
                    *some = g_strdup_printf ("physics: {storage-read-only: %d %%}\n", factor);
    g_autoptr (Trial) whole = cluster_of_sizes (domains, all, lose, copies),
                      kept_free = cluster_of_sizes (domains, some, lose, copies);

    add_tb (placeable, model_storage (whole->run, 0).resilient);
    add_tb (resilient, model_storage (kept_free->run, 0).resilient);
    add_tb (naive, model_storage (kept_free->run, 0).planning / 90 * factor);
  }
  example_gave_within (0.0051, "raw_placeable", "[%s]", placeable->str);
  example_gave_within (0.0051, "resilient", "[%s]", resilient->str);
  example_gave_within (0.0051, "naive_total_minus_biggest", "[%s]", naive->str);
}

static void
ec_strip (JsonObject *input)
{
  JsonArray *cases = json_object_get_array_member (input, "cases");
  g_autoptr (GString) strips = g_string_new (NULL), overheads = g_string_new (NULL);

  for (JSON_EACH (i, cases)) {
    JsonObject *one = json_array_get_object_element (cases, i);
    int tolerance = (int) json_int (one, "ft", 0);
    ModelStrip strip = model_storage_strip ((guint32) tolerance, (guint32) json_int (one, "nodes", 0));
    int hundredths = strip.data ? (int) ((200 * (strip.data + strip.parity) / strip.data + 1) / 2)
                                : 100 * (tolerance + 1);

    json_add (strips, strip.data ? "\"%u/%u\"" : "null", strip.data, strip.parity);
    json_add (overheads, "%d.%02d", hundredths / 100, hundredths % 100);
  }
  example_gave ("strip", "[%s]", strips->str);
  example_gave ("overhead", "[%s]", overheads->str);
}

/* ---- Two at once ---- */

static void
two_at_once (JsonObject *input)
{
  JsonArray *cases = json_object_get_array_member (input, "cases"),
            *ring = json_object_get_array_member (input, "ring"),
            *roles = json_object_get_array_member (input, "zk");
  g_autoptr (GString) zookeeper = g_string_new (NULL), metadata = g_string_new (NULL),
                      hosts = g_string_new (NULL), named = g_string_new (NULL);

  for (JSON_EACH (i, ring))
    g_string_append_printf (hosts, "      %s: {cpu: 1 GHz, memory: 64 GiB}\n",
                            json_array_get_string_element (ring, i));
  for (JSON_EACH (i, roles))
    json_add (named, "%s", json_array_get_string_element (roles, i));
  for (JSON_EACH (i, cases)) {
    JsonArray *down = json_array_get_array_element (cases, i);
    g_autoptr (Trial) trial
        = trial_new_from ("rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.5\n"
                          "    zookeeper: [%s]\n    hosts:\n%s",
                          named->str, hosts->str);

    for (JSON_EACH (k, down)) {
      g_autofree char *cvm = g_strdup_printf ("cvm:%s", json_array_get_string_element (down, k));

      INJECT (trial, SIM_MINUTE, CVM, cvm, LOSE, 0);
    }
    trial_until (trial, SIM_MINUTE);
    CU_ASSERT_EQUAL (trial->fleet->groups[trial_index (trial, MODEL_MACHINE_QUORUM, "n/metadata")].copies,
                     json_int (input, "copies", 0));
    json_add (zookeeper, "%s", json_truth (!IS (trial, QUORUM, "n/zookeeper", LOST)));
    json_add (metadata, "%s", json_truth (!IS (trial, QUORUM, "n/metadata", LOST)));
  }
  example_gave ("zk_ok", "[%s]", zookeeper->str);
  example_gave ("metadata_ok", "[%s]", metadata->str);
}

void
test_examples_nutanix_suite (void)
{
  CU_pSuite suite = CU_add_suite ("worked examples of Nutanix clusters", NULL, NULL);

  examples_add (suite, "platforms", "ft1_min", 1, ft1_min);
  examples_add (suite, "platforms", "ft_restore", 1, ft_restore);
  examples_add (suite, "platforms", "rebuild_scale", 1, rebuild_scale);
  examples_add (suite, "platforms", "block_awareness", 1, block_awareness);
  examples_add (suite, "platforms", "nutanix_capacity", 1, nutanix_capacity);
  examples_add (suite, "platforms", "nutanix_capacity_placed", 1, nutanix_capacity_placed);
  examples_add (suite, "platforms", "ec_strip", 1, ec_strip);
  examples_add (suite, "platforms", "two_at_once", 1, two_at_once);
}
