/* Worked examples of planning with admission control: what a policy sets aside, the least percentage that covers its host
 * failures, and when performance would suffer. What is usable is found by asking: the greatest claim that is not refused. */

#include "models/ha/admission.h"
#include "tests/examples.h"

void test_examples_plans_suite (void);

#define GIB G_GINT64_CONSTANT (1024)
#define GHZ G_GINT64_CONSTANT (1000)

/* Equal hosts, and one VM that will claim whatever it is supposed to. */
static Trial *
equal_hosts (int n, gint64 cpu_mhz, gint64 memory_mib, const char *policy, const char *vms)
{
  return trial_new_from (
      "rollcall: 1\nphysics: {admission-vm-cpu: 1 MHz}\nclusters:\n  c:\n"
      "    ha: {admission-control: %s}\n    hosts:\n      h[01-%02d]: {cpu: %" G_GINT64_FORMAT
      " MHz, memory: %" G_GINT64_FORMAT " MiB}\n    vms:\n%s",
      policy, n, cpu_mhz, memory_mib, vms);
}

/* ---- Slots: what is left is what there is, less what fails, less what is used ---- */

static void
slot_identity (JsonObject *input)
{
  gint64 total = json_int (input, "total_slots", 0), used = json_int (input, "used_slots", 0);
  gint64 equal = json_int (input, "equal_hosts", 0);
  gint64 largest = equal ? total / equal : json_int (input, "failover_slots", 0);
  g_autoptr (GString) yaml
      = g_string_new ("rollcall: 1\nclusters:\n  c:\n"
                      "    ha: {admission-control: {policy: slot, host-failures: 1}}\n    hosts:\n");
  g_autoptr (Trial) trial = NULL;
  ModelAdmission a;

  /* A slot is 32 MHz and 195 MiB; the largest host has as many as fail, the others share the rest. */
  for (gint64 h = 1, left = total; left > 0; h++, left -= largest)
    g_string_append_printf (yaml,
                            "      h%d: {cpu: 100 GHz, memory: %" G_GINT64_FORMAT " MiB, version: 7.0.3}\n",
                            (int) h, MIN (left, largest) * 195);
  g_string_append_printf (yaml, "    vms:\n      v[01-%02d]: {memory: 195 MiB, memory-reservation: 195 MiB}\n",
                          (int) used);
  trial = trial_new (yaml->str);
  trial_end (trial);
  a = model_admission (trial->run, 0, MODEL_NONE, MODEL_NONE, NULL);
  CU_ASSERT_EQUAL (a.slots, total);
  CU_ASSERT_EQUAL (a.slots_used, used);
  if (example_expects ("failover_slots"))
    example_gave ("failover_slots", "%" G_GINT64_FORMAT, a.slots_failover);
  else
    CU_ASSERT_EQUAL (a.slots_failover, largest);
  example_gave ("available_slots", "%" G_GINT64_FORMAT, a.slots_available);
}

/* ---- Percentages ---- */

/* The most that one VM may claim before vCenter refuses it: of memory, or of CPU. */
static gint64
usable (const Trial *trial, gboolean memory)
{
  gint64 fits = 0, refused = memory ? 1 << 30 : 1 << 28;

  while (refused - fits > 1) {
    gint64 middle = (fits + refused) / 2;
    ModelSupposition what = MODEL_AS_IT_IS;

    what.vm = 0;
    what.cpu_mhz = memory ? 0 : middle;
    what.memory_mib = memory ? middle : 0;
    *(model_admission_refuses (trial->run, 0, &what) ? &refused : &fits) = middle;
  }
  return fits;
}

static Trial *
with_percentage (JsonObject *input, gint64 percent)
{
  g_autofree char *policy = g_strdup_printf ("{policy: percentage, cpu: %" G_GINT64_FORMAT
                                             " %%, memory: %" G_GINT64_FORMAT " %%}",
                                             percent, percent);

  return equal_hosts ((int) json_int (input, "hosts", 0), json_int (input, "cpu_ghz_each", 100) * GHZ,
                      json_int (input, "mem_gb_each", 100) * GIB, policy, "      v: {memory: 1 MiB}\n");
}

/* The least whole percentage under which whatever is admitted fits without the hosts that may fail. */
static gint64
least_percentage (gint64 hosts, gint64 failures)
{
  for (gint64 percent = 1; percent <= 100; percent++) {
    g_autofree char *policy = g_strdup_printf ("{policy: percentage, cpu: %" G_GINT64_FORMAT
                                               " %%, memory: %" G_GINT64_FORMAT " %%}",
                                               percent, percent);
    g_autoptr (Trial) trial
        = equal_hosts ((int) hosts, 100 * GHZ, 100 * GIB, policy, "      v: {memory: 1 MiB}\n");

    if (usable (trial, TRUE) <= (hosts - failures) * 100 * GIB)
      return percent;
  }
  return -1;
}

/* What the automatic policy sets aside, rounded up to whole per cent, is the same. */
static gint64
automatic_percentage (gint64 hosts, gint64 failures)
{
  g_autofree char *policy
      = g_strdup_printf ("{policy: percentage, host-failures: %" G_GINT64_FORMAT "}", failures);
  g_autoptr (Trial) trial
      = equal_hosts ((int) hosts, 100 * GHZ, 100 * GIB, policy, "      v: {memory: 1 MiB}\n");
  ModelAdmission a = model_admission (trial->run, 0, MODEL_NONE, MODEL_NONE, NULL);

  return (a.memory_wanted + 999) / 1000;
}

static gint64
covering_percentage (gint64 hosts, gint64 failures)
{
  gint64 percent = least_percentage (hosts, failures);

  CU_ASSERT_EQUAL (percent, automatic_percentage (hosts, failures));
  return percent;
}

static void
what_is_set_aside (JsonObject *input)
{
  gint64 hosts = json_int (input, "hosts", 0), memory = hosts * json_int (input, "mem_gb_each", 0) * GIB,
         cpu = hosts * json_int (input, "cpu_ghz_each", 0) * GHZ;
  g_autoptr (Trial) trial = with_percentage (input, json_int (input, "pct", 0));
  gint64 memory_usable = usable (trial, TRUE), cpu_usable = usable (trial, FALSE);

  /* Claims are whole MiB and MHz. */
  if (example_expects ("usable_gb"))
    example_gave_within (0.001, "usable_gb", "%.6f", (double) memory_usable / GIB);
  example_gave_within (0.001, "reserved_gb", "%.6f", (double) (memory - memory_usable) / GIB);
  if (example_expects ("reserved_ghz"))
    example_gave_within (0.001, "reserved_ghz", "%.6f", (double) (cpu - cpu_usable) / GHZ);
  if (example_expects ("needed_pct")) {
    gint64 needed = covering_percentage (hosts, json_int (input, "failures", 0));
    g_autoptr (Trial) leaner = with_percentage (input, needed);

    example_gave ("needed_pct", "%" G_GINT64_FORMAT, needed);
    example_gave_within (0.001, "wasted_gb", "%.6f", (double) (usable (leaner, TRUE) - memory_usable) / GIB);
    example_gave_within (0.001, "wasted_ghz", "%.6f", (double) (usable (leaner, FALSE) - cpu_usable) / GHZ);
  }
}

static void
pct_plan (JsonObject *input)
{
  if (json_object_has_member (input, "cases")) {
    JsonArray *cases = json_object_get_array_member (input, "cases");
    g_autoptr (GString) percentages = g_string_new (NULL);

    for (JSON_EACH (i, cases)) {
      JsonArray *one = json_array_get_array_element (cases, i);

      json_add (
          percentages, "%" G_GINT64_FORMAT,
          covering_percentage (json_array_get_int_element (one, 0), json_array_get_int_element (one, 1)));
    }
    example_gave ("pcts", "[%s]", percentages->str);
  } else if (json_object_has_member (input, "pct")) {
    what_is_set_aside (input);
  } else {
    example_gave ("min_integer_pct", "%" G_GINT64_FORMAT,
                  covering_percentage (json_int (input, "hosts", 0), json_int (input, "failures", 0)));
  }
}

/* ---- Performance: a warning, never a refusal ---- */

static void
perf_degradation (JsonObject *input)
{
  JsonArray *tolerate = json_object_get_array_member (input, "tolerate_pct");
  int hosts = (int) json_int (input, "hosts", 0);
  gint64 used = json_int (input, "used_gb", 0) * GIB / hosts;
  g_autoptr (GString) warn = g_string_new (NULL);

  for (JSON_EACH (i, tolerate)) {
    g_autofree char *policy = g_strdup_printf (
        "{policy: percentage, host-failures: %d, performance-degradation: %d %%}",
        (int) json_int (input, "failures", 0), (int) json_array_get_int_element (tolerate, i));
    g_autofree char *vms = g_strdup_printf ("      v[1-%d]: {memory: %" G_GINT64_FORMAT
                                            " MiB, active-memory: %" G_GINT64_FORMAT
                                            " MiB}\n      more: {memory: 1 MiB, power: off}\n",
                                            hosts, used, used);
    g_autoptr (Trial) trial
        = equal_hosts (hosts, 100 * GHZ, json_int (input, "mem_gb_each", 0) * GIB, policy, vms);
    ModelSupposition what = MODEL_AS_IT_IS;
    ModelAdmission a;

    trial_end (trial);
    a = model_admission (trial->run, 0, MODEL_NONE, MODEL_NONE, NULL);
    if (i == 0)
      example_gave ("capacity_after_failure_gb", "%" G_GINT64_FORMAT, a.memory_left_mib / GIB);
    json_add (warn, "%s", json_truth (FOUND_ANY (trial, PERFORMANCE_DEGRADATION) > 0));
    what.vm_on = trial_index (trial, MODEL_MACHINE_VM, "more");
    CU_ASSERT_FALSE (model_admission_refuses (trial->run, 0, &what));
  }
  example_gave ("warn", "[%s]", warn->str);
}

void
test_examples_plans_suite (void)
{
  CU_pSuite suite = CU_add_suite ("worked examples of planning", NULL, NULL);

  examples_add (suite, "vsphere", "slot_identity", 2, slot_identity);
  examples_add (suite, "vsphere", "pct_plan", 5, pct_plan);
  examples_add (suite, "vsphere", "perf_degradation", 1, perf_degradation);
}
