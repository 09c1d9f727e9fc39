#include "viz/svg.h"

#include "viz/palette.h"
#include "viz/words.h"

void
viz_svg_words (GString *svg, const char *text)
{
  g_autofree char *cleaned = viz_clean (text), *escaped = g_markup_escape_text (cleaned, -1);

  g_string_append (svg, escaped);
}

void
viz_svg_begin (GString *svg, guint width, guint height, const char *title, const char *style)
{
  g_string_append_printf (
      svg,
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
      "width=\"%u\" height=\"%u\" viewBox=\"0 0 %u %u\" role=\"img\">\n<title>",
      width, height, width, height);
  viz_svg_words (svg, title);
  g_string_append_printf (svg,
                          "</title>\n<style>%s</style>\n<rect width=\"%u\" height=\"%u\" fill=\"%s\"/>\n",
                          style, width, height, viz_colour (VIZ_PAPER));
}

void
viz_svg_end (GString *svg)
{
  g_string_append (svg, "</svg>\n");
}
