#include "models/physics.h"

#include "sim/time.h"

const ModelPhysicsRow model_physics[MODEL_N_PHYSICS] = {
#define PHYSICS(NAME, KEY, UNIT, DEFAULT, BASIS, SOURCE, WHAT)                                               \
  [MODEL_##NAME] = { KEY, MODEL_UNIT_##UNIT, DEFAULT, MODEL_BASIS_##BASIS, SOURCE, WHAT },
#include "models/physics.def"
#undef PHYSICS
};

const char *const model_basis_words[] = { "sourced", "derived", "unsourced", "our choice", NULL };

const ModelDecision model_decisions[] = {
#define DECISION(ID, TOPIC, SOURCES, OURS, OTHERWISE) { ID, TOPIC, SOURCES, OURS, OTHERWISE },
#include "models/decisions.def"
#undef DECISION
};

const guint model_n_decisions = G_N_ELEMENTS (model_decisions);

const char *
model_physics_chapter (ModelPhysics which)
{
  static const struct {
    const char *chapter;
    guint row;
  } lines[] = {
#define CHAPTER(TITLE)                                         { TITLE, MODEL_N_PHYSICS },
#define PHYSICS(NAME, KEY, UNIT, DEFAULT, BASIS, SOURCE, WHAT) { NULL, MODEL_##NAME },
#include "models/physics.def"
#undef PHYSICS
  };
  const char *chapter = "";

  for (gsize i = 0; i < G_N_ELEMENTS (lines) && (lines[i].chapter || lines[i].row != which); i++)
    chapter = lines[i].chapter ? lines[i].chapter : chapter;
  return chapter;
}

gboolean
model_physics_is_sourced (ModelPhysics which)
{
  return model_physics[which].basis <= MODEL_BASIS_D;
}

/* Where zero would divide, or never let time pass. */
static const ModelPhysics positive[] = {
  MODEL_HOST_THREADS,     MODEL_HA_POWER_ONS,     MODEL_DRS_INTERVAL_NEW, MODEL_DRS_INTERVAL_OLD,
  MODEL_AC_VM_CPU,        MODEL_VMOTION_LINK,     MODEL_VMOTION_ROUNDS,   MODEL_VMOTION_EFFICIENCY,
  MODEL_VSAN_SURVIVOR_WEIGHT, MODEL_VMOTION_HOST_MAX, MODEL_VMOTION_SLOW_MAX, MODEL_VMOTION_FAST_MAX, MODEL_VMOTION_DATASTORE_MAX,
};

gint64
model_physics_least (ModelPhysics which)
{
  for (gsize i = 0; i < G_N_ELEMENTS (positive); i++)
    if (positive[i] == which)
      return 1;
  return 0;
}

/* A unit's names by size, greatest first; the first that divides the value says it. */
typedef struct {
  gint64 factor;
  const char *name;
} Scale;

/* clang-format off */
static const Scale scales[][5] = {
  [MODEL_UNIT_MIB]     = { { 1 << 20, "TiB" }, { 1 << 10, "GiB" }, { 1, "MiB" } },
  [MODEL_UNIT_MHZ]     = { { 1000, "GHz" }, { 1, "MHz" } },
  [MODEL_UNIT_BYTES_S] = { { 1 << 30, "GiB/s" }, { 1 << 20, "MiB/s" }, { 1 << 10, "KiB/s" }, { 1, "B/s" } },
  [MODEL_UNIT_BITS_S]  = { { 1000000000, "Gbit/s" }, { 1000000, "Mbit/s" }, { 1000, "kbit/s" }, { 1, "bit/s" } },
};
/* clang-format on */

char *
model_unit_text (ModelUnit unit, gint64 value)
{
  const Scale *scale;

  switch (unit) {
  case MODEL_UNIT_MS:
    return sim_time_words (value);
  case MODEL_UNIT_COUNT:
    return g_strdup_printf ("%" G_GINT64_FORMAT, value);
  case MODEL_UNIT_YES_NO:
    return g_strdup (value ? "true" : "false");
  case MODEL_UNIT_PERCENT:
    if (value % 1000 == 0)
      return g_strdup_printf ("%" G_GINT64_FORMAT " %%", value / 1000);
    return value % 100 == 0
               ? g_strdup_printf ("%" G_GINT64_FORMAT ".%d %%", value / 1000, (int) (value / 100 % 10))
               : g_strdup_printf ("%" G_GINT64_FORMAT ".%03d %%", value / 1000, (int) (value % 1000));
  case MODEL_UNIT_MIB:
  case MODEL_UNIT_MHZ:
  case MODEL_UNIT_BYTES_S:
  case MODEL_UNIT_BITS_S:
    break;
  default:
    g_assert_not_reached ();
  }
  for (scale = scales[unit]; scale->factor > 1 && (value == 0 || value % scale->factor); scale++)
    ;
  return g_strdup_printf ("%" G_GINT64_FORMAT " %s", value / scale->factor, scale->name);
}
