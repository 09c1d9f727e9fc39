#define _GNU_SOURCE /* memmem */
#include "viz/render.h"

#include <graphviz/gvc.h>
#include <string.h>

#define PNG_DOTS_PER_INCH "144"

const char *const viz_format_names[] = { "svg", "pdf", "png", "dot", NULL };

G_DEFINE_QUARK (viz - error - quark, viz_error)

/* Both stand for the process, since what they guard does: libgvc's context, and libcgraph's only error handler. */
static GMutex lock;
static GString *said;

gboolean
viz_format_parse (const char *name, VizFormat *ret_format)
{
  for (guint i = 0; viz_format_names[i]; i++)
    if (g_str_equal (name, viz_format_names[i])) {
      *ret_format = (VizFormat) i;
      return TRUE;
    }
  return FALSE;
}

static int
hear (char *message)
{
  g_string_append (said, message);
  return 0;
}

static GVC_t *
context (void)
{
  static GVC_t *gvc;

  if (!gvc) {
    gvc = gvContext ();
    agseterrf (hear);
  }
  return gvc;
}

/* libcgraph takes char * and writes to none of them. */
static void
set_attribute (Agraph_t *graph, const char *name, const char *value)
{
  agattr (graph, AGRAPH, (char *) (gsize) name, (char *) (gsize) value);
}

static void
complain (GError **error)
{
  g_strdelimit (g_strstrip (said->str), "\n", ' ');
  g_set_error (error, VIZ_ERROR, VIZ_ERROR_GRAPHVIZ, "Graphviz cannot draw this: %s",
               *said->str ? said->str : "it does not say why");
}

/* The moment of drawing that cairo writes into a PDF is put back to the epoch, digit for digit, so that the same drawing is
 * the same file. */
static void
forget_date (char *pdf, gsize length)
{
  static const char key[] = "/CreationDate (D:", epoch[] = "19700101000000";
  char *date = memmem (pdf, length, key, strlen (key));

  if (date && (gsize) (date - pdf) + strlen (key) + strlen (epoch) <= length)
    memcpy (date + strlen (key), epoch, strlen (epoch));
}

static GBytes *
draw (GVC_t *gvc, Agraph_t *graph, VizFormat format, GError **error)
{
  char *data = NULL;
  unsigned int length = 0;
  GBytes *bytes = NULL;
  gboolean failed;

  if (format == VIZ_PNG)
    set_attribute (graph, "dpi", PNG_DOTS_PER_INCH);
  failed = gvLayout (gvc, graph, "dot") != 0;
  if (!failed) {
    failed = agerrors () >= AGERR || gvRenderData (gvc, graph, viz_format_names[format], &data, &length) != 0
             || agerrors () >= AGERR || !data;
    gvFreeLayout (gvc, graph);
  }
  if (!failed) {
    if (format == VIZ_PDF)
      forget_date (data, length);
    bytes = g_bytes_new (data, length);
  } else
    complain (error);
  if (data)
    gvFreeRenderData (data);
  return bytes;
}

static GBytes *
read_and_draw (const char *dot, VizFormat format, GError **error)
{
  GVC_t *gvc = context ();
  Agraph_t *graph;
  GBytes *bytes = NULL;

  agreseterrors ();
  g_string_truncate (said, 0);
  graph = agmemread (dot);
  if (!graph || agerrors () >= AGERR)
    complain (error);
  else if (agnnodes (graph) > VIZ_BOXES_MAX || agnedges (graph) > VIZ_ARROWS_MAX)
    g_set_error (
        error, VIZ_ERROR, VIZ_ERROR_SIZE,
        "this drawing has %d boxes and %d arrows, more than the %d and %d that can be laid out in good time; "
        "draw one machine of it, or write dot and lay that out elsewhere",
        agnnodes (graph), agnedges (graph), VIZ_BOXES_MAX, VIZ_ARROWS_MAX);
  else
    bytes = draw (gvc, graph, format, error);
  if (graph)
    agclose (graph);
  return bytes;
}

GBytes *
viz_render (const char *dot, VizFormat format, GError **error)
{
  GBytes *bytes;

  if (format == VIZ_DOT)
    return g_bytes_new (dot, strlen (dot));
  g_mutex_lock (&lock);
  if (!said)
    said = g_string_new (NULL);
  bytes = read_and_draw (dot, format, error);
  g_mutex_unlock (&lock);
  return bytes;
}
