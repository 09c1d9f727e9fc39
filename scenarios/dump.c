/* A fleet as text, one thing a line. Numbers stand as the fleet holds them, so that nothing that differs looks alike; "-" is
 * what was not said, "never" what has no end. */

#include "scenarios/dump-parts.h"

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
    if (c->new_bytes_s)
      FIELDS (out, { "new-data", c->new_bytes_s });
    if (c->no_witness || c->witness_vm)
      FIELDS (out, { "no-witness", c->no_witness }, { "witness-vm", c->witness_vm });
    if (c->dpm)
      FIELDS (out, { "dpm", c->dpm });
    if (c->ahv_ha || c->ahv_failures)
      FIELDS (out, { "ahv-ha", c->ahv_ha }, { "ahv-failures", c->ahv_failures });
    if (c->no_ads)
      FIELDS (out, { "no-ads", c->no_ads });
    if (c->cpu_licences)
      FIELDS (out, { "licences", c->cpu_licences });
    if (c->licences)
      append_bits (out, "licensed-by", c->licences);
    if (!c->licences_assumed && !c->licences)
      append_said (out, "licensed-by", "nothing");
    if (c->slot_size)
      append_text (out, "slot-size", model_slot_size_words[c->slot_size]);
    if (c->performance_degradation < 100000)
      FIELDS (out, { "degradation", c->performance_degradation });
    g_string_append_c (out, '\n');
    for (guint32 k = 0; k < c->n_containers; k++) {
      begin (out, "  container", k, c->containers[k].name);
      FIELDS (out, { "copies", c->containers[k].copies }, { "erasure-coding", c->containers[k].erasure_coding });
      if (c->containers[k].new_bytes_s)
        FIELDS (out, { "new-data", c->containers[k].new_bytes_s });
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
    if (v->file_service || v->iscsi_targets)
      FIELDS (out, { "file-service", v->file_service }, { "iscsi-targets", v->iscsi_targets });
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
    if (h->socket_cores)
      append_list (out, "socket-cores", h->socket_cores, h->sockets);
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
    if (h->last_seen)
      append_version (out, "last-seen", h->last_seen);
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
    if (v->storage_cpu_mhz || v->overcommits)
      FIELDS (out, { "storage-cpu", v->storage_cpu_mhz }, { "overcommits", v->overcommits });
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
    if (v->licences)
      append_bits (out, "licences", v->licences);
    append_text (out, "tier", v->tier);
    append_text (out, "owner", v->owner);
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
  scenario_dump_licences (out, fleet);
  dump_clusters (out, fleet);
  dump_hosts (out, fleet);
  dump_pools (out, fleet);
  dump_vms (out, fleet);
  scenario_dump_rules (out, fleet);
  scenario_dump_governors (out, fleet);
  dump_vsan (out, fleet);
  scenario_dump_groups (out, fleet);
  scenario_dump_plan (out, fleet);
  return g_string_free (out, FALSE);
}
