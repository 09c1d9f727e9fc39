/* The worked example of settings that a reset of the CMOS takes along (WE-31): what drifts, which VMs are not powered on again,
 * which run worse. */

#include "models/plan/declared.h"
#include "models/words.h"
#include "tests/examples.h"

void test_examples_drift_suite (void);

/* The example's words for settings, and what each provides; in the order of their names. */
static const struct {
  const char *name, *provides;
} settings[] = {
  { "boot", "boot-mode" },
  { "node_interleaving", "numa" },
  { "profile", "power-profile" },
  { "sriov", "sr-iov" },
  { "vtd", "vt-d" },
  { "vtx", "vt-x" },
};

/* What a VM needs, in the language's words: the example says "numa" for node interleaving. */
static const char *
need (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    if (g_str_equal (settings[i].name, name))
      return settings[i].provides;
  return name;
}

/* One host with the baseline's settings, whose firmware has the observed ones as its defaults. */
static char *
policies_of (JsonObject *input)
{
  JsonObject *baseline = json_object_get_object_member (input, "baseline");
  JsonObject *observed = json_object_get_object_member (input, "observed");
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    g_string_append_printf (text, "      - {name: %s, kind: bios, provides: %s, declared: %s, default: %s}\n",
                            settings[i].name, settings[i].provides, json_text (baseline, settings[i].name),
                            json_text (observed, settings[i].name));
  return g_string_free (text, FALSE);
}

/* They are off while the firmware is written, and powered on once the host is back. */
static char *
vms_of (JsonArray *vms, GString *plan)
{
  GString *text = g_string_new (NULL);

  for (JSON_EACH (i, vms)) {
    JsonObject *vm = json_array_get_object_element (vms, i);
    JsonArray *needs = json_object_get_array_member (vm, "needs");

    g_string_append_printf (text, "      %s: {memory: 4 GiB, host: h, power: off", json_text (vm, "id"));
    for (JSON_EACH (n, needs))
      g_string_append_printf (text, "%s%s", n ? ", " : ", depends-on: [",
                              need (json_array_get_string_element (needs, n)));
    g_string_append (text, json_array_get_length (needs) ? "]}\n" : "}\n");
    g_string_append_printf (plan, ", {step: on-%s, power-on: %s, after: firmware}", json_text (vm, "id"),
                            json_text (vm, "id"));
  }
  return g_string_free (text, FALSE);
}

static void
bios_drift (JsonObject *input)
{
  JsonArray *vms = json_object_get_array_member (input, "vms");
  g_autoptr (GString) plan
      = g_string_new ("{step: firmware, upgrade-firmware: c, components: [bios], resets-settings: true}"),
      drift = g_string_new (NULL);
  g_autoptr (GString) refused = g_string_new (NULL), degraded = g_string_new (NULL);
  g_autofree char *policies = policies_of (input), *machines = vms_of (vms, plan);
  g_autoptr (Trial) trial = trial_new_from (
      "rollcall: 1\nclusters:\n  c:\n    hosts: {h: {cpu: 80 GHz, memory: 256 GiB}}\n    vms:\n%s    "
      "policies:\n%s"
      "plan: [%s]\n",
      machines, policies, plan->str);
  gboolean any = FALSE;

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "firmware", DONE));
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++) {
    g_autofree char *cell = g_strdup_printf ("%s@h", settings[i].name);
    ModelDeclared what = { MODEL_DECLARED_POLICY, trial_index (trial, MODEL_MACHINE_POLICY, cell) };

    if (model_is_as_declared (trial->run, what))
      continue;
    json_add (drift, "\"%s\"", settings[i].name);
    any = TRUE;
  }
  for (JSON_EACH (i, vms)) {
    const char *vm = json_text (json_array_get_object_element (vms, i), "id");

    if (FOUND (trial, POWER_ON_REFUSED, VM, vm))
      json_add (refused, "\"%s\"", vm);
    if (FOUND (trial, VM_DEGRADED, VM, vm))
      json_add (degraded, "\"%s\"", vm);
  }
  example_gave ("drift", "[%s]", drift->str);
  example_gave ("cannot_start", "[%s]", refused->str);
  example_gave ("degraded", "[%s]", degraded->str);
  example_gave ("exit_code", "%d", any ? 2 : 0); /* as D-20 has it; `rollcall drift` ends with its own 1 */
}

void
test_examples_drift_suite (void)
{
  CU_pSuite suite = CU_add_suite ("worked examples of drift", NULL, NULL);

  examples_add (suite, "platforms", "bios_drift", 1, bios_drift);
}
