/* The ads machine: the Acropolis Dynamic Scheduler (Lazan). It takes VMs off a host whose CPU, or whose Stargate, has been too busy
 * for too long, and off one that swaps (N-91). What it moves stands in ads-relieve.c.
 *
 * The surprising rule: it removes contention, it does not balance. A cluster whose hosts are all below the line is left as uneven as
 * it is, so VMs that a roll has left behind stay where they are. Switched off it goes on looking, and only raises alerts.
 *
 * Facts: N-91. */

#include "models/ahv/ads.h"

#include "models/ahv/contention.h"
#include "models/compute/evacuation.h"
#include "models/compute/hosts.h"
#include "models/words.h"

#define AT(STATE)  (1u << ADS_AT_##STATE)
#define ON(SIGNAL) ADS_ON_##SIGNAL
#define GO(STATE)  ADS_AT_##STATE

#define EACH_HOST(HOST) MODEL_EACH_HOST (HOST, &model_fleet (run)->clusters[ME])

/* The looks: at CPU and Stargate, and at memory. Each has a timer of its own. */
#define LOOKS_AT_LOAD   (1u << MODEL_CONTENTION_CPU | 1u << MODEL_CONTENTION_STORAGE)
#define LOOKS_AT_MEMORY (1u << MODEL_CONTENTION_MEMORY)

static SimTicket *
timer_of (SimRun *run, const SimEvent *event, guint kinds)
{
  ModelHostTimers *timers = model_host_timers (run, model_fleet (run)->clusters[ME].first_host);

  return kinds == LOOKS_AT_MEMORY ? &timers->dpm_look : &timers->dpm;
}

/* ---- Questions ---- */

/* The first host that has been contended for so long, in one of these ways; MODEL_NONE. */
static guint32
contended_for (const SimRun *run, const SimEvent *event, guint kinds, SimTime duration)
{
  for (EACH_HOST (host))
    for (guint kind = 0; kind < MODEL_N_CONTENTIONS; kind++) {
      SimTime since = model_ahv_host (run, host)->contended[kind];

      if (kinds >> kind & 1 && since && sim_now (run) - (since - 1) >= duration)
        return host;
    }
  return MODEL_NONE;
}

GUARD (nothing_is_contended, "no host is contended")
{
  return contended_for (run, event, LOOKS_AT_LOAD | LOOKS_AT_MEMORY, 0) == MODEL_NONE;
}

GUARD (none_for_long, "none has been too busy for long enough")
{
  return contended_for (run, event, LOOKS_AT_LOAD, model_number (run, MODEL_ADS_FOR)) == MODEL_NONE;
}

GUARD (no_host_swaps, "no host swaps")
{
  return contended_for (run, event, LOOKS_AT_MEMORY, 0) == MODEL_NONE;
}

GUARD (a_host_swaps, "a host swaps")
{
  return contended_for (run, event, LOOKS_AT_MEMORY, 0) != MODEL_NONE;
}

static gboolean
is_to_look (const SimRun *run, const SimEvent *event, guint kinds)
{
  return contended_for (run, event, kinds, 0) != MODEL_NONE
         && !sim_is_pending (run, *timer_of ((SimRun *) run, event, kinds));
}

GUARD (it_will_look_anyway, "it will look anyway")
{
  return !is_to_look (run, event, LOOKS_AT_LOAD) && !is_to_look (run, event, LOOKS_AT_MEMORY);
}

GUARD (it_is_switched_off, "it is switched off")
{
  return model_fleet (run)->clusters[ME].no_ads;
}

/* ---- What is done ---- */

static void
look_in (SimRun *run, const SimEvent *event, guint kinds, SimTime delay)
{
  SimTicket *timer = timer_of (run, event, kinds);

  sim_cancel (run, timer);
  *timer = TELL_IN (delay, ADS, ME, kinds == LOOKS_AT_MEMORY ? ADS_ON_LOOK_AT_MEMORY : ADS_ON_LOOK, 0);
}

/* Looks have their times, whoever is contended since when. */
static void
look_when_it_is_time (SimRun *run, const SimEvent *event, guint kinds)
{
  gint64 interval
      = model_number (run, kinds == LOOKS_AT_MEMORY ? MODEL_ADS_MEMORY_INTERVAL : MODEL_ADS_INTERVAL);

  interval = MAX (1, interval);
  if (is_to_look (run, event, kinds))
    look_in (run, event, kinds, interval - sim_now (run) % interval);
}

ACTION (wait_for_look, "look when the interval has come round", "{a:name}",
        SENDS (TO (ADS, LOOK), TO (ADS, LOOK_AT_MEMORY)))
{
  sim_tell (run, ACTOR (HOST, contended_for (run, event, LOOKS_AT_LOAD | LOOKS_AT_MEMORY, 0)), 0);
  look_when_it_is_time (run, event, LOOKS_AT_LOAD);
  look_when_it_is_time (run, event, LOOKS_AT_MEMORY);
}

/* One that nothing could be moved off is an alert; it is tried again when something changes. Where moves only wait for a slot, it is
 * tried again at the next look. */
static ModelRelief
relieve_all (SimRun *run, const SimEvent *event, guint kinds, SimTime duration)
{
  ModelRelief all = { 0, FALSE };

  for (EACH_HOST (host))
    for (guint kind = 0; kind < MODEL_N_CONTENTIONS; kind++) {
      SimTime since = model_ahv_host (run, host)->contended[kind];
      ModelRelief one;

      if (!(kinds >> kind & 1) || !since || sim_now (run) - (since - 1) < duration)
        continue;
      one = model_ads_relieve (run, kind, host);
      if (!one.moved && !one.waits)
        model_ads_alert (run, kind, host, MODEL_ADS_NO_PLACE);
      all.moved += one.moved;
      all.waits |= one.waits;
    }
  sim_tell (run, all.moved, 0);
  return all;
}

#define RELIEVES SENDS (MODEL_MOVE_NOTICES, TO (ADS, LOOK), TO (ADS, LOOK_AT_MEMORY))

ACTION (relieve, "move as little as is enough, look again half an hour later", "{a:vms}", RELIEVES)
{
  ModelRelief relief = relieve_all (run, event, LOOKS_AT_LOAD, model_number (run, MODEL_ADS_FOR));

  if (relief.moved)
    look_in (run, event, LOOKS_AT_LOAD, model_number (run, MODEL_ADS_AFTER_ACTION));
  else if (relief.waits)
    look_when_it_is_time (run, event, LOOKS_AT_LOAD);
}

ACTION (relieve_memory, "move as little as is enough, look again at the next interval", "{a:vms}", RELIEVES)
{
  ModelRelief relief = relieve_all (run, event, LOOKS_AT_MEMORY, 0);

  if (relief.moved || relief.waits)
    look_when_it_is_time (run, event, LOOKS_AT_MEMORY);
}

static void
alert_all (SimRun *run, const SimEvent *event, guint kinds, SimTime duration)
{
  for (EACH_HOST (host))
    for (guint kind = 0; kind < MODEL_N_CONTENTIONS; kind++) {
      SimTime since = model_ahv_host (run, host)->contended[kind];

      if (kinds >> kind & 1 && since && sim_now (run) - (since - 1) >= duration)
        model_ads_alert (run, kind, host, MODEL_ADS_IS_OFF);
    }
}

ACTION (alert, "raise an alert, move nothing", NULL, SENDS_NOTHING)
{
  alert_all (run, event, LOOKS_AT_LOAD, model_number (run, MODEL_ADS_FOR));
}

ACTION (alert_of_memory, "raise an alert, move nothing", NULL, SENDS_NOTHING)
{
  alert_all (run, event, LOOKS_AT_MEMORY, 0);
}

ACTION (note, "clear alerts of what has passed", NULL, SENDS_NOTHING)
{
  for (EACH_HOST (host))
    model_ads_clear (run, host);
}

/* clang-format off */
const SimRow model_ADS_rows[] = {
  IGNORE (AT (ABSENT), ON (LOAD), "it is not there"),
  IGNORE (AT (ABSENT) | AT (CALM), ON (LOOK), "nothing is contended"),
  IGNORE (AT (ABSENT) | AT (CALM), ON (LOOK_AT_MEMORY), "no host swaps"),
  STAY   (AT (CALM),     ON (LOAD), nothing_is_contended,            NOTHING,       "nothing is any more",                                    "model"),
  ROW    (AT (CALM),     ON (LOAD), a_host_swaps,     GO (WATCHING), wait_for_look, "a host swaps",                                           "N-91"),
  ROW    (AT (CALM),     ON (LOAD), ALWAYS,           GO (WATCHING), wait_for_look, "a host, or its Stargate, uses more CPU than it should",  "N-91"),
  ROW    (AT (WATCHING), ON (LOAD), nothing_is_contended, GO (CALM), note,          "nothing is contended any more",                          "N-91"),
  STAY   (AT (WATCHING), ON (LOAD), it_will_look_anyway,             note,          "it will look anyway",                                    "N-91"),
  STAY   (AT (WATCHING), ON (LOAD), ALWAYS,                          wait_for_look, "something has changed where nothing helped, or elsewhere", "N-91"),
  ROW    (AT (WATCHING), ON (LOOK), nothing_is_contended, GO (CALM), note,          "nothing is contended any more",                          "N-91"),
  STAY   (AT (WATCHING), ON (LOOK), none_for_long,                   wait_for_look, "none has been too busy for long enough",                 "N-91"),
  STAY   (AT (WATCHING), ON (LOOK), it_is_switched_off,              alert,         "somebody has switched it off: it only looks",            "N-91"),
  STAY   (AT (WATCHING), ON (LOOK), ALWAYS,                          relieve,       "a host, or its Stargate, has been too busy for long enough", "N-91"),
  ROW    (AT (WATCHING), ON (LOOK_AT_MEMORY), nothing_is_contended, GO (CALM), note, "nothing is contended any more",                         "N-91"),
  STAY   (AT (WATCHING), ON (LOOK_AT_MEMORY), no_host_swaps,         note,          "no host swaps any more",                                 "N-91"),
  STAY   (AT (WATCHING), ON (LOOK_AT_MEMORY), it_is_switched_off,    alert_of_memory, "somebody has switched it off: it only looks",          "N-91"),
  STAY   (AT (WATCHING), ON (LOOK_AT_MEMORY), ALWAYS,                relieve_memory, "a host swaps",                                          "N-91"),
};
/* clang-format on */
const guint model_ADS_n_rows = G_N_ELEMENTS (model_ADS_rows);
