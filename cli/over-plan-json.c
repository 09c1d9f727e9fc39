#include "cli/over-plan.h"

#include <json-glib/json-glib.h>

static void
put_int (JsonBuilder *b, const char *key, gint64 value)
{
  json_builder_set_member_name (b, key);
  json_builder_add_int_value (b, value);
}

static void
put_truth (JsonBuilder *b, const char *key, gboolean value)
{
  json_builder_set_member_name (b, key);
  json_builder_add_boolean_value (b, value);
}

static void
put_text (JsonBuilder *b, const char *key, const char *text)
{
  json_builder_set_member_name (b, key);
  if (text)
    json_builder_add_string_value (b, text);
  else
    json_builder_add_null_value (b);
}

static void
begin_object (JsonBuilder *b, const char *key)
{
  json_builder_set_member_name (b, key);
  json_builder_begin_object (b);
}

static void
begin_array (JsonBuilder *b, const char *key)
{
  json_builder_set_member_name (b, key);
  json_builder_begin_array (b);
}

static const char *
host_name (const SimRun *run, guint32 host)
{
  return host == MODEL_NONE ? NULL : model_fleet (run)->hosts[host].name;
}

static const char *
vm_name (const SimRun *run, guint32 vm)
{
  return vm == MODEL_NONE ? NULL : model_fleet (run)->vms[vm].name;
}

static void
put_tiers (JsonBuilder *b, const SimRun *run, const CliMoment *moment, guint32 host, gboolean domain)
{
  ModelBlast blast;
  g_autoptr (GArray) tiers = cli_moment_tiers (run, moment, host, domain, &blast);

  put_int (b, "vms", blast.vms);
  put_int (b, "vcpus", blast.vcpus);
  begin_object (b, "tiers");
  for (guint i = 0; i < tiers->len; i++)
    put_int (b, g_array_index (tiers, CliTier, i).name, g_array_index (tiers, CliTier, i).vms);
  json_builder_end_object (b);
}

static void
put_domain (JsonBuilder *b, const SimRun *run, const CliMoment *moment)
{
  guint32 host = moment->outlook.domain.index;

  if (host == MODEL_NONE) {
    put_text (b, "largest_fault_domain", NULL);
    return;
  }
  begin_object (b, "largest_fault_domain");
  put_text (b, "name", model_fleet (run)->hosts[host].fault_domain_name);
  put_tiers (b, run, moment, host, TRUE);
  json_builder_end_object (b);
}

static void
put_loss (JsonBuilder *b, const SimRun *run, const CliMoment *moment, const ModelLoss *loss)
{
  const ModelLeaveFault fault = { loss->vm, loss->host, loss->why };
  g_autofree char *why = loss->vm == MODEL_NONE || loss->why.blocker == MODEL_BLOCKER_NONE
                             ? NULL
                             : model_leave_fault_words (run, &fault);

  json_builder_begin_object (b);
  put_text (b, "host", host_name (run, loss->host));
  put_tiers (b, run, moment, loss->host, FALSE);
  put_int (b, "left_down", loss->left);
  put_int (b, "unprotected", loss->unprotected);
  put_text (b, "vm", vm_name (run, loss->vm));
  put_text (b, "why", why);
  put_truth (b, "sum_fits", loss->sum_fits);
  put_truth (b, "packs", !(loss->left && model_blocker_is_of_room (loss->why.blocker)));
  put_int (b, "need_mib", loss->need_mib);
  put_int (b, "room_mib", loss->room_mib);
  put_int (b, "largest_room_mib", loss->largest_room_mib);
  begin_object (b, "after");
  put_int (b, "hosts", loss->after.hosts);
  put_int (b, "memory_mib", loss->after.memory_mib);
  put_int (b, "memory_in_use_mib", loss->used_mib);
  put_int (b, "cores", loss->after.cores);
  put_int (b, "vcpus", loss->after.vcpus);
  put_int (b, "failures_covered", loss->covers);
  put_text (b, "overfull", host_name (run, loss->overfull));
  json_builder_end_object (b);
  put_text (b, "quorum_lost", loss->group == MODEL_NONE ? NULL : model_fleet (run)->groups[loss->group].name);
  put_int (b, "vsan_objects_lost", loss->objects);
  json_builder_end_object (b);
}

static void
put_one_more (JsonBuilder *b, const SimRun *run, const CliMoment *moment)
{
  begin_object (b, "one_more_failure");
  put_text (b, "worst", moment->worst == MODEL_NONE ? NULL : host_name (run, cli_moment_loss (moment)->host));
  begin_array (b, "hosts");
  for (guint i = 0; i < moment->n_losses; i++)
    put_loss (b, run, moment, &moment->losses[i]);
  json_builder_end_array (b);
  json_builder_end_object (b);
}

static void
put_leave (JsonBuilder *b, const SimRun *run, const CliMoment *moment)
{
  begin_object (b, "evacuable");
  begin_array (b, "hosts");
  for (guint i = 0; i < moment->leave->hosts->len; i++)
    json_builder_add_string_value (b, host_name (run, g_array_index (moment->leave->hosts, guint32, i)));
  json_builder_end_array (b);
  put_truth (b, "no_larger_set", moment->leave->all_tried);
  put_int (b, "not_even_alone", moment->held);
  json_builder_end_object (b);
  begin_object (b, "targets");
  put_int (b, "least", moment->flexibility.least);
  put_text (b, "vm", vm_name (run, moment->flexibility.vm));
  put_int (b, "vms_with_none", moment->flexibility.nowhere);
  put_int (b, "vms_with_one", moment->flexibility.one_only);
  json_builder_end_object (b);
}

static void
put_room (JsonBuilder *b, const CliMoment *moment)
{
  const ModelOutlook *o = &moment->outlook;

  put_int (b, "vms", o->vms);
  put_int (b, "vcpus", o->vcpus);
  put_int (b, "cores", o->cores);
  if (moment->cores_billed < 0)
    put_text (b, "licence", NULL);
  else {
    begin_object (b, "licence");
    put_int (b, "physical_cores", moment->cores_licensed);
    put_int (b, "billed_cores", moment->cores_billed);
    put_int (b, "ghost_cores", moment->cores_billed - moment->cores_licensed);
    json_builder_end_object (b);
  }
  put_int (b, "vcpus_per_1000_cores", model_vcpu_ratio (o));
  begin_object (b, "memory");
  put_int (b, "mib", o->memory_mib);
  put_int (b, "claimed_mib", o->claimed_mib);
  put_int (b, "in_use_mib", o->used_mib);
  put_int (b, "safe_mib", o->safe_mib);
  json_builder_end_object (b);
  if (!moment->storage.known) {
    put_text (b, "storage", NULL);
    return;
  }
  begin_object (b, "storage");
  put_int (b, "mib", moment->storage.total_mib);
  put_int (b, "used_mib", moment->storage.used_mib);
  put_int (b, "bears_mib", moment->storage.bears_mib);
  json_builder_end_object (b);
}

static void
put_lost (JsonBuilder *b, const SimRun *run, const CliMoment *moment)
{
  begin_array (b, "cannot_be_emptied_any_more");
  for (guint i = 0; i < moment->lost->len; i++) {
    const ModelLeaveFault *fault = &g_array_index (moment->lost, ModelLeaveFault, i);
    g_autofree char *why = model_leave_fault_words (run, fault);

    json_builder_begin_object (b);
    put_text (b, "host", host_name (run, fault->host));
    put_text (b, "vm", vm_name (run, fault->vm));
    put_text (b, "blocker", model_blockers[fault->why.blocker].code);
    put_text (b, "why", why);
    json_builder_end_object (b);
  }
  json_builder_end_array (b);
  begin_array (b, "remedies");
  for (guint i = 0; moment->remedies && i < moment->remedies->len; i++) {
    static const char *const kinds[] = { "move", "shrink", "hosts" };
    const ModelRemedy *remedy = &g_array_index (moment->remedies, ModelRemedy, i);
    g_autofree char *words = cli_remedy_words (run, remedy);
    gboolean move = remedy->kind == MODEL_REMEDY_MOVE, hosts = remedy->kind == MODEL_REMEDY_HOSTS;

    json_builder_begin_object (b);
    put_text (b, "kind", kinds[remedy->kind]);
    put_text (b, "vm", vm_name (run, remedy->vm));
    begin_array (b, "moves");
    for (guint32 m = 0; move && m < remedy->moves; m++) {
      json_builder_begin_object (b);
      put_text (b, "vm", vm_name (run, remedy->vms[m]));
      put_text (b, "from", host_name (run, remedy->from));
      put_text (b, "to", host_name (run, remedy->to[m]));
      json_builder_end_object (b);
    }
    json_builder_end_array (b);
    put_int (b, "reserves_less_mib", remedy->less_mib);
    put_int (b, "hosts_more", remedy->hosts);
    put_text (b, "host", hosts ? host_name (run, remedy->host) : NULL);
    put_text (b, "words", words);
    json_builder_end_object (b);
  }
  json_builder_end_array (b);
}

static void
put_moment (JsonBuilder *b, const SimRun *run, const CliMoment *moment)
{
  g_autofree char *words = cli_moment_words (run, moment);
  g_autoptr (GPtrArray) reasons = cli_moment_reasons (run, moment);

  json_builder_begin_object (b);
  put_int (b, "at_ms", moment->at);
  put_text (b, "moment", words);
  put_truth (b, "marked", moment->concerns != 0);
  begin_array (b, "reasons");
  for (guint i = 0; i < reasons->len; i++)
    json_builder_add_string_value (b, g_ptr_array_index (reasons, i));
  json_builder_end_array (b);
  put_int (b, "hosts", moment->outlook.hosts);
  begin_object (b, "ha");
  put_truth (b, "on", moment->ha);
  put_int (b, "failures_covered", moment->covers);
  put_int (b, "failures_wanted", moment->wanted);
  json_builder_end_object (b);
  if (moment->data_bears == G_MAXINT32)
    put_text (b, "quorums_bear", NULL);
  else
    put_int (b, "quorums_bear", moment->data_bears);
  put_leave (b, run, moment);
  put_lost (b, run, moment);
  put_domain (b, run, moment);
  put_room (b, moment);
  put_one_more (b, run, moment);
  json_builder_end_object (b);
}

char *
cli_over_plan_json (const SimRun *run, const CliOverPlan *plan)
{
  const ModelFleet *fleet = model_fleet (run);
  g_autoptr (JsonBuilder) b = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (b);
  begin_array (b, "clusters");
  for (guint32 c = 0; c < fleet->n_clusters; c++) {
    const CliMoment *worst = cli_over_plan_worst (plan, c);
    g_autofree char *words = worst ? cli_moment_words (run, worst) : NULL;

    json_builder_begin_object (b);
    put_text (b, "name", fleet->clusters[c].name);
    put_text (b, "worst", words);
    begin_array (b, "moments");
    for (guint i = 0; i < plan->moments->len; i++)
      if (((const CliMoment *) g_ptr_array_index (plan->moments, i))->cluster == c)
        put_moment (b, run, g_ptr_array_index (plan->moments, i));
    json_builder_end_array (b);
    json_builder_end_object (b);
  }
  json_builder_end_array (b);
  json_builder_end_object (b);
  root = json_builder_get_root (b);
  text = json_to_string (root, TRUE);
  return g_strconcat (text, "\n", NULL);
}
