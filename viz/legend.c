#include "viz/legend.h"

#define COLUMNS_NAME    48
#define COLUMNS_SUMMARY 72

/* clang-format off */
static const VizKind kinds[] = {
  [SIM_START] = { "style=\"rounded,filled\", penwidth=3",
                  "BORDER=\"3\" CELLBORDER=\"0\" STYLE=\"ROUNDED\"", "start", VIZ_FILL_START },
  [SIM_STEADY] = { "style=\"rounded,filled\", penwidth=1.2",
                   "BORDER=\"1\" CELLBORDER=\"0\" STYLE=\"ROUNDED\"", "steady", VIZ_FILL_STEADY },
  [SIM_PASSING] = { "style=\"rounded,filled,dashed\", penwidth=1.2",
                    "BORDER=\"1\" CELLBORDER=\"0\" STYLE=\"ROUNDED,DASHED\"", "passing", VIZ_FILL_PASSING },
  [SIM_FAILED] = { "style=filled, peripheries=2, penwidth=1.6",
                   "BORDER=\"1\" CELLBORDER=\"1\"", "failed", VIZ_FILL_FAILED },
};
/* clang-format on */

const VizKind *
viz_kind (SimStateKind kind)
{
  g_assert (kind < G_N_ELEMENTS (kinds));
  return &kinds[kind];
}

void
viz_begin (GString *dot, const char *name)
{
  g_string_append (dot, "digraph ");
  viz_dot_string (dot, name);
  g_string_append_printf (dot,
                          " {\n"
                          "  graph [fontname=\"%s\", bgcolor=\"%s\", rankdir=TB, nodesep=0.3, ranksep=0.38, "
                          "pad=0.3, labelloc=t, labeljust=l];\n"
                          "  node [fontname=\"%s\", shape=box, margin=\"0.1,0.06\"];\n"
                          "  edge [fontname=\"%s\", color=\"%s\", penwidth=1.2, arrowsize=0.8];\n",
                          VIZ_FONT, viz_colour (VIZ_PAPER), VIZ_FONT, VIZ_FONT, viz_colour (VIZ_LINE));
}

static void
write_kinds (GString *dot, guint which)
{
  g_string_append (
      dot, "<TR><TD ALIGN=\"LEFT\"><TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"5\" CELLPADDING=\"0\">"
           "<TR>");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (which >> i & 1)
      g_string_append_printf (
          dot,
          "<TD><TABLE CELLSPACING=\"2\" CELLPADDING=\"3\" %s COLOR=\"%s\" "
          "BGCOLOR=\"%s\"><TR><TD><FONT POINT-SIZE=\"9\">%s</FONT></TD></TR></TABLE></TD>",
          kinds[i].sample, viz_colour (VIZ_INK), viz_colour (kinds[i].fill), kinds[i].word);
  g_string_append (dot, "<TD><FONT POINT-SIZE=\"9\">● begins here</FONT></TD></TR></TABLE></TD></TR>");
}

static void
write_sample (GString *dot, VizColour ink, VizFace face, const char *line, const char *words)
{
  VizFlow flow = viz_flow_begin (dot, 9, ink, COLUMNS_SUMMARY);

  viz_flow (&flow, VIZ_BOLD, line);
  viz_flow (&flow, face, words);
  viz_flow_end (&flow);
}

void
viz_legend (GString *dot, const char *name, const char *summary, const char *line, guint which,
            VizSubject subject)
{
  g_string_append (dot, "  label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"2\">");
  viz_flow_line (dot, 20, VIZ_INK, COLUMNS_NAME, VIZ_BOLD, name);
  viz_flow_line (dot, 11, VIZ_INK_SOFT, COLUMNS_SUMMARY, VIZ_PLAIN, summary);
  if (line)
    viz_flow_line (dot, 11, VIZ_INK, COLUMNS_SUMMARY, VIZ_BOLD, line);
  if (which) {
    VizFlow flow;

    write_kinds (dot, which);
    flow = viz_flow_begin (dot, 9, VIZ_INK, COLUMNS_SUMMARY);
    viz_flow (&flow, VIZ_BOLD, "signal");
    viz_flow (&flow, VIZ_PLAIN, "[if this holds]");
    viz_flow (&flow, VIZ_ITALIC, "/\u00a0this is done");
    viz_flow_end (&flow);
  }
  if (subject != VIZ_OF_TABLE) {
    write_sample (dot, VIZ_LINE_STRONG, VIZ_BOLD, "━━", which ? "taken, ×times" : "sent, ×times");
    if (subject == VIZ_OF_RUN_IN_TABLE)
      write_sample (dot, VIZ_INK_FAINT, VIZ_PLAIN, "──", which ? "never taken" : "never sent");
    if (which)
      write_sample (dot, VIZ_INK_ALARM, VIZ_BOLD, "══", "! code: led to this finding");
  }
  g_string_append (dot, "</TABLE>>;\n");
}
