/* The vCenter machine (handbook 8.9): the control plane, and its upgrade. While it is away HA goes on, and nothing can be
 * moved, placed or configured (VC-05, VC-06).
 *
 * Facts: DR-10 UPG-03 VC-01 VC-02 VC-10. */

#include "models/ha/switch.h"
#include "models/compute/hosts.h"
#include "models/notices.h"
#include "models/rehearsal.h"
#include "models/ha/claims.h"
#include "models/plan/versions.h"
#include "models/vcenter/vcenter-parts.h"
#include "models/vcenter/vcha.h"
#include "models/words.h"

#define AT(STATE)      (1u << VCENTER_AT_##STATE)
#define ON(SIGNAL)     VCENTER_ON_##SIGNAL
#define GO(STATE)      VCENTER_AT_##STATE
#define ANY            ((1u << VCENTER_N_STATES) - 1)
#define SERVES         (AT (SERVING) | AT (CHECKING) | AT (STAGING) | AT (SYNCING))

/* ---- Questions ---- */

GUARD_OF (VCENTER, no_node_may_serve, "vCenter HA keeps it down")
{
  return model_vcha_keeps_it_down (run, ME);
}

GUARD_OF (VCENTER, downtime_is_reduced, "the method is reduced downtime")
{
  return model_vcenter_step (run, event)->method == MODEL_METHOD_REDUCED_DOWNTIME;
}

GUARD_OF (VCENTER, staging_fails, "the new appliance cannot be filled")
{
  return model_vcenter_state (run, ME)->staging_fails;
}

GUARD_OF (VCENTER, it_has_broken_off_since, "it has broken off since, or begun anew")
{
  return (guint32) event->arg != model_vcenter_state (run, ME)->turn;
}

GUARD_OF (VCENTER, it_fails, "the upgrade fails")
{
  return model_vcenter_state (run, ME)->fails != 0;
}

/* ---- What is done ---- */

static void
go_away (SimRun *run, const SimEvent *event, gboolean planned)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { planned };

  sim_find (run, MODEL_FIND_CONTROL_PLANE_DOWN, planned ? SIM_NOTE : SIM_RISK, event->to, 0, evidence);
  model_notify_vcenter_down (run, ME);
}

/* What was cloned by hand is for somebody to clone again. */
static void
restore_vcenter_ha (SimRun *run, const SimEvent *event)
{
  const ModelVcenter *me = &model_fleet (run)->vcenters[ME];

  if (me->vcha && !me->vcha_by_hand && STATE (VCHA, ME) == VCHA_AT_ABSENT)
    TELL (VCHA, ME, VCHA_ON_DEPLOY, 0);
}

static void
remove_vcenter_ha (SimRun *run, const SimEvent *event)
{
  if (model_fleet (run)->vcenters[ME].vcha)
    TELL (VCHA, ME, VCHA_ON_UNDEPLOY, 0);
}

static void
come_back (SimRun *run, const SimEvent *event)
{
  sim_find_end (run, MODEL_FIND_CONTROL_PLANE_DOWN, event->to, 0);
  model_notify_vcenter_up (run, ME);
  restore_vcenter_ha (run, event);
}

ACTION_OF (VCENTER, report_done, "report", NULL, SENDS (TO (STEP, FINISHED)))
{
  model_vcenter_end_step (run, event, STEP_ON_FINISHED);
}

/* Hosts that the new version does not manage any more are found now, while there is still time (UPG-02). */
static void
find_too_old_hosts (SimRun *run, const SimEvent *event)
{
  const ModelFleet *fleet = model_fleet (run);
  ModelVersion to = model_vcenter_step (run, event)->to, least = model_version_manages_from (to);

  for (MODEL_EACH (cluster, model_links (run)->clusters_of_vcenter, ME)) {
    const ModelCluster *c = &fleet->clusters[*cluster];

    for (MODEL_EACH_HOST (host, c)) {
      gint64 evidence[SIM_EVIDENCE_MAX]
          = { model_host_state (run, host)->version, to, least, MODEL_WAY_MANAGED };

      if (least && evidence[0] && evidence[0] < least)
        sim_find (run, MODEL_FIND_VERSION_UNSUPPORTED, SIM_RISK, ACTOR (HOST, host), 0, evidence);
    }
  }
}

/* Off the documented paths of the reduced-downtime upgrade (VC-03) the rehearsal goes on, and says so. */
ACTION_OF (VCENTER, stage, "fill the new appliance", "to {a:version}", SENDS (TO (VCENTER, STAGED), TO (VCHA, UNDEPLOY)))
{
  ModelVersion has = model_vcenter_state (run, ME)->version, to = model_vcenter_step (run, event)->to;
  gint64 evidence[SIM_EVIDENCE_MAX]
      = { has, to, model_version_reduced_downtime_from (), MODEL_WAY_REDUCED_DOWNTIME };

  sim_tell (run, to, 0);
  find_too_old_hosts (run, event);
  if (!model_version_reduced_downtime (has, to, model_fleet (run)->vcenters[ME].vcha))
    sim_find (run, MODEL_FIND_VERSION_UNSUPPORTED, SIM_RISK, event->to, 0, evidence);
  model_vcenter_state (run, ME)->next_version = to;
  remove_vcenter_ha (run, event);
  model_vcenter_takes (run, event, MODEL_VC_STAGING, VCENTER_ON_STAGED);
}

ACTION_OF (VCENTER, switch_over, "stop the old appliance, start the new one", NULL,
        SENDS (TO (VCENTER, DONE), MODEL_VCENTER_NOTICES))
{
  go_away (run, event, TRUE);
  model_vcenter_takes (run, event, MODEL_VC_SWITCHOVER, VCENTER_ON_DONE);
}

/* Nothing has been out of service: only the new appliance, and what staging took away, is put right. */
ACTION_OF (VCENTER, break_off, "delete the new appliance", NULL, SENDS (TO (VCHA, DEPLOY), TO (STEP, BROKEN)))
{
  model_set_back (run, event->to, event->signal == VCENTER_ON_CANCEL ? MODEL_SETBACK_CANCELLED : MODEL_SETBACK_NOT_FILLED);
  model_vcenter_state (run, ME)->staging_fails = FALSE;
  model_vcenter_state (run, ME)->turn++;
  restore_vcenter_ha (run, event);
  model_vcenter_end_step (run, event, STEP_ON_BROKEN);
}

/* VC-01 is the vendor's figure, VC-02 what others have measured. */
static ModelPhysics
outage_in_place (const SimRun *run, const SimEvent *event)
{
  ModelVersion has = model_vcenter_state (run, ME)->version, to = model_vcenter_step (run, event)->to;

  if (!model_number (run, MODEL_VC_FIELD))
    return MODEL_VC_IN_PLACE;
  return MODEL_VERSION_LINE (has) == MODEL_VERSION_LINE (to) ? MODEL_VC_FIELD_PATCH : MODEL_VC_FIELD_MAJOR;
}

ACTION_OF (VCENTER, upgrade, "go out of service", "to {a:version}",
        SENDS (TO (VCENTER, DONE), TO (VCHA, UNDEPLOY), MODEL_VCENTER_NOTICES))
{
  sim_tell (run, model_vcenter_step (run, event)->to, 0);
  find_too_old_hosts (run, event);
  model_vcenter_state (run, ME)->next_version = model_vcenter_step (run, event)->to;
  if (model_number (run, MODEL_VCHA_AWAY_IN_PLACE))
    remove_vcenter_ha (run, event);
  go_away (run, event, TRUE);
  model_vcenter_takes (run, event, outage_in_place (run, event), VCENTER_ON_DONE);
}

ACTION_OF (VCENTER, revert, "power the old appliance on again", NULL, SENDS (TO (VCENTER, REVERTED)))
{
  model_vcenter_state (run, ME)->fails = FALSE;
  model_vcenter_takes (run, event, MODEL_VC_ROLLBACK, VCENTER_ON_REVERTED);
}

ACTION_OF (VCENTER, serve_old, "serve as before", NULL, SENDS (MODEL_VCENTER_NOTICES, TO (VCHA, DEPLOY), TO (STEP, BROKEN)))
{
  come_back (run, event);
  model_set_back (run, event->to, MODEL_SETBACK_TAKEN_BACK);
  model_vcenter_end_step (run, event, STEP_ON_BROKEN);
}

/* VC-11, DR-06: every host is synced and its HA agent replaced, so many at once, and until that is done it does not count.
 * One that vCenter does not reach holds nobody up: it is synced when it returns. */
static SimTime
sync_hosts (SimRun *run, const SimEvent *event)
{
  const ModelFleet *fleet = model_fleet (run);
  SimTime configure = model_number (run, MODEL_FDM_CONFIGURE);
  gint64 at_once = MAX (1, model_number (run, MODEL_VC_HOST_SYNCS)), n = 0;

  for (MODEL_EACH (cluster, model_links (run)->clusters_of_vcenter, ME)) {
    const ModelCluster *c = &fleet->clusters[*cluster];

    for (guint32 host = c->first_host; model_ha_is_on (run, *cluster) && host < c->first_host + c->n_hosts; host++) {
      gboolean reached = model_host_state (run, host)->powered && model_host_state (run, host)->networked;

      TELL_IN (reached ? n / at_once * configure : 0, AGENT, host, AGENT_ON_REINSTALL, 0);
      n += reached;
    }
  }
  return MAX (1, (n + at_once - 1) / at_once) * configure;
}

/* DR-10: the clients that are cut off now, and go quiet. */
static void
find_old_clients (SimRun *run, const SimEvent *event, ModelVersion had)
{
  const ModelFleet *fleet = model_fleet (run);
  gint64 evidence[SIM_EVIDENCE_MAX] = { event->to, model_vcenter_state (run, ME)->version };

  for (guint32 p = 0; p < fleet->n_products; p++)
    if (fleet->products[p].old_tls && (fleet->products[p].vcenter == ME || fleet->products[p].vcenter == MODEL_NONE)
        && model_product_state (run, p)->version == fleet->products[p].version && model_version_is_before (had, 6, 7)
        && !model_version_is_before (model_vcenter_state (run, ME)->version, 6, 7))
      sim_find (run, MODEL_FIND_TLS_CLIENT_CUT, SIM_RISK, ACTOR (PRODUCT, p), 0, evidence);
}

ACTION_OF (VCENTER, serve_new, "serve, sync the hosts, replace their HA agents", "on {a:version}",
        SENDS (MODEL_VCENTER_NOTICES, TO (VCHA, DEPLOY), TO (VCENTER, SYNCED), TO (AGENT, REINSTALL), MODEL_ADMISSION_NOTICES,
               TO (POLICY, LIFECYCLE)))
{
  ModelVcenterState *state = model_vcenter_state (run, ME);

  ModelVersion had = state->version;
  SimTime syncs;

  state->version = state->next_version;
  state->verifies = TRUE;
  find_old_clients (run, event, had);
  for (MODEL_EACH (cluster, model_links (run)->clusters_of_vcenter, ME))
    model_claims_forget (run, *cluster); /* what a VM without reservation counts as depends on it */
  state->released = model_vcenter_step (run, event)->released;
  sim_tell (run, state->version, 0);
  syncs = sync_hosts (run, event);
  for (MODEL_EACH (cluster, model_links (run)->clusters_of_vcenter, ME))
    model_notify_cluster_lifecycle (run, *cluster, MODEL_LIFECYCLE_VCENTER_UPGRADE, had, state->version);
  come_back (run, event);
  TELL_IN (syncs + model_number (run, MODEL_FDM_ELECTION), VCENTER, ME,
           VCENTER_ON_SYNCED, ++state->turn);
}

/* Admission control, which has waited, adds up the hosts that have followed. */
ACTION_OF (VCENTER, settle_down, "report", NULL, SENDS (TO (STEP, FINISHED), TO (ADMISSION, VCENTER_UP)))
{
  for (MODEL_EACH (cluster, model_links (run)->clusters_of_vcenter, ME))
    TELL (ADMISSION, *cluster, ADMISSION_ON_VCENTER_UP, 0);
  model_vcenter_end_step (run, event, STEP_ON_FINISHED);
}

ACTION_OF (VCENTER, be_lost, "stop serving", NULL, SENDS (MODEL_VCENTER_NOTICES, TO (STEP, BROKEN)))
{
  if (SERVES >> run->entry.state_from & 1)
    go_away (run, event, FALSE);
  if (model_vcenter_state (run, ME)->step)
    model_set_back (run, event->to, MODEL_SETBACK_LOST);
  model_vcenter_state (run, ME)->turn++;
  model_vcenter_end_step (run, event, STEP_ON_BROKEN);
}

ACTION_OF (VCENTER, stop_services, "stop what had started", NULL, SENDS_NOTHING)
{
  model_vcenter_state (run, ME)->turn++;
}

ACTION_OF (VCENTER, start_services, "start its services", NULL, SENDS (TO (VCENTER, BOOTED)))
{
  model_vcenter_takes (run, event, MODEL_VC_BOOT, VCENTER_ON_BOOTED);
}

ACTION_OF (VCENTER, serve_again, "serve", NULL, SENDS (MODEL_VCENTER_NOTICES, TO (VCHA, DEPLOY)))
{
  come_back (run, event);
}

/* The rows name guards and actions as the files of their subjects do. */
#undef ROW
#undef STAY
#define ROW(FROM, SIGNAL, IF, TO_STATE, DO, BECAUSE, FACTS)                                                            \
  {                                                                                                                    \
    FROM, SIGNAL, TO_STATE, &VCENTER_##IF, &VCENTER_##DO, BECAUSE, FACTS                                               \
  }
#define STAY(FROM, SIGNAL, IF, DO, BECAUSE, FACTS)                                                                     \
  {                                                                                                                    \
    FROM, SIGNAL, SIM_SAME, &VCENTER_##IF, &VCENTER_##DO, BECAUSE, FACTS                                               \
  }

/* clang-format off */
const SimRow model_VCENTER_rows[] = {
  STAY   (ANY, ON (CHECKED),  it_has_broken_off_since, NOTHING, "what it ends has been broken off", "model"),
  STAY   (ANY, ON (STAGED),   it_has_broken_off_since, NOTHING, "what it ends has been broken off", "model"),
  STAY   (ANY, ON (DONE),     it_has_broken_off_since, NOTHING, "what it ends has been broken off", "model"),
  STAY   (ANY, ON (SYNCED),   it_has_broken_off_since, NOTHING, "what it ends has been broken off", "model"),
  STAY   (ANY, ON (REVERTED), it_has_broken_off_since, NOTHING, "what it ends has been broken off", "model"),
  STAY   (ANY, ON (BOOTED),   it_has_broken_off_since, NOTHING, "what it ends has been broken off", "model"),
  ROW    (AT (SERVING),   ON (UPGRADE),  ALWAYS,              GO (CHECKING),  check,        "the plan has come to it",                                "UPG-08"),
  STAY   (ANY & ~AT (SERVING), ON (UPGRADE), ALWAYS,                          refuse_busy,  "it is out of service, or being upgraded",                "VC-04"),
  ROW    (AT (CHECKING),  ON (CHECKED),  it_has_it_already,   GO (SERVING),   report_done,  "there is nothing to do",                                 "model"),
  ROW    (AT (CHECKING),  ON (CHECKED),  there_is_no_path,    GO (SERVING),   refuse_path,  "from its version there is no direct path",               "UPG-02 UPG-03"),
  ROW    (AT (CHECKING),  ON (CHECKED),  it_goes_back_in_time, GO (SERVING),  refuse_back_in_time, "what has been mended since would be missing in the target", "UPG-07"),
  ROW    (AT (CHECKING),  ON (CHECKED),  an_obstacle_forbids_it, GO (SERVING), refuse_obstacle, "the pre-checks find what the target cannot take over",  "UPG-08 DR-09"),
  ROW    (AT (CHECKING),  ON (CHECKED),  vcenter_ha_is_not_ready, GO (SERVING), refuse_vcenter_ha, "the pre-checks want vCenter HA healthy and enabled", "UPG-08"),
  ROW    (AT (CHECKING),  ON (CHECKED),  its_nodes_are_managed_apart, GO (SERVING), refuse_nodes_apart, "the pre-checks want all its nodes in one inventory", "UPG-08"),
  ROW    (AT (CHECKING),  ON (CHECKED),  vcenter_ha_was_set_up_by_hand, GO (SERVING), refuse_manual_vcenter_ha, "it could not be set up again by itself",      "VC-03"),
  ROW    (AT (CHECKING),  ON (CHECKED),  downtime_is_reduced, GO (STAGING),   stage,        "the pre-checks pass",                                    "VC-03"),
  ROW    (AT (CHECKING),  ON (CHECKED),  ALWAYS,              GO (UPGRADING), upgrade,      "the pre-checks pass",                                    "VC-01"),
  IGNORE (ANY & ~AT (CHECKING), ON (CHECKED), "it is lost"),
  ROW    (AT (STAGING),   ON (STAGED),   staging_fails,       GO (SERVING),   break_off,    "the new appliance cannot be filled, and the old one serves", "VC-03 VC-04"),
  ROW    (AT (CHECKING) | AT (STAGING), ON (CANCEL), ALWAYS,  GO (SERVING),   break_off,    "an administrator cancels it: the old appliance serves",  "VC-04"),
  IGNORE (ANY & ~(AT (CHECKING) | AT (STAGING)), ON (CANCEL), "no upgrade is under way, or it cannot be cancelled any more"),
  ROW    (AT (STAGING),   ON (STAGED),   ALWAYS,              GO (SWITCHING), switch_over,  "the new appliance has everything",                       "VC-03"),
  IGNORE (ANY & ~AT (STAGING), ON (STAGED), "it is lost"),
  ROW    (AT (UPGRADING) | AT (SWITCHING), ON (DONE), it_fails, GO (REVERTING), revert,     "the upgrade has failed",                                 "UPG-03"),
  ROW    (AT (UPGRADING) | AT (SWITCHING), ON (DONE), ALWAYS, GO (SYNCING),   serve_new,    "the upgrade has ended well",                             "VC-01 VC-03 VC-11 DR-06"),
  IGNORE (ANY & ~(AT (UPGRADING) | AT (SWITCHING)), ON (DONE), "it is lost"),
  ROW    (AT (SYNCING),   ON (SYNCED),   ALWAYS,              GO (SERVING),   settle_down,  "the hosts and their HA agents have followed",            "VC-11"),
  IGNORE (ANY & ~AT (SYNCING), ON (SYNCED), "it is lost"),
  ROW    (AT (REVERTING), ON (REVERTED), ALWAYS,              GO (SERVING),   serve_old,    "the old appliance is back",                              "UPG-03"),
  IGNORE (ANY & ~AT (REVERTING), ON (REVERTED), "it is lost"),
  ROW    (ANY & ~AT (DOWN), ON (LOST),   ALWAYS,              GO (DOWN),      be_lost,      "its VM or its service is gone",                          "VC-10"),
  STAY   (AT (DOWN),      ON (LOST),     ALWAYS,                              stop_services, "its VM or its service is gone again",                   "VC-10"),
  STAY   (AT (DOWN),      ON (BACK),     ALWAYS,                              start_services, "its VM runs again",                                    "VC-10"),
  IGNORE (ANY & ~AT (DOWN), ON (BACK),   "it was not down"),
  STAY   (AT (DOWN),      ON (BOOTED),   no_node_may_serve,                   NOTHING,      "vCenter HA has stopped it again",                        "VCHA-04"),
  ROW    (AT (DOWN),      ON (TAKEN_OVER), ALWAYS,            GO (SERVING),   serve_again,  "the passive node has taken over",                        "VCHA-03"),
  IGNORE (ANY & ~AT (DOWN), ON (TAKEN_OVER), "it was not down"),
  ROW    (AT (DOWN),      ON (BOOTED),   ALWAYS,              GO (SERVING),   serve_again,  "its services have started",                              "VC-10"),
  IGNORE (ANY & ~AT (DOWN), ON (BOOTED), "it was not down"),
};
/* clang-format on */
const guint model_VCENTER_n_rows = G_N_ELEMENTS (model_VCENTER_rows);
