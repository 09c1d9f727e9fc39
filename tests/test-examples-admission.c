/* Worked examples of HA admission control: slots, percentages, and a cluster that is free in total and nowhere. */

#include "tests/examples.h"

void test_examples_admission_suite (void);

/* ---- A cluster as an example gives it ---- */

/* What is not good from the beginning: a host in maintenance starts so. One in HA error is made so, see below. */
static void
write_hosts (GString *yaml, JsonArray *hosts)
{
  for (JSON_EACH (i, hosts)) {
    JsonObject *host = json_array_get_object_element (hosts, i);
    const char *state = json_text (host, "state");

    g_string_append_printf (
        yaml,
        "      %s: {cpu: %" G_GINT64_FORMAT " MHz, memory: %" G_GINT64_FORMAT " MiB, version: 7.0.3%s}\n",
        json_text (host, "name"), json_int (host, "cpu_mhz", 0), json_int (host, "mem_mb", 0),
        g_strcmp0 (state, "maintenance") == 0 ? ", state: maintenance" : "");
  }
}

static void
write_vms (GString *yaml, JsonArray *vms, const char *more)
{
  for (JSON_EACH (i, vms)) {
    JsonObject *vm = json_array_get_object_element (vms, i);
    gint64 memory = json_int (vm, "mem_res_mb", 0);

    g_string_append_printf (yaml,
                            "      %s: {memory: %" G_GINT64_FORMAT " MiB, cpu-reservation: %" G_GINT64_FORMAT
                            " MHz, memory-reservation: %" G_GINT64_FORMAT " MiB, overhead: %" G_GINT64_FORMAT
                            " MiB%s}\n",
                            json_text (vm, "name"), MAX (1, memory), json_int (vm, "cpu_res_mhz", 0), memory,
                            json_int (vm, "ovh_mb", 0), more);
  }
}

/* A host whose agent cannot be configured becomes so as in life: vCenter is upgraded and replaces the agents. */
static void
write_ha_error (GString *yaml, JsonArray *hosts)
{
  for (JSON_EACH (i, hosts)) {
    JsonObject *host = json_array_get_object_element (hosts, i);

    if (g_strcmp0 (json_text (host, "state"), "ha_error") == 0)
      g_string_append_printf (yaml,
                              "plan:\n  - {step: vcenter, upgrade-vcenter: vc, to: 8.0.3}\n"
                              "faults:\n  - {fail-ha: %s, at: 0 s}\n",
                              json_text (host, "name"));
  }
}

static Trial *
cluster_of (JsonObject *input, const char *policy)
{
  g_autoptr (GString) yaml = g_string_new (NULL);
  JsonArray *hosts = json_object_get_array_member (input, "hosts");
  gboolean empty = json_array_get_length (hosts) == 0;
  Trial *trial;

  g_string_append_printf (yaml,
                          "rollcall: 1\nvcenters: {vc: {version: 7.0.3}}\nclusters:\n  c:\n    vcenter: vc\n"
                          "    ha: {admission-control: %s}\n    hosts:\n",
                          policy);
  write_hosts (yaml, hosts);
  /* Where there are no hosts, the VMs run on one that counts for nothing. */
  if (empty)
    g_string_append (yaml, "      away: {cpu: 100 GHz, memory: 1 TiB, state: disconnected}\n");
  g_string_append (yaml, "    vms:\n");
  write_vms (yaml, json_object_get_array_member (input, "vms"), empty ? ", host: away" : "");
  write_ha_error (yaml, hosts);
  trial = trial_new (yaml->str);
  trial_end (trial);
  return trial;
}

/* ---- Slots ---- */

static void
give_slots_of_hosts (const Trial *trial, const gint64 *slots)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint32 i = 0; i < trial->fleet->n_hosts; i++)
    if (slots[i] >= 0)
      json_add (text, "\"%s\": %" G_GINT64_FORMAT, trial->fleet->hosts[i].name, slots[i]);
  example_gave ("host_slots", "{%s}", text->str);
}

static void
slot (JsonObject *input)
{
  g_autofree char *policy
      = g_strdup_printf ("{policy: slot, host-failures: %" G_GINT64_FORMAT "}", json_int (input, "ftt", 0));
  g_autoptr (Trial) trial = cluster_of (
      input,
      json_array_get_length (json_object_get_array_member (input, "hosts")) ? policy : "{policy: slot}");
  g_autofree gint64 *slots = g_new (gint64, trial->fleet->n_hosts);
  ModelAdmission a = model_admission (trial->run, 0, MODEL_NONE, MODEL_NONE, slots);

  example_gave ("slot_cpu_mhz", "%" G_GINT64_FORMAT, a.slot_cpu_mhz);
  example_gave ("slot_mem_mb", "%" G_GINT64_FORMAT, a.slot_memory_mib);
  if (json_array_get_length (json_object_get_array_member (input, "hosts")) == 0) {
    CU_ASSERT_EQUAL (a.good, 0);
    return;
  }
  give_slots_of_hosts (trial, slots);
  example_gave ("total_slots", "%" G_GINT64_FORMAT, a.slots);
  example_gave ("used_slots", "%" G_GINT64_FORMAT, a.slots_used);
  example_gave ("failover_slots", "%" G_GINT64_FORMAT, a.slots_failover);
  example_gave ("available_slots", "%" G_GINT64_FORMAT, a.slots_available);
  example_gave ("current_failover_capacity", "%u", a.failover_capacity);
  example_gave ("violated", "%s", json_truth (a.violated));
  /* The machine says what the arithmetic says. */
  CU_ASSERT_EQUAL (IS (trial, ADMISSION, "c", VIOLATED), a.violated);
}

/* The worse of the two dimensions decides. */
static void
slot_host (JsonObject *input)
{
  g_autoptr (Trial) trial
      = trial_new_from ("rollcall: 1\nclusters:\n  c:\n    ha: {admission-control: {policy: slot}}\n"
                        "    hosts: {h: {cpu: %" G_GINT64_FORMAT " GHz, memory: %" G_GINT64_FORMAT " GiB}}\n"
                        "    vms: {v: {memory: 1 GiB, memory-reservation: 1 GiB, cpu-reservation: 1 GHz}}\n",
                        json_int (input, "per_host_cpu_slots", 0), json_int (input, "per_host_mem_slots", 0));
  gint64 slots;

  model_admission (trial->run, 0, MODEL_NONE, MODEL_NONE, &slots);
  example_gave ("host_slots", "%" G_GINT64_FORMAT, slots);
}

/* ---- Percentages: kept in thousandths, shown truncated ---- */

static void
pct (JsonObject *input)
{
  JsonObject *policy = json_object_get_object_member (input, "policy");
  gboolean automatic = json_object_has_member (policy, "auto");
  g_autofree char *said
      = automatic ? g_strdup_printf ("{policy: percentage, host-failures: %" G_GINT64_FORMAT "}",
                                     json_int (policy, "ftt", 0))
                  : g_strdup_printf ("{policy: percentage, cpu: %" G_GINT64_FORMAT
                                     " %%, memory: %" G_GINT64_FORMAT " %%}",
                                     json_int (policy, "cpu_pct", 0), json_int (policy, "mem_pct", 0));
  g_autoptr (Trial) trial = cluster_of (input, said);
  ModelAdmission a = model_admission (trial->run, 0, MODEL_NONE, MODEL_NONE, NULL);

  example_gave ("req_cpu_mhz", "%" G_GINT64_FORMAT, a.cpu_used_mhz);
  example_gave ("req_mem_mb", "%" G_GINT64_FORMAT, a.memory_used_mib);
  example_gave ("cur_cpu_pct_trunc", "%" G_GINT64_FORMAT, a.cpu_free / 1000);
  example_gave ("cur_mem_pct_trunc", "%" G_GINT64_FORMAT, a.memory_free / 1000);
  CU_ASSERT_EQUAL (IS (trial, ADMISSION, "c", VIOLATED), a.violated);
  if (json_int (policy, "cpu_pct", 1) == 0)
    return; /* this one is about the sums alone */
  example_gave ("total_cpu_mhz", "%" G_GINT64_FORMAT, a.cpu_mhz);
  example_gave ("total_mem_mb", "%" G_GINT64_FORMAT, a.memory_mib);
  example_gave ("violated", "%s", json_truth (a.violated));
  if (automatic) {
    example_gave_within (0.005, "auto_cpu_pct", "%" G_GINT64_FORMAT "e-3", a.cpu_wanted);
    example_gave_within (0.005, "auto_mem_pct", "%" G_GINT64_FORMAT "e-3", a.memory_wanted);
  } else {
    example_gave ("headroom_cpu_pct", "%" G_GINT64_FORMAT, (a.cpu_free - a.cpu_wanted) / 1000);
    example_gave ("headroom_mem_pct", "%" G_GINT64_FORMAT, (a.memory_free - a.memory_wanted) / 1000);
  }
}

/* ---- Free in total, and nowhere ---- */

/* Hosts that have so much left beside what runs on them, and one more, the largest, that the VM in question comes to run
 * on. Its loss is the question: admission control covers it and has let the VM in, for it looks at the sum; HA looks at
 * one host. */
static Trial *
scattered (JsonArray *free_mib, gint64 unit, gint64 used_mib, gint64 vm_mib, const char *policy)
{
  g_autoptr (GString) hosts = g_string_new (NULL), vms = g_string_new (NULL);

  for (JSON_EACH (i, free_mib)) {
    gint64 left = json_array_get_int_element (free_mib, i) * unit;

    g_string_append_printf (hosts, "      h%u: {cpu: 100 GHz, memory: %" G_GINT64_FORMAT " MiB}\n", i,
                            used_mib + left);
    g_string_append_printf (vms,
                            "      full%u: {memory: %" G_GINT64_FORMAT
                            " MiB, memory-reservation: %" G_GINT64_FORMAT " MiB, host: h%u}\n",
                            i, used_mib, used_mib, i);
  }
  return trial_new_from ("rollcall: 1\nclusters:\n  c:\n    ha: {admission-control: %s}\n    hosts:\n%s"
                         "      last: {cpu: 100 GHz, memory: %" G_GINT64_FORMAT " MiB}\n    vms:\n%s"
                         "      big: {memory: %" G_GINT64_FORMAT " MiB, memory-reservation: %" G_GINT64_FORMAT
                         " MiB, power: off}\n"
                         "plan:\n  - {step: on, power-on: big}\n"
                         "faults:\n  - {crash: last, at: 10 min}\n",
                         policy, hosts->str, used_mib + vm_mib, vms->str, vm_mib, vm_mib);
}

static void
fragment (JsonObject *input)
{
  gboolean slots = json_object_has_member (input, "free_slots_per_host");
  JsonArray *left
      = json_object_get_array_member (input, slots ? "free_slots_per_host" : "free_mem_mb_per_host");
  gint64 unit = slots ? 1024 : 1,
         vm = slots ? json_int (input, "vm_slots", 0) * unit : json_int (input, "vm_mem_res_mb", 0);
  /* Of slots, five are in use on each host; of memory, four fifths. */
  g_autoptr (Trial) trial
      = scattered (left, unit, slots ? 5 * unit : 4 * json_array_get_int_element (left, 0), vm,
                   slots ? "{policy: slot, host-failures: 1, slot-memory: 1 GiB}"
                         : "{policy: percentage, cpu: 0 %, memory: 10 %}");
  SimTime restart;

  trial_until (trial, 10 * SIM_MINUTE - 1);
  for (JSON_EACH (i, left))
    CU_ASSERT_EQUAL (model_host_memory (trial->fleet, i)
                         - model_host_state (trial->run, i)->memory_reserved_mib,
                     json_array_get_int_element (left, i) * unit);
  CU_ASSERT_TRUE (IS (trial, VM, "big", RUNNING));
  if (slots)
    example_gave ("ac_allows", "%s",
                  json_truth (IS (trial, STEP, "on", DONE) && IS (trial, ADMISSION, "c", OK)));
  trial_end (trial);
  restart = WHEN (trial, RESTART, "big", STARTING);
  CU_ASSERT_TRUE (WHEN (trial, RESTART, "big", QUEUED) > 0);
  example_gave ("ha_direct_restart", "%s", json_truth (restart >= 0));
  CU_ASSERT_TRUE (IS (trial, RESTART, "big", PENDING));
  CU_ASSERT_EQUAL (FOUND (trial, HA_RESTART_FAILED, VM, "big"), 1);
}

/* ---- Resource pools ---- */

/* A host is lost with what ran on it, and HA is off; what runs on has its share, though the pools could not have theirs. */
static void
rp_validity (JsonObject *input)
{
  JsonArray *hosts = json_object_get_array_member (input, "hosts_ghz"),
            *pools = json_object_get_array_member (input, "rp_reservations_ghz"),
            *lost = json_object_get_array_member (input, "lost_vms_ghz");
  gint64 fails = json_int (input, "fail_host", 0), running = json_int (input, "running_after_ghz", 0);
  g_autoptr (GString) yaml = g_string_new ("rollcall: 1\nclusters:\n  c:\n    hosts:\n");
  g_autoptr (Trial) trial = NULL;
  gint64 used = 0;
  ModelPools now;

  for (JSON_EACH (i, hosts))
    g_string_append_printf (yaml, "      h%u: {cpu: %d GHz, memory: 64 GiB}\n", i,
                            (int) json_array_get_int_element (hosts, i));
  g_string_append (yaml, "    pools:\n");
  for (JSON_EACH (i, pools))
    g_string_append_printf (yaml, "      rp%u: {cpu-reservation: %d GHz}\n", i,
                            (int) json_array_get_int_element (pools, i));
  g_string_append (yaml, "    vms:\n");
  for (JSON_EACH (i, lost))
    g_string_append_printf (yaml,
                            "      lost%u: {memory: 1 GiB, cpu-demand: %d GHz, pool: rp%u, host: h%d}\n", i,
                            (int) json_array_get_int_element (lost, i), i, (int) fails);
  for (gint64 i = 0; i < running; i++)
    g_string_append_printf (yaml, "      on%d: {memory: 1 GiB, cpu-demand: 1 GHz, pool: rp%d, host: h%d}\n",
                            (int) i, (int) i % 3, (int) ((fails + 1 + i % 2) % 3));
  g_string_append_printf (yaml, "faults: [{crash: h%d, at: 1 min}]\n", (int) fails);
  trial = trial_new (yaml->str);
  CU_ASSERT_EQUAL (model_pools (trial->run, 0, MODEL_NONE).validity, MODEL_VALID);
  trial_end (trial);
  now = model_pools (trial->run, 0, MODEL_NONE);
  for (guint32 h = 0; h < trial->fleet->n_hosts; h++)
    used += model_host_state (trial->run, h)->cpu_demand_mhz;
  CU_ASSERT_EQUAL (used, running * 1000);
  example_gave ("capacity_after_ghz", "%d", (int) (now.cpu_mhz / 1000));
  example_gave ("state", "\"%s\"",
                FOUND_ANY (trial, CLUSTER_INVALID)         ? "red"
                : FOUND_ANY (trial, CLUSTER_OVERCOMMITTED) ? "yellow"
                                                           : "green");
  example_gave ("vms_satisfied", "%s", json_truth (used <= now.cpu_mhz));
}

void
test_examples_admission_suite (void)
{
  CU_pSuite suite = CU_add_suite ("worked examples of admission control", NULL, NULL);

  examples_add (suite, "vsphere", "slot", 8, slot);
  examples_add (suite, "vsphere", "slot_host", 1, slot_host);
  examples_add (suite, "vsphere", "pct", 6, pct);
  examples_add (suite, "vsphere", "fragment", 2, fragment);
  examples_add (suite, "vsphere", "rp_validity", 1, rp_validity);
}
