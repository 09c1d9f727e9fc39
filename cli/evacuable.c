#include "cli/evacuable.h"

#include "cli/cli.h"
#include "cli/json.h"

#define FEW_HOSTS 5 /* that are told by name */
#define FEW       3 /* VMs in the way of one host that are told; the rest are counted */

static const char *
vm_name (const SimRun *run, guint32 vm)
{
  return model_fleet (run)->vms[vm].name;
}

static const char *
host_name (const SimRun *run, guint32 host)
{
  return model_fleet (run)->hosts[host].name;
}

/* Hosts that are connected: the others are in maintenance already, or nobody can ask them. */
static gboolean
may_be_asked (const SimRun *run, guint32 host)
{
  return model_state (run, MODEL_MACHINE_HOST, host) == HOST_AT_CONNECTED;
}

/* ---- As JSON ---- */

static void
put_faults (JsonBuilder *builder, const SimRun *run, const GArray *faults)
{
  cli_json_list (builder, "faults");
  for (guint i = 0; i < faults->len; i++) {
    const ModelLeaveFault *fault = &g_array_index (faults, ModelLeaveFault, i);
    g_autofree char *words = model_leave_fault_words (run, fault);
    g_autofree char *fix = model_leave_fault_fix (run, fault);

    json_builder_begin_object (builder);
    cli_json_text (builder, "vm", fault->vm == MODEL_NONE ? NULL : vm_name (run, fault->vm));
    cli_json_text (builder, "host", host_name (run, fault->host));
    cli_json_text (builder, "blocker", model_blockers[fault->why.blocker].code);
    cli_json_text (builder, "message", words);
    cli_json_text (builder, "fix", fix);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
put_moves (JsonBuilder *builder, const SimRun *run, const GArray *moves)
{
  cli_json_list (builder, "moves");
  for (guint i = 0; i < moves->len; i++) {
    const ModelPlannedMove *move = &g_array_index (moves, ModelPlannedMove, i);

    json_builder_begin_object (builder);
    cli_json_text (builder, "vm", vm_name (run, move->vm));
    cli_json_text (builder, "from", host_name (run, move->from));
    cli_json_text (builder, "to", host_name (run, move->to));
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
put_each (JsonBuilder *builder, const SimRun *run, const ModelCluster *cluster)
{
  cli_json_list (builder, "each");
  for (MODEL_EACH_HOST (host, cluster)) {
    g_autoptr (ModelWhatIf) alone = NULL;

    if (!may_be_asked (run, host))
      continue;
    alone = model_what_if (run, model_fleet (run)->hosts[host].cluster, &host, 1);
    json_builder_begin_object (builder);
    cli_json_text (builder, "host", host_name (run, host));
    cli_json_truth (builder, "can", alone->can);
    put_moves (builder, run, alone->moves);
    put_faults (builder, run, alone->faults);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

void
cli_put_evacuable (JsonBuilder *builder, const SimRun *run, guint32 cluster)
{
  g_autoptr (ModelWhatIf) most = model_what_if_most (run, cluster);

  cli_json_object (builder, "evacuable");
  cli_json_list (builder, "hosts");
  for (guint i = 0; i < most->hosts->len; i++)
    json_builder_add_string_value (builder, host_name (run, g_array_index (most->hosts, guint32, i)));
  json_builder_end_array (builder);
  cli_json_int (builder, "vms_moved", most->moves->len);
  cli_json_truth (builder, "no_larger_set", most->all_tried);
  put_moves (builder, run, most->moves);
  put_faults (builder, run, most->faults);
  put_each (builder, run, &model_fleet (run)->clusters[cluster]);
  json_builder_end_object (builder);
}

/* ---- As a table ---- */

/* "3 to esx02, 4 to esx03": where the moves go, host by host; when they scatter, over how many. */
static void
tell_targets (GString *text, const SimRun *run, const ModelCluster *cluster, const GArray *moves)
{
  g_autoptr (GString) list = g_string_new (moves->len == 0 ? "nothing has to move" : NULL);
  guint targets = 0;

  for (MODEL_EACH_HOST (host, cluster)) {
    g_autofree char *name = cli_safe (host_name (run, host));
    guint n = 0;

    for (guint i = 0; i < moves->len; i++)
      n += g_array_index (moves, ModelPlannedMove, i).to == host;
    if (n > 0)
      g_string_append_printf (list, "%s%u to %s", targets++ ? ", " : "", n, name);
  }
  if (targets > FEW_HOSTS)
    g_string_append_printf (text, "over %u hosts\n", targets);
  else
    g_string_append_printf (text, "%s\n", list->str);
}

/* One VM and one line for each fault; what to do about it once for all in a row that have the same: `last`. */
static void
tell_faults (GString *text, const SimRun *run, const GArray *faults, const char *indent, char **last)
{
  for (guint i = 0; i < MIN (faults->len, FEW); i++) {
    const ModelLeaveFault *fault = &g_array_index (faults, ModelLeaveFault, i);
    g_autofree char *words = model_leave_fault_words (run, fault);
    g_autofree char *vm = fault->vm == MODEL_NONE ? NULL : cli_safe (vm_name (run, fault->vm));
    char *fix = model_leave_fault_fix (run, fault);

    g_string_append_printf (text, "%s%s%s%s\n", i == 0 ? "" : indent, vm ? vm : "", vm ? ": " : "", words);
    if (g_strcmp0 (fix, *last) != 0)
      g_string_append_printf (text, "%sdo: %s\n", indent, fix);
    g_free (*last);
    *last = fix;
  }
  if (faults->len > FEW)
    g_string_append_printf (text, "%sand %u VMs more\n", indent, faults->len - FEW);
}

static void
tell_hosts (GString *text, const SimRun *run, const GArray *hosts)
{
  guint told = hosts->len > 2 * FEW_HOSTS ? FEW_HOSTS : hosts->len;

  for (guint i = 0; i < told; i++) {
    g_autofree char *name = cli_safe (host_name (run, g_array_index (hosts, guint32, i)));

    g_string_append_printf (text, "%s%s", i == 0 ? "" : ", ", name);
  }
  if (told < hosts->len)
    g_string_append_printf (text, " and %u more", hosts->len - told);
}

/* What keeps one more from leaving with them, where every host could leave alone. */
static void
tell_one_more (GString *text, const SimRun *run, const ModelWhatIf *most)
{
  const ModelLeaveFault *fault;
  g_autofree char *words = NULL, *host = NULL;

  if (most->hosts->len == 0 || most->faults->len == 0)
    return;
  fault = &g_array_index (most->faults, ModelLeaveFault, 0);
  words = model_leave_fault_words (run, fault);
  host = cli_safe (fault->vm == MODEL_NONE ? host_name (run, fault->host) : vm_name (run, fault->vm));
  g_string_append_printf (text, "  one more is too many: %s: %s\n", host, words);
}

static void
tell_set (GString *text, const SimRun *run, const ModelWhatIf *most)
{
  if (most->hosts->len == 0) {
    g_string_append (text, "\n  no host can enter maintenance now\n");
    return;
  }
  g_string_append (text, "\n  can enter maintenance at once: ");
  tell_hosts (text, run, most->hosts);
  g_string_append_printf (text, "; %u %s\n", most->moves->len,
                          most->moves->len == 1 ? "VM moves" : "VMs move");
  if (!most->all_tried)
    g_string_append (text, "  (more may be possible: not every set was tried)\n");
}

/* What the answer leaves out, where there is any. */
static void
tell_powered_off (GString *text, const SimRun *run, const ModelCluster *cluster)
{
  guint off = 0;

  for (MODEL_EACH_VM (vm, cluster))
    off += STATE (VM, vm) == VM_AT_OFF && model_vm_state (run, vm)->host != MODEL_NONE;
  if (off > 0)
    g_string_append_printf (text, "  (%u %s registered that %s powered off or suspended, and not looked at)\n", off,
                            off == 1 ? "VM is" : "VMs are", off == 1 ? "is" : "are");
}

void
cli_tell_evacuable (GString *text, const SimRun *run, guint32 index)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[index];
  g_autoptr (ModelWhatIf) most = model_what_if_most (run, index);
  g_autofree char *indent = g_strnfill (2 + 24 + 1 + 6 + 1 + 5 + 2, ' '), *last = NULL;
  gboolean each_can = TRUE;
  GString *table = g_string_new (NULL);

  for (MODEL_EACH_HOST (host, cluster)) {
    g_autofree char *name = cli_safe (host_name (run, host));
    g_autoptr (ModelWhatIf) alone = NULL;

    if (!may_be_asked (run, host))
      continue;
    alone = model_what_if (run, index, &host, 1);
    each_can = each_can && alone->can;
    g_string_append_printf (table, "  %-24s %-6s %5u  ", name, alone->can ? "yes" : "no",
                            model_host_state (run, host)->n_vms);
    if (alone->can)
      tell_targets (table, run, cluster, alone->moves);
    else
      tell_faults (table, run, alone->faults, indent, &last);
  }
  tell_set (text, run, most);
  tell_powered_off (text, run, cluster);
  if (each_can)
    tell_one_more (text, run, most);
  g_string_append_printf (text, "  %-24s %-6s %5s  %s\n%s", "host", "alone", "VMs",
                          "where they go, or what is in the way", table->str);
  g_string_free (table, TRUE);
}
