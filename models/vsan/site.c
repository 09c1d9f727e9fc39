/* The vsan-site machine: a whole site of a stretched cluster into maintenance, and out of it again (9.0 on, VS-24).
 *
 * Host after host, each would keep what it had when its own turn came, and what lies on several of them would be of several
 * moments. So VMs leave all hosts of the site first; the first one that is empty waits for the last; and then all of them
 * enter in one instant. If one of them does not get that far, none does.
 *
 * The surprising rule: no data moves, since there is nowhere on the site to move it to. The other site and the witness have
 * to do without this one from that instant on, for every object, and this is looked at twice: when somebody asks, and up to
 * the moment when they enter. What lies on the one site alone stands in the way. What exactly the product looks at is not
 * published; that is our reading of VS-11 for a site.
 *
 * Facts: VS-24. */

#include "models/compute/hosts.h"
#include "models/notices.h"
#include "models/rehearsal.h"
#include "models/vcenter/availability.h"
#include "models/vsan/objects.h"
#include "models/words.h"

#define AT(STATE)  (1u << SITE_AT_##STATE)
#define ON(SIGNAL) SITE_ON_##SIGNAL
#define GO(STATE)  SITE_AT_##STATE
#define ANY        ((1u << SITE_N_STATES) - 1)

#define KNOWS_HOW MODEL_VERSION (9, 0, 0)

/* for (EACH_HOST_OF (host, site)) */
#define EACH_HOST_OF(HOST, SITE)                                                                             \
  MODEL_EACH_HOST (HOST, &model_fleet (run)->clusters[ME]))                                                  \
    if (model_vsan_site (model_fleet (run), HOST) == (SITE)

static guint32
site_asked_for (const SimRun *run, const SimEvent *event)
{
  return model_fleet (run)->steps[event->arg].site;
}

static guint32
site_now (const SimRun *run, const SimEvent *event)
{
  return model_vsan_state (run, ME)->site;
}

/* ---- Questions ---- */

GUARD (vcenter_is_away, "vCenter is out of service")
{
  return !model_vcenter_offers (run, ME, MODEL_FUNCTION_TASKS);
}

GUARD (a_host_does_not_know_how, "a host is older than 9.0")
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[ME];

  for (MODEL_EACH_HOST (host, cluster))
    if (model_host_state (run, host)->version < KNOWS_HOW)
      return TRUE;
  return FALSE;
}

GUARD (a_host_is_missing, "a host of either site is away or in maintenance, or its devices have failed")
{
  return model_vsan_misses_a_host (run, ME);
}

GUARD (the_witness_does_not_vote, "the witness does not vote")
{
  return STATE (WITNESS, model_fleet (run)->clusters[ME].vsan.witness) != WITNESS_AT_SERVING;
}

static gboolean
depends_on (const SimRun *run, const SimEvent *event, guint32 site)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 o = 0; o < fleet->n_objects; o++)
    if (fleet->vms[fleet->objects[o].vm].cluster == ME && *model_object_condition (run, o) != MODEL_IS_LOST
        && !model_vsan_object_without_site (run, o, site).accessible)
      return TRUE;
  return FALSE;
}

GUARD (an_object_depends_on_it, "an object would not be accessible without it")
{
  return depends_on (run, event, site_asked_for (run, event));
}

GUARD (the_rest_will_not_do, "the witness, or a part of the other site, is not there any more")
{
  return the_witness_does_not_vote_test (run, event) || depends_on (run, event, site_now (run, event));
}

GUARD (every_host_is_empty, "every host of it is without VMs and waits")
{
  for (EACH_HOST_OF (host, site_now (run, event)))
    if (!model_host_has_no_vms (run, host) || model_host_state (run, host)->provisioning
        || STATE (DECOMMISSION, host) != DECOMMISSION_AT_HELD)
      return FALSE;
  return TRUE;
}

GUARD (every_host_is_in, "every host of it is in maintenance")
{
  for (EACH_HOST_OF (host, site_now (run, event)))
    if (!model_host_in_maintenance (run, host))
      return FALSE;
  return TRUE;
}

GUARD (it_is_the_other_one, "it is the other site that is in maintenance")
{
  return site_asked_for (run, event) != site_now (run, event);
}

GUARD (that_was_the_last, "every host has answered, and all could")
{
  const ModelVsanState *state = model_vsan_state (run, ME);

  return state->site_left == 1 && state->site_failed == 0 && event->signal == SITE_ON_DONE;
}

GUARD (the_last_has_answered, "every host has answered, and one could not")
{
  return model_vsan_state (run, ME)->site_left == 1;
}

/* ---- What is done ---- */

REFUSES (refuse_without_vcenter, "refuse", VCENTER_DOWN)
REFUSES (refuse_versions, "refuse", SITE_VERSION)
REFUSES (refuse_missing, "refuse", VSAN_HOST)
REFUSES (refuse_without_witness, "refuse", SITE_WITNESS)
REFUSES (refuse_to_lose_data, "refuse", SITE_DATA)
REFUSES (refuse_busy, "refuse", BUSY)

/* Every host of the site, and nobody else: how many there are. */
static guint32
tell_hosts (SimRun *run, const SimEvent *event, guint signal, gint64 arg)
{
  guint32 n = 0;

  for (EACH_HOST_OF (host, site_now (run, event))) {
    TELL (HOST, host, signal, arg);
    n++;
  }
  return n;
}

static void
begin_step (SimRun *run, const SimEvent *event)
{
  ModelVsanState *state = model_vsan_state (run, ME);

  state->site = site_asked_for (run, event);
  state->site_step = (guint32) event->arg + 1;
  state->site_failed = 0;
}

static void
end_step (SimRun *run, const SimEvent *event, guint signal)
{
  ModelVsanState *state = model_vsan_state (run, ME);

  TELL (STEP, state->site_step - 1, signal, 0);
  state->site_step = state->site_left = state->site_failed = 0;
}

ACTION (empty_it, "ask all of its hosts to enter", "{a:hosts}", SENDS (TO (HOST, ENTER)))
{
  gint64 timeout = model_fleet (run)->steps[event->arg].enter_timeout;

  begin_step (run, event);
  sim_tell (run, tell_hosts (run, event, HOST_ON_ENTER, timeout ? timeout : SIM_NEVER), 0);
}

ACTION (enter_together, "let all of them go at once", NULL, SENDS (TO (DECOMMISSION, AGAIN)))
{
  for (EACH_HOST_OF (host, site_now (run, event)))
    TELL (DECOMMISSION, host, DECOMMISSION_ON_AGAIN, 0);
}

ACTION (be_out, "report", NULL, SENDS (TO (STEP, FINISHED)))
{
  end_step (run, event, STEP_ON_FINISHED);
}

/* Those that are in already, which takes a host lost in that very instant, come out again. */
ACTION (call_off, "leave all of its hosts where they are", NULL,
        SENDS (TO (HOST, CANCEL), TO (HOST, EXIT), TO (STEP, BROKEN)))
{
  for (EACH_HOST_OF (host, site_now (run, event)))
    TELL (HOST, host, model_host_in_maintenance (run, host) ? HOST_ON_EXIT : HOST_ON_CANCEL, 0);
  model_set_back (run, model_cluster_thing (run->model, ME),
                  event->signal == SITE_ON_FAILED ? MODEL_SETBACK_SITE_HOST : MODEL_SETBACK_SITE_NEEDED);
  end_step (run, event, STEP_ON_BROKEN);
}

ACTION (take_out, "take all of its hosts out", "{a:hosts}", SENDS (TO (HOST, EXIT)))
{
  begin_step (run, event);
  model_vsan_state (run, ME)->site_left = tell_hosts (run, event, HOST_ON_EXIT, 0);
  sim_tell (run, model_vsan_state (run, ME)->site_left, 0);
}

ACTION (count, "wait for the others", NULL, SENDS_NOTHING)
{
  ModelVsanState *state = model_vsan_state (run, ME);

  state->site_left--;
  state->site_failed += event->signal == SITE_ON_FAILED;
}

ACTION (be_back, "report", NULL, SENDS (TO (STEP, FINISHED)))
{
  end_step (run, event, STEP_ON_FINISHED);
}

ACTION (be_back_in_part, "report", "not all of it", SENDS (TO (STEP, BROKEN)))
{
  model_set_back (run, model_cluster_thing (run->model, ME), MODEL_SETBACK_SITE_STAYS);
  end_step (run, event, STEP_ON_BROKEN);
}

/* clang-format off */
const SimRow model_SITE_rows[] = {
  STAY   (AT (SETTLED),  ON (ENTER),   vcenter_is_away,           refuse_without_vcenter, "without vCenter no task starts",             "VC-05"),
  STAY   (AT (SETTLED),  ON (ENTER),   a_host_does_not_know_how,  refuse_versions,        "older hosts go one after another",           "VS-24"),
  STAY   (AT (SETTLED),  ON (ENTER),   a_host_is_missing,         refuse_missing,         "both sites have to be whole before",         "model"),
  STAY   (AT (SETTLED),  ON (ENTER),   the_witness_does_not_vote, refuse_without_witness, "a site needs the witness for its majority",  "VS-16 VS-18"),
  STAY   (AT (SETTLED),  ON (ENTER),   an_object_depends_on_it,   refuse_to_lose_data,    "there is no host on its site to move it to", "VS-11"),
  ROW    (AT (SETTLED),  ON (ENTER),   ALWAYS,           GO (EMPTYING), empty_it,         "the plan wants the whole site empty",        "VS-24"),
  STAY   (ANY & ~AT (SETTLED), ON (ENTER), ALWAYS,                refuse_busy,            "a site is on its way already, or in maintenance", "model"),
  ROW    (AT (EMPTYING), ON (EMPTIED), every_host_is_empty, GO (ENTERING), enter_together, "no VM is left on any of its hosts",          "VS-24"),
  IGNORE (AT (EMPTYING), ON (EMPTIED), "other hosts of it are not empty yet"),
  IGNORE (ANY & ~AT (EMPTYING), ON (EMPTIED), "they are entering, or nobody wants it any more"),
  ROW    (AT (EMPTYING), ON (CHANGED), the_rest_will_not_do, GO (SETTLED), call_off,      "the other site could not do without it now", "VS-11 VS-16"),
  IGNORE (ANY,           ON (CHANGED), "the other site and the witness are there, or it makes no difference"),
  ROW    (AT (EMPTYING) | AT (ENTERING), ON (FAILED), ALWAYS, GO (SETTLED), call_off,     "a host does not enter, so none does",        "VS-24"),
  ROW    (AT (ENTERING), ON (DONE),    every_host_is_in, GO (OUT), be_out,                "its hosts have entered together",            "VS-24"),
  IGNORE (AT (ENTERING), ON (DONE),    "the others enter in the same instant"),
  ROW    (AT (SETTLED),  ON (LEAVE),   ALWAYS,           GO (LEAVING), take_out,          "the plan wants it back",                     "VS-24"),
  STAY   (AT (OUT),      ON (LEAVE),   it_is_the_other_one,       refuse_busy,            "it is the other site that is out",           "model"),
  ROW    (AT (OUT),      ON (LEAVE),   ALWAYS,           GO (LEAVING), take_out,          "the plan wants it back",                     "VS-24"),
  STAY   (AT (EMPTYING) | AT (ENTERING) | AT (LEAVING), ON (LEAVE), ALWAYS, refuse_busy,  "a site is on its way",                       "model"),
  ROW    (AT (LEAVING),  ON (DONE),    that_was_the_last, GO (SETTLED), be_back,          "all of its hosts are back",                  "VS-24"),
  ROW    (AT (LEAVING),  ON (DONE),    the_last_has_answered, GO (SETTLED), be_back_in_part, "not all of its hosts are back",           "model"),
  ROW    (AT (LEAVING),  ON (FAILED),  the_last_has_answered, GO (SETTLED), be_back_in_part, "not all of its hosts are back",           "model"),
  STAY   (AT (LEAVING),  ON (DONE),    ALWAYS,                    count,                  "others have not answered",                   "model"),
  STAY   (AT (LEAVING),  ON (FAILED),  ALWAYS,                    count,                  "others have not answered",                   "model"),
  IGNORE (AT (SETTLED) | AT (EMPTYING) | AT (OUT), ON (DONE), "nobody waits for it"),
  IGNORE (AT (SETTLED) | AT (OUT), ON (FAILED), "nobody waits for it"),
};
/* clang-format on */
const guint model_SITE_n_rows = G_N_ELEMENTS (model_SITE_rows);
