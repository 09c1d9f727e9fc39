#include "sim/world.h"

#include <string.h>

#include "sim/random.h"

#define ALIGN(SIZE) (((SIZE) + 15) & ~(gsize) 15)

gsize *
sim_world_layout (const SimModel *model)
{
  /* Two columns of the engine's own stand in front: the state bytes, and per thing the last finding on it. */
  gsize *offsets = g_new (gsize, model->n_columns + 2);
  gsize at = ALIGN (model->bases[model->n_machines]);

  offsets[model->n_columns + 1] = at;
  at += ALIGN ((model->n_things + 1) * sizeof (guint32));
  for (guint c = 0; c < model->n_columns; c++) {
    offsets[c] = at;
    at += ALIGN (model->columns[c].size * model->columns[c].count);
  }
  offsets[model->n_columns] = at;
  return offsets;
}

SimWorld *
sim_world_new (const SimModel *model)
{
  SimWorld *world = g_new0 (SimWorld, 1);

  world->queue = sim_queue_new ();
  world->size = model->offsets[model->n_columns];
  world->block = g_malloc0 (world->size);
  return world;
}

SimWorld *
sim_world_copy (const SimWorld *world)
{
  SimWorld *copy = g_new (SimWorld, 1);

  *copy = *world;
  copy->queue = sim_queue_copy (world->queue);
  copy->block = g_memdup2 (world->block, world->size);
  copy->findings = g_memdup2 (world->findings, world->n_findings * sizeof (SimFinding));
  copy->room = world->n_findings;
  return copy;
}

void
sim_world_free (SimWorld *world)
{
  if (!world)
    return;
  sim_queue_free (world->queue);
  g_free (world->block);
  g_free (world->findings);
  g_free (world);
}

guint64
sim_world_digest (const SimModel *model, const SimWorld *world)
{
  guint64 digest = sim_digest_word (world->path, (guint64) world->now);

  digest = sim_digest_word (digest, world->born);
  digest = sim_digest (digest, world->block, model->bases[model->n_machines]);
  for (guint c = 0; c < model->n_columns; c++)
    if (!model->columns[c].shadow)
      digest = sim_digest (digest, world->block + model->offsets[c],
                           model->columns[c].size * model->columns[c].count);
  digest = sim_digest (digest, world->findings, world->n_findings * sizeof (SimFinding));
  return sim_digest_word (digest, sim_queue_digest (world->queue));
}
