/* Worked examples of the control plane: which versions go together, which upgrades go back in time, and what an outage of vCenter
 * takes with it. */

#include "tests/examples.h"

#include <string.h>

void test_examples_vcenter_suite (void);

/* "6.5U2" and "6.7GA" as the language writes them: 6.5.2, 6.7. */
static char *
version_of (const char *release)
{
  g_auto (GStrv) parts = g_strsplit (release, "U", 2);

  return parts[1] ? g_strdup_printf ("%s.%s", parts[0], parts[1])
                  : g_strndup (release, strspn (release, "0123456789."));
}

static void
back_in_time (JsonObject *input)
{
  JsonArray *targets = json_object_get_array_member (input, "targets");
  g_autofree char *source = version_of (json_text (input, "source"));
  g_autoptr (GString) allowed = g_string_new (NULL);

  for (JSON_EACH (i, targets)) {
    JsonArray *target = json_array_get_array_element (targets, i);
    g_autofree char *version = version_of (json_array_get_string_element (target, 0));
    g_autoptr (Trial) trial = trial_new_from ("rollcall: 1\nvcenters: {vc: {version: %s, released: "
                                              "%s}}\nclusters:\n  p:\n    vcenter: vc\n    hosts:\n"
                                              "      h1: {cpu: 1 GHz, memory: 1 GiB}\nplan:\n  - {step: s, "
                                              "upgrade-vcenter: vc, to: %s, released: %s}\n",
                                              source, json_text (input, "source_date"), version,
                                              json_array_get_string_element (target, 1));

    trial_end (trial);
    json_add (allowed, "%s", json_truth (IS (trial, STEP, "s", DONE)));
  }
  example_gave ("allowed", "[%s]", allowed->str);
}

/* Whether a host can work under this vCenter: one that has just been restarted is taken back or refused, and one that a
 * vCenter's upgrade would leave behind is named by its pre-checks. */
static void
version_gate (JsonObject *input)
{
  JsonArray *versions = json_object_get_array_member (input, "esxi");
  g_autoptr (GString) managed = g_string_new (NULL);

  for (JSON_EACH (i, versions)) {
    const char *esxi = json_array_get_string_element (versions, i), *vcenter = json_text (input, "vcenter");
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nvcenters:\n  vc: {version: %s}\n  old: {version: 6.5}\nclusters:\n"
        "  p: {vcenter: vc, hosts: {h1: {cpu: 1 GHz, memory: 1 GiB, version: %s}}}\n"
        "  q: {vcenter: old, hosts: {h2: {cpu: 1 GHz, memory: 1 GiB, version: %s}}}\n"
        "plan:\n  - {step: s, upgrade-firmware: p}\n  - {step: t, upgrade-vcenter: old, to: %s}\n",
        vcenter, esxi, esxi, vcenter);

    trial_end (trial);
    json_add (
        managed, "%s",
        json_truth (!IS (trial, HOST, "h1", REFUSED) && FOUND (trial, VERSION_UNSUPPORTED, HOST, "h2") == 0));
  }
  example_gave ("managed", "[%s]", managed->str);
}

/* In the middle of the outage a host is to be emptied, and another dies. */
static void
vc_outage (JsonObject *input)
{
  JsonArray *methods = json_object_get_array_member (input, "method");
  g_autoptr (GString) outages = g_string_new (NULL), drs = g_string_new (NULL), ha = g_string_new (NULL);

  for (JSON_EACH (i, methods)) {
    gboolean rdu = g_str_equal (json_array_get_string_element (methods, i), "rdu");
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nvcenters: {vc: {version: 8.0.2}}\nclusters:\n  p:\n    vcenter: vc\n    ha: {}\n    "
        "hosts:\n"
        "      h[1-4]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.2}\n    vms:\n"
        "      a: {memory: 4 GiB, host: h1}\n      b: {memory: 4 GiB, host: h2}\n"
        "plan:\n  - {step: s, upgrade-vcenter: vc, to: 8.0.3, method: %s}\n"
        "  - {step: w, wait: %d min}\n  - {step: in, maintenance: h1, after: [w], enter-timeout: 1 min}\n"
        "faults:\n  - {crash: h2, at: %d min}\n",
        rdu ? "reduced-downtime" : "in-place", rdu ? 96 : 6, rdu ? 96 : 6);
    guint state = rdu ? VCENTER_AT_SWITCHING : VCENTER_AT_UPGRADING;

    trial_end (trial);
    SimTime from = trial_when (trial, MODEL_MACHINE_VCENTER, "vc", state),
            until = WHEN (trial, VCENTER, "vc", SYNCING);
    const SimEntry *back = trial_entry (trial, MODEL_MACHINE_VM, WHO (trial, VM, "b"), VM_AT_RUNNING, 0);

    json_add (outages, "%g", (double) (until - from) / SIM_MINUTE);
    json_add (drs, "%s", json_truth (TIMES (trial, VM, MIGRATING) > 0));
    json_add (ha, "%s", json_truth (back && back->at > from && back->at < until));
  }
  example_gave_in_ranges ("outage_min", "[%s]", outages->str);
  example_gave ("drs", "[%s]", drs->str);
  example_gave ("ha_restart", "[%s]", ha->str);
}

static void
vcls_count (JsonObject *input)
{
  JsonArray *hosts = json_object_get_array_member (input, "hosts");
  g_autoptr (GString) vms = g_string_new (NULL);

  for (JSON_EACH (i, hosts)) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nvcenters: {vc: {version: 7.0}}\nclusters:\n  p:\n    vcenter: vc\n    hosts:\n"
        "      h[01-%02d]: {cpu: 100 GHz, memory: 64 GiB}\nplan:\n  - {step: s, upgrade-vcenter: vc, to: "
        "8.0}\n",
        (int) json_array_get_int_element (hosts, i));

    trial_end (trial);
    json_add (vms, "%u", model_vcls_state (trial->run, 0)->agents);
  }
  example_gave ("vms", "[%s]", vms->str);
}

/* Three nodes on three hosts that HA leaves alone; the events one after another. */
static void
vcha (JsonObject *input)
{
  JsonArray *events = json_object_get_array_member (input, "events");
  g_autoptr (GString) service = g_string_new (NULL), states = g_string_new (NULL);
  g_autoptr (Trial) trial = trial_new_from (
      "rollcall: 1\nvcenters: {vc: {version: 8.0.3, vcha: {mode: %s, active: a, passive: b, witness: w}}}\n"
      "clusters:\n  p:\n    vcenter: vc\n    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB}\n    vms:\n"
      "      a: {memory: 4 GiB, host: h1}\n      b: {memory: 4 GiB, host: h2}\n      w: {memory: 1 GiB, host: h3}\n"
      "plan: [{step: s, wait: 1 h}]\n",
      json_text (input, "mode"));

  CU_ASSERT_STRING_EQUAL (json_text (input, "start"), "healthy");
  for (JSON_EACH (i, events)) {
    const char *what = json_array_get_string_element (events, i);
    SimTime at = (1 + 10 * (SimTime) i) * SIM_MINUTE;

    if (g_str_equal (what, "active_lost"))
      INJECT (trial, at, VM, "a", DIE, 0);
    else if (g_str_equal (what, "witness_lost"))
      INJECT (trial, at, VM, "w", DIE, 0);
    else
      INJECT (trial, at, VCHA, "vc", CUT, 0);
    trial_until (trial, at + 9 * SIM_MINUTE);
    json_add (service, "%s", json_truth (IS (trial, VCENTER, "vc", SERVING)));
    json_add (states, "\"%s\"", IS (trial, VCHA, "vc", DEGRADED)   ? "degraded"
                              : IS (trial, VCHA, "vc", ISOLATED) ? "isolated"
                                                                 : "other");
  }
  example_gave ("service", "[%s]", service->str);
  example_gave ("state", "[%s]", states->str);
}

void
test_examples_vcenter_suite (void)
{
  CU_pSuite suite = CU_add_suite ("worked examples of the control plane", NULL, NULL);

  examples_add (suite, "vsphere", "back_in_time", 1, back_in_time);
  examples_add (suite, "vsphere", "version_gate", 1, version_gate);
  examples_add (suite, "vsphere", "vcls_count", 1, vcls_count);
  examples_add (suite, "vsphere", "vc_outage", 1, vc_outage);
  examples_add (suite, "vsphere", "vcha", 3, vcha);
}
