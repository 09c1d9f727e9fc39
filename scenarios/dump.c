/* A fleet as text, one thing a line. Numbers stand as the fleet holds them, so that nothing that differs looks alike; "-" is
 * what was not said, "never" what has no end. */

#include "scenarios/scenarios.h"

#include "sim/time.h"

typedef struct {
  const char *label;
  gint64 value;
} Field;

static void
append_number (GString *out, gint64 value)
{
  if (value == MODEL_NONE)
    g_string_append_c (out, '-');
  else if (value == SIM_NEVER)
    g_string_append (out, "never");
  else
    g_string_append_printf (out, "%" G_GINT64_FORMAT, value);
}

static void
append_fields (GString *out, const Field *fields, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    g_string_append_printf (out, " %s=", fields[i].label);
    append_number (out, fields[i].value);
  }
}

#define FIELDS(OUT, ...)                                                                                     \
  append_fields (OUT, (const Field[]){ __VA_ARGS__ },                                                        \
                 sizeof ((const Field[]){ __VA_ARGS__ }) / sizeof (Field))

static void
append_text (GString *out, const char *label, const char *text)
{
  g_string_append_printf (out, text ? " %s='%s'" : " %s=-", label, text);
}

/* For what most scenarios leave unsaid. */
static void
append_said (GString *out, const char *label, const char *text)
{
  if (text)
    append_text (out, label, text);
}

static void
append_bits (GString *out, const char *label, guint64 bits)
{
  g_string_append_printf (out, " %s=%" G_GINT64_MODIFIER "x", label, bits);
}

static void
append_version (GString *out, const char *label, ModelVersion version)
{
  g_autofree char *text = version ? model_version_text (version) : g_strdup ("-");

  g_string_append_printf (out, " %s=%s", label, text);
}

static void
append_list (GString *out, const char *label, const guint32 *indexes, guint32 n)
{
  g_string_append_printf (out, " %s=", label);
  for (guint32 i = 0; i < n; i++)
    g_string_append_printf (out, "%s%u", i == 0 ? "" : ",", indexes[i]);
}

static void
begin (GString *out, const char *kind, guint32 index, const char *name)
{
  g_string_append_printf (out, "%s %u '%s'", kind, index, name);
}

static void
dump_clusters (GString *out, const ModelFleet *fleet)
{
  for (guint32 i = 0; i < fleet->n_vcenters; i++) {
    begin (out, "vcenter", i, fleet->vcenters[i].name);
    append_version (out, "version", fleet->vcenters[i].version);
    FIELDS (out, { "vm", fleet->vcenters[i].vm }, { "released", fleet->vcenters[i].released });
    append_bits (out, "obstacles", fleet->vcenters[i].obstacles);
    append_text (out, "sso-domain", fleet->vcenters[i].sso_domain);
    if (fleet->vcenters[i].vcha) {
      append_text (out, "vcha", model_vcha_mode_words[fleet->vcenters[i].vcha_mode]);
      append_said (out, "setup", fleet->vcenters[i].vcha_by_hand ? "manual" : NULL);
      append_list (out, "nodes", fleet->vcenters[i].nodes, MODEL_VCHA_NODES);
    }
    g_string_append_c (out, '\n');
  }
  for (guint32 i = 0; i < fleet->n_products; i++) {
    begin (out, "product", i, fleet->products[i].name);
    append_text (out, "kind", model_product_words[fleet->products[i].kind]);
    append_version (out, "version", fleet->products[i].version);
    FIELDS (out, { "vcenter", fleet->products[i].vcenter });
    if (fleet->products[i].old_tls)
      FIELDS (out, { "old-tls", 1 });
    g_string_append_c (out, '\n');
  }
  for (guint32 i = 0; i < fleet->n_switches; i++) {
    const ModelDvs *s = &fleet->switches[i];
    begin (out, "switch", i, s->name);
    append_version (out, "version", s->version);
    FIELDS (out, { "vcenter", s->vcenter }, { "nioc", s->nioc });
    append_bits (out, "static", s->static_groups);
    append_bits (out, "ephemeral", s->ephemeral_groups);
    append_list (out, "hosts", s->hosts, s->n_hosts);
    g_string_append_c (out, '\n');
  }
  for (guint32 i = 0; i < fleet->n_clusters; i++) {
    const ModelCluster *c = &fleet->clusters[i];
    begin (out, "cluster", i, c->name);
    append_text (out, "platform", model_platform_words[c->platform]);
    FIELDS (out, { "vcenter", c->vcenter }, { "first-host", c->first_host }, { "hosts", c->n_hosts },
            { "first-vm", c->first_vm }, { "vms", c->n_vms }, { "ha", c->ha },
            { "monitoring", c->host_monitoring });
    append_text (out, "admission", model_admission_words[c->admission]);
    FIELDS (out, { "failures", c->host_failures }, { "slot-cpu", c->slot_cpu_mhz },
            { "slot-memory", c->slot_memory_mib }, { "cpu", c->cpu_reserve }, { "memory", c->memory_reserve },
            { "fixed", c->fixed_percentage }, { "heartbeat", c->heartbeat_datastores });
    append_text (out, "isolation", model_isolation_words[c->isolation]);
    append_said (out, "vm-monitoring", c->vm_monitoring ? model_monitoring_words[c->vm_monitoring] : NULL);
    append_said (out, "ready", c->ready > MODEL_READY_NONE ? model_ready_words[c->ready] : NULL);
    if (c->ready_delay || c->batch_timeout)
      FIELDS (out, { "ready-delay", c->ready_delay }, { "batch-timeout", c->batch_timeout });
    append_text (out, "drs", model_automation_words[c->drs]);
    append_version (out, "aos", c->aos);
    if (c->no_inventory)
      FIELDS (out, { "no-inventory", c->no_inventory });
    FIELDS (out, { "threshold", c->drs_threshold }, { "overrides", c->vm_overrides });
    FIELDS (out, { "evc", c->evc }, { "ft", c->fault_tolerance }, { "rf", c->replication_factor },
            { "cvm", c->cvm_memory_mib });
    if (c->cvm_cpu_mhz)
      FIELDS (out, { "cvm-cpu", c->cvm_cpu_mhz });
    append_said (out, "awareness", c->awareness ? model_awareness_words[c->awareness] : NULL);
    if (c->reserves_rebuild)
      FIELDS (out, { "reserves-rebuild", c->reserves_rebuild });
    if (c->dpm)
      FIELDS (out, { "dpm", c->dpm });
    if (c->ahv_ha || c->ahv_failures)
      FIELDS (out, { "ahv-ha", c->ahv_ha }, { "ahv-failures", c->ahv_failures });
    if (c->cpu_licences)
      FIELDS (out, { "licences", c->cpu_licences });
    if (c->slot_size)
      append_text (out, "slot-size", model_slot_size_words[c->slot_size]);
    if (c->performance_degradation < 100000)
      FIELDS (out, { "degradation", c->performance_degradation });
    g_string_append_c (out, '\n');
    for (guint32 k = 0; k < c->n_containers; k++) {
      begin (out, "  container", k, c->containers[k].name);
      FIELDS (out, { "copies", c->containers[k].copies }, { "erasure-coding", c->containers[k].erasure_coding });
      g_string_append_c (out, '\n');
    }
  }
}

/* Every component, or a line of them would not tell where the disks lie. */
static void
dump_vsan (GString *out, const ModelFleet *fleet)
{
  for (guint32 i = 0; i < fleet->n_witnesses; i++) {
    begin (out, "witness", i, fleet->witnesses[i].name);
    FIELDS (out, { "shared", fleet->witnesses[i].shared });
    append_version (out, "version", fleet->witnesses[i].version);
    g_string_append_c (out, '\n');
  }
  for (guint32 i = 0; i < fleet->n_clusters; i++) {
    const ModelVsan *v = &fleet->clusters[i].vsan;

    if (v->architecture == MODEL_VSAN_NONE)
      continue;
    begin (out, "vsan", i, fleet->clusters[i].name);
    append_text (out, "architecture", model_vsan_words[v->architecture]);
    FIELDS (out, { "witness", v->witness }, { "preferred", v->preferred }, { "repair", v->repair_timer },
            { "resync", v->resync_bps }, { "format", v->format });
    if (v->own_adapters)
      FIELDS (out, { "own-adapters", v->own_adapters });
    g_string_append_c (out, '\n');
  }
  for (guint32 i = 0; i < fleet->n_storage_policies; i++) {
    const ModelStoragePolicy *p = &fleet->storage_policies[i];

    begin (out, "storage-policy", i, p->name);
    append_text (out, "raid", model_raid_words[p->raid]);
    append_text (out, "site", model_sites_words[p->sites]);
    FIELDS (out, { "cluster", p->cluster }, { "failures", p->failures });
    g_string_append_c (out, '\n');
  }
  for (guint32 i = 0; i < fleet->n_objects; i++) {
    const ModelObject *o = &fleet->objects[i];

    begin (out, "object", i, fleet->vms[o->vm].name);
    FIELDS (out, { "votes", o->votes }, { "need", o->need }, { "sites", o->n_sites }, { "mib", o->mib });
    g_string_append_c (out, '\n');
    for (guint32 c = o->first_component; c < o->first_component + o->n_components; c++) {
      const ModelComponent *k = &fleet->components[c];

      begin (out, "  component", c, k->host == MODEL_NONE ? "witness host" : fleet->hosts[k->host].name);
      FIELDS (out, { "votes", k->votes }, { "witness", k->kind == MODEL_COMPONENT_WITNESS },
              { "site", k->site }, { "mib", k->mib });
      g_string_append_c (out, '\n');
    }
  }
}

static void
append_profiles (GString *out, const ModelHost *h)
{
  for (guint i = 0; h->gpu_profiles && h->gpu_profiles[i]; i++) {
    append_text (out, "profile", h->gpu_profiles[i]);
    if (h->gpu_counts && h->gpu_counts[i])
      FIELDS (out, { "of-card", h->gpu_counts[i] });
  }
}

static void
dump_hosts (GString *out, const ModelFleet *fleet)
{
  for (guint32 i = 0; i < fleet->n_hosts; i++) {
    const ModelHost *h = &fleet->hosts[i];
    begin (out, "host", i, h->name);
    FIELDS (out, { "cluster", h->cluster }, { "sockets", h->sockets }, { "cores", h->cores },
            { "cpu", h->cpu_mhz }, { "memory", h->memory_mib }, { "vmotion", h->vmotion_bps },
            { "domain", h->fault_domain }, { "dedicated", h->dedicated });
    if (h->stateless)
      FIELDS (out, { "stateless", h->stateless });
    if (h->reboot_pending)
      FIELDS (out, { "reboot-pending", h->reboot_pending });
    if (h->vgpus)
      FIELDS (out, { "vgpus", h->vgpus });
    if (h->gpus)
      FIELDS (out, { "gpus", h->gpus });
    append_profiles (out, h);
    append_version (out, "version", h->version);
    append_text (out, "start", model_host_start_words[h->start]);
    FIELDS (out, { "sealed", h->sealed }, { "key", h->recovery_key });
    if (h->certificate)
      append_text (out, "certificate", model_certificate_words[h->certificate]);
    append_text (out, "fault-domain", h->fault_domain_name);
    if (h->data_mib || h->disks)
      FIELDS (out, { "data", h->data_mib }, { "disks", h->disks });
    append_text (out, "model", h->cpu_model);
    append_said (out, "moid", g_str_equal (h->moid, h->name) ? NULL : h->moid);
    append_bits (out, "networks", h->networks);
    append_bits (out, "datastores", h->datastores);
    g_string_append_c (out, '\n');
  }
}

static void
dump_pools (GString *out, const ModelFleet *fleet)
{
  for (guint32 i = 0; i < fleet->n_pools; i++) {
    const ModelPool *p = &fleet->pools[i];
    begin (out, "pool", i, p->name);
    FIELDS (out, { "cluster", p->cluster }, { "parent", p->parent }, { "cpu", p->cpu_mhz },
            { "memory", p->memory_mib }, { "expandable", p->expandable }, { "turn", p->turn });
    g_string_append_c (out, '\n');
  }
}

static void
dump_vms (GString *out, const ModelFleet *fleet)
{
  for (guint32 i = 0; i < fleet->n_vms; i++) {
    const ModelVm *v = &fleet->vms[i];
    begin (out, "vm", i, v->name);
    FIELDS (out, { "cluster", v->cluster }, { "host", v->host }, { "vcpus", v->vcpus },
            { "memory", v->memory_mib }, { "cpu-reservation", v->cpu_reservation_mhz },
            { "memory-reservation", v->memory_reservation_mib }, { "overhead", v->overhead_mib },
            { "cpu-demand", v->cpu_demand_mhz }, { "active", v->active_memory_mib },
            { "dirty", v->dirty_bytes_s }, { "disks", v->disks_mib }, { "depends", v->depends_on }, { "vcenter", v->vcenter });
    if (v->pool != MODEL_NONE)
      FIELDS (out, { "pool", v->pool });
    append_text (out, "power", model_power_words[v->power]);
    append_text (out, "priority", model_priority_words[v->priority]);
    append_text (out, "automation", model_automation_words[v->automation]);
    append_text (out, "isolation", model_isolation_words[v->isolation]);
    append_said (out, "role", v->role ? model_role_words[v->role] : NULL);
    append_said (out, "ready", v->ready ? model_ready_words[v->ready] : NULL);
    if (v->partner != MODEL_NONE)
      FIELDS (out, { "partner", v->partner });
    if (v->n_restart_after)
      append_list (out, "restart-after", v->restart_after, v->n_restart_after);
    if (v->ready_delay >= 0 || v->tools != MODEL_TOOLS_RUNNING)
      FIELDS (out, { "ready-delay", v->ready_delay }, { "tools", v->tools });
    append_bits (out, "devices", v->devices);
    append_bits (out, "networks", v->networks);
    if (v->unbound)
      FIELDS (out, { "unbound", v->unbound });
    append_bits (out, "datastores", v->datastores);
    append_version (out, "needs", v->needs);
    if (v->copies)
      FIELDS (out, { "copies", v->copies });
    if (v->working_set_mib)
      FIELDS (out, { "working-set", v->working_set_mib }, { "read-interval", v->read_interval },
              { "in-order", v->reads_in_order });
    append_text (out, "tier", v->tier);
    append_text (out, "owner", v->owner);
    g_string_append_c (out, '\n');
  }
}

static void
dump_rules (GString *out, const ModelFleet *fleet)
{
  for (guint32 i = 0; i < fleet->n_rules; i++) {
    const ModelRule *r = &fleet->rules[i];
    begin (out, "rule", i, r->name);
    append_text (out, "kind", model_rule_words[r->kind]);
    FIELDS (out, { "cluster", r->cluster }, { "must", r->must }, { "enabled", r->enabled },
            { "created", r->created }, { "disabled-by", r->disabled_by });
    append_list (out, "vms", r->vms, r->n_vms);
    append_list (out, "hosts", r->hosts, r->n_hosts);
    g_string_append_c (out, '\n');
  }
  for (guint32 i = 0; i < fleet->n_policies; i++) {
    const ModelPolicy *p = &fleet->policies[i];
    begin (out, "policy", i, p->name);
    append_text (out, "kind", model_policy_words[p->kind]);
    append_text (out, "declared", p->declared);
    append_text (out, "actual", p->actual);
    FIELDS (out, { "provides", p->provides });
    append_text (out, "default", p->fallback);
    append_text (out, "impact", p->impact);
    append_text (out, "preserved", p->preserved);
    append_bits (out, "reset-by", p->reset_by);
    FIELDS (out, { "cluster", p->cluster }, { "first-cell", p->first_cell }, { "cells", p->n_cells });
    g_string_append_c (out, '\n');
  }
}

static void
dump_groups (GString *out, const ModelFleet *fleet)
{
  static const char *const carriers[] = { "host", "cvm", "vm", "outside" };

  for (guint32 i = 0; i < fleet->n_groups; i++) {
    const ModelGroup *g = &fleet->groups[i];
    begin (out, "group", i, g->name);
    append_text (out, "kind", model_quorum_words[g->kind]);
    FIELDS (out, { "cluster", g->cluster }, { "copies", g->copies }, { "need", g->need_legs });
    g_string_append_c (out, '\n');
    for (guint32 m = 0; m < g->n_members; m++) {
      begin (out, "  member", m, g->members[m].name);
      append_text (out, "carrier", carriers[g->members[m].carrier]);
      FIELDS (out, { "index", g->members[m].index }, { "votes", g->members[m].votes },
              { "leg", g->members[m].leg });
      g_string_append_c (out, '\n');
    }
  }
}

static void
dump_plan (GString *out, const ModelFleet *fleet)
{
  for (guint32 i = 0; i < fleet->n_steps; i++) {
    const ModelStep *s = &fleet->steps[i];
    begin (out, "step", i, s->name);
    append_text (out, "verb", model_verb_words[s->verb]);
    append_text (out, "method", model_method_words[s->method]);
    append_version (out, "to", s->to);
    FIELDS (out, { "released", s->released });
    FIELDS (out, { "target", s->target }, { "index", s->index }, { "at-once", s->at_once },
            { "quick", s->quick_boot }, { "disable", s->disable_admission_control },
            { "enter", s->enter_timeout }, { "retries", s->retries }, { "delay", s->retry_delay },
            { "wait", s->duration }, { "datastore", s->datastore }, { "disks", s->moves_disks }, { "components", s->components },
            { "resets", s->resets_settings });
    if (s->breaks_guarantee)
      FIELDS (out, { "break-guarantee", s->breaks_guarantee });
    if (s->power_off_uvms || s->vms_patience)
      FIELDS (out, { "power-off-uvms", s->power_off_uvms }, { "wait-for-vms", s->vms_patience });
    if (s->direct_from)
      append_version (out, "direct-from", s->direct_from);
    if (s->nioc)
      FIELDS (out, { "nioc", s->nioc });
    if (s->exit_timeout)
      FIELDS (out, { "exit", s->exit_timeout });
    if (s->evacuates_off)
      FIELDS (out, { "evacuates-off", s->evacuates_off });
    if (s->at_host)
      FIELDS (out, { "at-host", s->at_host });
    if (s->verb == MODEL_VERB_SITE_MAINTENANCE || s->verb == MODEL_VERB_LEAVE_SITE || s->verb == MODEL_VERB_TAKE_OVER_SITE)
      FIELDS (out, { "site", s->site });
    if (s->set_cpu_mhz >= 0 || s->set_memory_mib >= 0)
      FIELDS (out, { "set-cpu", s->set_cpu_mhz }, { "set-memory", s->set_memory_mib });
    if (s->dpm || s->disable_fault_tolerance)
      FIELDS (out, { "dpm", s->dpm }, { "disable-ft", s->disable_fault_tolerance });
    append_said (out, "power-action", s->lcm.power_action ? model_power_action_words[s->lcm.power_action] : NULL);
    if (s->disconnect_media)
      FIELDS (out, { "disconnect-media", s->disconnect_media });
    if (s->lcm.parallel)
      FIELDS (out, { "parallel", s->lcm.max_hosts });
    append_said (out, "impact", s->lcm.impact ? model_impact_words[s->lcm.impact] : NULL);
    append_said (out, "live-patch", s->lcm.live_patch ? model_live_patch_words[s->lcm.live_patch] : NULL);
    if (s->lcm.enforce_hcl || s->lcm.drivers_change)
      FIELDS (out, { "enforce-hcl", s->lcm.enforce_hcl }, { "drivers-change", s->lcm.drivers_change });
    append_text (out, "set", s->set_key);
    append_text (out, "value", s->set_value);
    append_list (out, "after", s->after, s->n_after);
    append_list (out, "hosts", s->hosts, s->n_hosts);
    if (s->n_vms)
      append_list (out, "vms", s->vms, s->n_vms);
    if (!s->reboots_guests)
      FIELDS (out, { "reboot-guests", s->reboots_guests });
    g_string_append_c (out, '\n');
  }
  for (guint32 i = 0; i < fleet->n_faults; i++) {
    const ModelFault *f = &fleet->faults[i];
    begin (out, "fault", i, f->name);
    append_text (out, "kind", model_fault_words[f->kind]);
    FIELDS (out, { "target", f->target }, { "index", f->index }, { "at", f->at }, { "step", f->step },
            { "whose", f->whose }, { "whom", f->whom }, { "lasts", f->lasts });
    append_text (out, "state", f->state);
    if (f->datastore != MODEL_NONE)
      FIELDS (out, { "datastore", f->datastore });
    if (f->kind == MODEL_FAULT_FAIL_HA)
      append_text (out, "because", model_ha_cause_words[f->cause]);
    if (f->witness)
      append_text (out, "witness", model_witness_side_words[f->witness]);
    if (f->does_io)
      FIELDS (out, { "does-io", f->does_io });
    if (f->n_hosts)
      append_list (out, "hosts", f->hosts, f->n_hosts);
    g_string_append_c (out, '\n');
  }
}

char *
scenario_dump (const ModelFleet *fleet)
{
  GString *out = g_string_new ("scenario");

  append_text (out, "title", fleet->title);
  append_text (out, "story", fleet->story);
  g_string_append_printf (out, " seed=%" G_GUINT64_FORMAT, fleet->seed);
  FIELDS (out, { "window", fleet->window });
  g_string_append_c (out, '\n');
  for (guint i = 0; i < MODEL_N_PHYSICS; i++)
    if (fleet->overridden[i])
      g_string_append_printf (out, "physics %s=%" G_GINT64_FORMAT "\n", model_physics[i].key,
                              fleet->physics[i]);
  for (guint32 i = 0; i < fleet->n_networks; i++)
    g_string_append_printf (out, "network %u '%s'\n", i, fleet->networks[i]);
  for (guint32 i = 0; i < fleet->n_datastores; i++)
    g_string_append_printf (out, "datastore %u '%s'\n", i, fleet->datastores[i]);
  dump_clusters (out, fleet);
  dump_hosts (out, fleet);
  dump_pools (out, fleet);
  dump_vms (out, fleet);
  dump_rules (out, fleet);
  dump_vsan (out, fleet);
  dump_groups (out, fleet);
  dump_plan (out, fleet);
  return g_string_free (out, FALSE);
}
