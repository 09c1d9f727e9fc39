/* The vCLS machine (handbook 8.12): whether the agent VMs run that DRS needs, and retreat mode, which takes them away on
 * purpose. HA asks nothing of it: restarts go on without DRS's help.
 *
 * Facts: B25 DR-26 VCLS-01 VCLS-02 VCLS-03 VCLS-04 VCLS-05 VCLS-06. */

#include "models/vcenter/vcls.h"

#include "models/compute/hosts.h"
#include "models/plan/versions.h"
#include "models/notices.h"
#include "models/rehearsal.h"
#include "models/vcenter/availability.h"
#include "models/vsan/objects.h"
#include "models/words.h"

#define AT(STATE)  (1u << VCLS_AT_##STATE)
#define ON(SIGNAL) VCLS_ON_##SIGNAL
#define GO(STATE)  VCLS_AT_##STATE
#define ANY        ((1u << VCLS_N_STATES) - 1)
#define AWAY       (AT (DEGRADED) | AT (UNHEALTHY))
#define AWAITED    (AWAY | AT (DEPLOYING) | AT (RETREAT))

guint32
model_vcls_wanted (guint32 n_hosts)
{
  return MIN (n_hosts, 3);
}

static ModelVersion
vcenter_of (const SimRun *run, guint32 cluster)
{
  guint32 vcenter = model_fleet (run)->clusters[cluster].vcenter;

  return vcenter == MODEL_NONE ? 0 : model_vcenter_state (run, vcenter)->version;
}

gboolean
model_vcls_exists (const SimRun *run, guint32 cluster)
{
  ModelVersion version = vcenter_of (run, cluster);

  return model_fleet (run)->clusters[cluster].platform == MODEL_VSPHERE && model_version_has_vcls (version);
}

gboolean
model_vcls_lets_drs_run (const SimRun *run, guint32 cluster)
{
  guint state = STATE (VCLS, cluster);

  return state != VCLS_AT_UNHEALTHY && state != VCLS_AT_RETREAT && state != VCLS_AT_DEPLOYING;
}

static gboolean
pool_is_empty (const SimRun *run, guint32 cluster, guint32 but)
{
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];

  for (MODEL_EACH_HOST (host, c))
    if (host != but && (model_host_in_pool (run, host) || model_host_state (run, host)->emptying))
      return FALSE;
  return TRUE;
}

gboolean
model_vcls_holds (const SimRun *run, guint32 host)
{
  guint32 cluster = model_fleet (run)->hosts[host].cluster;

  return STATE (VCLS, cluster) == VCLS_AT_HEALTHY
         && !model_vcenter_offers (run, cluster, MODEL_FUNCTION_TASKS) && pool_is_empty (run, cluster, host);
}

void
model_notify_vcls (SimRun *run, guint32 cluster)
{
  guint state = STATE (VCLS, cluster);

  if ((state == VCLS_AT_HEALTHY && pool_is_empty (run, cluster, MODEL_NONE))
      || (state == VCLS_AT_STOPPED && !pool_is_empty (run, cluster, MODEL_NONE))
      || ((state == VCLS_AT_DEGRADED || state == VCLS_AT_UNHEALTHY || state == VCLS_AT_DEPLOYING) && !model_vcls_state (run, cluster)->broken
          && !pool_is_empty (run, cluster, MODEL_NONE)))
    TELL (VCLS, cluster, VCLS_ON_POOL, 0);
}

void
model_notify_vcls_of_vcenter (SimRun *run, guint32 cluster)
{
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];
  guint state = STATE (VCLS, cluster);
  gboolean matters = (state == VCLS_AT_NONE && model_vcls_exists (run, cluster)) || state == VCLS_AT_DEGRADED
                     || state == VCLS_AT_UNHEALTHY || state == VCLS_AT_RETREAT || state == VCLS_AT_DEPLOYING;

  for (guint32 host = c->first_host; state == VCLS_AT_HEALTHY && host < c->first_host + c->n_hosts; host++)
    matters |= model_host_state (run, host)->emptying && model_host_state (run, host)->n_vms == 0;
  if (matters)
    TELL (VCLS, cluster, VCLS_ON_VCENTER_UP, 0);
}

/* ---- Questions ---- */

GUARD (vcenter_is_away, "vCenter is away")
{
  return !model_vcenter_offers (run, ME, MODEL_FUNCTION_TASKS);
}

GUARD (there_are_none_of_them, "this cluster has none")
{
  return !model_vcls_exists (run, ME);
}

GUARD (the_flag_is_deprecated, "the setting is deprecated, and still works")
{
  return !model_version_is_before (vcenter_of (run, ME), 9, 0);
}

GUARD (they_are_broken, "something keeps them from running")
{
  return model_vcls_state (run, ME)->broken != 0;
}

GUARD (retreat_is_set, "retreat mode is set")
{
  return model_vcls_state (run, ME)->retreat != 0;
}

GUARD (all_hosts_are_in_maintenance, "every host is in maintenance")
{
  const ModelCluster *c = &model_fleet (run)->clusters[ME];

  for (MODEL_EACH_HOST (host, c))
    if (!model_host_in_maintenance (run, host) && model_host_is_member (run, host))
      return FALSE;
  return TRUE;
}

/* VCLS-04. No host for them, or none with room for their share. */
GUARD (no_host_can_carry_them, "no host has room for them")
{
  const ModelCluster *c = &model_fleet (run)->clusters[ME];

  for (MODEL_EACH_HOST (i, c)) {
    const ModelHostState *host = model_host_state (run, i);

    if (model_host_in_pool (run, i)
        && host->memory_reserved_mib + model_number (run, MODEL_VCLS_MEMORY)
               <= model_host_memory (model_fleet (run), i)
        && host->cpu_reserved_mhz + model_number (run, MODEL_VCLS_CPU) <= model_host_cpu (model_fleet (run), i))
      return FALSE;
  }
  return TRUE;
}

/* VCLS-04: its storage policy wants more hosts than there are. */
GUARD (a_small_vsan_refuses_them, "vSAN of one or two hosts without a witness")
{
  const ModelCluster *c = &model_fleet (run)->clusters[ME];

  return model_number (run, MODEL_VCLS_SMALL_VSAN) && model_has_vsan (run, c->first_host) && c->n_hosts <= 2 && c->vsan.witness == MODEL_NONE;
}

/* ---- What is done ---- */

static void
answer (SimRun *run, const SimEvent *event, guint signal)
{
  sim_send (run, 0, event->from, signal, 0);
}

static void
look_again (SimRun *run, const SimEvent *event)
{
  TELL_IN (model_number (run, MODEL_VCLS_CYCLE), VCLS, ME, VCLS_ON_CYCLE, 0);
}

ACTION (do_nothing, "report", NULL, SENDS (TO (STEP, FINISHED)))
{
  answer (run, event, STEP_ON_FINISHED);
}

ACTION (retreat, "power them off and delete them", NULL, SENDS (TO (STEP, FINISHED), TO (VCLS, REMOVED)))
{
  model_vcls_state (run, ME)->retreat = (guint32) event->arg + 1;
  TELL_IN (model_number (run, MODEL_VCLS_REMOVAL), VCLS, ME, VCLS_ON_REMOVED, 0);
  answer (run, event, STEP_ON_FINISHED);
}

ACTION (stay_away, "report", NULL, SENDS (TO (STEP, FINISHED)))
{
  model_vcls_state (run, ME)->retreat = (guint32) event->arg + 1;
  answer (run, event, STEP_ON_FINISHED);
}

/* DR-26: whoever ends the plan looks for it. */
ACTION (reset, "deploy them in the next cycle", NULL, SENDS (TO (STEP, FINISHED), TO (VCLS, CYCLE)))
{
  model_vcls_state (run, ME)->retreat = 0;
  sim_find_end (run, MODEL_FIND_RETREAT_LEFT_ON, model_cluster_thing (run->model, ME), 0);
  look_again (run, event);
  answer (run, event, STEP_ON_FINISHED);
}

/* They are on their way out; the cycle after that brings them back. */
ACTION (reset_early, "deploy them again once they are gone", NULL,
        SENDS (TO (STEP, FINISHED), TO (VCLS, CYCLE)))
{
  model_vcls_state (run, ME)->retreat = 0;
  TELL_IN (model_number (run, MODEL_VCLS_REMOVAL) + model_number (run, MODEL_VCLS_CYCLE), VCLS, ME,
           VCLS_ON_CYCLE, 0);
  answer (run, event, STEP_ON_FINISHED);
}

ACTION (stop_drs, "DRS stops", NULL, SENDS (TO (DRS, VCLS_GONE)))
{
  model_vcls_state (run, ME)->agents = 0;
  TELL (DRS, ME, DRS_ON_VCLS_GONE, 0);
}

ACTION (break_down, "DRS runs on until it is due", NULL, SENDS (TO (VCLS, DRS_DUE)))
{
  ModelVersion version = vcenter_of (run, ME);

  model_vcls_state (run, ME)->agents = 0;
  model_vcls_state (run, ME)->broken = event->signal == VCLS_ON_LOST;
  TELL_IN (model_number (run, model_version_is_before (version, 7, 0) ? MODEL_DRS_INTERVAL_OLD
                                                                      : MODEL_DRS_INTERVAL_NEW),
           VCLS, ME, VCLS_ON_DRS_DUE, 0);
}

ACTION (note_broken, "stay away", NULL, SENDS_NOTHING)
{
  model_vcls_state (run, ME)->broken = TRUE;
}

/* The service deploys them in its next cycle, and vCenter configures DRS after that. */
ACTION (deploy_first, "deploy them in the next cycle, and DRS after that", NULL, SENDS (TO (VCLS, CYCLE), TO (DRS, VCLS_GONE)))
{
  TELL (DRS, ME, DRS_ON_VCLS_GONE, 0);
  look_again (run, event);
}

ACTION (try_again, "deploy them in the next cycle", NULL, SENDS (TO (VCLS, CYCLE)))
{
  model_vcls_state (run, ME)->broken = FALSE;
  look_again (run, event);
}

ACTION (wait, "look again in the next cycle", NULL, SENDS (TO (VCLS, CYCLE)))
{
  look_again (run, event);
}

ACTION (deploy, "DRS may run", "{a:agents}", SENDS (TO (DRS, VCLS_BACK)))
{
  model_vcls_state (run, ME)->agents = model_vcls_wanted (model_fleet (run)->clusters[ME].n_hosts);
  sim_tell (run, model_vcls_state (run, ME)->agents, 0);
  TELL (DRS, ME, DRS_ON_VCLS_BACK, 0);
}

ACTION (stop, "stop by themselves", NULL, SENDS_NOTHING)
{
  model_vcls_state (run, ME)->agents = 0;
}

/* Somebody is there again to stop them, so that the host that they kept may enter. */
ACTION (let_go, "stop by themselves", NULL, SENDS (TO (HOST, EMPTY)))
{
  const ModelCluster *c = &model_fleet (run)->clusters[ME];

  for (MODEL_EACH_HOST (host, c))
    if (model_host_state (run, host)->emptying && model_host_state (run, host)->n_vms == 0)
      TELL (HOST, host, HOST_ON_EMPTY, 0);
}

/* clang-format off */
const SimRow model_VCLS_rows[] = {
  /* Retreat mode */
  STAY   (ANY,             ON (RETREAT),  there_are_none_of_them,   do_nothing, "there are none before vCenter 7.0 U1",                          "VCLS-01"),
  ROW    (ANY & ~(AT (RETREAT) | AT (LEAVING)), ON (RETREAT), the_flag_is_deprecated, GO (LEAVING), retreat, "{from} sets retreat mode, which 9.0 deprecates", "VCLS-03 VCLS-06"),
  ROW    (ANY & ~(AT (RETREAT) | AT (LEAVING)), ON (RETREAT), ALWAYS, GO (LEAVING), retreat,  "{from} sets retreat mode",                            "VCLS-03"),
  STAY   (AT (RETREAT) | AT (LEAVING), ON (RETREAT), ALWAYS,        stay_away,  "it is set",                                                     "VCLS-03"),
  ROW    (AT (LEAVING),    ON (REMOVED),  ALWAYS, GO (RETREAT), stop_drs,   "they are deleted",                                            "VCLS-03"),
  IGNORE (ANY & ~AT (LEAVING), ON (REMOVED),  "retreat mode was reset meanwhile"),
  STAY   (AT (RETREAT),    ON (RESET),    ALWAYS,                   reset,      "{from} resets retreat mode",                                    "VCLS-03"),
  STAY   (AT (LEAVING),    ON (RESET),    ALWAYS,                   reset_early, "{from} resets retreat mode before they are gone",              "VCLS-03"),
  STAY   (ANY & ~(AT (RETREAT) | AT (LEAVING)), ON (RESET), ALWAYS, do_nothing, "it was not set",                                               "VCLS-03"),

  /* Losing them, and getting them back */
  ROW    (AT (HEALTHY) | AT (STOPPED), ON (LOST), ALWAYS, GO (DEGRADED), break_down, "none of them runs any more",                              "VCLS-02"),
  STAY   (AWAY | AT (DEPLOYING) | AT (RETREAT) | AT (LEAVING), ON (LOST), ALWAYS,    note_broken, "they were away",                                              "VCLS-02"),
  IGNORE (AT (NONE),       ON (LOST),     "this cluster has none"),
  STAY   (ANY & ~AT (NONE), ON (RETURN),  ALWAYS,                   try_again,  "nothing keeps them from running any more",                      "VCLS-02"),
  IGNORE (AT (NONE),       ON (RETURN),   "this cluster has none"),
  ROW    (AT (DEGRADED),   ON (DRS_DUE),  ALWAYS, GO (UNHEALTHY),   stop_drs,   "DRS is due, and cannot run",                                    "VCLS-02"),
  IGNORE (ANY & ~AT (DEGRADED), ON (DRS_DUE), "one of them runs again, or it is known"),
  STAY   (AWAITED, ON (CYCLE), retreat_is_set,          NOTHING,    "retreat mode is set",                                           "VCLS-03"),
  STAY   (AWAITED, ON (CYCLE), they_are_broken, NOTHING, "something keeps them from running",                          "VCLS-02"),
  STAY   (AWAITED, ON (CYCLE), vcenter_is_away, NOTHING, "vCenter deploys them, and is away",                         "VCLS-02"),
  STAY   (AT (DEPLOYING),  ON (CYCLE), a_small_vsan_refuses_them, NOTHING, "one or two hosts cannot keep their data as they are to be kept", "VCLS-04"),
  STAY   (AWAITED, ON (CYCLE), no_host_can_carry_them, NOTHING, "no host has room for them",                             "VCLS-04"),
  ROW    (AWAITED, ON (CYCLE), ALWAYS, GO (HEALTHY), deploy, "the service deploys them again",                         "VCLS-02 VCLS-03"),
  IGNORE (ANY & ~(AWAITED), ON (CYCLE), "they run, or are just being removed"),

  /* Hosts leave the pool, and come back */
  ROW    (AT (HEALTHY),    ON (POOL),     all_hosts_are_in_maintenance, GO (STOPPED), stop, "the last host has entered maintenance",               "VCLS-05"),
  ROW    (AT (HEALTHY),    ON (POOL),     no_host_can_carry_them, GO (DEGRADED), break_down, "no host is left for them",                           "VCLS-02"),
  IGNORE (AT (HEALTHY),    ON (POOL),     "a host is back already"),
  ROW    (AT (STOPPED),    ON (POOL),     no_host_can_carry_them, GO (DEGRADED), break_down,"a host is back, without room for them",                    "VCLS-04"),
  ROW    (AT (STOPPED),    ON (POOL),     ALWAYS, GO (HEALTHY),     deploy,     "a host is back in the pool",                                    "VCLS-05"),
  STAY   (AWAY | AT (DEPLOYING), ON (POOL),     ALWAYS,                   wait,       "hosts are in the pool",                                         "VCLS-02"),
  IGNORE (AT (NONE) | AT (LEAVING) | AT (RETREAT), ON (POOL), "that changes nothing for them"),

  /* vCenter */
  ROW    (AT (NONE),       ON (VCENTER_UP), ALWAYS, GO (DEPLOYING), deploy_first, "this vCenter deploys them before it configures DRS",         "VCLS-04"),
  STAY   (AWAY | AT (DEPLOYING) | AT (RETREAT), ON (VCENTER_UP), ALWAYS,             wait,       "vCenter is back",                                               "VCLS-02"),
  STAY   (AT (HEALTHY),    ON (VCENTER_UP), ALWAYS,                 let_go,     "vCenter is back and can stop them",                             "VCLS-05"),
  IGNORE (AT (LEAVING) | AT (STOPPED), ON (VCENTER_UP), "that changes nothing for them"),
};
/* clang-format on */
const guint model_VCLS_n_rows = G_N_ELEMENTS (model_VCLS_rows);
