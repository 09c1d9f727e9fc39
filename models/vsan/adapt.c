/* The vsan-raid-5 machine: RAID-5 of the newer architecture is 2+1 on few hosts and 4+1 on six or more, and vSAN decides anew
 * when the number of hosts has been another for a day (VS-07). All objects of such a policy are then written anew: resync like
 * any other, which whoever waits for resync waits for.
 *
 * The surprising rule: a host in maintenance counts as lost. So one that an upgrade leaves in maintenance over a weekend has
 * the whole cluster rewritten by Saturday, and rewritten back a day after it has returned.
 *
 * What is published is when, and what the two layouts take. Ours: it begins when the day is over, whatever else is under way; and
 * an object's components stay where they are in our books, since either layout survives one host and no more. So what they
 * take of a host's room is that of the layout with which the scenario begins.
 *
 * Facts: VS-07. */

#include "models/rehearsal.h"
#include "models/vsan/objects.h"
#include "models/vsan/resync.h"
#include "models/words.h"

#define AT(STATE)  (1u << ADAPT_AT_##STATE)
#define ON(SIGNAL) ADAPT_ON_##SIGNAL
#define GO(STATE)  ADAPT_AT_##STATE

/* for (EACH_STRIPED (object, cluster)) */
#define EACH_STRIPED(OBJECT, CLUSTER)                                                                        \
  const ModelObject *OBJECT = model_fleet (run)->objects;                                                    \
  OBJECT < model_fleet (run)->objects + model_fleet (run)->n_objects;                                        \
  OBJECT++)                                                                                                  \
    if (OBJECT->raid == MODEL_RAID_5 && model_fleet (run)->vms[OBJECT->vm].cluster == (CLUSTER)

static ModelShape
shape_on (guint32 domains)
{
  return model_vsan_shape (MODEL_RAID_5, 1, MODEL_VSAN_ESA, domains);
}

/* Fault domains of a site from which a host is there; a host that names none is one by itself. */
static guint32
domains_there (const SimRun *run, guint32 cluster, guint32 site)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *c = &fleet->clusters[cluster];
  guint32 n = 0;

  for (MODEL_EACH_HOST (host, c)) {
    gboolean counted
        = STATE (COMPONENTS, host) == COMPONENTS_AT_ABSENT || model_vsan_site (fleet, host) != site;

    for (guint32 before = c->first_host; before < host && !counted; before++)
      counted = STATE (COMPONENTS, before) != COMPONENTS_AT_ABSENT && model_vsan_site (fleet, before) == site
                && model_vsan_domain (fleet, before) == model_vsan_domain (fleet, host);
    n += !counted;
  }
  return n;
}

/* Of the smaller site, where there are two; a site that is lost altogether says nothing about the layout of the other. */
static guint32
domains (const SimRun *run, guint32 cluster)
{
  guint32 first = domains_there (run, cluster, 0),
          other = model_vsan_is_stretched (model_fleet (run), cluster) ? domains_there (run, cluster, 1) : 0;

  return first && other ? MIN (first, other) : MAX (first, other);
}

void
model_vsan_begin_to_adapt (SimRun *run, guint32 cluster)
{
  const ModelFleet *fleet = model_fleet (run);

  if (fleet->clusters[cluster].vsan.architecture != MODEL_VSAN_ESA)
    return;
  for (EACH_STRIPED (object, cluster))
    model_vsan_state (run, cluster)->stripes = object->need;
}

/* ---- Questions ---- */

GUARD (another_layout_fits, "so many hosts are there that RAID-5 is laid out in the other way")
{
  guint32 n = domains (run, ME);

  return n >= shape_on (0).data && shape_on (n).need != model_vsan_state (run, ME)->stripes;
}

GUARD (the_layout_fits, "RAID-5 lies as it should on so many hosts")
{
  return !another_layout_fits_test (run, event);
}

/* ---- What is done ---- */

static SimTicket *
timer (SimRun *run, const SimEvent *event)
{
  return &model_vsan_timers (run, model_fleet (run)->clusters[ME].first_host)->adapt;
}

static void
wait_a_day (SimRun *run, const SimEvent *event)
{
  sim_tell (run, domains (run, ME), 0);
  *timer (run, event) = TELL_IN (model_number (run, MODEL_VSAN_ADAPT), ADAPT, ME, ADAPT_ON_DUE, 0);
}

ACTION (wait, "wait whether it stays so", "{a:hosts}", SENDS (TO (ADAPT, DUE)))
{
  wait_a_day (run, event);
}

ACTION (call_off, "leave it as it is", NULL, SENDS_NOTHING)
{
  sim_cancel (run, timer (run, event));
}

ACTION (lay_out, "write it anew", "{a:volume}", SENDS (MODEL_VSAN_RESYNC_NOTICES))
{
  ModelVsanState *state = model_vsan_state (run, ME);
  guint32 n = domains (run, ME);
  ModelShape shape = shape_on (n);
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0, 0, shape.need, state->stripes, n };

  for (EACH_STRIPED (object, ME)) {
    evidence[0]++;
    evidence[1] = model_vsan_sum (evidence[1], (model_vsan_component_mib (&shape, object->mib) << 20)
                                                   * shape.data * object->n_sites);
  }
  state->stripes = shape.need;
  sim_tell (run, evidence[1], 0);
  sim_find (run, MODEL_FIND_RAID_5_ADAPTS, SIM_RISK, model_cluster_thing (run->model, ME), 0, evidence);
  model_vsan_begin_batch (run, model_fleet (run)->clusters[ME].first_host, MODEL_BATCH_ADAPT, evidence[1]);
}

static void
end (SimRun *run, const SimEvent *event)
{
  model_vsan_end_batch (run, model_fleet (run)->clusters[ME].first_host, MODEL_BATCH_ADAPT);
  sim_find_end (run, MODEL_FIND_RAID_5_ADAPTS, model_cluster_thing (run->model, ME), 0);
  model_vsan_notify (run, ME);
}

ACTION (settle, "let whoever waits go on", NULL, SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  end (run, event);
}

ACTION (settle_and_wait, "wait whether it stays so", "{a:hosts}",
        SENDS (TO (ADAPT, DUE), MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  end (run, event);
  wait_a_day (run, event);
}

/* clang-format off */
const SimRow model_ADAPT_rows[] = {
  ROW    (AT (SETTLED), ON (CHANGED), another_layout_fits, GO (WAITING), wait,            "hosts have come or gone, and the other layout fits", "VS-07"),
  IGNORE (AT (SETTLED), ON (CHANGED), "as many hosts are there as the layout is for, or there is nothing to lay out"),
  ROW    (AT (WAITING), ON (CHANGED), the_layout_fits,     GO (SETTLED), call_off,        "the hosts are back, or have gone again",             "VS-07"),
  IGNORE (AT (WAITING), ON (CHANGED), "the other layout fits still"),
  IGNORE (AT (LAYING),  ON (CHANGED), "what fits is asked when it is done"),
  ROW    (AT (WAITING), ON (DUE),     ALWAYS,              GO (LAYING),  lay_out,         "it has been so for a day",                           "VS-07"),
  IGNORE (AT (SETTLED) | AT (LAYING), ON (DUE), "it was called off"),
  ROW    (AT (LAYING),  ON (LAID),    another_layout_fits, GO (WAITING), settle_and_wait, "it is written, and hosts have come or gone meanwhile", "VS-07"),
  ROW    (AT (LAYING),  ON (LAID),    ALWAYS,              GO (SETTLED), settle,          "it is written",                                      "VS-07"),
  IGNORE (AT (SETTLED) | AT (WAITING), ON (LAID), "nothing is being written"),
};
/* clang-format on */
const guint model_ADAPT_n_rows = G_N_ELEMENTS (model_ADAPT_rows);
