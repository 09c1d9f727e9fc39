/* Worked examples of how uneven a cluster is: the imbalance metric up to 6.7, and the priority that follows from it. */

#include "tests/examples.h"

void test_examples_drs_suite (void);

/* A cluster whose hosts are loaded so, in thousandths, by one VM each. */
static Trial *
loaded (const gint64 *loads, guint n)
{
  g_autoptr (GString) yaml
      = g_string_new ("rollcall: 1\nvcenters: {vc: {version: 6.7.3}}\nclusters:\n  p:\n    vcenter: vc\n    hosts:\n");

  g_string_append_printf (yaml, "      h[1-%u]: {cpu: 1000 GHz, memory: 1024 GiB}\n    vms:\n", n);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (yaml, "      v%u: {memory: 1 GiB, cpu-demand: %d GHz, host: h%u}\n", i + 1, (int) loads[i],
                            i + 1);
  return trial_new (yaml->str);
}

static void
drs_sigma (JsonObject *input)
{
  JsonArray *given = json_object_get_array_member (input, "host_load");
  g_autofree gint64 *loads = g_new (gint64, json_array_get_length (given));
  g_autoptr (Trial) trial = NULL;

  for (JSON_EACH (i, given))
    loads[i] = (gint64) (json_array_get_double_element (given, i) * 1000 + 0.5);
  trial = loaded (loads, json_array_get_length (given));
  example_gave ("sigma", "0.%06d", (int) model_balance_deviation (trial->run, 0));
}

/* Half of the hosts above the mean and half below it, each by LBM, is what has that deviation. */
static void
drs_priority (JsonObject *input)
{
  JsonArray *cases = json_object_get_array_member (input, "cases");
  g_autoptr (GString) priorities = g_string_new (NULL);

  for (JSON_EACH (i, cases)) {
    JsonArray *given = json_array_get_array_element (cases, i);
    gint64 lbm = (gint64) (json_array_get_double_element (given, 0) * 1000 + 0.5), loads[16];
    guint n = (guint) json_array_get_int_element (given, 1);
    g_autoptr (Trial) trial = NULL;

    g_assert (n <= G_N_ELEMENTS (loads) && n % 2 == 0);
    for (guint h = 0; h < n; h++)
      loads[h] = 500 + (h % 2 ? lbm : -lbm);
    trial = loaded (loads, n);
    CU_ASSERT_EQUAL (model_balance_deviation (trial->run, 0), lbm * 1000);
    json_add (priorities, "%u", model_balance_priority (trial->run, 0));
  }
  example_gave ("priority", "[%s]", priorities->str);
}

void
test_examples_drs_suite (void)
{
  CU_pSuite suite = CU_add_suite ("worked examples of DRS", NULL, NULL);

  examples_add (suite, "vsphere", "drs_sigma", 1, drs_sigma);
  examples_add (suite, "vsphere", "drs_priority", 1, drs_priority);
}
