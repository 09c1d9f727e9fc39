/* The words that a dump is made of; only dump*.c include this. Numbers stand as the fleet holds them, "-" is what was not said,
 * "never" what has no end. Each word brings the blank before it. */

#ifndef SCENARIO_DUMP_PARTS_H
#define SCENARIO_DUMP_PARTS_H

#include "scenarios/scenarios.h"
#include "sim/time.h"

typedef struct {
  const char *label;
  gint64 value;
} Field;

static inline void
append_number (GString *out, gint64 value)
{
  if (value == MODEL_NONE)
    g_string_append_c (out, '-');
  else if (value == SIM_NEVER)
    g_string_append (out, "never");
  else
    g_string_append_printf (out, "%" G_GINT64_FORMAT, value);
}

static inline void
append_fields (GString *out, const Field *fields, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    g_string_append_printf (out, " %s=", fields[i].label);
    append_number (out, fields[i].value);
  }
}

#define FIELDS(OUT, ...)                                                                                     \
  append_fields (OUT, (const Field[]){ __VA_ARGS__ },                                                        \
                 sizeof ((const Field[]){ __VA_ARGS__ }) / sizeof (Field))

static inline void
append_text (GString *out, const char *label, const char *text)
{
  g_string_append_printf (out, text ? " %s='%s'" : " %s=-", label, text);
}

/* For what most scenarios leave unsaid. */
static inline void
append_said (GString *out, const char *label, const char *text)
{
  if (text)
    append_text (out, label, text);
}

static inline void
append_bits (GString *out, const char *label, guint64 bits)
{
  g_string_append_printf (out, " %s=%" G_GINT64_MODIFIER "x", label, bits);
}

static inline void
append_version (GString *out, const char *label, ModelVersion version)
{
  g_autofree char *text = version ? model_version_text (version) : g_strdup ("-");

  g_string_append_printf (out, " %s=%s", label, text);
}

static inline void
append_list (GString *out, const char *label, const guint32 *indexes, guint32 n)
{
  g_string_append_printf (out, " %s=", label);
  for (guint32 i = 0; i < n; i++)
    g_string_append_printf (out, "%s%u", i == 0 ? "" : ",", indexes[i]);
}

static inline void
begin (GString *out, const char *kind, guint32 index, const char *name)
{
  g_string_append_printf (out, "%s %u '%s'", kind, index, name);
}

void scenario_dump_rules (GString *out, const ModelFleet *fleet);
void scenario_dump_governors (GString *out, const ModelFleet *fleet);
void scenario_dump_groups (GString *out, const ModelFleet *fleet);
void scenario_dump_licences (GString *out, const ModelFleet *fleet);
void scenario_dump_plan (GString *out, const ModelFleet *fleet);

#endif
