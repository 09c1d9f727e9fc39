#include "sim/finding.h"

#include "sim/text.h"

#include <string.h>

static guint32 *
last_finding (const SimRun *run, SimId subject)
{
  return (guint32 *) (gpointer) (run->world->block + run->model->offsets[run->model->n_columns + 1]) + subject;
}

/* The open finding of that kind on that subject, or NULL. Findings on one subject are chained, newest first. */
static SimFinding *
find_open (const SimRun *run, guint kind, SimId subject, SimId about)
{
  for (guint32 i = *last_finding (run, subject); i > 0;) {
    SimFinding *finding = &run->world->findings[i - 1];

    if (finding->kind == kind && finding->about == about)
      return finding->until == SIM_NEVER ? finding : NULL;
    i = finding->previous;
  }
  return NULL;
}

gboolean
sim_find_is_open (const SimRun *run, guint kind, SimId subject, SimId about)
{
  return find_open (run, kind, subject, about) != NULL;
}

void
sim_find (SimRun *run, guint kind, SimSeverity severity, SimId subject, SimId about, const gint64 *evidence)
{
  SimWorld *world = run->world;
  guint32 *last = last_finding (run, subject);
  SimFinding *finding;

  g_assert (run->event && kind < run->model->n_kinds && subject <= run->model->n_things);
  if (find_open (run, kind, subject, about))
    return;
  if (world->n_findings == world->room) {
    world->room = MAX (16, world->room * 2);
    world->findings = g_renew (SimFinding, world->findings, world->room);
  }
  finding = &world->findings[world->n_findings++];
  *finding = (SimFinding){ .since = world->now,
                           .until = SIM_NEVER,
                           .event = run->event->id,
                           .subject = subject,
                           .about = about,
                           .previous = *last,
                           .kind = (guint16) kind,
                           .step = run->entry.step,
                           .severity = (guint8) severity };
  if (finding->step == 0 && run->model->step_now)
    finding->step = (guint16) run->model->step_now (run);
  if (evidence)
    memcpy (finding->evidence, evidence, sizeof finding->evidence);
  *last = world->n_findings;
}

void
sim_find_renew (SimRun *run, guint kind, SimId subject, SimId about, const gint64 *evidence)
{
  SimFinding *finding = find_open (run, kind, subject, about);

  if (finding)
    memcpy (finding->evidence, evidence, sizeof finding->evidence);
}

void
sim_find_end (SimRun *run, guint kind, SimId subject, SimId about)
{
  SimFinding *finding = find_open (run, kind, subject, about);

  if (finding) {
    finding->until = run->world->now;
    finding->closed = run->event->id;
  }
}

typedef struct {
  const SimModel *model;
  const SimFinding *finding;
} Reader;

static char *
lookup (gconstpointer data, const char *key, const char *type)
{
  const Reader *reader = data;
  const SimFindingKind *kind = &reader->model->kinds[reader->finding->kind];

  if (g_str_equal (key, "subject"))
    return sim_text_value (reader->model, "name", reader->finding->subject);
  if (g_str_equal (key, "about"))
    return sim_text_value (reader->model, "name", reader->finding->about);
  for (guint i = 0; i < SIM_EVIDENCE_MAX && kind->evidence[i].key; i++)
    if (g_str_equal (key, kind->evidence[i].key)) {
      const char *as = type ? type : kind->evidence[i].type;
      const char *sentence = reader->model->sentence ? reader->model->sentence (reader->model, as,
                                                                               reader->finding->evidence[i])
                                                     : NULL;

      return sentence ? sim_text_fill (sentence, lookup, data)
                      : sim_text_value (reader->model, as, reader->finding->evidence[i]);
    }
  return NULL;
}

char *
sim_finding_say (const SimModel *model, const SimFinding *finding, const char *sentence)
{
  return sim_text_fill (sentence, lookup, &(Reader){ model, finding });
}

char *
sim_finding_message (const SimModel *model, const SimFinding *finding)
{
  return sim_finding_say (model, finding, model->kinds[finding->kind].message);
}

char *
sim_finding_fix (const SimModel *model, const SimFinding *finding)
{
  return sim_finding_say (model, finding, model->kinds[finding->kind].fix);
}

const SimFindingKind *
sim_finding_kind (const SimModel *model, const char *code)
{
  for (guint i = 0; i < model->n_kinds; i++)
    if (g_str_equal (model->kinds[i].code, code))
      return &model->kinds[i];
  return NULL;
}
