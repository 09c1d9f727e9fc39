/* The quorum machine: a group's states, and what is found on the way.
 *
 * Facts: VS-01 N-03 N-07. */

#include "models/quorum/quorum.h"
#include "models/words.h"

#define AT(STATE) (1u << QUORUM_AT_##STATE)
#define ANY (AT (WHOLE) | AT (REDUCED) | AT (CRITICAL) | AT (LOST))

/* Votes and data may change places within one moment, with as many up as before. */
GUARD (nothing_has_changed, "as many are up as before, and it is no better and no worse")
{
  ModelQuorum quorum = model_quorum (run, ME);
  const ModelGroupState *before = model_group_state (run, ME);

  return quorum.margin == before->margin && quorum.up == before->up &&
         sim_find_is_open (run, MODEL_FIND_QUORUM_LOST, event->to, 0) != quorum.quorum &&
         sim_find_is_open (run, MODEL_FIND_DATA_UNAVAILABLE, event->to, 0) != quorum.data;
}

GUARD (is_first_count, "the rehearsal begins")
{
  return model_group_state (run, ME)->margin == G_MININT32; /* see start.c */
}

GUARD (is_lost, "too few are up")
{
  return model_quorum (run, ME).margin < 0;
}

GUARD (is_critical, "not one more may be lost")
{
  ModelQuorum quorum = model_quorum (run, ME);

  return quorum.margin == 0 && quorum.up < quorum.members;
}

GUARD (is_reduced, "members are missing")
{
  ModelQuorum quorum = model_quorum (run, ME);

  return quorum.up < quorum.members;
}

GUARD (is_critical_by_loss, "not one more may be lost, and fewer are up than before")
{
  return is_critical_test (run, event) && model_quorum (run, ME).up < model_group_state (run, ME)->up;
}

GUARD (is_reduced_by_loss, "members are missing, and fewer are up than before")
{
  return is_reduced_test (run, event) && model_quorum (run, ME).up < model_group_state (run, ME)->up;
}

GUARD (is_critical_without_it, "not one more may be lost, and as many are up as before")
{
  return is_critical_test (run, event) && model_quorum (run, ME).up == model_group_state (run, ME)->up;
}

GUARD (is_reduced_without_it, "members are missing, as many as before, and more may be lost")
{
  return is_reduced_test (run, event) && model_quorum (run, ME).up == model_group_state (run, ME)->up;
}

static gboolean
holds_data (const ModelGroup *group)
{
  return group->kind == MODEL_QUORUM_COPIES || group->kind == MODEL_QUORUM_VOTES_AND_DATA;
}

GUARD (is_whole_by_another, "every member is up, and a role has come to another")
{
  ModelQuorum quorum = model_quorum (run, ME);

  return quorum.up == quorum.members && event->from && run->model->machine_of[event->from] == MODEL_MACHINE_ZOOKEEPER;
}

GUARD (is_whole_without_it, "every member is up, as many as before")
{
  ModelQuorum quorum = model_quorum (run, ME);

  return quorum.up == quorum.members && quorum.up == model_group_state (run, ME)->up;
}

/* Opens and ends the findings that a group's condition amounts to. A group that never had a margin (three members where
 * three are needed) is not at risk while it is whole: it is as it was built. */
ACTION (record, "count what is left", "{a} up, {b:margin}", SENDS_NOTHING)
{
  const ModelGroup *group = &model_fleet (run)->groups[ME];
  ModelQuorum quorum = model_quorum (run, ME);
  gint64 evidence[SIM_EVIDENCE_MAX] = { quorum.up, quorum.members };
  struct {
    ModelFinding kind;
    gboolean is_so;
  } findings[] = {
    { MODEL_FIND_QUORUM_LOST, !quorum.quorum },
    { MODEL_FIND_DATA_UNAVAILABLE, !quorum.data },
    { MODEL_FIND_QUORUM_AT_RISK, quorum.margin == 0 && quorum.up < quorum.members },
    { MODEL_FIND_REDUNDANCY_REDUCED, holds_data (group) && quorum.margin > 0 && quorum.up < quorum.members },
  };

  model_group_state (run, ME)->margin = quorum.margin;
  model_group_state (run, ME)->up = quorum.up;
  for (gsize i = 0; i < G_N_ELEMENTS (findings); i++)
    if (findings[i].is_so)
      sim_find (run, findings[i].kind, model_findings[findings[i].kind].severity, event->to, 0, evidence);
    else
      sim_find_end (run, findings[i].kind, event->to, 0);
  sim_tell (run, quorum.up, quorum.margin);
}

/* clang-format off */
const SimRow model_QUORUM_rows[] = {
  STAY (ANY, QUORUM_ON_CHANGED, nothing_has_changed,   NOTHING,                    "as many are up as before",       "model"),
  STAY (ANY, QUORUM_ON_CHANGED, is_first_count,        record,                     "so it stands from the beginning", "model"),
  ROW  (ANY, QUORUM_ON_CHANGED, is_lost,               QUORUM_AT_LOST,     record, "{from} is one member too many",  "N-03 N-06 VS-01"),
  ROW  (ANY, QUORUM_ON_CHANGED, is_critical_by_loss,   QUORUM_AT_CRITICAL, record, "{from} is away",                 "N-07"),
  ROW  (ANY, QUORUM_ON_CHANGED, is_critical_without_it, QUORUM_AT_CRITICAL, record, "{from} is needed no more",      "N-41 N-42"),
  ROW  (ANY, QUORUM_ON_CHANGED, is_critical,           QUORUM_AT_CRITICAL, record, "{from} is back",                 "N-07"),
  ROW  (ANY, QUORUM_ON_CHANGED, is_reduced_by_loss,    QUORUM_AT_REDUCED,  record, "{from} is away",                 "N-07"),
  ROW  (ANY, QUORUM_ON_CHANGED, is_reduced_without_it, QUORUM_AT_REDUCED,  record, "{from} is needed no more",       "N-41 N-42"),
  ROW  (ANY, QUORUM_ON_CHANGED, is_reduced,            QUORUM_AT_REDUCED,  record, "{from} is back",                 "N-07"),
  ROW  (ANY, QUORUM_ON_CHANGED, is_whole_by_another,   QUORUM_AT_WHOLE,    record, "{from} has a role now",          "N-04"),
  ROW  (ANY, QUORUM_ON_CHANGED, is_whole_without_it,   QUORUM_AT_WHOLE,    record, "{from} is needed no more",       "N-41 N-42"),
  ROW  (ANY, QUORUM_ON_CHANGED, ALWAYS,                QUORUM_AT_WHOLE,    record, "{from} is back",                 "N-07"),
};
/* clang-format on */
const guint model_QUORUM_n_rows = G_N_ELEMENTS (model_QUORUM_rows);
