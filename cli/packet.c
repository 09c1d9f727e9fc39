/* A run gathered for a change board: see packet.h. */

#include "cli/packet.h"

#include <string.h>

/* While the run goes on. */
typedef struct {
  CliPacket *packet;
  SimRun *run;
  guint8 *vm_state, *guest_state; /* by VM; the guest's only where there are such */
  gboolean *was_up;
  SimTime *down_since, *moving_since, *paused_since; /* SIM_NEVER it is not */
  guint32 *place;                                    /* by VM: where it runs */
  gboolean *astray;                                  /* by actor: it is away, and no turn of a step is why */
} Gatherer;

/* ---- VMs ---- */

static gboolean
is_powered (guint state)
{
  return state == VM_AT_RUNNING || state == VM_AT_LEAVING || state == VM_AT_PINNED
         || state == VM_AT_MIGRATING;
}

static gboolean
guest_serves (guint state)
{
  return state == GUEST_AT_SETTLED || state == GUEST_AT_INSTALLING;
}

static gboolean
is_up (const Gatherer *g, guint32 vm)
{
  return is_powered (g->vm_state[vm]) && (!g->guest_state || guest_serves (g->guest_state[vm]));
}

/* Whether a VM that stops being up does so because somebody wants it to. */
static gboolean
is_meant (const SimEntry *entry)
{
  return entry->machine == MODEL_MACHINE_GUEST || entry->state_to == VM_AT_STOPPING
         || entry->state_to == VM_AT_STOPPED
         || (entry->state_to == VM_AT_OFF && entry->signal != VM_ON_HOST_LOST && entry->signal != VM_ON_DIE);
}

static void
look_whether_up (Gatherer *g, guint32 vm, const SimEntry *entry)
{
  CliFate *fate = &g->packet->fates[vm];
  gboolean up = is_up (g, vm);

  if (up && g->down_since[vm] != SIM_NEVER) {
    fate->down += entry->at - g->down_since[vm];
    g->down_since[vm] = SIM_NEVER;
  } else if (!up && g->was_up[vm] && g->down_since[vm] == SIM_NEVER) {
    g->down_since[vm] = entry->at;
    if (is_meant (entry))
      fate->stops++;
    else
      fate->falls++;
  }
  g->was_up[vm] |= up;
}

#define ANY_STEP G_MAXUINT

/* The latest turn of somebody in a step (+ 1), or NULL. */
static CliTurn *
turn_of (const Gatherer *g, SimId actor, guint step)
{
  for (guint i = g->packet->turns->len; i > 0; i--) {
    CliTurn *turn = &g_array_index (g->packet->turns, CliTurn, i - 1);

    if (turn->actor == actor && (step == ANY_STEP || turn->step + 1 == step))
      return turn;
  }
  return NULL;
}

static void
take_vm (Gatherer *g, const SimEntry *entry)
{
  guint32 vm = sim_model_index (g->run->model, entry->to);
  CliFate *fate = &g->packet->fates[vm];

  if (entry->signal == VM_ON_ARRIVED && entry->state_from == VM_AT_MIGRATING) {
    CliTurn *turn = turn_of (g, sim_model_actor (g->run->model, MODEL_MACHINE_HOST, g->place[vm]), ANY_STEP);

    fate->moves++;
    if (turn && turn->ends != HOST_AT_CONNECTED) /* it is not over */
      turn->moved++;
  }
  g->place[vm] = model_vm_state (g->run, vm)->host;
  fate->restarts += entry->signal == VM_ON_RESTARTED && entry->state_from == VM_AT_RESTARTING;
  if (entry->state_to == VM_AT_MIGRATING && entry->state_from != VM_AT_MIGRATING)
    g->moving_since[vm] = entry->at;
  if (entry->state_from == VM_AT_MIGRATING && entry->state_to != VM_AT_MIGRATING
      && g->moving_since[vm] != SIM_NEVER)
    fate->moving += entry->at - g->moving_since[vm];
  g->vm_state[vm] = entry->state_to;
  look_whether_up (g, vm, entry);
}

static void
take_migration (Gatherer *g, const SimEntry *entry)
{
  guint32 vm = sim_model_index (g->run->model, entry->to);
  gboolean was = entry->state_from == MIGRATION_AT_SWITCHING || entry->state_from == MIGRATION_AT_TRACING;
  gboolean is = entry->state_to == MIGRATION_AT_SWITCHING || entry->state_to == MIGRATION_AT_TRACING;

  if (is && !was)
    g->paused_since[vm] = entry->at;
  else if (was && !is && g->paused_since[vm] != SIM_NEVER)
    g->packet->fates[vm].pause = MAX (g->packet->fates[vm].pause, entry->at - g->paused_since[vm]);
}

gboolean
cli_fate_is_affected (const CliFate *fate)
{
  return fate->moves || fate->restarts || fate->stops || fate->falls;
}

/* ---- Turns ---- */

static gboolean
is_in_service (const SimEntry *entry, guint state)
{
  return entry->machine == MODEL_MACHINE_HOST ? state == HOST_AT_CONNECTED
                                              : state == CVM_AT_SERVING || state == CVM_AT_WAITING;
}

/* A turn begins when a step takes a host or a CVM out of service, and what happens until it is back is part of it. What strikes
 * one that is in service is no turn, though a step may be under way. */
static void
take_turn (Gatherer *g, const SimEntry *entry)
{
  gboolean was = is_in_service (entry, entry->state_from), is = is_in_service (entry, entry->state_to);
  gboolean strikes = g->run->model->machines[entry->machine]->signals[entry->signal].rank == SIM_RANK_FAULT;
  guint32 index = sim_model_index (g->run->model, entry->to);
  CliTurn *turn;

  if (entry->state_from == entry->state_to || (was && is))
    return;
  if (was && (strikes || !entry->step))
    g->astray[entry->to] = TRUE;
  if (g->astray[entry->to]) {
    g->astray[entry->to] = !is;
    return;
  }
  turn = turn_of (g, entry->to, was ? entry->step : ANY_STEP);
  if (!turn && !entry->step)
    return;
  if (!turn) {
    CliTurn first = { entry->step - 1u, entry->to, entry->at, entry->at, entry->state_to, 0, 0 };

    g_array_append_val (g->packet->turns, first);
    return;
  }
  turn->until = entry->at;
  turn->ends = entry->state_to;
  turn->version = entry->machine == MODEL_MACHINE_HOST ? model_host_state (g->run, index)->version
                                                       : model_cvm_state (g->run, index)->version;
}

/* ---- All ---- */

static void
take_entry (Gatherer *g, const SimEntry *entry)
{
  guint32 index = sim_model_index (g->run->model, entry->to);

  switch (entry->machine) {
  case MODEL_MACHINE_VM:
    take_vm (g, entry);
    break;
  case MODEL_MACHINE_GUEST:
    g->guest_state[index] = entry->state_to;
    look_whether_up (g, index, entry);
    break;
  case MODEL_MACHINE_MIGRATION:
    take_migration (g, entry);
    break;
  case MODEL_MACHINE_HOST:
  case MODEL_MACHINE_CVM:
    take_turn (g, entry);
    break;
  case MODEL_MACHINE_ADMISSION:
  case MODEL_MACHINE_QUORUM:
  case MODEL_MACHINE_VSAN:
    cli_margins_take (g->packet->margins, g->run, entry);
    break;
  default:
    break;
  }
}

static void
begin (Gatherer *g)
{
  guint32 n = g->packet->fleet->n_vms;
  gboolean has_guests = g->run->model->counts[MODEL_MACHINE_GUEST] > 0;

  g->vm_state = g_new0 (guint8, n + 1);
  g->guest_state = has_guests ? g_new0 (guint8, n + 1) : NULL;
  g->was_up = g_new0 (gboolean, n + 1);
  g->down_since = g_new (SimTime, n + 1);
  g->moving_since = g_new (SimTime, n + 1);
  g->paused_since = g_new (SimTime, n + 1);
  for (guint32 vm = 0; vm < n; vm++) {
    g->vm_state[vm] = (guint8) model_state (g->run, MODEL_MACHINE_VM, vm);
    if (has_guests)
      g->guest_state[vm] = (guint8) model_state (g->run, MODEL_MACHINE_GUEST, vm);
    g->was_up[vm] = is_up (g, vm);
    g->down_since[vm] = g->moving_since[vm] = g->paused_since[vm] = SIM_NEVER;
  }
  g->place = g_new (guint32, n + 1);
  for (guint32 vm = 0; vm < n; vm++)
    g->place[vm] = model_vm_state (g->run, vm)->host;
  g->astray = g_new0 (gboolean, g->run->model->bases[g->run->model->n_machines]);
}

static void
end (Gatherer *g)
{
  for (guint32 vm = 0; vm < g->packet->fleet->n_vms; vm++)
    if (g->down_since[vm] != SIM_NEVER) {
      g->packet->fates[vm].down += MAX (0, g->packet->end - g->down_since[vm]);
      g->packet->fates[vm].ends_down = TRUE;
    }
  g_free (g->vm_state);
  g_free (g->guest_state);
  g_free (g->was_up);
  g_free (g->down_since);
  g_free (g->moving_since);
  g_free (g->paused_since);
  g_free (g->place);
  g_free (g->astray);
}

/* The scenario as it was read, so that whoever gets the packet can run it. */
static char *
source_of (const char *file)
{
  g_autoptr (GBytes) bundled = NULL;
  g_autofree char *name = NULL;
  char *text = NULL;

  if (g_str_equal (file, "-") || g_file_get_contents (file, &text, NULL, NULL))
    return text;
  name = g_str_has_suffix (file, ".yaml") ? g_strndup (file, strlen (file) - strlen (".yaml"))
                                          : g_strdup (file);
  bundled = scenario_library_text (name);
  return bundled ? g_strndup (g_bytes_get_data (bundled, NULL), g_bytes_get_size (bundled)) : NULL;
}

CliPacket *
cli_packet_new (const CliRehearsal *rehearsal)
{
  CliPacket *packet = g_new0 (CliPacket, 1);
  Gatherer g = { .packet = packet, .run = rehearsal->run };
  guint taken = 0;

  packet->rehearsal = rehearsal;
  packet->run = rehearsal->run;
  packet->fleet = rehearsal->fleet;
  packet->name = g_path_get_basename (rehearsal->fleet->file);
  packet->source = source_of (rehearsal->fleet->file);
  packet->fates = g_new0 (CliFate, rehearsal->fleet->n_vms + 1);
  packet->margins = cli_margins_new (rehearsal->run);
  packet->costs = model_cost_new (rehearsal->run);
  packet->turns = g_array_new (FALSE, FALSE, sizeof (CliTurn));
  begin (&g);
  while (sim_run_step (g.run))
    for (; taken < sim_journal_length (g.run->journal); taken++)
      take_entry (&g, sim_journal_get (g.run->journal, taken));
  packet->end = cli_last_told (packet->run);
  packet->order = cli_steps_in_order (packet->run);
  g_snprintf (packet->digest, sizeof packet->digest, "%016" G_GINT64_MODIFIER "x",
              sim_world_digest (packet->run->model, packet->run->world));
  end (&g);
  return packet;
}

void
cli_packet_free (CliPacket *packet)
{
  if (!packet)
    return;
  cli_margins_free (packet->margins);
  model_cost_free (packet->costs);
  g_array_unref (packet->turns);
  g_array_unref (packet->order);
  g_free (packet->fates);
  g_free (packet->name);
  g_free (packet->source);
  g_free (packet);
}

/* ---- Words ---- */

char *
cli_packet_moment (SimTime at)
{
  g_autofree char *clock = at == SIM_NEVER ? NULL : sim_time_clock (at - at % SIM_SECOND);

  return clock ? g_strdup_printf ("T+%s", clock) : g_strdup ("not reached");
}

/* In whole seconds, as the clocks beside it have them. */
char *
cli_packet_duration (SimTime from, SimTime until)
{
  return from == SIM_NEVER || until == SIM_NEVER
             ? g_strdup ("")
             : sim_time_words (until / SIM_SECOND * SIM_SECOND - from / SIM_SECOND * SIM_SECOND);
}
