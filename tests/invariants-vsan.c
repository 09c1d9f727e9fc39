/* 8.14.7 and 8.14.8, what the facts of vSAN leave no choice about, and its books: what is kept as numbers is counted again from
 * the components. */

#include "models/vsan/objects.h"
#include "models/vsan/parts.h"
#include "models/vsan/resync.h"
#include "tests/look.h"

/* Objects: accessible with votes and data and not otherwise, and no two components where one loss takes both. */
static void
look_at_objects (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;
  g_autofree guint32 (*counts)[4] = g_malloc0_n (fleet->n_clusters + 1, sizeof *counts);

  for (guint32 o = 0; o < fleet->n_objects; o++) {
    const ModelObject *object = &fleet->objects[o];
    ModelObjectView v = model_vsan_object (look->run, o);
    guint8 condition = *model_object_condition (look->run, o);
    guint32 cluster = fleet->vms[object->vm].cluster;

    counts[cluster][condition]++;
    MUST ((condition == MODEL_IS_LOST) == !v.accessible, VSAN, cluster);
    MUST (!v.accessible || (2 * v.votes_up > v.votes && v.data && v.margin >= 0), VSAN, cluster);
    MUST (v.accessible || v.margin < 0, VSAN, cluster);
    MUST ((condition == MODEL_IS_COMPLIANT) == v.compliant, VSAN, cluster);
    for (guint32 a = object->first_component; a < object->first_component + object->n_components; a++)
      for (guint32 b = object->first_component; b < a; b++) {
        guint32 one = model_component (look->run, a)->host, other = model_component (look->run, b)->host;

        MUST (one == MODEL_NONE || other == MODEL_NONE
                  || model_vsan_domain (fleet, one) != model_vsan_domain (fleet, other),
              VSAN, cluster);
      }
  }
  for (guint32 c = 0; c < fleet->n_clusters; c++) {
    const ModelVsanState *state = model_vsan_state (look->run, c);

    MUST (counts[c][MODEL_IS_REDUCED] == state->reduced, VSAN, c);
    MUST (counts[c][MODEL_IS_CRITICAL] == state->critical, VSAN, c);
    MUST (counts[c][MODEL_IS_LOST] == state->lost, VSAN, c);
  }
}

/* Hosts: room, lists, and that nothing counts that is not there. */
static void
look_at_components (const Look *look, gboolean settled)
{
  const ModelFleet *fleet = look->trial->fleet;
  g_autofree gint64 *used = g_new0 (gint64, fleet->n_hosts + 1);
  g_autofree guint32 *held = g_new0 (guint32, fleet->n_hosts + 1);

  for (guint32 c = 0; c < fleet->n_components; c++) {
    const ModelComponentPlace *place = model_component (look->run, c);

    if (place->target)
      used[place->target - 1] += fleet->components[c].mib;
    if (place->host == MODEL_NONE)
      continue;
    used[place->host] += fleet->components[c].mib;
    held[place->host]++;
    MUST (!settled || place->state != MODEL_IS_ACTIVE
              || (model_host_is_up (look->run, place->host)
                  && !model_host_in_maintenance (look->run, place->host)),
          COMPONENTS, place->host);
    MUST (!settled || place->state == MODEL_IS_ACTIVE
              || STATE_OF (COMPONENTS, place->host) != COMPONENTS_AT_ACTIVE,
          COMPONENTS, place->host);
  }
  for (guint32 host = 0; host < fleet->n_hosts; host++) {
    const ModelVsanHostState *h = model_vsan_host (look->run, host);
    guint32 n = 0;

    for (MODEL_EACH_COMPONENT_ON (c, look->run, host)) {
      MUST (model_component (look->run, c)->host == host, COMPONENTS, host);
      n++;
    }
    MUST (n == h->n && n == held[host], COMPONENTS, host);
    MUST (h->used_mib == used[host], COMPONENTS, host);
    MUST (fleet->hosts[host].capacity_mib == 0 || used[host] <= fleet->hosts[host].capacity_mib, COMPONENTS,
          host);
  }
}

/* VS-01: of a network in parts, no two have the majority of one object's votes, and what is said of it is said of the one that
 * has. VS-16: votes are those of the policy unless a site that is left has been given more. */
static void
look_at_votes (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;

  for (guint32 o = 0; o < fleet->n_objects; o++) {
    const ModelObject *object = &fleet->objects[o];
    guint32 cluster = fleet->vms[object->vm].cluster, end = object->first_component + object->n_components;
    ModelObjectView v = model_vsan_object (look->run, o);
    guint32 all = 0;

    for (guint32 c = object->first_component; c < end; c++) {
      guint32 votes = 0,
              part = model_vsan_is_split (look->run, cluster) ? model_vsan_part_of (look->run, c) : 0;

      all += model_component (look->run, c)->votes;
      MUST (model_component (look->run, c)->votes == fleet->components[c].votes
                || STATE_OF (VOTES, cluster) == VOTES_AT_SHIFTED,
            VOTES, cluster);
      if (!model_vsan_is_split (look->run, cluster) || part == MODEL_NO_PART)
        continue;
      for (guint32 other = object->first_component; other < end; other++)
        votes += model_vsan_part_of (look->run, other) == part
                         && model_component (look->run, other)->state == MODEL_IS_ACTIVE
                     ? model_component (look->run, other)->votes
                     : 0;
      MUST (2 * votes <= v.votes || part == v.part, VSAN, cluster);
    }
    MUST (all == v.votes, VSAN, cluster);
  }
}

/* VS-08: what was on devices that have failed counts for nothing. VS-21: a format is raised and never lowered below the
 * cluster's, and only a step that raises it has a host under way. VS-24: the hosts of a site that goes as one wait for one
 * another, and nobody else's do. */
static void
look_at_hosts (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;

  for (guint32 host = 0; host < fleet->n_hosts; host++) {
    const ModelVsanHostState *h = model_vsan_host (look->run, host);
    guint32 cluster = fleet->hosts[host].cluster;
    const ModelVsanState *state = model_vsan_state (look->run, cluster);

    for (MODEL_EACH_COMPONENT_ON (c, look->run, host))
      MUST (!h->failed || model_component (look->run, c)->state != MODEL_IS_ACTIVE, COMPONENTS, host);
    MUST (h->format >= state->format, FORMAT, cluster);
    MUST ((state->converting != 0) == (STATE_OF (FORMAT, cluster) != FORMAT_AT_SETTLED), FORMAT, cluster);
    MUST (STATE_OF (DECOMMISSION, host) != DECOMMISSION_AT_HELD
              || model_vsan_site (fleet, host) == state->site,
          DECOMMISSION, host);
  }
}

/* 8.14.7: of those that a remediation has put there, at most one a cluster is in maintenance. */
static void
look_at_maintenance (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;

  for (guint32 c = 0; c < fleet->n_clusters; c++) {
    const ModelCluster *cluster = &fleet->clusters[c];
    guint32 out = 0;

    for (guint32 host = cluster->first_host; host < cluster->first_host + cluster->n_hosts; host++)
      out += model_has_vsan (look->run, host) && STATE_OF (UPDATE, host) == UPDATE_AT_UPDATING
             && model_host_in_maintenance (look->run, host);
    MUST (out <= 1, VSAN, c);
  }
}

static gboolean
is_found (const Look *look, guint kind, guint32 cluster)
{
  return sim_find_is_open (look->run, kind, model_cluster_thing (look->run->model, cluster), 0);
}

void
invariants_of_vsan (const Look *look)
{
  if (!look->trial->fleet->has_vsan)
    return;
  look_at_objects (look);
  look_at_components (look, FALSE);
  look_at_votes (look);
  look_at_hosts (look);
  look_at_maintenance (look);
}

void
invariants_of_vsan_by_and_by (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;

  if (!fleet->has_vsan)
    return;
  look_at_components (look, TRUE);
  for (guint32 c = 0; c < fleet->n_clusters; c++) {
    const ModelVsanState *state = model_vsan_state (look->run, c);

    MUST (is_found (look, MODEL_FIND_DATA_UNAVAILABLE, c) == (state->lost > 0), VSAN, c);
    MUST (is_found (look, MODEL_FIND_QUORUM_AT_RISK, c) == (state->critical > 0), VSAN, c);
    MUST (is_found (look, MODEL_FIND_REDUNDANCY_REDUCED, c) == (state->reduced > 0), VSAN, c);
    MUST ((STATE_OF (VSAN, c) == VSAN_AT_LOST) == (state->lost > 0), VSAN, c);
    MUST (STATE_OF (SITE, c) != SITE_AT_ENTERING, SITE, c); /* which takes no time */
    MUST ((state->site_step != 0) == IN (STATE_OF (SITE, c), SITE_AT_EMPTYING, SITE_AT_LEAVING), SITE, c);
    MUST ((STATE_OF (ADAPT, c) == ADAPT_AT_LAYING)
              == sim_find_is_open (look->run, MODEL_FIND_RAID_5_ADAPTS, model_cluster_thing (look->run->model, c), 0),
          ADAPT, c);
    MUST (STATE_OF (ADAPT, c) == ADAPT_AT_SETTLED || state->stripes, ADAPT, c);
    MUST ((state->relayout_step != 0) == (STATE_OF (RELAYOUT, c) == RELAYOUT_AT_LAYING), RELAYOUT, c);
    for (guint32 host = fleet->clusters[c].first_host;
         host < fleet->clusters[c].first_host + fleet->clusters[c].n_hosts; host++)
      MUST (STATE_OF (DECOMMISSION, host) != DECOMMISSION_AT_HELD || STATE_OF (SITE, c) == SITE_AT_EMPTYING,
            SITE, c);
    MUST ((STATE_OF (VSAN, c) == VSAN_AT_WHOLE) == !(state->lost || state->critical || state->reduced), VSAN,
          c);
  }
  for (guint32 host = 0; host < fleet->n_hosts; host++) {
    gboolean held = sim_find_is_open (look->run, MODEL_FIND_EVACUATION_BLOCKED,
                                      model_actor (look->run, MODEL_MACHINE_VSAN, fleet->hosts[host].cluster),
                                      model_actor (look->run, MODEL_MACHINE_DECOMMISSION, host));

    MUST (held == (STATE_OF (DECOMMISSION, host) == DECOMMISSION_AT_BLOCKED), DECOMMISSION, host);
    MUST (IN (STATE_OF (DECOMMISSION, host), DECOMMISSION_AT_IDLE, DECOMMISSION_AT_BALANCING,
              DECOMMISSION_AT_CLEARING, DECOMMISSION_AT_CLEARED)
              || IN (STATE_OF (HOST, host), HOST_AT_ENTERING, HOST_AT_STUCK),
          DECOMMISSION, host);
    MUST (!IN (STATE_OF (DECOMMISSION, host), DECOMMISSION_AT_MOVING, DECOMMISSION_AT_BALANCING,
               DECOMMISSION_AT_CLEARING)
              || model_vsan_has_batch (look->run, host, MODEL_BATCH_MOVE),
          DECOMMISSION, host);
    MUST (STATE_OF (COMPONENTS, host) != COMPONENTS_AT_REBUILDING
              || model_vsan_has_batch (look->run, host, MODEL_BATCH_RESYNC),
          COMPONENTS, host);
  }
}
