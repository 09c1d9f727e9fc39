/* A fleet as text. Numbers stand as the fleet holds them, so that nothing that differs looks alike. */

#include "scenarios/scenarios.h"

#define N "%" G_GINT64_FORMAT

static const char *
text_or_dash (const char *text)
{
  return text ? text : "-";
}

static void
append_indexes (GString *out, const char *label, const guint32 *indexes, guint32 n)
{
  g_string_append_printf (out, " %s", label);
  for (guint32 i = 0; i < n; i++)
    g_string_append_printf (out, "%c%u", i == 0 ? '=' : ',', indexes[i]);
}

static void
dump_places (GString *out, const ModelFleet *fleet)
{
  for (guint32 i = 0; i < fleet->n_vcenters; i++)
    g_string_append_printf (out, "vcenter %u %s version=%08x vm=%u\n", i, fleet->vcenters[i].name,
                            fleet->vcenters[i].version, fleet->vcenters[i].vm);
  for (guint32 i = 0; i < fleet->n_clusters; i++) {
    const ModelCluster *c = &fleet->clusters[i];
    g_string_append_printf (out, "cluster %u %s platform=%u vcenter=%u hosts=%u+%u vms=%u+%u", i, c->name,
                            c->platform, c->vcenter, c->first_host, c->n_hosts, c->first_vm, c->n_vms);
    g_string_append_printf (
        out, " ha=%d monitoring=%d admission=%u failures=%u slot=" N "/" N " reserve=" N "/" N "/%d", c->ha,
        c->host_monitoring, c->admission, c->host_failures, c->slot_cpu_mhz, c->slot_memory_mib,
        c->cpu_reserve, c->memory_reserve, c->fixed_percentage);
    g_string_append_printf (out, " heartbeat=%u isolation=%u drs=%u evc=%d aos=%08x ft=%u rf=%u cvm=" N "\n",
                            c->heartbeat_datastores, c->isolation, c->drs, c->evc, c->aos, c->fault_tolerance,
                            c->replication_factor, c->cvm_memory_mib);
  }
  for (guint32 i = 0; i < fleet->n_hosts; i++) {
    const ModelHost *h = &fleet->hosts[i];
    g_string_append_printf (
        out, "host %u %s cluster=%u cores=%u/%u cpu=" N " memory=" N " vmotion=" N " version=%08x", i,
        h->name, h->cluster, h->sockets, h->cores, h->cpu_mhz, h->memory_mib, h->vmotion_bps, h->version);
    g_string_append_printf (out,
                            " start=%u domain=%u=%s model=%s networks=%" G_GINT64_MODIFIER
                            "x datastores=%" G_GINT64_MODIFIER "x dedicated=%d\n",
                            h->start, h->fault_domain, text_or_dash (h->fault_domain_name),
                            text_or_dash (h->cpu_model), h->networks, h->datastores, h->dedicated);
  }
}

static void
dump_vms (GString *out, const ModelFleet *fleet)
{
  for (guint32 i = 0; i < fleet->n_vms; i++) {
    const ModelVm *v = &fleet->vms[i];
    g_string_append_printf (
        out, "vm %u %s cluster=%u host=%u vcpus=%u memory=" N " reserved=" N "/" N " overhead=" N, i, v->name,
        v->cluster, v->host, v->vcpus, v->memory_mib, v->cpu_reservation_mhz, v->memory_reservation_mib,
        v->overhead_mib);
    g_string_append_printf (
        out, " demand=" N "/" N " dirty=" N " power=%u priority=%u automation=%u isolation=%u devices=%x",
        v->cpu_demand_mhz, v->active_memory_mib, v->dirty_bytes_s, v->power, v->priority, v->automation,
        v->isolation, v->devices);
    g_string_append_printf (out,
                            " needs=%08x networks=%" G_GINT64_MODIFIER "x datastores=%" G_GINT64_MODIFIER
                            "x vcenter=%u tier=%s owner=%s\n",
                            v->needs, v->networks, v->datastores, v->vcenter, text_or_dash (v->tier),
                            text_or_dash (v->owner));
  }
}

static void
dump_rules (GString *out, const ModelFleet *fleet)
{
  for (guint32 i = 0; i < fleet->n_rules; i++) {
    const ModelRule *r = &fleet->rules[i];
    g_string_append_printf (out, "rule %u %s cluster=%u kind=%u must=%d", i, r->name, r->cluster, r->kind,
                            r->must);
    append_indexes (out, "vms", r->vms, r->n_vms);
    append_indexes (out, "hosts", r->hosts, r->n_hosts);
    g_string_append_c (out, '\n');
  }
  for (guint32 i = 0; i < fleet->n_policies; i++) {
    const ModelPolicy *p = &fleet->policies[i];
    g_string_append_printf (out,
                            "policy %u %s cluster=%u kind=%u declared=%s actual=%s default=%s reset=%x "
                            "preserved=%s cells=%u+%u\n",
                            i, p->name, p->cluster, p->kind, text_or_dash (p->declared),
                            text_or_dash (p->actual), text_or_dash (p->fallback), p->reset_by,
                            text_or_dash (p->preserved), p->first_cell, p->n_cells);
  }
  for (guint32 i = 0; i < fleet->n_groups; i++) {
    const ModelGroup *g = &fleet->groups[i];
    g_string_append_printf (out, "group %u %s cluster=%u kind=%u copies=%u need=%u", i, g->name, g->cluster,
                            g->kind, g->copies, g->need_legs);
    for (guint32 m = 0; m < g->n_members; m++)
      g_string_append_printf (out, " %s:%u:%u:%u:%u", g->members[m].name, g->members[m].carrier,
                              g->members[m].index, g->members[m].votes, g->members[m].leg);
    g_string_append_c (out, '\n');
  }
}

static void
dump_plan (GString *out, const ModelFleet *fleet)
{
  for (guint32 i = 0; i < fleet->n_steps; i++) {
    const ModelStep *s = &fleet->steps[i];
    g_string_append_printf (
        out, "step %u %s verb=%u target=%u:%u to=%08x method=%u at-once=%u quick=%d disable=%d", i, s->name,
        s->verb, s->target, s->index, s->to, s->method, s->at_once, s->quick_boot,
        s->disable_admission_control);
    g_string_append_printf (out, " enter=" N " retries=" N "/" N " wait=" N " set=%s:%s", s->enter_timeout,
                            s->retries, s->retry_delay, s->duration, text_or_dash (s->set_key),
                            text_or_dash (s->set_value));
    append_indexes (out, "after", s->after, s->n_after);
    append_indexes (out, "hosts", s->hosts, s->n_hosts);
    g_string_append_c (out, '\n');
  }
  for (guint32 i = 0; i < fleet->n_faults; i++) {
    const ModelFault *f = &fleet->faults[i];
    g_string_append_printf (
        out, "fault %u %s kind=%u target=%u:%u at=" N " step=%u whose=%u:%u state=%s lasts=" N "\n", i,
        f->name, f->kind, f->target, f->index, f->at, f->step, f->whose, f->whom, text_or_dash (f->state),
        f->lasts);
  }
}

char *
scenario_dump (const ModelFleet *fleet)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "title %s\nstory %s\nseed %" G_GUINT64_FORMAT "\nwindow " N "\n",
                          text_or_dash (fleet->title), text_or_dash (fleet->story), fleet->seed,
                          fleet->window);
  for (guint i = 0; i < MODEL_N_PHYSICS; i++)
    if (fleet->overridden[i])
      g_string_append_printf (out, "physics %s " N "\n", model_physics[i].key, fleet->physics[i]);
  for (guint32 i = 0; i < fleet->n_networks; i++)
    g_string_append_printf (out, "network %u %s\n", i, fleet->networks[i]);
  for (guint32 i = 0; i < fleet->n_datastores; i++)
    g_string_append_printf (out, "datastore %u %s\n", i, fleet->datastores[i]);
  dump_places (out, fleet);
  dump_vms (out, fleet);
  dump_rules (out, fleet);
  dump_plan (out, fleet);
  return g_string_free (out, FALSE);
}
