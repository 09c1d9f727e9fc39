#include "cli/json.h"
#include "cli/over-plan.h"

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

  cli_json_int (b, "vms", blast.vms);
  cli_json_int (b, "vcpus", blast.vcpus);
  cli_json_object (b, "tiers");
  for (guint i = 0; i < tiers->len; i++)
    cli_json_int (b, g_array_index (tiers, CliTier, i).name, g_array_index (tiers, CliTier, i).vms);
  json_builder_end_object (b);
}

static void
put_domain (JsonBuilder *b, const SimRun *run, const CliMoment *moment)
{
  guint32 host = moment->outlook.domain.index;

  if (host == MODEL_NONE) {
    cli_json_text (b, "largest_fault_domain", NULL);
    return;
  }
  cli_json_object (b, "largest_fault_domain");
  cli_json_text (b, "name", model_fleet (run)->hosts[host].fault_domain_name);
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
  cli_json_text (b, "host", host_name (run, loss->host));
  put_tiers (b, run, moment, loss->host, FALSE);
  cli_json_int (b, "left_down", loss->left);
  cli_json_int (b, "unprotected", loss->unprotected);
  cli_json_text (b, "vm", vm_name (run, loss->vm));
  cli_json_text (b, "why", why);
  cli_json_truth (b, "sum_fits", loss->sum_fits);
  cli_json_truth (b, "packs", !(loss->left && model_blocker_is_of_room (loss->why.blocker)));
  cli_json_int (b, "need_mib", loss->need_mib);
  cli_json_int (b, "room_mib", loss->room_mib);
  cli_json_int (b, "largest_room_mib", loss->largest_room_mib);
  cli_json_object (b, "after");
  cli_json_int (b, "hosts", loss->after.hosts);
  cli_json_int (b, "memory_mib", loss->after.memory_mib);
  cli_json_int (b, "memory_in_use_mib", loss->used_mib);
  cli_json_int (b, "cores", loss->after.cores);
  cli_json_int (b, "vcpus", loss->after.vcpus);
  cli_json_int (b, "failures_covered", loss->covers);
  cli_json_text (b, "overfull", host_name (run, loss->overfull));
  json_builder_end_object (b);
  cli_json_text (b, "quorum_lost",
                 loss->group == MODEL_NONE ? NULL : model_fleet (run)->groups[loss->group].name);
  cli_json_int (b, "vsan_objects_lost", loss->objects);
  json_builder_end_object (b);
}

static void
put_one_more (JsonBuilder *b, const SimRun *run, const CliMoment *moment)
{
  cli_json_object (b, "one_more_failure");
  cli_json_text (b, "worst",
                 moment->worst == MODEL_NONE ? NULL : host_name (run, cli_moment_loss (moment)->host));
  cli_json_list (b, "hosts");
  for (guint i = 0; i < moment->n_losses; i++)
    put_loss (b, run, moment, &moment->losses[i]);
  json_builder_end_array (b);
  json_builder_end_object (b);
}

static void
put_leave (JsonBuilder *b, const SimRun *run, const CliMoment *moment)
{
  cli_json_object (b, "evacuable");
  cli_json_list (b, "hosts");
  for (guint i = 0; i < moment->leave->hosts->len; i++)
    json_builder_add_string_value (b, host_name (run, g_array_index (moment->leave->hosts, guint32, i)));
  json_builder_end_array (b);
  cli_json_truth (b, "no_larger_set", moment->leave->all_tried);
  cli_json_int (b, "not_even_alone", moment->held);
  json_builder_end_object (b);
  cli_json_object (b, "targets");
  cli_json_int (b, "least", moment->flexibility.least);
  cli_json_text (b, "vm", vm_name (run, moment->flexibility.vm));
  cli_json_int (b, "vms_with_none", moment->flexibility.nowhere);
  cli_json_int (b, "vms_with_one", moment->flexibility.one_only);
  json_builder_end_object (b);
}

static void
put_room (JsonBuilder *b, const CliMoment *moment)
{
  const ModelOutlook *o = &moment->outlook;

  cli_json_int (b, "vms", o->vms);
  cli_json_int (b, "vcpus", o->vcpus);
  cli_json_int (b, "cores", o->cores);
  if (moment->cores_billed < 0)
    cli_json_text (b, "licence", NULL);
  else {
    cli_json_object (b, "licence");
    cli_json_int (b, "physical_cores", moment->cores_licensed);
    cli_json_int (b, "billed_cores", moment->cores_billed);
    cli_json_int (b, "ghost_cores", moment->cores_billed - moment->cores_licensed);
    json_builder_end_object (b);
  }
  cli_json_int (b, "vcpus_per_1000_cores", model_vcpu_ratio (o));
  cli_json_object (b, "memory");
  cli_json_int (b, "mib", o->memory_mib);
  cli_json_int (b, "claimed_mib", o->claimed_mib);
  cli_json_int (b, "in_use_mib", o->used_mib);
  cli_json_int (b, "safe_mib", o->safe_mib);
  json_builder_end_object (b);
  if (!moment->storage.known) {
    cli_json_text (b, "storage", NULL);
    return;
  }
  cli_json_object (b, "storage");
  cli_json_int (b, "mib", moment->storage.total_mib);
  cli_json_int (b, "used_mib", moment->storage.used_mib);
  cli_json_int (b, "bears_mib", moment->storage.bears_mib);
  json_builder_end_object (b);
}

static void
put_lost (JsonBuilder *b, const SimRun *run, const CliMoment *moment)
{
  cli_json_list (b, "cannot_be_emptied_any_more");
  for (guint i = 0; i < moment->lost->len; i++) {
    const ModelLeaveFault *fault = &g_array_index (moment->lost, ModelLeaveFault, i);
    g_autofree char *why = model_leave_fault_words (run, fault);

    json_builder_begin_object (b);
    cli_json_text (b, "host", host_name (run, fault->host));
    cli_json_text (b, "vm", vm_name (run, fault->vm));
    cli_json_text (b, "blocker", model_blockers[fault->why.blocker].code);
    cli_json_text (b, "why", why);
    json_builder_end_object (b);
  }
  json_builder_end_array (b);
  cli_json_list (b, "remedies");
  for (guint i = 0; moment->remedies && i < moment->remedies->len; i++) {
    static const char *const kinds[] = { "move", "shrink", "hosts" };
    const ModelRemedy *remedy = &g_array_index (moment->remedies, ModelRemedy, i);
    g_autofree char *words = cli_remedy_words (run, remedy);
    gboolean move = remedy->kind == MODEL_REMEDY_MOVE, hosts = remedy->kind == MODEL_REMEDY_HOSTS;

    json_builder_begin_object (b);
    cli_json_text (b, "kind", kinds[remedy->kind]);
    cli_json_text (b, "vm", vm_name (run, remedy->vm));
    cli_json_list (b, "moves");
    for (guint32 m = 0; move && m < remedy->moves; m++) {
      json_builder_begin_object (b);
      cli_json_text (b, "vm", vm_name (run, remedy->vms[m]));
      cli_json_text (b, "from", host_name (run, remedy->from));
      cli_json_text (b, "to", host_name (run, remedy->to[m]));
      json_builder_end_object (b);
    }
    json_builder_end_array (b);
    cli_json_int (b, "reserves_less_mib", remedy->less_mib);
    cli_json_int (b, "hosts_more", remedy->hosts);
    cli_json_text (b, "host", hosts ? host_name (run, remedy->host) : NULL);
    cli_json_text (b, "words", words);
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
  cli_json_int (b, "at_ms", moment->at);
  cli_json_text (b, "moment", words);
  cli_json_truth (b, "marked", moment->concerns != 0);
  cli_json_list (b, "reasons");
  for (guint i = 0; i < reasons->len; i++)
    json_builder_add_string_value (b, g_ptr_array_index (reasons, i));
  json_builder_end_array (b);
  cli_json_int (b, "hosts", moment->outlook.hosts);
  cli_json_object (b, "ha");
  cli_json_truth (b, "on", moment->ha);
  cli_json_int (b, "failures_covered", moment->covers);
  cli_json_int (b, "failures_wanted", moment->wanted);
  json_builder_end_object (b);
  if (moment->data_bears == G_MAXINT32)
    cli_json_text (b, "quorums_bear", NULL);
  else
    cli_json_int (b, "quorums_bear", moment->data_bears);
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

  json_builder_begin_object (b);
  cli_json_list (b, "clusters");
  for (guint32 c = 0; c < fleet->n_clusters; c++) {
    const CliMoment *worst = cli_over_plan_worst (plan, c);
    g_autofree char *words = worst ? cli_moment_words (run, worst) : NULL;

    json_builder_begin_object (b);
    cli_json_text (b, "name", fleet->clusters[c].name);
    cli_json_text (b, "worst", words);
    cli_json_list (b, "moments");
    for (guint i = 0; i < plan->moments->len; i++)
      if (((const CliMoment *) g_ptr_array_index (plan->moments, i))->cluster == c)
        put_moment (b, run, g_ptr_array_index (plan->moments, i));
    json_builder_end_array (b);
    json_builder_end_object (b);
  }
  json_builder_end_array (b);
  json_builder_end_object (b);
  return cli_json_done (b);
}
