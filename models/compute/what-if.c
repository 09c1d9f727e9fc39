/* One set of hosts: whether the cluster, its vSAN and its admission control let it go at once, and then whether its VMs find
 * room. */

#include "models/ahv/ahv.h"
#include "models/ahv/reservation.h"
#include "models/compute/evacuation.h"
#include "models/compute/hosts.h"
#include "models/compute/what-if-search.h"
#include "models/ha/admission.h"
#include "models/rehearsal.h"
#include "models/vcenter/availability.h"
#include "models/vsan/objects.h"

static void
object_to_host (ModelSearch *s, guint32 host, ModelBlocker blocker)
{
  model_search_object (
      s, MODEL_NONE, host,
      &(ModelPlacement){ .host = MODEL_NONE, .blocker = blocker, .rule = MODEL_NONE, .best = MODEL_NONE });
}

static gboolean
is_empty (const ModelSearch *s, guint32 host)
{
  const ModelHostState *state = model_host_state (s->run, host);

  return state->n_vms == 0 && state->coming == 0;
}

/* DRS only recommends, and does so for every VM on it. */
static gboolean
waits_for_approval (const ModelSearch *s, guint32 host)
{
  return !is_empty (s, host) && !model_drs_may_empty (s->run, host);
}

/* What the cluster as a whole has against moving anything. */
static ModelBlocker
nothing_moves (const ModelSearch *s)
{
  guint automation = model_cluster_state (s->run, s->index)->automation;

  if (!model_vcenter_offers (s->run, s->index, MODEL_FUNCTION_DRS))
    return MODEL_BLOCKER_VCENTER_DOWN;
  if (model_is_ahv (model_fleet (s->run), s->index))
    return MODEL_BLOCKER_NONE; /* Acropolis moves them, and asks nobody */
  if (automation == MODEL_AUTOMATION_OFF)
    return MODEL_BLOCKER_DRS_OFF;
  for (EACH_AWAY (host, s))
    if (waits_for_approval (s, host))
      return MODEL_BLOCKER_DRS_NOT_AUTOMATED;
  return MODEL_BLOCKER_NONE;
}

/* vLCM takes hosts of a vSAN cluster one at a time (B24), as only one node of an AHV cluster is in maintenance (N-89); and each
 * with the mode that ensures accessibility: what would be lost without it must have somewhere to go. */
static ModelBlocker
one_at_a_time (const ModelSearch *s, guint32 size)
{
  gboolean another = size > 1, ahv = model_is_ahv (model_fleet (s->run), s->index);

  if (s->cluster->vsan.architecture == MODEL_VSAN_NONE && !ahv)
    return MODEL_BLOCKER_NONE;
  for (guint32 host = s->cluster->first_host; host < s->cluster->first_host + s->cluster->n_hosts; host++)
    another = another || model_host_in_maintenance (s->run, host);
  if (another)
    return ahv ? MODEL_BLOCKER_AHV_ONE_AT_A_TIME : MODEL_BLOCKER_VSAN_ONE_AT_A_TIME;
  if (ahv) {
    for (EACH_AWAY (host, s))
      if (model_ahv_guarantees (model_fleet (s->run), s->index)
          && !model_ahv_reservation (s->run, s->index, host, MODEL_NONE).holds)
        return MODEL_BLOCKER_AHV_GUARANTEE;
    return MODEL_BLOCKER_NONE;
  }
  for (EACH_AWAY (host, s))
    for (MODEL_EACH_COMPONENT_ON (c, s->run, host)) {
      guint32 object = model_fleet (s->run)->components[c].object;

      if (model_vsan_object (s->run, object).accessible
          && !model_vsan_object_without (s->run, object, host).accessible
          && model_vsan_target (s->run, c) == MODEL_NONE)
        return MODEL_BLOCKER_VSAN_ACCESS;
    }
  return MODEL_BLOCKER_NONE;
}

/* Claims that must go against the room that is left: no search finds what this says is not there. */
static gboolean
sums_fit (const ModelSearch *s)
{
  gint64 mhz = 0, mib = 0;

  for (guint32 i = 0; i < s->cluster->n_hosts; i++) {
    guint32 host = s->cluster->first_host + i;
    const ModelHostState *state = model_host_state (s->run, host);

    if (s->away[i]) {
      mhz -= state->cpu_reserved_mhz;
      mib -= state->memory_reserved_mib;
    } else if (model_host_in_pool (s->run, host) && !model_fleet (s->run)->hosts[host].dedicated) {
      mhz += MAX (0, model_host_cpu (model_fleet (s->run), host) - state->cpu_reserved_mhz);
      mib += MAX (0, model_host_memory (model_fleet (s->run), host) - state->memory_reserved_mib);
    }
  }
  return mhz >= 0 && mib >= 0;
}

static gboolean
admission_holds (ModelSearch *s, guint32 size)
{
  Hold hold = s->equal ? s->holds[size] : HOLD_UNKNOWN;

  if (hold == HOLD_UNKNOWN)
    hold = model_admission_holds (s->run, s->index, MODEL_NONE, s->away) ? HOLD_YES : HOLD_NO;
  s->holds[size] = hold;
  return hold == HOLD_YES;
}

/* What goes on there keeps a host when its VMs have left it (B22). */
static gboolean
is_provisioned (ModelSearch *s)
{
  gboolean any = FALSE;

  for (EACH_AWAY (host, s))
    if (model_host_state (s->run, host)->provisioning) {
      object_to_host (s, host, MODEL_BLOCKER_PROVISIONING);
      any = TRUE;
    }
  return any;
}

/* Notes a blocker of the cluster's for the hosts of the set, or for those of them that have VMs, or VMs that wait for
 * approval. */
static void
object_to_all (ModelSearch *s, ModelBlocker blocker, gboolean empty_ones)
{
  for (EACH_AWAY (host, s))
    if (blocker != MODEL_BLOCKER_NONE && (empty_ones || !is_empty (s, host))
        && (blocker != MODEL_BLOCKER_DRS_NOT_AUTOMATED || waits_for_approval (s, host)))
      object_to_host (s, host, blocker);
}

/* Hosts without VMs need nobody to move anything, and nobody to allow it. vSAN has its say beside DRS, and neither waits for
 * the other: where faults are listed, both are heard. */
gboolean
model_search_can_leave (ModelSearch *s)
{
  ModelBlocker drs = nothing_moves (s), vsan;
  guint32 size = 0, full = 0;
  gboolean provisioned, room;

  g_array_set_size (s->moves, 0);
  for (EACH_AWAY (host, s)) {
    size++;
    full += !is_empty (s, host);
  }
  if (drs == MODEL_BLOCKER_VCENTER_DOWN) {
    object_to_all (s, drs, TRUE);
    return FALSE;
  }
  if (full == 0)
    drs = MODEL_BLOCKER_NONE;
  else if (drs == MODEL_BLOCKER_NONE && admission_holds (s, size))
    drs = MODEL_BLOCKER_ADMISSION_CONTROL;
  object_to_all (s, drs, FALSE);
  if (drs != MODEL_BLOCKER_NONE && !s->faults)
    return FALSE;
  vsan = one_at_a_time (s, size);
  object_to_all (s, vsan, TRUE);
  provisioned = is_provisioned (s);
  if ((vsan != MODEL_BLOCKER_NONE || provisioned) && !s->faults)
    return FALSE;
  room = drs == MODEL_BLOCKER_NONE && (s->faults || sums_fit (s)) && model_search_find_room (s);
  return room && vsan == MODEL_BLOCKER_NONE && !provisioned;
}

ModelWhatIf *
model_search_answer (ModelSearch *s, gboolean can)
{
  ModelWhatIf *what_if = g_new0 (ModelWhatIf, 1);

  what_if->can = can;
  what_if->hosts = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (EACH_AWAY (host, s))
    g_array_append_val (what_if->hosts, host);
  what_if->moves = g_array_ref (s->moves);
  what_if->faults
      = s->faults ? g_array_ref (s->faults) : g_array_new (FALSE, FALSE, sizeof (ModelLeaveFault));
  return what_if;
}

ModelWhatIf *
model_what_if (const SimRun *run, guint32 cluster, const guint32 *hosts, guint32 n_hosts)
{
  ModelSearch *s = model_search_new (run, cluster);
  ModelWhatIf *what_if;
  gboolean can;

  for (guint32 i = 0; i < n_hosts; i++)
    s->away[hosts[i] - s->cluster->first_host] = TRUE;
  can = model_search_can_leave (s); /* told from a look of its own, which need not stop at the first fault */
  if (!can) {
    s->faults = g_array_new (FALSE, FALSE, sizeof (ModelLeaveFault));
    model_search_can_leave (s);
    g_array_set_size (s->moves, 0);
  }
  what_if = model_search_answer (s, can);
  what_if->all_tried = TRUE;
  model_search_free (s);
  return what_if;
}

guint32
model_what_if_first (const SimRun *run, guint32 cluster, const guint32 *hosts, guint32 n_hosts)
{
  ModelSearch *s = n_hosts ? model_search_new (run, cluster) : NULL;
  guint32 first = MODEL_NONE;

  for (guint32 i = 0; i < n_hosts && first == MODEL_NONE; i++) {
    guint8 *away = &s->away[hosts[i] - s->cluster->first_host];

    *away = TRUE;
    if (model_search_can_leave (s))
      first = hosts[i];
    *away = FALSE;
  }
  g_clear_pointer (&s, model_search_free);
  return first;
}

void
model_what_if_free (ModelWhatIf *what_if)
{
  if (!what_if)
    return;
  g_array_unref (what_if->hosts);
  g_array_unref (what_if->moves);
  g_array_unref (what_if->faults);
  g_free (what_if);
}
