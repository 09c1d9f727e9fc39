#include "models/compute/conflicts.h"

#include <string.h>

/* The enabled rules of each VM, in the order in which they were taken. */
typedef struct {
  const ModelFleet *fleet;
  GArray **of_vm;      /* (element-type guint32), or NULL */
  guint32 *met, *with; /* for each rule: which rule met it last, + 1, and with which VM */
  guint8 *left;        /* for each host of a cluster */
} Settled;

static int
by_age (gconstpointer a, gconstpointer b, gpointer data)
{
  const ModelRule *rules = data;
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  ModelDate mine = rules[x].created ? rules[x].created : G_MAXUINT32,
            other = rules[y].created ? rules[y].created : G_MAXUINT32;

  return mine != other ? (mine > other) - (mine < other) : (x > y) - (x < y);
}

static gboolean
is_vm_vm (const ModelRule *rule)
{
  return rule->kind == MODEL_RULE_KEEP_APART || rule->kind == MODEL_RULE_KEEP_TOGETHER;
}

/* Two VMs of one keep-apart rule in one keep-together rule. */
static gboolean
meets_its_opposite (Settled *s, guint32 index, ModelConflict *ret_conflict)
{
  const ModelRule *rule = &s->fleet->rules[index];

  for (guint32 i = 0; i < rule->n_vms; i++) {
    const GArray *others = s->of_vm[rule->vms[i]];

    for (guint k = 0; others && k < others->len; k++) {
      guint32 other = g_array_index (others, guint32, k);

      if (!is_vm_vm (&s->fleet->rules[other]) || s->fleet->rules[other].kind == rule->kind)
        continue;
      if (s->met[other] == index + 1) {
        *ret_conflict = (ModelConflict){
          .older = other, .kind = MODEL_CONFLICT_APART, .vm = s->with[other], .with = rule->vms[i]
        };
        return TRUE;
      }
      s->met[other] = index + 1;
      s->with[other] = rule->vms[i];
    }
  }
  return FALSE;
}

static gboolean
names (const ModelRule *rule, guint32 host)
{
  for (guint32 i = 0; i < rule->n_hosts; i++)
    if (rule->hosts[i] == host)
      return TRUE;
  return FALSE;
}

/* Whether one keeps a VM off all the hosts that the other wants. */
static gboolean
forbids_all (const ModelRule *one, const ModelRule *other)
{
  const ModelRule *on = one->kind == MODEL_RULE_RUN_ON ? one : other, *not_on = on == one ? other : one;

  if (on->kind != MODEL_RULE_RUN_ON || not_on->kind != MODEL_RULE_RUN_NOT_ON)
    return FALSE;
  for (guint32 i = 0; i < on->n_hosts; i++)
    if (!names (not_on, on->hosts[i]))
      return FALSE;
  return on->n_hosts > 0;
}

/* Takes from what is left what this rule forbids. Returns whether anything is left. */
static gboolean
intersect (Settled *s, const ModelRule *rule)
{
  const ModelCluster *cluster = &s->fleet->clusters[rule->cluster];
  gboolean on = rule->kind == MODEL_RULE_RUN_ON, any = FALSE;

  for (guint32 h = 0; h < cluster->n_hosts; h++) {
    s->left[h] = s->left[h] && names (rule, cluster->first_host + h) == on;
    any |= s->left[h];
  }
  return any;
}

/* With the must rules of this VM that are enabled before it, of which the oldest is named. */
static gboolean
leaves_no_host (Settled *s, const ModelRule *rule, guint32 vm, ModelConflict *ret_conflict)
{
  const GArray *others = s->of_vm[vm];
  gboolean any = TRUE;

  *ret_conflict
      = (ModelConflict){ .older = MODEL_NONE, .kind = MODEL_CONFLICT_NO_HOST, .vm = vm, .with = MODEL_NONE };
  memset (s->left, TRUE, s->fleet->n_hosts);
  intersect (s, rule);
  for (guint k = 0; k < others->len && any; k++) {
    guint32 index = g_array_index (others, guint32, k);
    const ModelRule *other = &s->fleet->rules[index];

    if (!other->must || is_vm_vm (other))
      continue;
    any = intersect (s, other);
    ret_conflict->older = ret_conflict->older == MODEL_NONE ? index : ret_conflict->older;
    ret_conflict->undated |= other->created == rule->created;
  }
  return !any;
}

static gboolean
contradicts_of_hosts (Settled *s, guint32 index, ModelConflict *ret_conflict)
{
  const ModelRule *rule = &s->fleet->rules[index];

  for (guint32 i = 0; i < rule->n_vms; i++) {
    const GArray *others = s->of_vm[rule->vms[i]];

    if (!others)
      continue;
    if (rule->must && leaves_no_host (s, rule, rule->vms[i], ret_conflict)
        && ret_conflict->older != MODEL_NONE)
      return TRUE;
    for (guint k = 0; k < others->len; k++) {
      guint32 older = g_array_index (others, guint32, k);

      if (forbids_all (rule, &s->fleet->rules[older])) {
        *ret_conflict = (ModelConflict){
          .older = older, .kind = MODEL_CONFLICT_ON, .vm = rule->vms[i], .with = MODEL_NONE
        };
        return TRUE;
      }
    }
  }
  return FALSE;
}

static void
enable (Settled *s, guint32 index)
{
  const ModelRule *rule = &s->fleet->rules[index];

  for (guint32 i = 0; i < rule->n_vms; i++) {
    GArray **list = &s->of_vm[rule->vms[i]];

    *list = *list ? *list : g_array_new (FALSE, FALSE, sizeof (guint32));
    g_array_append_val (*list, index);
  }
}

/* Takes the rules that are wanted from the oldest on. (transfer full) */
static GArray *
settle (const ModelFleet *fleet, const guint8 *wanted)
{
  GArray *conflicts = g_array_new (FALSE, FALSE, sizeof (ModelConflict));
  g_autofree guint32 *order = g_new (guint32, fleet->n_rules + 1),
                     *met = g_new0 (guint32, fleet->n_rules + 1),
                     *with = g_new0 (guint32, fleet->n_rules + 1);
  g_autofree guint8 *left = g_new0 (guint8, fleet->n_hosts + 1);
  g_autofree GArray **of_vm = g_new0 (GArray *, fleet->n_vms + 1);
  Settled s = { fleet, of_vm, met, with, left };

  for (guint32 r = 0; r < fleet->n_rules; r++)
    order[r] = r;
  g_qsort_with_data (order, (gint) fleet->n_rules, sizeof *order, by_age, fleet->rules);
  for (guint32 i = 0; i < fleet->n_rules; i++) {
    const ModelRule *rule = &fleet->rules[order[i]];
    ModelConflict conflict;

    if (!wanted[order[i]])
      continue;
    if (is_vm_vm (rule) ? meets_its_opposite (&s, order[i], &conflict)
                        : contradicts_of_hosts (&s, order[i], &conflict)) {
      conflict.rule = order[i];
      conflict.undated |= !rule->created || rule->created == fleet->rules[conflict.older].created;
      g_array_append_val (conflicts, conflict);
    } else
      enable (&s, order[i]);
  }
  for (guint32 vm = 0; vm < fleet->n_vms; vm++)
    g_clear_pointer (&of_vm[vm], g_array_unref);
  return conflicts;
}

GArray *
model_rules_settle (ModelFleet *fleet)
{
  g_autofree guint8 *wanted = g_new (guint8, fleet->n_rules + 1);
  GArray *conflicts;

  for (guint32 r = 0; r < fleet->n_rules; r++) {
    wanted[r] = fleet->rules[r].enabled ? 1 : 0;
    fleet->rules[r].disabled_by = MODEL_NONE;
  }
  conflicts = settle (fleet, wanted);
  for (guint i = 0; i < conflicts->len; i++) {
    const ModelConflict *conflict = &g_array_index (conflicts, ModelConflict, i);

    fleet->rules[conflict->rule].disabled_by = conflict->older;
  }
  return conflicts;
}

GArray *
model_rules_settle_with (const SimRun *run, guint32 rule)
{
  const ModelFleet *fleet = model_fleet (run);
  g_autofree guint8 *wanted = g_new (guint8, fleet->n_rules + 1);

  for (guint32 r = 0; r < fleet->n_rules; r++)
    wanted[r] = r == rule || model_rule_state (run, r)->on ? 1 : 0;
  return settle (fleet, wanted);
}
