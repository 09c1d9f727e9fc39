/* The vsan-votes machine: who decides when a site of a stretched cluster is lost (VS-16).
 *
 * From 7.0 U3 on vSAN gives the site that is left enough votes to do without the witness host, so that a witness lost some
 * time after a site costs nothing, while both lost together cost the data. Which values it gives is not published. We
 * choose: every component of the site that is left weighs `vsan-votes-of-survivor` times what it did, after
 * `vsan-votes-reassigned-after`; and an object votes as before as soon as the other site has whole data of it again.
 *
 * The surprising rule: until then it goes by the votes that it has. A site that has returned, and is not yet up to date, does
 * not do with the witness alone.
 *
 * Where site and witness have gone together nothing is left that could decide, and vSAN does nothing. From 9.0 on an
 * administrator can have the site that is left taken over (VS-24): the same votes, given by hand, to what has whole data
 * there. What the product calls for is not published in detail; we ask that both be gone indeed.
 *
 * Facts: VS-16. */

#include "models/compute/hosts.h"
#include "models/notices.h"
#include "models/rehearsal.h"
#include "models/vsan/objects.h"
#include "models/vsan/resync.h"
#include "models/words.h"

#define AT(STATE)  (1u << VOTES_AT_##STATE)
#define ON(SIGNAL) VOTES_ON_##SIGNAL
#define GO(STATE)  VOTES_AT_##STATE
#define ANY        ((1u << VOTES_N_STATES) - 1)

#define KNOWS_HOW  MODEL_VERSION (7, 0, 3) /* 7.0 U3 */
#define TAKES_OVER MODEL_VERSION (9, 0, 0)
#define HEAVIEST  15 /* votes are counted in a byte, and of RAID-6's one component weighs two */

static const ModelCluster *
cluster_of (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->clusters[ME];
}

#define EACH_HOST(HOST) MODEL_EACH_HOST (HOST, cluster_of (run, event))

/* ---- Questions ---- */

static gboolean
a_site_is_lost (const SimRun *run, const SimEvent *event)
{
  guint32 up_to_date[2] = { 0 };

  for (EACH_HOST (host))
    up_to_date[model_vsan_site (model_fleet (run), host)] += STATE (COMPONENTS, host) == COMPONENTS_AT_ACTIVE;
  return (up_to_date[0] == 0) != (up_to_date[1] == 0);
}

static gboolean
every_host_knows_how (const SimRun *run, const SimEvent *event)
{
  for (EACH_HOST (host))
    if (model_host_state (run, host)->version < KNOWS_HOW)
      return FALSE;
  return TRUE;
}

static gboolean
the_witness_votes (const SimRun *run, const SimEvent *event)
{
  return STATE (WITNESS, cluster_of (run, event)->vsan.witness) == WITNESS_AT_SERVING;
}

GUARD (a_site_is_lost_alone,
       "no host of a site is up to date, the witness votes, and every host is on 7.0 U3 or newer")
{
  return a_site_is_lost (run, event) && the_witness_votes (run, event) && every_host_knows_how (run, event);
}

GUARD (the_witness_is_gone, "the witness does not vote")
{
  return !the_witness_votes (run, event);
}

GUARD (no_site_is_lost, "a host of each site is up to date, or none of either")
{
  return !a_site_is_lost (run, event);
}

typedef enum { KEEP, AS_POLICY_SAYS, FIRST_SITE, OTHER_SITE } Verdict;

/* What the votes of one object should be: the site that has whole data decides while the other has nothing up to date. An
 * object that is not accessible cannot change its votes, unless somebody has its site taken over. */
static Verdict
weigh (const SimRun *run, const ModelObject *object, guint32 taken_over)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 data[2] = { 0 }, up[2] = { 0 };

  for (guint32 c = object->first_component; c < object->first_component + object->n_components; c++)
    if (fleet->components[c].host != MODEL_NONE && model_component (run, c)->state == MODEL_IS_ACTIVE) {
      up[fleet->components[c].site]++;
      data[fleet->components[c].site] += fleet->components[c].kind == MODEL_COMPONENT_DATA;
    }
  if (data[0] >= object->need && data[1] >= object->need)
    return AS_POLICY_SAYS;
  if (taken_over != MODEL_NONE)
    return data[taken_over] < object->need ? KEEP : taken_over == 0 ? FIRST_SITE : OTHER_SITE;
  if (!model_vsan_object (run, (guint32) (object - fleet->objects)).accessible)
    return KEEP;
  for (guint site = 0; site < 2; site++)
    if (data[site] >= object->need && up[!site] == 0)
      return site == 0 ? FIRST_SITE : OTHER_SITE;
  return KEEP;
}

static gboolean
is_shifted (const SimRun *run, const ModelObject *object)
{
  for (guint32 c = object->first_component; c < object->first_component + object->n_components; c++)
    if (model_component (run, c)->votes != model_fleet (run)->components[c].votes)
      return TRUE;
  return FALSE;
}

/* for (EACH_MIRROR (object)): the objects of this cluster that lie on both sites. */
#define EACH_MIRROR(OBJECT)                                                                                  \
  const ModelObject *OBJECT = model_fleet (run)->objects;                                                    \
  OBJECT < model_fleet (run)->objects + model_fleet (run)->n_objects;                                        \
  OBJECT++

static gboolean
is_mirror_here (const SimRun *run, const SimEvent *event, const ModelObject *object)
{
  return object->n_sites == 2 && model_fleet (run)->vms[object->vm].cluster == ME;
}

GUARD (both_sites_are_whole, "both sites have whole data of every object")
{
  for (EACH_MIRROR (object))
    if (is_mirror_here (run, event, object) && is_shifted (run, object)
        && weigh (run, object, MODEL_NONE) != AS_POLICY_SAYS)
      return FALSE;
  return TRUE;
}

static guint32
site_to_take (const SimRun *run, const SimEvent *event)
{
  return model_fleet (run)->steps[event->arg].site;
}

GUARD (its_hosts_do_not_know_it, "a host of the site that is there is older than 9.0")
{
  for (EACH_HOST (host))
    if (model_vsan_site (model_fleet (run), host) == site_to_take (run, event) && model_host_is_up (run, host)
        && model_host_state (run, host)->version < TAKES_OVER)
      return TRUE;
  return FALSE;
}

/* Of a site that is only cut off the two would go on apart, so that is refused: whoever takes over has made sure. */
GUARD (the_rest_is_not_lost, "the witness votes, or a host of the other site is there")
{
  for (EACH_HOST (host))
    if (model_vsan_site (model_fleet (run), host) != site_to_take (run, event) && model_host_is_up (run, host)
        && !model_host_in_maintenance (run, host))
      return TRUE;
  return the_witness_votes (run, event);
}

/* ---- What is done ---- */

static void
give_votes (SimRun *run, const ModelObject *object, Verdict verdict)
{
  const ModelFleet *fleet = model_fleet (run);
  gint64 weight = MIN (HEAVIEST, model_number (run, MODEL_VSAN_SURVIVOR_WEIGHT));

  for (guint32 c = object->first_component; c < object->first_component + object->n_components; c++) {
    const ModelComponent *component = &fleet->components[c];
    gboolean favoured = component->host != MODEL_NONE && verdict != AS_POLICY_SAYS
                        && component->site == (verdict == OTHER_SITE);

    model_component (run, c)->votes = (guint8) (component->votes * (favoured ? weight : 1));
  }
  model_vsan_recount (run, (guint32) (object - fleet->objects));
}

/* Weighs every object anew, or only gives back what was taken; and says how the first one votes that does not vote as its
 * policy says. */
static void
weigh_all (SimRun *run, const SimEvent *event, guint32 taken_over, gboolean may_shift)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0 };
  SimId subject = model_cluster_thing (run->model, ME);

  for (EACH_MIRROR (object)) {
    Verdict verdict = is_mirror_here (run, event, object) ? weigh (run, object, taken_over) : KEEP;

    if (verdict == AS_POLICY_SAYS || (verdict != KEEP && may_shift))
      give_votes (run, object, verdict);
    if (!is_mirror_here (run, event, object) || !is_shifted (run, object) || evidence[0]++)
      continue;
    for (guint32 c = object->first_component; c < object->first_component + object->n_components; c++) {
      gint64 votes = model_component (run, c)->votes;

      evidence[2] += votes;
      evidence[1] += model_fleet (run)->components[c].votes != votes ? votes : 0;
      evidence[3] += model_component (run, c)->host == MODEL_NONE ? votes : 0;
    }
  }
  if (evidence[0])
    sim_find (run, MODEL_FIND_VOTES_REASSIGNED, SIM_NOTE, subject, 0, evidence);
  else
    sim_find_end (run, MODEL_FIND_VOTES_REASSIGNED, subject, 0);
  sim_tell (run, evidence[1], evidence[2]);
  TELL (VSAN, ME, VSAN_ON_CHANGED, 0);
}

ACTION (wait, "give it some time", NULL, SENDS (TO (VOTES, REASSIGN)))
{
  model_vsan_timers (run, cluster_of (run, event)->first_host)->votes
      = TELL_IN (model_number (run, MODEL_VSAN_REVOTE), VOTES, ME, VOTES_ON_REASSIGN, 0);
}

ACTION (call_off, "leave the votes as they are", NULL, SENDS_NOTHING)
{
  sim_cancel (run, &model_vsan_timers (run, cluster_of (run, event)->first_host)->votes);
}

ACTION (shift, "give the site that is left more votes", "{a:count} of {b:count} votes",
        SENDS (TO (VSAN, CHANGED)))
{
  weigh_all (run, event, MODEL_NONE, TRUE);
}

ACTION (take_over, "let the site that is left decide alone", "{a:count} of {b:count} votes",
        SENDS (TO (VSAN, CHANGED), TO (STEP, FINISHED)))
{
  sim_cancel (run, &model_vsan_timers (run, cluster_of (run, event)->first_host)->votes);
  weigh_all (run, event, site_to_take (run, event), TRUE);
  TELL (STEP, (guint32) event->arg, STEP_ON_FINISHED, 0);
}

REFUSES (refuse_versions, "refuse", SITE_VERSION)
REFUSES (refuse_to_take_over, "refuse", SITE_NOT_LOST)

ACTION (restore, "give both sites the same again", NULL, SENDS (TO (VSAN, CHANGED)))
{
  weigh_all (run, event, MODEL_NONE, FALSE);
}

ACTION (restore_some, "give both sites the same where they have the same", NULL, SENDS (TO (VSAN, CHANGED)))
{
  weigh_all (run, event, MODEL_NONE, FALSE);
}

/* clang-format off */
const SimRow model_VOTES_rows[] = {
  ROW    (AT (SETTLED),   ON (CHANGED),  a_site_is_lost_alone,   GO (WAITING),   wait,     "a site is lost, and the witness is there",               "VS-16"),
  IGNORE (AT (SETTLED),   ON (CHANGED),  "no site is lost, or there is no witness to do without, or vSAN does not know how"),
  ROW    (AT (WAITING),   ON (CHANGED),  no_site_is_lost,        GO (SETTLED),   call_off, "the site is back, or the other one is lost as well",     "VS-16"),
  ROW    (AT (WAITING),   ON (CHANGED),  the_witness_is_gone,    GO (SETTLED),   call_off, "the witness is lost too soon after the site",            "VS-16"),
  ROW    (AT (WAITING),   ON (REASSIGN), ALWAYS,                 GO (SHIFTED),   shift,    "a site is lost, and is not coming back soon",            "VS-16"),
  IGNORE (AT (WAITING),   ON (CHANGED),  "the site is lost still"),
  ROW    (AT (SHIFTED),   ON (CHANGED),  both_sites_are_whole, GO (SETTLED), restore,    "both sites have whole data again",                   "model"),
  STAY   (AT (SHIFTED),   ON (CHANGED),  no_site_is_lost,                    restore_some, "both sites have whole data of some objects",       "model"),
  IGNORE (AT (SHIFTED),   ON (CHANGED),  "the site is lost still"),
  IGNORE (AT (SETTLED) | AT (SHIFTED), ON (REASSIGN), "it was called off"),
  STAY   (ANY,            ON (TAKE_OVER), the_rest_is_not_lost,       refuse_to_take_over, "vSAN goes on by itself with either of them",      "VS-24"),
  STAY   (ANY,            ON (TAKE_OVER), its_hosts_do_not_know_it,   refuse_versions,  "older hosts cannot",                                 "VS-24"),
  ROW    (ANY,            ON (TAKE_OVER), ALWAYS,          GO (SHIFTED), take_over,     "the other site and the witness are lost",            "VS-24"),
};
/* clang-format on */
const guint model_VOTES_n_rows = G_N_ELEMENTS (model_VOTES_rows);
