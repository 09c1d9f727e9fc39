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
  { "other_hypervisor", "remediate: n, to: 8.0.3" },
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

/* A cluster has one hypervisor. */
#define OTHER "other_hypervisor"
#define AHV   "ahv"

/* The violations of one plan: every step that began before one that goes first. Hosts of ESXi are upgraded past the token, and what
 * that leaves may fail the pre-checks of the step after it. */
static char *
violations (const char *const *order)
{
  g_autoptr (GString) plan = g_string_new (NULL), pairs = g_string_new (NULL);
  gboolean on_esxi = g_strv_contains (order, OTHER);
  g_autoptr (Trial) trial = NULL;
  const SimFinding *finding;

  for (guint i = 0; order[i]; i++)
    add_step (plan, order[i], i ? order[i - 1] : NULL);
  trial = trial_new_from (
      "rollcall: 1\nproducts:\n  pc: {kind: prism-central}\n  pc-ncc: {kind: prism-central-ncc}\n"
      "clusters:\n  n:\n    platform: nutanix-%s\n    aos: 6.5\n"
      "    hosts:\n      n[1-3]: {cpu: 10 GHz, memory: 64 GiB, version: %s}\nplan:\n%s",
      on_esxi ? "esxi" : "ahv", on_esxi ? "7.0.3" : "10.0", plan->str);
  trial_end (trial);
  for (guint32 s = 0; s < trial->fleet->n_steps; s++)
    CU_ASSERT_TRUE (model_state (trial->run, MODEL_MACHINE_STEP, s) == STEP_AT_DONE || on_esxi);
  for (guint i = 0; (finding = trial_finding (trial, MODEL_FIND_ORDER_UNSUPPORTED, ANYBODY, i)); i++)
    json_add (pairs, "[\"%s\", \"%s\"]", trial->run->model->name (trial->run->model, finding->subject),
              trial->run->model->name (trial->run->model, (SimId) finding->evidence[1]));
  return g_strdup_printf ("[%s]", pairs->str);
}

/* The rank itself: of each two of it the later one does not go first, and the other way round nothing is wrong. */
static void
look_at_rank (const char *const *rank)
{
  for (guint later = 1; rank[later]; later++)
    for (guint i = 0; i < later; i++) {
      const char *as_it_is[] = { rank[i], rank[later], NULL }, *turned[] = { rank[later], rank[i], NULL };
      gboolean both = g_strv_contains (as_it_is, AHV) && g_strv_contains (as_it_is, OTHER);
      g_autofree char *none = both ? NULL : violations (as_it_is), *one = both ? NULL : violations (turned),
                      *expected = g_strdup_printf ("[[\"%s\", \"%s\"]]", rank[later], rank[i]);

      if (both)
        continue;
      CU_ASSERT_STRING_EQUAL (none, "[]");
      CU_ASSERT_STRING_EQUAL (one, expected);
    }
}

/* (transfer full) */
static const char **
names (JsonArray *array)
{
  const char **all = g_new0 (const char *, json_array_get_length (array) + 1);

  for (JSON_EACH (i, array))
    all[i] = json_array_get_string_element (array, i);
  return all;
}

static void
lcm_order (JsonObject *input)
{
  JsonArray *plans = json_object_get_array_member (input, "plans");
  g_autofree const char **rank = names (json_object_get_array_member (input, "rank"));
  g_autoptr (GString) all = g_string_new (NULL);

  look_at_rank (rank);
  for (JSON_EACH (i, plans)) {
    g_autofree const char **order = names (json_array_get_array_element (plans, i));
    g_autofree char *pairs = violations (order);

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
