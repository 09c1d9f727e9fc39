/* The change request as JSON, under the field names that change-request forms have. What the document says goes in section by
 * section, as plain text; its tables are there once more as rows, for whoever wants to fill a form by program. */

#include "cli/packet.h"

#include <json-glib/json-glib.h>

#include "config.h"

#define put_text(KEY, VALUE) (json_builder_set_member_name (builder, KEY), add_text (builder, VALUE))
#define put_int(KEY, VALUE)                                                                                  \
  (json_builder_set_member_name (builder, KEY), json_builder_add_int_value (builder, VALUE))

static void
add_text (JsonBuilder *builder, const char *text)
{
  g_autofree char *valid = text ? g_utf8_make_valid (text, -1) : NULL;

  if (valid)
    json_builder_add_string_value (builder, valid);
  else
    json_builder_add_null_value (builder);
}

static void
add_item (JsonBuilder *builder, const char *class, const char *name)
{
  json_builder_begin_object (builder);
  put_text ("name", name);
  put_text ("class", class);
  json_builder_end_object (builder);
}

/* What the plan aims at, the hosts and CVMs that had a turn, and the VMs that noticed. */
static void
put_affected (JsonBuilder *builder, const CliPacket *packet)
{
  static const char *const classes[]
      = { NULL, "host", "vm", "vcenter", "cluster", "policy", "product", "distributed-switch" };
  const SimModel *model = packet->run->model;
  g_autofree gboolean *told = g_new0 (gboolean, model->n_things + 1);

  json_builder_set_member_name (builder, "affected_cis");
  json_builder_begin_array (builder);
  for (guint i = 0; i < packet->order->len; i++) {
    guint32 s = g_array_index (packet->order, guint32, i);
    const ModelStep *step = &packet->fleet->steps[s];
    const char *name = model->name (model, sim_model_actor (model, MODEL_MACHINE_REMEDIATION, s));
    gboolean again = FALSE;

    for (guint before = 0; before < i && !again; before++) {
      const ModelStep *other = &packet->fleet->steps[g_array_index (packet->order, guint32, before)];

      again = other->target == step->target && other->index == step->index;
    }
    if (classes[step->target] && !again)
      add_item (builder, classes[step->target], name);
  }
  for (guint t = 0; t < packet->turns->len; t++) {
    SimId actor = g_array_index (packet->turns, CliTurn, t).actor;

    if (!told[actor])
      add_item (builder, model->machines[model->machine_of[actor]]->name, model->name (model, actor));
    told[actor] = TRUE;
  }
  for (guint32 vm = 0; vm < packet->fleet->n_vms; vm++)
    if (cli_fate_is_affected (&packet->fates[vm]))
      add_item (builder, "vm", packet->fleet->vms[vm].name);
  json_builder_end_array (builder);
}

/* What the margins came to in the whole run, in numbers. */
static void
put_margins (JsonBuilder *builder, const CliPacket *packet)
{
  static const char *const kinds[] = { "headroom", "quorum", "vsan" };

  json_builder_set_member_name (builder, "margins");
  json_builder_begin_array (builder);
  for (guint m = 0; m < packet->margins->all->len; m++) {
    const CliMargin *margin = &g_array_index (packet->margins->all, CliMargin, m);
    CliSpell spell = cli_packet_spell (margin, 0, packet->end);

    json_builder_begin_object (builder);
    put_text ("kind", kinds[margin->kind]);
    put_text ("name", margin->kind == CLI_QUORUM ? packet->fleet->groups[margin->index].name
                                                 : packet->fleet->clusters[margin->index].name);
    put_int ("fewest", spell.fewest);
    put_int ("below_one_ms", spell.none_left);
    put_int ("broken_ms", spell.broken);
    put_int ("not_counted_ms", spell.unknown);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static char *
member_name (const char *column)
{
  char *name = g_ascii_strdown (column, -1);

  return g_strcanon (name, "abcdefghijklmnopqrstuvwxyz0123456789", '_');
}

static void
put_rows (JsonBuilder *builder, const VizBlock *table)
{
  for (guint r = 0; r < table->rows->len; r++) {
    const VizCells *row = table->rows->pdata[r];

    json_builder_begin_object (builder);
    for (guint c = 0; c < row->cells->len; c++) {
      g_autofree char *name = member_name (table->columns[c]);

      put_text (name, row->cells->pdata[c]);
    }
    json_builder_end_object (builder);
  }
}

/* Tables of one key are one list. */
static void
put_tables (JsonBuilder *builder, const VizDocument *document)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();

  for (guint s = 0; s < document->sections->len; s++) {
    const VizSection *section = document->sections->pdata[s];

    for (guint b = 0; b < section->blocks->len; b++)
      if (((VizBlock *) section->blocks->pdata[b])->kind == VIZ_TABLE)
        g_ptr_array_add (tables, section->blocks->pdata[b]);
  }
  json_builder_set_member_name (builder, "tables");
  json_builder_begin_object (builder);
  for (guint t = 0; t < tables->len; t++) {
    const VizBlock *table = tables->pdata[t];
    gboolean first = t == 0 || !g_str_equal (((VizBlock *) tables->pdata[t - 1])->text, table->text);

    if (first) {
      json_builder_set_member_name (builder, table->text);
      json_builder_begin_array (builder);
    }
    put_rows (builder, table);
    if (t + 1 == tables->len || !g_str_equal (((VizBlock *) tables->pdata[t + 1])->text, table->text))
      json_builder_end_array (builder);
  }
  json_builder_end_object (builder);
}

static void
put_fields (JsonBuilder *builder, const CliPacket *packet, const VizDocument *document)
{
  g_autofree char *begins = cli_packet_moment (0), *ends = cli_packet_moment (model_ended_at (packet->run)),
                  *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, packet->fleet->seed);

  put_text ("short_description", document->title);
  put_text ("type", "normal");
  put_text ("risk", cli_packet_risk (packet));
  put_text ("impact", cli_packet_impact (packet));
  put_text ("start_date", begins);
  put_text ("end_date", ends);
  put_int ("planned_duration_ms", model_ended_at (packet->run));
  put_int ("window_ms", packet->fleet->window);
  for (guint s = 0; s < document->sections->len; s++) {
    const VizSection *section = document->sections->pdata[s];
    g_autofree char *plain = viz_section_plain (section);

    put_text (section->key, plain);
  }
  put_affected (builder, packet);
  put_margins (builder, packet);
  json_builder_set_member_name (builder, "rehearsal");
  json_builder_begin_object (builder);
  put_text ("rollcall", PACKAGE_VERSION);
  put_text ("scenario", packet->name);
  put_text ("seed", seed);
  put_text ("digest", packet->digest);
  put_text ("outcome", model_outcome_words[model_outcome (packet->run)]);
  json_builder_end_object (builder);
}

char *
cli_packet_json (const CliPacket *packet, const VizDocument *document)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  put_fields (builder, packet, document);
  put_tables (builder, document);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  return g_strconcat (text, "\n", NULL);
}
