#include "models/compute/what-if.h"

#include "models/compute/hosts.h"
#include "models/ha/admission.h"
#include "models/rehearsal.h"
#include "models/vcenter/availability.h"
#include "models/vsan/objects.h"

#define EVERY_SET 16       /* hosts up to which every set is considered */
#define PATIENCE  20000000 /* questions of one VM and one host, after which the search stops and says so */

typedef enum { HOLD_UNKNOWN, HOLD_NO, HOLD_YES } Hold;

/* A search in a fork of its own, in which the hosts of one set after another are marked as leaving and VMs are moved. */
typedef struct {
  SimRun *run;
  guint32 index; /* of the cluster */
  const ModelCluster *cluster;
  guint8 *away; /* the set: a byte for each host */
  guint8 *was;  /* their states */
  GArray *vms;  /* guint32: on the hosts of the set, in the order to place them */
  GArray *moves, *faults;
  gboolean equal; /* hosts are of one size, so admission control asks only how many leave */
  Hold *holds;    /* by that number */
  gint64 asked;
} Search;

static Search *
search_new (const SimRun *run, guint32 index)
{
  Search *s = g_new0 (Search, 1);
  const ModelHost *hosts = model_fleet (run)->hosts;

  s->run = sim_run_fork (run);
  s->index = index;
  s->cluster = &model_fleet (run)->clusters[index];
  s->away = g_new0 (guint8, s->cluster->n_hosts + 1);
  s->was = g_new0 (guint8, s->cluster->n_hosts + 1);
  s->holds = g_new0 (Hold, s->cluster->n_hosts + 1);
  s->vms = g_array_new (FALSE, FALSE, sizeof (guint32));
  s->moves = g_array_new (FALSE, FALSE, sizeof (ModelPlannedMove));
  s->equal = TRUE;
  for (guint32 h = s->cluster->first_host; h < s->cluster->first_host + s->cluster->n_hosts; h++)
    s->equal = s->equal && hosts[h].cpu_mhz == hosts[s->cluster->first_host].cpu_mhz
               && hosts[h].memory_mib == hosts[s->cluster->first_host].memory_mib
               && model_host_is_good (run, h);
  return s;
}

static void
search_free (Search *s)
{
  sim_run_free (s->run);
  g_free (s->away);
  g_free (s->was);
  g_free (s->holds);
  g_array_unref (s->vms);
  g_array_unref (s->moves);
  g_clear_pointer (&s->faults, g_array_unref);
  g_free (s);
}

#define EACH_AWAY(HOST, S)                                                                                   \
  guint32 HOST = (S)->cluster->first_host;                                                                   \
  HOST < (S)->cluster->first_host + (S)->cluster->n_hosts;                                                   \
  HOST++                                                                                                     \
  ) if ((S)->away[HOST - (S)->cluster->first_host]

static void
object (Search *s, guint32 vm, guint32 host, const ModelPlacement *why)
{
  ModelLeaveFault fault = { vm, host, *why };

  if (s->faults)
    g_array_append_val (s->faults, fault);
}

static void
object_to_host (Search *s, guint32 host, ModelBlocker blocker)
{
  object (
      s, MODEL_NONE, host,
      &(ModelPlacement){ .host = MODEL_NONE, .blocker = blocker, .rule = MODEL_NONE, .best = MODEL_NONE });
}

/* ---- What concerns hosts and the cluster ---- */

static gboolean
is_empty (const Search *s, guint32 host)
{
  const ModelHostState *state = model_host_state (s->run, host);

  return state->n_vms == 0 && state->coming == 0;
}

/* What the cluster as a whole has against moving anything. */
static ModelBlocker
nothing_moves (const Search *s)
{
  guint automation = model_cluster_state (s->run, s->index)->automation;

  if (!model_vcenter_offers (s->run, s->index, MODEL_FUNCTION_DRS))
    return MODEL_BLOCKER_VCENTER_DOWN;
  if (automation == MODEL_AUTOMATION_OFF)
    return MODEL_BLOCKER_DRS_OFF;
  return automation == MODEL_AUTOMATION_FULL ? MODEL_BLOCKER_NONE : MODEL_BLOCKER_DRS_NOT_AUTOMATED;
}

/* vLCM takes hosts of a vSAN cluster one at a time (B24), and each with the mode that ensures accessibility: what would be
 * lost without it must have somewhere to go. */
static ModelBlocker
vsan_objects (const Search *s, guint32 size)
{
  gboolean another = size > 1;

  if (s->cluster->vsan.architecture == MODEL_VSAN_NONE)
    return MODEL_BLOCKER_NONE;
  for (guint32 host = s->cluster->first_host; host < s->cluster->first_host + s->cluster->n_hosts; host++)
    another = another || model_host_in_maintenance (s->run, host);
  if (another)
    return MODEL_BLOCKER_VSAN_ONE_AT_A_TIME;
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
sums_fit (const Search *s)
{
  gint64 mhz = 0, mib = 0;

  for (guint32 i = 0; i < s->cluster->n_hosts; i++) {
    guint32 host = s->cluster->first_host + i;
    const ModelHostState *state = model_host_state (s->run, host);

    if (s->away[i]) {
      mhz -= state->cpu_reserved_mhz;
      mib -= state->memory_reserved_mib;
    } else if (model_host_in_pool (s->run, host) && !model_fleet (s->run)->hosts[host].dedicated) {
      mhz += MAX (0, model_fleet (s->run)->hosts[host].cpu_mhz - state->cpu_reserved_mhz);
      mib += MAX (0, model_host_memory (model_fleet (s->run), host) - state->memory_reserved_mib);
    }
  }
  return mhz >= 0 && mib >= 0;
}

static gboolean
admission_holds (Search *s, guint32 size)
{
  Hold hold = s->equal ? s->holds[size] : HOLD_UNKNOWN;

  if (hold == HOLD_UNKNOWN)
    hold = model_admission_holds (s->run, s->index, MODEL_NONE, s->away) ? HOLD_YES : HOLD_NO;
  s->holds[size] = hold;
  return hold == HOLD_YES;
}

/* ---- Where the VMs would go ---- */

/* Largest claim first, then as they stand. */
static int
by_claim_down (gconstpointer a, gconstpointer b, gpointer run)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  gint64 mine = model_vm_memory_claim (run, x), other = model_vm_memory_claim (run, y);

  return mine != other ? (mine < other) - (mine > other) : (x > y) - (x < y);
}

static void
list_vms (Search *s, gboolean largest_first)
{
  g_array_set_size (s->vms, 0);
  for (EACH_AWAY (host, s))
    for (MODEL_EACH_VM_ON (vm, s->run, host))
      g_array_append_val (s->vms, vm);
  if (largest_first)
    g_array_sort_with_data (s->vms, by_claim_down, s->run);
}

static ModelPlacement
place (Search *s, guint32 vm)
{
  ModelBlocker tied = model_vm_is_tied (s->run, vm);

  if (tied != MODEL_BLOCKER_NONE)
    return (ModelPlacement){ .host = MODEL_NONE, .blocker = tied, .rule = MODEL_NONE, .best = MODEL_NONE };
  s->asked += s->cluster->n_hosts;
  return model_place (s->run, vm, MODEL_FOR_EVACUATION);
}

/* Moves them one after another. Without a list of faults the first one ends it. */
static gboolean
move_all (Search *s)
{
  gboolean all = TRUE;

  for (guint i = 0; i < s->vms->len && (all || s->faults); i++) {
    guint32 vm = g_array_index (s->vms, guint32, i);
    ModelPlacement to = place (s, vm);
    ModelPlannedMove move = { vm, model_vm_state (s->run, vm)->host, to.host };

    if (to.host == MODEL_NONE) {
      object (s, vm, move.from, &to);
      all = FALSE;
      continue;
    }
    model_host_remove (s->run, move.from, vm);
    model_host_add (s->run, move.to, vm);
    g_array_append_val (s->moves, move);
  }
  return all;
}

static void
move_back (Search *s)
{
  for (guint i = s->moves->len; i > 0; i--) {
    const ModelPlannedMove *move = &g_array_index (s->moves, ModelPlannedMove, i - 1);

    model_host_remove (s->run, move->to, move->vm);
    model_host_add (s->run, move->from, move->vm);
  }
}

/* As if they were entering maintenance; and as they were. */
static void
mark (Search *s, gboolean leaving)
{
  for (EACH_AWAY (host, s)) {
    guint8 *state = &s->run->world->block[model_actor (s->run, MODEL_MACHINE_HOST, host)];

    if (leaving) {
      s->was[host - s->cluster->first_host] = *state;
      *state = HOST_AT_ENTERING;
    } else
      *state = s->was[host - s->cluster->first_host];
    model_host_state (s->run, host)->emptying = leaving ? MODEL_BEING_EMPTIED : MODEL_NOT_EMPTYING;
  }
}

/* With the moves left in `moves`, when it can. */
static gboolean
find_room (Search *s)
{
  gboolean found = FALSE;

  mark (s, TRUE);
  for (int largest_first = 0; largest_first <= 1 && !found; largest_first++) {
    list_vms (s, largest_first);
    g_array_set_size (s->moves, 0);
    found = move_all (s);
    move_back (s);
    if (s->faults)
      break; /* told once, in the order in which DRS would meet them */
  }
  mark (s, FALSE);
  return found;
}

/* ---- One set ---- */

/* Hosts without VMs need nobody to move anything, and nobody to allow it. */
static gboolean
can_leave (Search *s)
{
  ModelBlocker blocker = nothing_moves (s), every = MODEL_BLOCKER_VCENTER_DOWN; /* also for empty hosts */
  guint32 size = 0, full = 0;

  g_array_set_size (s->moves, 0);
  for (EACH_AWAY (host, s)) {
    size++;
    full += !is_empty (s, host);
  }
  if (full == 0 && blocker != MODEL_BLOCKER_VCENTER_DOWN)
    blocker = MODEL_BLOCKER_NONE;
  else if (blocker == MODEL_BLOCKER_NONE && admission_holds (s, size))
    blocker = MODEL_BLOCKER_ADMISSION_CONTROL;
  if (blocker == MODEL_BLOCKER_NONE)
    blocker = every = vsan_objects (s, size);
  for (EACH_AWAY (host, s))
    if (blocker != MODEL_BLOCKER_NONE && (!is_empty (s, host) || blocker == every))
      object_to_host (s, host, blocker);
  return blocker == MODEL_BLOCKER_NONE && (s->faults || sums_fit (s)) && find_room (s);
}

static ModelWhatIf *
answer (Search *s, gboolean can)
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
  Search *s = search_new (run, cluster);
  ModelWhatIf *what_if;
  gboolean can;

  for (guint32 i = 0; i < n_hosts; i++)
    s->away[hosts[i] - s->cluster->first_host] = TRUE;
  can = can_leave (s); /* told from a look of its own, which need not stop at the first fault */
  if (!can) {
    s->faults = g_array_new (FALSE, FALSE, sizeof (ModelLeaveFault));
    can_leave (s);
    g_array_set_size (s->moves, 0);
  }
  what_if = answer (s, can);
  what_if->all_tried = TRUE;
  search_free (s);
  return what_if;
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

/* ---- The largest set ---- */

/* All sets of `more` further hosts from the i-th on, the first by name first. */
static gboolean
try_sets (Search *s, const guint32 *hosts, guint32 n, guint32 i, guint32 more)
{
  if (more == 0)
    return can_leave (s);
  for (; i + more <= n && s->asked < PATIENCE; i++) {
    guint8 *away = &s->away[hosts[i] - s->cluster->first_host];

    *away = TRUE;
    if (try_sets (s, hosts, n, i + 1, more - 1))
      return TRUE;
    *away = FALSE;
  }
  return FALSE;
}

static int
by_claims_up (gconstpointer a, gconstpointer b, gpointer run)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  gint64 mine = model_host_state (run, x)->memory_reserved_mib,
         other = model_host_state (run, y)->memory_reserved_mib;

  return mine != other ? (mine > other) - (mine < other) : (x > y) - (x < y);
}

/* One by one. Nothing larger can leave when one more is too many for admission control, whichever it is. */
static gboolean
add_one_by_one (Search *s, GArray *hosts)
{
  guint32 size = 0;

  g_array_sort_with_data (hosts, by_claims_up, s->run);
  for (guint i = 0; i < hosts->len && s->asked < PATIENCE; i++) {
    guint8 *away = &s->away[g_array_index (hosts, guint32, i) - s->cluster->first_host];

    *away = TRUE;
    if (can_leave (s))
      size++;
    else
      *away = FALSE;
  }
  can_leave (s); /* leaves the moves of what has been found */
  return size == hosts->len || (s->equal && s->holds[size + 1] == HOLD_YES);
}

/* What keeps every host that is not in the set: from leaving alone, or else the first one from leaving with it. */
static void
tell_what_keeps_others (const SimRun *run, guint32 cluster, const GArray *candidates, ModelWhatIf *most)
{
  g_autoptr (GArray) one_more = g_array_copy (most->hosts);
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];
  g_autofree guint8 *leaves = g_new0 (guint8, c->n_hosts + 1);
  guint32 next = MODEL_NONE;

  for (guint i = 0; i < most->hosts->len; i++)
    leaves[g_array_index (most->hosts, guint32, i) - c->first_host] = TRUE;
  for (guint i = 0; i < candidates->len; i++) {
    guint32 host = g_array_index (candidates, guint32, i);
    g_autoptr (ModelWhatIf) alone = NULL;

    if (leaves[host - c->first_host])
      continue;
    alone = model_what_if (run, cluster, &host, 1);
    g_array_append_vals (most->faults, alone->faults->data, alone->faults->len);
    if (alone->can && next == MODEL_NONE)
      next = host;
  }
  if (most->faults->len == 0 && next != MODEL_NONE) {
    g_autoptr (ModelWhatIf) together = NULL;

    g_array_append_val (one_more, next);
    together = model_what_if (run, cluster, (const guint32 *) one_more->data, one_more->len);
    for (guint i = 0; i < together->faults->len; i++) {
      const ModelLeaveFault *fault = &g_array_index (together->faults, ModelLeaveFault, i);

      if (fault->vm != MODEL_NONE || fault->host == next)
        g_array_append_val (most->faults, *fault);
    }
  }
}

ModelWhatIf *
model_what_if_most (const SimRun *run, guint32 cluster)
{
  Search *s = search_new (run, cluster);
  g_autoptr (GArray) hosts = g_array_new (FALSE, FALSE, sizeof (guint32));
  gboolean found = FALSE, all_tried;
  ModelWhatIf *most;

  for (guint32 host = s->cluster->first_host; host < s->cluster->first_host + s->cluster->n_hosts; host++)
    if (STATE (HOST, host) == HOST_AT_CONNECTED)
      g_array_append_val (hosts, host);
  if (hosts->len <= EVERY_SET) {
    for (guint32 size = hosts->len; size > 0 && !found; size--)
      found = try_sets (s, (const guint32 *) hosts->data, hosts->len, 0, size);
    all_tried = s->asked < PATIENCE;
  } else
    all_tried = add_one_by_one (s, hosts);
  if (!found && hosts->len <= EVERY_SET)
    g_array_set_size (s->moves, 0);
  most = answer (s, TRUE);
  most->all_tried = all_tried;
  tell_what_keeps_others (run, cluster, hosts, most);
  search_free (s);
  return most;
}

/* ---- In words: those of the finding that a rehearsal would make of it ---- */

static SimFinding
as_finding (const SimRun *run, const ModelLeaveFault *fault)
{
  guint32 cluster = model_fleet (run)->hosts[fault->host].cluster;
  SimFinding finding = { .kind = MODEL_FIND_EVACUATION_BLOCKED,
                         .subject = fault->vm == MODEL_NONE ? model_cluster_thing (run->model, cluster)
                                                            : ACTOR (VM, fault->vm) };

  finding.evidence[0] = fault->why.blocker;
  finding.evidence[1] = ACTOR (HOST, fault->host);
  finding.evidence[2] = fault->why.rule == MODEL_NONE ? 0 : fault->why.rule + 1;
  finding.evidence[3] = fault->why.best == MODEL_NONE ? 0 : ACTOR (HOST, fault->why.best);
  finding.evidence[4] = fault->why.room;
  finding.evidence[5] = fault->why.need;
  return finding;
}

char *
model_leave_fault_words (const SimRun *run, const ModelLeaveFault *fault)
{
  SimFinding finding = as_finding (run, fault);

  return sim_finding_say (run->model, &finding, "{blocker:blocker}");
}

char *
model_leave_fault_fix (const SimRun *run, const ModelLeaveFault *fault)
{
  SimFinding finding = as_finding (run, fault);

  return sim_finding_fix (run->model, &finding);
}
