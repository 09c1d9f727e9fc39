#include "models/plan/versions.h"

#define V(MAJOR, MINOR, UPDATE) ((guint32) (MAJOR) << 24 | (guint32) (MINOR) << 16 | (guint32) (UPDATE) << 8)
#define LINE(VERSION) MODEL_VERSION_LINE (VERSION)
#define UPDATE(VERSION) ((VERSION) >> 8 & 0xff)

/* UPG-02. The row for 9.0 is known without a source at hand, and marked so. */
static const struct {
  guint32 line;
  ModelVersion from, manages;
  ModelBasis basis;
} paths[] = {
  { LINE (V (7, 0, 0)), V (6, 5, 0), V (6, 5, 0), MODEL_BASIS_S },
  { LINE (V (8, 0, 0)), V (6, 7, 0), V (6, 7, 0), MODEL_BASIS_S },
  { LINE (V (9, 0, 0)), V (8, 0, 0), V (8, 0, 0), MODEL_BASIS_M },
};

/* N-74, from memory: 5.20 goes to 6.5 directly, older 5.x by way of versions in between. The matrix is published with each
 * release; a step may say what it has, as `direct-from`. */
static const struct {
  ModelVersion to, from;
  ModelBasis basis;
} aos_paths[] = {
  { V (6, 5, 0), V (5, 20, 0), MODEL_BASIS_M },
};

ModelVersion
model_version_aos_path_from (ModelVersion to)
{
  ModelVersion from = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (aos_paths); i++)
    if (to >= aos_paths[i].to)
      from = MAX (from, aos_paths[i].from);
  return from;
}

gboolean
model_version_refuses (ModelVersion vcenter, ModelVersion host)
{
  return vcenter && host && LINE (host) > LINE (vcenter);
}

ModelVersion
model_version_path_from (ModelVersion vcenter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    if (paths[i].line == LINE (vcenter))
      return paths[i].from;
  return 0;
}

ModelVersion
model_version_manages_from (ModelVersion vcenter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    if (paths[i].line == LINE (vcenter))
      return paths[i].manages;
  return 0;
}

gboolean
model_version_outruns (ModelVersion vcenter, ModelVersion host)
{
  return vcenter && host && LINE (host) == LINE (vcenter) && vcenter < V (7, 0, 3) && UPDATE (host) > UPDATE (vcenter);
}

/* VC-03. A vCenter of 8.0 or 8.0.1 must reach 8.0.2; from there on it is any later one. With vCenter HA it begins later. */
static const struct {
  ModelVersion from, before, to;
  gboolean vcenter_ha;
} reduced_downtime[] = {
  { V (8, 0, 0), V (8, 0, 2), V (8, 0, 2), FALSE },
  { V (8, 0, 2), G_MAXUINT32, V (8, 0, 2), FALSE },
  { V (8, 0, 2), G_MAXUINT32, V (8, 0, 3), TRUE },
};

gboolean
model_version_reduced_downtime (ModelVersion from, ModelVersion to, gboolean vcenter_ha)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reduced_downtime); i++)
    if (reduced_downtime[i].vcenter_ha == vcenter_ha && from >= reduced_downtime[i].from &&
        from < reduced_downtime[i].before && to >= reduced_downtime[i].to)
      return TRUE;
  return !from || !to;
}

ModelVersion
model_version_reduced_downtime_from (void)
{
  return V (8, 0, 0);
}

static const struct {
  ModelVersion version;
  ModelDate date;
} releases[] = {
#define RELEASE(MAJOR, MINOR, UPDATE, DATE) { V (MAJOR, MINOR, UPDATE), DATE },
#include "models/plan/releases.def"
#undef RELEASE
};

ModelDate
model_version_released (ModelVersion version)
{
  for (gsize i = 0; i < G_N_ELEMENTS (releases); i++)
    if (releases[i].version == version)
      return releases[i].date;
  return 0;
}

gboolean
model_version_is_back_in_time (ModelVersion from, ModelDate since, ModelVersion to, ModelDate until)
{
  since = since ? since : model_version_released (from);
  until = until ? until : model_version_released (to);
  return since && until && until < since;
}

/* What the inventory has and the target's pre-checks look for. */
guint
model_version_obstacle (ModelVersion to, guint32 obstacles)
{
  static const ModelVersion from[MODEL_N_OBSTACLES] = {
#define OBSTACLE(NAME, WORD, MAJOR, MINOR, UPDATE, ...) [MODEL_OBSTACLE_##NAME] = V (MAJOR, MINOR, UPDATE),
#include "models/vcenter/obstacles.def"
#undef OBSTACLE
  };
  guint o = 0;

  while (o < MODEL_N_OBSTACLES && (!(obstacles >> o & 1) || to < from[o]))
    o++;
  return o;
}

gboolean
model_version_is_before (ModelVersion version, guint8 major, guint8 minor)
{
  return version && version < V (major, minor, 0);
}

gboolean
model_version_has_vcls (ModelVersion vcenter)
{
  return vcenter >= V (7, 0, 1);
}
