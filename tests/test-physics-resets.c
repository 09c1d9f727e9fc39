/* Every documented reset is reached: those that happen to policies by a trial made from the row itself, those that a machine
 * drives by a run that takes a row of a table, or finds something, that cites it. A row that nothing reaches fails. */

#include <CUnit/CUnit.h>

#include "models/compute/balance.h"
#include "models/plan/policies.h"
#include "models/plan/resets.h"
#include "models/words.h"
#include "scenarios/scenarios.h"
#include "tests/trial.h"

#include <string.h>

void test_physics_resets_suite (void);

/* ---- What happens to policies ---- */

/* What brings the event about, in an estate whose upgrade goes from one version to another. */
static const struct {
  ModelLifecycle event;
  const char *plan, *faults;
} triggers[] = {
  { MODEL_LIFECYCLE_REGISTRATION, "{step: w, wait: 1 h}", "{re-register: d, at: 10 min}" },
  { MODEL_LIFECYCLE_RECONFIGURATION, "{step: w, wait: 1 h}",
    "{intervene: c, by: reconfiguration, at: 10 min}" },
  { MODEL_LIFECYCLE_REBUILD, "{step: w, wait: 1 h}", "{intervene: c, by: rebuild, at: 10 min}" },
  { MODEL_LIFECYCLE_REMOVAL, "{step: w, wait: 1 h}", "{intervene: h1, by: removal, at: 10 min}" },
  { MODEL_LIFECYCLE_SWITCH_MIGRATION, "{step: w, wait: 1 h}",
    "{intervene: c, by: switch-migration, at: 10 min}" },
  { MODEL_LIFECYCLE_PART_REPLACEMENT, "{step: w, wait: 1 h}",
    "{intervene: h1, by: part-replacement, at: 10 min}" },
  { MODEL_LIFECYCLE_ESXCLI_UPGRADE, "{step: w, wait: 1 h}",
    "{intervene: h1, by: esxcli-upgrade, at: 10 min}" },
  { MODEL_LIFECYCLE_VCENTER_UPGRADE, "{step: up, upgrade-vcenter: vc, to: %s}", "" },
  { MODEL_LIFECYCLE_ESXI_UPGRADE, "{step: up, remediate: c, hosts: [h1], to: %s, method: baseline}", "" },
  { MODEL_LIFECYCLE_NIOC_UPGRADE, "{step: up, upgrade-switch: dvs, to: 7.0.0, network-io-control: 3}", "" },
  { MODEL_LIFECYCLE_FIRMWARE_UPGRADE, "{step: up, upgrade-firmware: c, hosts: [h1]}", "" },
  { MODEL_LIFECYCLE_CMOS_RESET, "{step: w, wait: 1 h}",
    "{reset-cmos: h1, at: 5 min}, {crash: h1, at: 10 min, for: 10 min}" },
};

static const char *
attachment (ModelPolicyKind kind)
{
  return kind == MODEL_POLICY_VM           ? ", on: d"
         : kind == MODEL_POLICY_PORT_GROUP ? ", on: web"
         : kind == MODEL_POLICY_VDS        ? ", on: dvs"
                                           : "";
}

static char *
version_words (ModelVersion version)
{
  return g_strdup_printf ("%u.%u.%u", version >> 24, version >> 16 & 0xff, version >> 8 & 0xff);
}

/* One policy that is subject to the row, and the row's event in an upgrade between two versions. */
static Trial *
try_row (const ModelResetRow *row, ModelPolicyKind kind, const char *keeper, ModelVersion from,
         ModelVersion to)
{
  g_autofree char *before = version_words (from), *after = version_words (to), *plan = NULL,
                  *look_after = NULL;
  const char *faults = NULL;
  gboolean on_switch = kind == MODEL_POLICY_VDS || kind == MODEL_POLICY_PORT_GROUP;
  gboolean of_vcenter = row->events >> MODEL_LIFECYCLE_VCENTER_UPGRADE & 1;

  for (gsize i = 0; i < G_N_ELEMENTS (triggers); i++)
    if (row->events >> triggers[i].event & 1) {
      g_auto (GStrv) parts = g_strsplit (triggers[i].plan, "%s", 2);

      plan = parts[1] ? g_strconcat (parts[0], after, parts[1], NULL) : g_strdup (parts[0]);
      faults = triggers[i].faults;
    }
  g_assert (plan);
  look_after = keeper ? g_strdup_printf (", kept-by: [%s]", keeper) : g_strdup ("");
  return trial_new_from (
      "rollcall: 1\nseed: 5\nvcenters: {vc: {version: %s}}\n"
      "%s"
      "clusters:\n  c:\n    vcenter: vc\n    hosts:\n      h[1-3]: {cpu: 80 GHz, memory: 256 GiB, version: "
      "%s}\n"
      "    vms: {d: {memory: 4 GiB, networks: [web], host: h1}}\n"
      "    policies: [{name: p, kind: %s, declared: as wanted, subject-to: [%s]%s%s%s}]\n"
      "plan: [%s]\nfaults: [%s]\n",
      of_vcenter ? before : after,
      on_switch ? "switches: {dvs: {vcenter: vc, version: 6.5.0, network-io-control: 2, static: [web]}}\n"
                : "",
      before, model_policy_words[kind], row->id, attachment (kind), row->to ? "" : ", default: the default",
      look_after, plan, faults);
}

/* The first place of the policy, which is where the event happens. */
static gboolean
is_reset (const Trial *trial)
{
  return model_state (trial->run, MODEL_MACHINE_POLICY, 0) == POLICY_AT_RESET;
}

static void
check_row (const ModelResetRow *row, ModelPolicyKind kind)
{
  ModelVersion crossed = row->crossed[0] ? row->crossed[0] : MODEL_VERSION (7, 0, 0);
  ModelVersion before = crossed == MODEL_VERSION (7, 0, 3)   ? MODEL_VERSION (7, 0, 2)
                        : crossed == MODEL_VERSION (6, 7, 0) ? MODEL_VERSION (6, 5, 0)
                        : crossed == MODEL_VERSION (7, 0, 0) ? MODEL_VERSION (6, 7, 0)
                                                             : MODEL_VERSION ((crossed >> 24) - 1, 0, 0);
  g_autoptr (Trial) trial = NULL;

  trial = try_row (row, kind, NULL, before, crossed);
  trial_end (trial);
  if (!is_reset (trial) || FOUND_ANY (trial, POLICY_RESET) == 0)
    g_printerr ("%s does not reset a policy of kind %s\n", row->id, model_policy_words[kind]);
  CU_ASSERT (is_reset (trial));
  CU_ASSERT (FOUND_ANY (trial, POLICY_RESET) > 0);
  CU_ASSERT_STRING_EQUAL (model_cell_words (trial->fleet, model_links (trial->run)->policy_of_cell,
                                            model_cell_value (trial->run, 0)),
                          row->to ? row->to : "the default");
  for (guint keeper = 0; keeper < MODEL_N_KEEPERS; keeper++) {
    g_autoptr (Trial) kept = try_row (row, kind, model_keeper_words[keeper], before, crossed);

    trial_end (kept);
    CU_ASSERT_EQUAL (is_reset (kept), !(row->keepers >> keeper & 1));
  }
}

/* DR-01 to DR-25, D-01 to D-04: each on each kind of policy that it happens to, and with each of those who look after it. */
static void
each_row_resets_its_policies (void)
{
  guint n = 0;

  for (const ModelResetRow *row = model_resets; row->id; row++)
    for (guint kind = 0; kind < MODEL_N_POLICY_KINDS; kind++)
      if (row->kinds >> kind & 1) {
        check_row (row, kind);
        n++;
      }
  CU_ASSERT (n >= MODEL_N_RESETS);
}

/* An upgrade that begins beyond the version has it behind it; one that does not reach it, before it; of two either counts. */
static void
versions_have_to_be_crossed (void)
{
  const ModelResetRow *tls = model_reset (MODEL_RESET_DR_10), *numa = model_reset (MODEL_RESET_DR_25);
  const struct {
    const ModelResetRow *row;
    ModelVersion from, to;
    gboolean resets;
  } cases[] = {
    { tls, MODEL_VERSION (6, 0, 0), MODEL_VERSION (6, 5, 0), FALSE },
    { tls, MODEL_VERSION (6, 5, 0), MODEL_VERSION (6, 7, 0), TRUE },
    { tls, MODEL_VERSION (6, 7, 0), MODEL_VERSION (7, 0, 3), FALSE },
    { numa, MODEL_VERSION (6, 0, 0), MODEL_VERSION (6, 7, 0), TRUE },
    { numa, MODEL_VERSION (6, 7, 0), MODEL_VERSION (7, 0, 3), FALSE },
    { numa, MODEL_VERSION (7, 0, 3), MODEL_VERSION (8, 0, 3), TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Trial) trial
        = try_row (cases[i].row, cases[i].row == tls ? MODEL_POLICY_CLUSTER : MODEL_POLICY_HOST, NULL,
                   cases[i].from, cases[i].to);

    trial_end (trial);
    CU_ASSERT_EQUAL (is_reset (trial), cases[i].resets);
  }
}

/* DR-23: an upgrade leaves isolation response and admission control alone; a cluster that is made anew has the new defaults. */
static void
an_upgraded_cluster_keeps_its_settings (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nvcenters: {vc: {version: 7.0.3}}\nclusters:\n  c:\n    vcenter: vc\n    hosts:\n"
      "      h[1-3]: {cpu: 80 GHz, memory: 256 GiB, version: 7.0.3}\n    vms: {d: {memory: 4 GiB, "
      "restart-priority: high}}\n"
      "    policies: [{name: p, kind: cluster, declared: power off, default: leave on, subject-to: "
      "[DR-23]}]\n"
      "plan:\n  - {step: up, upgrade-vcenter: vc, to: 8.0.3}\n  - {step: w, wait: 24 h, after: up}\n"
      "faults: [{intervene: c, by: rebuild, at: 20 h}]\n");

  trial_until (trial, 19 * SIM_HOUR);
  CU_ASSERT_EQUAL (TIMES (trial, STEP, DONE), 1);
  CU_ASSERT (!is_reset (trial));
  trial_end (trial);
  CU_ASSERT (is_reset (trial));
  CU_ASSERT_EQUAL (FOUND (trial, MEMBERSHIP_LOST, VM, "d"), 1);
}

/* D-17: a configuration profile keeps a host's own settings, and not the distributed switch; without a row, the kind decides. */
static void
profiles_keep_what_they_have_in_hand (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  c:\n    vcenter: vc\n    hosts:\n"
      "      h[1-2]: {cpu: 80 GHz, memory: 256 GiB, version: 7.0.3}\n    vms: {}\n"
      "    policies:\n"
      "      - {name: ntp, kind: host, declared: a, default: b, reset-by: [crash], kept-by: "
      "[configuration-profile]}\n"
      "      - {name: teaming, kind: vds, declared: a, default: b, reset-by: [crash], kept-by: "
      "[configuration-profile, host-profile]}\n"
      "      - {name: mtu, kind: vds, declared: a, default: b, reset-by: [crash], kept-by: [script]}\n"
      "plan: [{step: w, wait: 1 h}]\nfaults: [{crash: h1, at: 5 min, for: 10 min}]\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (FOUND (trial, POLICY_RESET, POLICY, "ntp@h1"), 0);
  CU_ASSERT_EQUAL (FOUND (trial, POLICY_RESET, POLICY, "teaming@h1"), 1);
  CU_ASSERT_EQUAL (FOUND (trial, POLICY_RESET, POLICY, "mtu@h1"), 0);
}

/* ---- What machines drive ---- */

/* Adds what the rows that a run has taken, and what it has found, cite. */
static void
add_cited (GHashTable *cited, const SimRun *run)
{
  for (guint m = 0; m < run->model->n_machines; m++)
    for (guint r = 0; r < run->model->machines[m]->n_rows; r++)
      if (run->taken[run->model->row_bases[m] + r])
        g_hash_table_add (cited, (gpointer) run->model->machines[m]->rows[r].facts);
  for (guint i = 0; i < run->world->n_findings; i++)
    g_hash_table_add (cited, (gpointer) run->model->kinds[run->world->findings[i].kind].facts);
}

static gboolean
is_cited (GHashTable *cited, const char *id)
{
  g_autoptr (GList) facts = g_hash_table_get_keys (cited);

  for (GList *f = facts; f; f = f->next)
    for (const char *at = strstr (f->data, id); at; at = strstr (at + 1, id))
      if ((at == f->data || at[-1] == ' ') && !g_ascii_isdigit (at[strlen (id)]))
        return TRUE;
  return FALSE;
}

/* What the library does not come to: an estate, and what is found there. */
static const struct {
  const char *id;
  ModelFinding finding;
  const char *yaml;
} trials[] = {
#define ESTATE(VCENTER, HOSTS, HOST)                                                                         \
  "rollcall: 1\nseed: 5\nvcenters: {vc: {" VCENTER "}}\nclusters:\n  c:\n    vcenter: vc\n    ha: {}\n"      \
  "    drs: {automation: fully-automated}\n    hosts:\n      h[1-2]: {cpu: 80 GHz, memory: 64 GiB, "         \
  "version: " HOSTS HOST "}\n    vms:\n      v[1-2]: {memory: 1 GiB}\n"
  { "DR-08", MODEL_FIND_CERTIFICATE_EXPIRED,
    ESTATE ("version: 6.0", "5.5",
            ", certificate: custom-expired") "plan: [{step: up, remediate: c, to: 6.0, method: baseline, "
                                             "admission-control: disable}]\n" },
  { "DR-09", MODEL_FIND_PRECHECK_FAILED,
    ESTATE ("version: 7.0, obstacles: [sha-1-certificates]", "7.0",
            "") "plan: [{step: up, upgrade-vcenter: vc, to: 8.0.2}]\n" },
  { "DR-21", MODEL_FIND_HOST_OUT_OF_SYNC,
    ESTATE ("version: 8.0.2", "8.0.2",
            "") "plan: [{step: w, wait: 1 h}]\nfaults: [{change-network: h1, at: 5 min}]\n" },
  { "DR-33", MODEL_FIND_VM_DISCONNECTED,
    "rollcall: 1\nvcenters: {vc: {version: 8.0.2}}\nswitches: {dvs: {vcenter: vc, version: 8.0.0, ephemeral: "
    "[rescue]}}\n"
    "clusters:\n  c:\n    vcenter: vc\n    hosts:\n      h[1-2]: {cpu: 80 GHz, memory: 64 GiB, version: "
    "8.0.2}\n"
    "    vms: {e: {memory: 1 GiB, host: h1, power: off, networks: [rescue]}}\n"
    "plan: [{step: w, wait: 452 s}, {step: s, power-on: e, at-host: true, after: w}]\n"
    "faults: [{crash: vc, at: 0 s, for: 1 min}]\n" },
  { "D-06", MODEL_FIND_DRIFT_UNDETECTED,
    "rollcall: 1\nclusters:\n  nx:\n    platform: nutanix-ahv\n    aos: 6.5.0\n    hosts:\n"
    "      n[1-3]: {cpu: 80 GHz, memory: 256 GiB}\n    vms: {}\n"
    "    policies: [{name: NTP_SERVER_CONFIG, kind: cluster, declared: ntp1}]\n"
    "plan: [{step: by-hand, set: {policy: NTP_SERVER_CONFIG, actual: none}}]\n" },
  { "D-07", MODEL_FIND_RULE_VIOLATED,
    ESTATE ("version: 8.0.2", "8.0.2",
            "") "    rules: [{name: apart, keep-apart: [v1, v2], must: false}]\n"
                "plan: [{step: w, wait: 1 h}]\nfaults: [{crash: h1, at: 5 min}]\n" },
#undef ESTATE
};

/* DR-24: the vCenter's upgrade changes by what DRS weighs its cluster, whose threshold stays. */
static void
drs_weighs_otherwise_from_7_on (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nvcenters: {vc: {version: 6.7.0}}\nclusters:\n  c:\n    vcenter: vc\n    "
                   "drs: {automation: fully-automated}\n"
                   "    hosts:\n      h[1-2]: {cpu: 80 GHz, memory: 64 GiB, version: 6.7.0}\n    vms: {}\n"
                   "plan: [{step: up, upgrade-vcenter: vc, to: 7.0.3}]\n");

  CU_ASSERT (model_balance_is_by_deviation (trial->run, 0));
  trial_end (trial);
  CU_ASSERT (!model_balance_is_by_deviation (trial->run, 0));
}

static gboolean
is_tried (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (trials); i++)
    if (g_str_equal (trials[i].id, id)) {
      g_autoptr (Trial) trial = trial_new (trials[i].yaml);

      trial_end (trial);
      return trial_findings (trial, trials[i].finding, ANYBODY) > 0;
    }
  return g_str_equal (id, "DR-24"); /* drs_weighs_otherwise_from_7_on */
}

static void
each_machine_row_is_driven (void)
{
  g_autoptr (GHashTable) cited = g_hash_table_new (g_str_hash, g_str_equal);

  for (const char *const *name = scenario_library_names (); *name; name++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (ScenarioExtras) extras = NULL;
    g_autoptr (ModelFleet) fleet = scenario_library_read (*name, &extras, &error);
    g_autoptr (ModelRehearsal) rehearsal = model_rehearsal_new (fleet);
    g_autoptr (SimRun) run = model_rehearsal_start (rehearsal, FALSE);

    while (sim_run_step (run))
      ;
    add_cited (cited, run);
  }
  for (const ModelResetRow *row = model_resets; row->id; row++)
    if (row->driver && !is_cited (cited, row->id) && !is_tried (row->id)) {
      g_printerr ("nothing drives %s\n", row->id);
      CU_FAIL ("nothing drives a documented reset");
    }
}

void
test_physics_resets_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics: documented resets", NULL, NULL);

  CU_ADD_TEST (suite, each_row_resets_its_policies);
  CU_ADD_TEST (suite, versions_have_to_be_crossed);
  CU_ADD_TEST (suite, an_upgraded_cluster_keeps_its_settings);
  CU_ADD_TEST (suite, profiles_keep_what_they_have_in_hand);
  CU_ADD_TEST (suite, drs_weighs_otherwise_from_7_on);
  CU_ADD_TEST (suite, each_machine_row_is_driven);
}
