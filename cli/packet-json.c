/* The change request as JSON, under the field names that change-request forms have. What the document says goes in section by
 * section, as plain text; its tables are there once more as rows, for whoever wants to fill a form by program. */

#include "cli/json.h"
#include "cli/packet.h"

#include "config.h"

static void
add_item (JsonBuilder *builder, const char *class, const char *name)
{
  json_builder_begin_object (builder);
  cli_json_text (builder, "name", name);
  cli_json_text (builder, "class", class);
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

  cli_json_list (builder, "affected_cis");
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

  cli_json_list (builder, "margins");
  for (guint m = 0; m < packet->margins->all->len; m++) {
    const CliMargin *margin = &g_array_index (packet->margins->all, CliMargin, m);
    CliSpell spell = cli_packet_spell (margin, 0, packet->end);

    json_builder_begin_object (builder);
    cli_json_text (builder, "kind", kinds[margin->kind]);
    cli_json_text (builder, "name",
                   margin->kind == CLI_QUORUM ? packet->fleet->groups[margin->index].name
                                              : packet->fleet->clusters[margin->index].name);
    cli_json_int (builder, "fewest", spell.fewest);
    cli_json_int (builder, "below_one_ms", spell.none_left);
    cli_json_int (builder, "broken_ms", spell.broken);
    cli_json_int (builder, "not_counted_ms", spell.unknown);
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

      cli_json_text (builder, name, row->cells->pdata[c]);
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
  cli_json_object (builder, "tables");
  for (guint t = 0; t < tables->len; t++) {
    const VizBlock *table = tables->pdata[t];
    gboolean first = t == 0 || !g_str_equal (((VizBlock *) tables->pdata[t - 1])->text, table->text);

    if (first)
      cli_json_list (builder, table->text);
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

  cli_json_text (builder, "short_description", document->title);
  cli_json_text (builder, "type", "normal");
  cli_json_text (builder, "risk", cli_packet_risk (packet));
  cli_json_text (builder, "impact", cli_packet_impact (packet));
  cli_json_text (builder, "start_date", begins);
  cli_json_text (builder, "end_date", ends);
  cli_json_int (builder, "planned_duration_ms", model_ended_at (packet->run));
  cli_json_int (builder, "window_ms", packet->fleet->window);
  for (guint s = 0; s < document->sections->len; s++) {
    const VizSection *section = document->sections->pdata[s];
    g_autofree char *plain = viz_section_plain (section);

    cli_json_text (builder, section->key, plain);
  }
  put_affected (builder, packet);
  put_margins (builder, packet);
  cli_json_object (builder, "rehearsal");
  cli_json_text (builder, "rollcall", PACKAGE_VERSION);
  cli_json_text (builder, "scenario", packet->name);
  cli_json_text (builder, "seed", seed);
  cli_json_text (builder, "digest", packet->digest);
  cli_json_text (builder, "outcome", model_outcome_words[model_outcome (packet->run)]);
  json_builder_end_object (builder);
}

char *
cli_packet_json (const CliPacket *packet, const VizDocument *document)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  put_fields (builder, packet, document);
  put_tables (builder, document);
  json_builder_end_object (builder);
  return cli_json_done (builder);
}
