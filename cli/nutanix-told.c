#include "cli/nutanix-told.h"

#include "cli/json.h"

#include "models/ahv/reservation.h"
#include "models/nutanix/capacity.h"

#define GIB (G_GINT64_CONSTANT (1) << 30)

static gboolean
is_nutanix (const SimRun *run, guint32 cluster)
{
  return model_fleet (run)->clusters[cluster].platform != MODEL_VSPHERE;
}

static void
tell_storage (GString *text, const SimRun *run, guint32 cluster)
{
  ModelStorage storage = model_storage (run, cluster);
  const char *verdict = storage.used > storage.resilient ? ": it could not make its copies anew after a loss"
                        : storage.used > storage.warning ? ": above the line where Prism warns"
                                                         : "";

  if (!storage.known) {
    g_string_append (text, "  storage: not said; give every host its capacity and its data\n");
    return;
  }
  g_string_append_printf (
      text,
      "  storage: holds %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
      " GiB; resilient capacity %" G_GINT64_FORMAT " GiB, Prism warns above %" G_GINT64_FORMAT " GiB%s\n",
      storage.used / GIB, storage.total / GIB, storage.resilient / GIB, storage.warning / GIB, verdict);
}

static void
tell_ha (GString *text, const SimRun *run, guint32 cluster)
{
  const ModelFleet *fleet = model_fleet (run);
  ModelReservation r;

  if (!model_ahv_guarantees (fleet, cluster)) {
    g_string_append (text, "  AHV HA: best effort; no memory is kept free, and no power-on is refused\n");
    return;
  }
  r = model_ahv_reservation (run, cluster, MODEL_NONE, MODEL_NONE);
  g_string_append_printf (text, "  AHV HA: guarantees the loss of %u %s, ",
                          model_ahv_failures (fleet, cluster),
                          model_ahv_failures (fleet, cluster) == 1 ? "host" : "hosts");
  if (r.holds)
    g_string_append (text, "and holds\n");
  else
    g_string_append_printf (text, "and cannot: %u %s of %s would find no place\n", r.left,
                            r.left == 1 ? "VM" : "VMs",
                            r.lost == MODEL_NONE ? "a host" : fleet->hosts[r.lost].name);
}

void
cli_tell_nutanix (GString *text, const SimRun *run, guint32 cluster)
{
  if (!is_nutanix (run, cluster))
    return;
  tell_storage (text, run, cluster);
  if (model_fleet (run)->clusters[cluster].platform == MODEL_NUTANIX_AHV)
    tell_ha (text, run, cluster);
}

void
cli_put_nutanix (JsonBuilder *builder, const SimRun *run, guint32 cluster)
{
  ModelStorage storage;
  const struct {
    const char *key;
    const gint64 *bytes;
  } rows[] = { { "used_gib", &storage.used },
               { "total_gib", &storage.total },
               { "resilient_gib", &storage.resilient },
               { "warning_gib", &storage.warning } };

  if (!is_nutanix (run, cluster))
    return;
  storage = model_storage (run, cluster);
  if (!storage.known) {
    cli_json_text (builder, "storage", NULL);
    return;
  }
  cli_json_object (builder, "storage");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    cli_json_int (builder, rows[i].key, *rows[i].bytes / GIB);
  json_builder_end_object (builder);
}
