/* Worked examples of Nutanix's order of upgrades. */

#include "tests/examples.h"

#include <string.h>

void test_examples_lcm_suite (void);

/* ---- The order of components ---- */

/* What the language calls the components of the example. */
static const struct {
  const char *component, *step;
} components[] = {
  { "pc_ncc", "upgrade-product: pc-ncc, to: 4.6" },
  { "pc", "upgrade-product: pc, to: 6.8" },
  { "pe_ncc", "upgrade-ncc: n" },
  { "foundation", "upgrade-foundation: n" },
  { "lcm", "inventory: n" },
  { "aos", "upgrade-aos: n, to: 6.8" },
  { "satadom", "upgrade-firmware: n, components: [satadom]" },
  { "firmware", "upgrade-firmware: n, components: [bmc, bios]" },
  { "ahv", "upgrade-ahv: n, to: 10.3" },
};

static void
add_step (GString *plan, const char *component, const char *after)
{
  for (gsize c = 0; c < G_N_ELEMENTS (components); c++)
    if (g_str_equal (components[c].component, component))
      g_string_append_printf (plan, "  - {step: %s, %s", component, components[c].step);
  if (after)
    g_string_append_printf (plan, ", after: [%s]", after);
  g_string_append (plan, "}\n");
}

/* The violations of one plan: every step that began before one that goes first. */
static char *
violations (JsonArray *order)
{
  g_autoptr (GString) plan = g_string_new (NULL), pairs = g_string_new (NULL);
  g_autoptr (Trial) trial = NULL;
  const SimFinding *finding;
  const char *before = NULL;

  for (JSON_EACH (i, order)) {
    const char *component = json_array_get_string_element (order, i);

    add_step (plan, component, before);
    before = component;
  }
  trial = trial_new_from (
      "rollcall: 1\nproducts:\n  pc: {kind: prism-central}\n  pc-ncc: {kind: prism-central-ncc}\n"
      "clusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.5\n"
      "    hosts:\n      n[1-3]: {cpu: 10 GHz, memory: 64 GiB, version: 10.0}\nplan:\n%s",
      plan->str);
  trial_end (trial);
  for (guint32 s = 0; s < trial->fleet->n_steps; s++)
    CU_ASSERT_TRUE (model_state (trial->run, MODEL_MACHINE_STEP, s) == STEP_AT_DONE);
  for (guint i = 0; (finding = trial_finding (trial, MODEL_FIND_ORDER_UNSUPPORTED, ANYBODY, i)); i++)
    json_add (pairs, "[\"%s\", \"%s\"]", trial->run->model->name (trial->run->model, finding->subject),
              trial->run->model->name (trial->run->model, (SimId) finding->evidence[1]));
  return g_strdup_printf ("[%s]", pairs->str);
}

static void
lcm_order (JsonObject *input)
{
  JsonArray *plans = json_object_get_array_member (input, "plans");
  g_autoptr (GString) all = g_string_new (NULL);

  for (JSON_EACH (i, plans)) {
    g_autofree char *pairs = violations (json_array_get_array_element (plans, i));

    json_add (all, "%s", pairs);
  }
  example_gave ("violations", "[%s]", all->str);
}

void
test_examples_lcm_suite (void)
{
  CU_pSuite suite = CU_add_suite ("worked examples of LCM", NULL, NULL);

  examples_add (suite, "platforms", "lcm_order", 1, lcm_order);
}
