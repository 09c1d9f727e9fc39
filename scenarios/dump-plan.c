/* What a fleet is to keep and what is to be done to it, as text: rules, policies, quorums, the plan and its faults. */

#include "scenarios/dump-parts.h"

void
scenario_dump_rules (GString *out, const ModelFleet *fleet)
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
    if (p->remedy || p->authorities || p->advanced)
      FIELDS (out, { "remedy", p->remedy }, { "authorities", p->authorities }, { "advanced", p->advanced });
    append_bits (out, "reset-by", p->reset_by);
    append_bits (out, "subject-to", p->subject_to);
    append_bits (out, "kept-by", p->keepers);
    FIELDS (out, { "cluster", p->cluster }, { "first-cell", p->first_cell }, { "cells", p->n_cells },
            { "above", p->above }, { "networks", (gint64) p->networks }, { "pool", p->pool },
            { "storage-policy", p->storage_policy });
    append_list (out, "vms", p->vms, p->n_vms);
    g_string_append_c (out, '\n');
  }
}

void
scenario_dump_governors (GString *out, const ModelFleet *fleet)
{
  for (guint32 i = 0; i < fleet->n_written; i++)
    g_string_append_printf (out, "written %u '%s'\n", i, fleet->written[i]);
  for (guint32 i = 0; i < fleet->n_governors; i++) {
    const ModelGovernor *g = &fleet->governors[i];
    begin (out, "governor", i, g->name);
    append_text (out, "kind", model_governor_words[g->kind]);
    append_text (out, "authority", model_authority_words[g->authority]);
    append_text (out, "tool", model_tool_words[g->tool]);
    FIELDS (out, { "remediates", g->remediates }, { "self-heals", g->self_heals }, { "interval", g->interval },
            { "first", g->first }, { "delay", g->delay }, { "vcenter", g->vcenter }, { "vm", g->vm });
    if (g->product != MODEL_NONE)
      FIELDS (out, { "product", g->product });
    append_list (out, "cells", g->cells, g->n_cells);
    append_list (out, "written", g->written, g->n_cells);
    g_string_append_c (out, '\n');
  }
}

void
scenario_dump_groups (GString *out, const ModelFleet *fleet)
{
  static const char *const carriers[] = { "host", "cvm", "vm", "outside", "witness" };

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

void
scenario_dump_plan (GString *out, const ModelFleet *fleet)
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
    if (s->licences)
      append_bits (out, "licences", s->licences);
    if (s->budget >= 0)
      FIELDS (out, { "budget", s->budget });
    if (s->nioc)
      FIELDS (out, { "nioc", s->nioc });
    if (s->exit_timeout)
      FIELDS (out, { "exit", s->exit_timeout });
    if (s->growth)
      FIELDS (out, { "growth", s->growth });
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
    if (s->begins || s->earlier || s->later)
      FIELDS (out, { "begins", s->begins }, { "earlier", s->earlier }, { "later", s->later });
    append_list (out, "after", s->after, s->n_after);
    append_list (out, "hosts", s->hosts, s->n_hosts);
    if (s->through != MODEL_NONE)
      FIELDS (out, { "through", s->through });
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
    if (f->to)
      append_version (out, "to", f->to);
    if (f->kind == MODEL_FAULT_CHANGE_BY_HAND)
      FIELDS (out, { "written", f->written });
    if (f->does_io)
      FIELDS (out, { "does-io", f->does_io });
    if (f->n_hosts)
      append_list (out, "hosts", f->hosts, f->n_hosts);
    g_string_append_c (out, '\n');
  }
}
