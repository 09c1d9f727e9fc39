#include "models/plan/versions.h"

#define V(MAJOR, MINOR, UPDATE) ((guint32) (MAJOR) << 24 | (guint32) (MINOR) << 16 | (guint32) (UPDATE) << 8)
#define LINE(VERSION) MODEL_VERSION_LINE (VERSION)

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
model_version_reduced_downtime (ModelVersion from, ModelVersion to)
{
  return !from || !to || (from >= V (8, 0, 0) && to >= V (8, 0, 2));
}

ModelVersion
model_version_reduced_downtime_from (void)
{
  return V (8, 0, 0);
}

gboolean
model_version_is_before (ModelVersion version, guint8 major, guint8 minor)
{
  return version && version < V (major, minor, 0);
}
