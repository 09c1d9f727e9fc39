/* Worked examples of groups that need enough of their members: majorities, vSAN objects, Nutanix's metadata ring. Members
 * are carried by hosts or CVMs, and what is taken down is what carries them. */

#include "tests/examples.h"

#include "models/vsan/objects.h"

#include <string.h>

void test_examples_quorum_suite (void);

/* ---- Majority ---- */

/* Takes one host after another: quorum is what was up last. */
static void
majority (JsonObject *input)
{
  JsonArray *sizes = json_object_get_array_member (input, "n");
  g_autoptr (GString) quorums = g_string_new (NULL), tolerances = g_string_new (NULL);

  for (JSON_EACH (i, sizes)) {
    int n = (int) json_array_get_int_element (sizes, i);
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nclusters:\n  c:\n    hosts:\n      h[01-%02d]: {cpu: 1 GHz, memory: 1 GiB}\n"
        "    quorum:\n      g:\n        kind: majority\n        members:\n          - h[01-%02d]\n",
        n, n);
    gint32 margin = model_quorum (trial->run, 0).margin;
    guint32 enough = 0;

    for (int lost = 1; lost <= n && model_quorum (trial->run, 0).quorum; lost++) {
      g_autofree char *name = g_strdup_printf ("h%02d", lost);

      enough = model_quorum (trial->run, 0).up;
      CU_ASSERT_EQUAL (model_quorum (trial->run, 0).margin, margin - lost + 1);
      CU_ASSERT_FALSE (IS (trial, QUORUM, "g", LOST));
      INJECT (trial, lost * SIM_MINUTE, HOST, name, CRASH, 0);
      trial_until (trial, lost * SIM_MINUTE);
    }
    CU_ASSERT_TRUE (IS (trial, QUORUM, "g", LOST));
    CU_ASSERT_EQUAL (FOUND (trial, QUORUM_LOST, QUORUM, "g"), 1);
    json_add (quorums, "%u", enough);
    json_add (tolerances, "%d", margin);
  }
  example_gave ("quorum", "[%s]", quorums->str);
  example_gave ("tolerance", "[%s]", tolerances->str);
}

/* ---- vSAN: more than half of the votes, and the data ---- */

/* Each component on a host of its own. Segments of RAID-5 are a leg each. */
static Trial *
object_of (JsonObject *input)
{
  JsonArray *components = json_object_get_array_member (input, "components");
  g_autoptr (GString) members = g_string_new (NULL);

  for (JSON_EACH (i, components)) {
    JsonObject *component = json_array_get_object_element (components, i);
    const char *leg = json_text (component, "leg");
    g_autofree char *segment = g_strdup_printf ("segment%u", i);
    gboolean data = g_str_equal (json_text (component, "type"), "data");

    g_string_append_printf (members, "          - {on: h%u, votes: %d%s%s}\n", i + 1,
                            (int) json_int (component, "votes", 0), data ? ", leg: " : "",
                            !data ? ""
                            : leg ? leg
                                  : segment);
  }
  return trial_new_from (
      "rollcall: 1\nclusters:\n  c:\n    hosts:\n      h[1-%u]: {cpu: 1 GHz, memory: 1 GiB}\n"
      "    quorum:\n      object:\n        kind: votes-and-data\n        need: %d\n        members:\n%s",
      json_array_get_length (components), (int) json_int (input, "need_segments", 1), members->str);
}

/* A component is absent alike when its host has died and when it is in maintenance (VS-08). */
static void
give_object (JsonObject *input, guint signal)
{
  JsonArray *components = json_object_get_array_member (input, "components");
  g_autoptr (Trial) trial = object_of (input);
  ModelQuorum q;

  for (JSON_EACH (i, components)) {
    g_autofree char *host = g_strdup_printf ("h%u", i + 1);

    if (!json_object_get_boolean_member (json_array_get_object_element (components, i), "up"))
      sim_run_inject (trial->run, (i + 1) * SIM_MINUTE, WHO (trial, HOST, host), signal, SIM_NEVER);
  }
  trial_end (trial);
  q = model_quorum (trial->run, 0);
  example_gave ("votes_up", "%u", q.votes_up);
  example_gave ("votes_total", "%u", q.votes);
  example_gave ("quorum", "%s", json_truth (q.quorum));
  example_gave ("data", "%s", json_truth (q.data));
  example_gave ("accessible", "%s", json_truth (!IS (trial, QUORUM, "object", LOST)));
  CU_ASSERT_EQUAL (q.margin < 0, IS (trial, QUORUM, "object", LOST));
  CU_ASSERT_EQUAL (FOUND (trial, QUORUM_LOST, QUORUM, "object") > 0, !q.quorum);
  CU_ASSERT_EQUAL (FOUND (trial, DATA_UNAVAILABLE, QUORUM, "object") > 0, !q.data);
}

/* The same through vSAN itself: it lays an object out in the very order in which the examples list components. */
static void
give_laid_out (JsonObject *input)
{
  JsonArray *components = json_object_get_array_member (input, "components");
  guint n = json_array_get_length (components);
  g_autoptr (Trial) trial = trial_new_from (
      "rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 1 Gbit/s%s}\n    storage-policies: {p: {raid: %s%s}}\n"
      "    hosts:\n      a[1-3]: {cpu: 1 GHz, memory: 8 GiB%s}\n%s"
      "    vms:\n      v: {memory: 1 GiB, disks: 100 GiB, storage-policy: p}\n",
      n == 7 ? ", witness: {name: w}" : "", json_int (input, "need_segments", 1) == 3 ? "raid-5" : "raid-1",
      n == 7 ? ", failures-to-tolerate: 1" : "", n == 7 ? ", fault-domain: a" : "}\n      x: {cpu: 1 GHz, memory: 8 GiB",
      n == 7 ? "      b[1-3]: {cpu: 1 GHz, memory: 8 GiB, fault-domain: b}\n" : "");
  ModelObjectView v;

  CU_ASSERT_EQUAL (trial->fleet->n_components, n);
  for (JSON_EACH (i, components)) {
    JsonObject *component = json_array_get_object_element (components, i);
    guint32 host = trial->fleet->components[i].host;

    CU_ASSERT_EQUAL (trial->fleet->components[i].votes, json_int (component, "votes", 0));
    if (json_object_get_boolean_member (component, "up"))
      continue;
    if (host == MODEL_NONE)
      INJECT (trial, SIM_MINUTE, WITNESS, "w", LOST, 0);
    else
      sim_run_inject (trial->run, SIM_MINUTE, model_actor (trial->run, MODEL_MACHINE_HOST, host), HOST_ON_CRASH, 0);
  }
  trial_until (trial, 2 * SIM_MINUTE);
  v = model_vsan_object (trial->run, 0);
  example_gave ("votes_up", "%u", v.votes_up);
  example_gave ("votes_total", "%u", v.votes);
  example_gave ("quorum", "%s", json_truth (v.quorum));
  example_gave ("data", "%s", json_truth (v.data));
  example_gave ("accessible", "%s", json_truth (!IS (trial, VSAN, "vsan:c", LOST)));
}

static void
vsan_object (JsonObject *input)
{
  give_laid_out (input);
  give_object (input, HOST_ON_CRASH);
  give_object (input, HOST_ON_ENTER);
}

/* ---- The ring: neighbours decide, not the whole ---- */

/* The names of a replica set, from the member it begins at. */
static void
add_set (GString *list, const ModelGroup *group, guint32 first)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint32 k = 0; first != MODEL_NONE && k < group->copies; k++)
    json_add (names, "\"%s\"", group->members[(first + k) % group->n_members].name + strlen ("cvm:"));
  json_add (list, first == MODEL_NONE ? "null%s" : "[%s]", names->str);
}

static void
ring_quorum (JsonObject *input)
{
  JsonArray *ring = json_object_get_array_member (input, "ring");
  JsonArray *cases = json_object_get_array_member (input, "cases");
  g_autoptr (GString) hosts = g_string_new (NULL), ok = g_string_new (NULL), sets = g_string_new (NULL);

  for (JSON_EACH (i, ring))
    g_string_append_printf (hosts, "      %s: {cpu: 1 GHz, memory: 64 GiB}\n",
                            json_array_get_string_element (ring, i));
  for (JSON_EACH (i, cases)) {
    JsonObject *one = json_array_get_object_element (cases, i);
    JsonArray *down = json_object_get_array_member (one, "down");
    g_autoptr (Trial) trial
        = trial_new_from ("rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.5\n"
                          "    fault-tolerance: %d\n    hosts:\n%s",
                          json_int (one, "copies", 0) == 5 ? 2 : 1, hosts->str);
    const ModelGroup *group = &trial->fleet->groups[trial_index (trial, MODEL_MACHINE_QUORUM, "n/metadata")];
    ModelQuorum q;

    CU_ASSERT_EQUAL (group->copies, json_int (one, "copies", 0));
    for (JSON_EACH (k, down)) {
      g_autofree char *cvm = g_strdup_printf ("cvm:%s", json_array_get_string_element (down, k));

      INJECT (trial, SIM_MINUTE, CVM, cvm, LOSE, 0);
    }
    trial_until (trial, SIM_MINUTE);
    q = model_quorum (trial->run, trial_index (trial, MODEL_MACHINE_QUORUM, "n/metadata"));
    json_add (ok, "%s", json_truth (!IS (trial, QUORUM, "n/metadata", LOST)));
    add_set (sets, group, q.first_lost);
  }
  example_gave ("metadata_ok", "[%s]", ok->str);
  example_gave ("first_lost_set", "[%s]", sets->str);
}

void
test_examples_quorum_suite (void)
{
  CU_pSuite suite = CU_add_suite ("worked examples of quorum", NULL, NULL);

  examples_add (suite, "platforms", "majority", 1, majority);
  examples_add (suite, "platforms", "ring_quorum", 1, ring_quorum);
  examples_add (suite, "vsphere", "vsan_object", 9, vsan_object);
}
