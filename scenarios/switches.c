/* Distributed switches: their hosts, and their port groups, each of which is of one switch and one binding. */

#include "scenarios/reader.h"

static const guint32 *
all_hosts_of (ScenarioReader *reader, guint32 vcenter, guint32 *ret_n)
{
  ModelFleet *fleet = reader->fleet;
  g_autoptr (GArray) hosts = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < fleet->n_hosts; i++)
    if (fleet->clusters[fleet->hosts[i].cluster].vcenter == vcenter)
      g_array_append_val (hosts, i);
  *ret_n = hosts->len;
  return model_fleet_keep (fleet, g_memdup2 (hosts->data, hosts->len * sizeof (guint32)));
}

/* A host has one vCenter, and its switches are that one's. */
static void
check_hosts (ScenarioReader *reader, const ScenarioSwitchDraft *draft, const ModelDvs *s)
{
  const ModelFleet *fleet = reader->fleet;

  for (guint32 i = 0; s->vcenter != MODEL_NONE && i < s->n_hosts; i++)
    if (fleet->clusters[fleet->hosts[s->hosts[i]].cluster].vcenter != s->vcenter) {
      scenario_complain_of (reader, draft->hosts, NULL, "'%s' is no host of vCenter '%s'",
                            fleet->hosts[s->hosts[i]].name, fleet->vcenters[s->vcenter].name);
      return;
    }
}

static void
check_groups (ScenarioReader *reader, const ScenarioSwitchDraft *draft, const ModelDvs *s, guint64 taken)
{
  guint64 twice
      = (s->static_groups & s->ephemeral_groups) | (taken & (s->static_groups | s->ephemeral_groups));

  if (twice)
    scenario_complain_of (
        reader, draft->head.at, g_strdup ("it is of one switch, and of one binding"),
        "port group '%s' is named twice",
        reader->fleet->networks[g_bit_nth_lsf (twice & 0xffffffff ? twice & 0xffffffff : twice >> 32, -1)
                                + (twice & 0xffffffff ? 0 : 32)]);
}

static void
check_unbound (ScenarioReader *reader, guint64 static_groups)
{
  const ModelFleet *fleet = reader->fleet;

  for (guint32 i = 0; i < fleet->n_vms; i++) {
    const ModelVm *vm = &fleet->vms[i];
    const ScenarioDraft *draft = vm->unbound ? g_ptr_array_index (reader->vms, i) : NULL;

    if (vm->unbound && vm->power != MODEL_POWER_OFF)
      scenario_complain_of (reader, scenario_draft_value (draft, "unbound"), g_strdup ("say 'power: off'"),
                            "'%s' runs, so it has its port", vm->name);
    else if (vm->unbound && !(vm->networks & static_groups))
      scenario_complain_of (
          reader, scenario_draft_value (draft, "unbound"),
          g_strdup ("name its port group in 'networks', and in 'static' of a distributed switch"),
          "'%s' is on no port group of static binding", vm->name);
  }
}

void
scenario_build_switches (ScenarioReader *reader)
{
  ModelFleet *fleet = reader->fleet;
  guint64 taken = 0, static_groups = 0;

  fleet->n_switches = reader->switches->len;
  fleet->switches = model_fleet_keep (fleet, g_new0 (ModelDvs, fleet->n_switches));
  for (guint32 i = 0; i < fleet->n_switches; i++) {
    const ScenarioSwitchDraft *draft = SCENARIO_DRAFT (Switch, reader->switches, i);
    ModelDvs *s = &fleet->switches[i];
    *s = draft->of;
    s->name = draft->head.name;
    s->vcenter = !draft->vcenter ? MODEL_NONE
                                 : scenario_names_resolve (reader, draft->vcenter, draft->vcenter->text,
                                                           SCENARIO_KIND_VCENTER, MODEL_NONE, NULL);
    s->hosts = draft->hosts ? scenario_names_resolve_all (reader, draft->hosts, SCENARIO_KIND_HOST,
                                                          MODEL_NONE, TRUE, &s->n_hosts)
                            : all_hosts_of (reader, s->vcenter, &s->n_hosts);
    check_hosts (reader, draft, s);
    check_groups (reader, draft, s, taken);
    taken |= s->static_groups | s->ephemeral_groups;
    static_groups |= s->static_groups;
  }
  check_unbound (reader, static_groups);
}
