/* The port machine: what a VM has of distributed switches, and what becomes of it while vCenter is away.
 *
 * A port of static binding is the VM's own, powered on or not, on every host; only vCenter gives a new one. An ephemeral port
 * is made by the host when the VM is powered on, with vCenter or without; a known bug leaves the adapter disconnected when
 * the power-on races with the sync of the host as vCenter returns (DR-33).
 *
 * Facts: VC-07 C8 DR-33. */

#include "models/network/switches.h"
#include "models/rehearsal.h"
#include "models/vcenter/availability.h"
#include "models/words.h"

#define AT(STATE)  (1u << PORT_AT_##STATE)
#define ON(SIGNAL) PORT_ON_##SIGNAL
#define GO(STATE)  PORT_AT_##STATE
#define ANY        ((1u << PORT_N_STATES) - 1)

static guint64
networks_of (const ModelFleet *fleet, guint32 vm, gboolean ephemeral)
{
  guint64 set = 0;

  for (guint32 s = 0; s < fleet->n_switches; s++)
    set |= ephemeral ? fleet->switches[s].ephemeral_groups : fleet->switches[s].static_groups;
  return set & fleet->vms[vm].networks;
}

guint
model_port_begins (const ModelFleet *fleet, guint32 vm)
{
  if (networks_of (fleet, vm, FALSE) && fleet->vms[vm].unbound)
    return PORT_AT_UNBOUND;
  if (networks_of (fleet, vm, TRUE))
    return PORT_AT_EPHEMERAL;
  return networks_of (fleet, vm, FALSE) ? PORT_AT_BOUND : PORT_AT_NONE;
}

/* C8: that a bound port powers on is what the field has seen; the KB's reading is the other value of the parameter. */
gboolean
model_port_is_out_of_reach (const SimRun *run, guint32 vm)
{
  const ModelFleet *fleet = model_fleet (run);

  if (fleet->n_switches == 0 || model_vcenter_offers (run, fleet->vms[vm].cluster, MODEL_FUNCTION_SWITCH))
    return FALSE;
  return STATE (PORT, vm) == PORT_AT_UNBOUND
         || (networks_of (fleet, vm, FALSE) && !model_number (run, MODEL_PORT_BOUND_POWERS_ON));
}

void
model_notify_port (SimRun *run, guint32 vm, gboolean on)
{
  if (model_fleet (run)->n_switches && STATE (PORT, vm) != PORT_AT_NONE)
    TELL (PORT, vm, on ? PORT_ON_POWERED : PORT_ON_OFF, 0);
}

/* ---- The race ---- */

static gboolean
is_recent (const SimRun *run, SimTime when)
{
  return when && sim_now (run) - (when - 1) < model_number (run, MODEL_PORT_RACE);
}

GUARD (hosts_are_being_synced, "vCenter has just come back and syncs the hosts")
{
  return is_recent (run, model_port_state (run, ME)->synced);
}

GUARD (it_has_just_been_powered_on, "it has just been powered on")
{
  return is_recent (run, model_port_state (run, ME)->powered);
}

ACTION (bind, "take it", NULL, SENDS_NOTHING)
{
}

ACTION (make, "let its host make one", NULL, SENDS_NOTHING)
{
  model_port_state (run, ME)->powered = sim_now (run) + 1;
}

ACTION (note_sync, "be looked at", NULL, SENDS_NOTHING)
{
  model_port_state (run, ME)->synced = sim_now (run) + 1;
}

ACTION (lose_it, "be left disconnected", NULL, SENDS_NOTHING)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (HOST, model_vm_state (run, ME)->host) };

  sim_find (run, MODEL_FIND_VM_DISCONNECTED, SIM_OUTAGE, ACTOR (VM, ME), 0, evidence);
}

ACTION (be_off, "need none", NULL, SENDS_NOTHING)
{
  model_port_state (run, ME)->powered = 0;
  sim_find_end (run, MODEL_FIND_VM_DISCONNECTED, ACTOR (VM, ME), 0);
}

/* clang-format off */
const SimRow model_PORT_rows[] = {
  ROW    (AT (UNBOUND),   ON (POWERED), ALWAYS,                      GO (BOUND),        bind,      "vCenter has given it a port",                     "VC-07"),
  ROW    (AT (EPHEMERAL), ON (POWERED), hosts_are_being_synced,      GO (DISCONNECTED), lose_it,   "its power-on races with the sync of its host",    "DR-33"),
  STAY   (AT (EPHEMERAL), ON (POWERED), ALWAYS,                                         make,      "a host makes an ephemeral port by itself",        "VC-07"),
  IGNORE (AT (NONE) | AT (BOUND) | AT (DISCONNECTED), ON (POWERED), "it has one, or needs none"),
  ROW    (AT (EPHEMERAL), ON (SYNC),    it_has_just_been_powered_on, GO (DISCONNECTED), lose_it,   "the sync of its host races with its power-on",    "DR-33"),
  STAY   (AT (EPHEMERAL), ON (SYNC),    ALWAYS,                                         note_sync, "vCenter takes over what its host has",            "VC-07"),
  IGNORE (ANY & ~AT (EPHEMERAL), ON (SYNC), "a port of static binding is the VM's own"),
  ROW    (AT (DISCONNECTED), ON (OFF),  ALWAYS,                      GO (EPHEMERAL),    be_off,    "its next power-on makes a new port",              "VC-07"),
  STAY   (AT (EPHEMERAL), ON (OFF),     ALWAYS,                                         be_off,    "an ephemeral port is there while its VM runs",    "VC-07"),
  IGNORE (AT (NONE) | AT (BOUND) | AT (UNBOUND), ON (OFF), "a port of static binding stays"),
};
/* clang-format on */
const guint model_PORT_n_rows = G_N_ELEMENTS (model_PORT_rows);
