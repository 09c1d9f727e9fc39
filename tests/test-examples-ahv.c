/* Worked examples of AHV: a roll over its hosts, what LCM does with a pinned VM, and a guarantee that does not pack. */

#include "models/ahv/reservation.h"
#include "tests/examples.h"

void test_examples_ahv_suite (void);

/* ---- A roll: out, reboot, back, gate ---- */

/* Two copies at a time share the link of the host that they leave, or come back to: half of it each. Half of the host's time is
 * taken for writing the image. */
static void
ahv_timeline (JsonObject *input)
{
  int hosts = (int) json_int (input, "hosts", 0), vms = (int) json_int (input, "vms_per_host", 0);
  int parallel = (int) json_int (input, "parallel", 0);
  gint64 bits = json_int (input, "gb_per_s", 0) * parallel * 8 * (G_GINT64_CONSTANT (1) << 30);
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (Trial) trial = NULL;
  g_autofree char *evacuated = NULL, *through = NULL, *done = NULL;
  SimTime entering, empty, normal;

  for (int h = 1; h <= hosts; h++)
    g_string_append_printf (all, "      v%d-[1-%d]: {memory: %d GiB, host: n%d, dirty-rate: 0 MiB/s}\n", h, vms,
                            (int) json_int (input, "vm_gb", 0), h);
  trial = trial_new_from (
      "rollcall: 1\nphysics: {ahv-pre-check: 0 s, ahv-migrations-per-host: %d, vmotion-check: 0 s, vmotion-reserve: 0 s, "
      "vmotion-resume: 0 s, vmotion-efficiency: 100 %%, cvm-stop: %d s, ahv-install: %d s, host-reboot: %d s, "
      "cvm-services: %d s, cvm-resiliency-gate: 0 s, ahv-gate: %d s}\n"
      "clusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.8\n    hosts:\n"
      "      n[1-%d]: {cpu: 100 GHz, memory: 1 TiB, version: 10.0}\n    vms:\n%s"
      "plan:\n  - {step: ahv, upgrade-ahv: n, to: 10.3}\n",
      parallel, (int) json_int (input, "cvm_stop_s", 0), (int) json_int (input, "host_s", 0) / 2,
      (int) json_int (input, "host_s", 0) - (int) json_int (input, "host_s", 0) / 2,
      (int) json_int (input, "cvm_start_s", 0), (int) json_int (input, "gate_s", 0), hosts, all->str);
  for (guint32 h = 0; h < trial->fleet->n_hosts; h++)
    trial->fleet->hosts[h].vmotion_bps = bits;
  trial_end (trial);
  CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_COMPLETED);
  entering = WHEN (trial, NODE, "n1", ENTERING);
  empty = WHEN (trial, HOST, "n1", MAINTENANCE);
  normal = trial_entry (trial, MODEL_MACHINE_NODE, WHO (trial, NODE, "n1"), NODE_AT_NORMAL, 0)->at;
  evacuated = json_seconds (empty - entering);
  through = json_seconds (normal - entering);
  done = json_seconds (WHEN (trial, STEP, "ahv", DONE));
  example_gave ("evac_s", "%s", evacuated);
  example_gave ("per_host_s", "%s", through);
  example_gave ("total_s", "%s", done);
  example_gave ("migrations", "%u", TIMES (trial, MIGRATION, CHECKING));
}

/* ---- A pinned VM ---- */

static const char *
what_became_of_it (const Trial *trial)
{
  if (IS (trial, STEP, "s", FAILED) && TIMES (trial, NODE, WAITING) == 0)
    return "not_started";
  if (IS (trial, HOST, "n1", STUCK) && IS (trial, VM, "pinned", PINNED))
    return "stuck_evacuating";
  if (TIMES (trial, VM, STOPPED) == 1 && IS (trial, VM, "pinned", RUNNING))
    return "vm_off_then_on";
  return trial_entry (trial, MODEL_MACHINE_VM, WHO (trial, VM, "pinned"), VM_AT_RUNNING, 0) ? "moved" : "untouched";
}

/* Without a reboot of the host it is an AOS upgrade. */
static void
lcm_pinned (JsonObject *input)
{
  JsonArray *reboots = json_object_get_array_member (input, "host_reboot"),
            *pinned = json_object_get_array_member (input, "pinned_on_host"),
            *flags = json_object_get_array_member (input, "flag");
  g_autoptr (GString) checks = g_string_new (NULL), outcomes = g_string_new (NULL);

  for (JSON_EACH (i, reboots)) {
    gboolean reboot = json_array_get_boolean_element (reboots, i);
    const char *flag = json_array_get_string_element (flags, i);
    g_autofree char *uvms = g_str_equal (flag, "none") ? g_strdup ("") : g_strdup_printf (", power-off-uvms: %s", flag);
    g_autoptr (Trial) trial = NULL;

    CU_ASSERT_EQUAL (json_array_get_int_element (pinned, i), 1);
    trial = trial_new_from ("rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.8\n    hosts:\n"
                            "      n[1-4]: {cpu: 100 GHz, memory: 256 GiB, version: 10.0}\n    vms:\n"
                            "      other[1-4]: {memory: 8 GiB}\n"
                            "      pinned: {memory: 8 GiB, host: n1, devices: [pci-passthrough]}\n"
                            "plan:\n  - {step: s, upgrade-%s: n, to: 10.3%s}\n",
                            reboot ? "ahv" : "aos", uvms);
    trial_end (trial);
    json_add (checks, "\"%s\"", FOUND_ANY (trial, PRECHECK_FAILED) ? "fail" : "pass");
    json_add (outcomes, "\"%s\"", what_became_of_it (trial));
  }
  example_gave ("precheck", "[%s]", checks->str);
  example_gave ("outcome", "[%s]", outcomes->str);
}

/* ---- A guarantee ---- */

/* The VMs run on one host, whose loss is to be guaranteed for; the others have nothing but free memory. */
static void
ahv_pack (JsonObject *input)
{
  JsonArray *cases = json_object_get_array_member (input, "cases");
  g_autoptr (GString) sums = g_string_new (NULL), packs = g_string_new (NULL);

  for (JSON_EACH (i, cases)) {
    JsonObject *it = json_array_get_object_element (cases, i);
    JsonArray *free = json_object_get_array_member (it, "free"), *vms = json_object_get_array_member (it, "vms");
    g_autoptr (GString) hosts = g_string_new (NULL), all = g_string_new (NULL);
    g_autoptr (Trial) trial = NULL;

    for (JSON_EACH (f, free))
      g_string_append_printf (hosts, "      free%u: {cpu: 100 GHz, memory: %d GiB}\n", f,
                              (int) json_array_get_int_element (free, f));
    for (JSON_EACH (v, vms))
      g_string_append_printf (all, "      v%u: {memory: %d GiB, host: full}\n", v,
                              (int) json_array_get_int_element (vms, v));
    trial = trial_new_from ("rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.8\n    ahv-ha: guarantee\n"
                            "    hosts:\n      full: {cpu: 100 GHz, memory: 1 TiB}\n%s    vms:\n%s"
                            "plan:\n  - {step: minute, wait: 1 min}\n",
                            hosts->str, all->str);
    json_add (sums, "%s", json_truth (model_ahv_reservation (trial->run, 0, MODEL_NONE, MODEL_NONE).sum_fits));
    trial_end (trial);
    CU_ASSERT_EQUAL (IS (trial, RESERVATION, "n", SHORT), FOUND_ANY (trial, RESERVATION_SHORT) > 0);
    json_add (packs, "%s", json_truth (IS (trial, RESERVATION, "n", HOLDS)));
  }
  example_gave ("sum_ok", "[%s]", sums->str);
  example_gave ("pack_ok", "[%s]", packs->str);
}

void
test_examples_ahv_suite (void)
{
  CU_pSuite suite = CU_add_suite ("worked examples of AHV", NULL, NULL);

  examples_add (suite, "platforms", "ahv_timeline", 1, ahv_timeline);
  examples_add (suite, "platforms", "lcm_pinned", 1, lcm_pinned);
  examples_add (suite, "platforms", "ahv_pack", 1, ahv_pack);
}
