/* What every SVG of our own begins with, and how words get into it: cleaned and escaped. */

#ifndef VIZ_SVG_H
#define VIZ_SVG_H

#include <glib.h>

/* The root of a picture on white paper. `style` is the text of its style sheet; viz_svg_end ends it. */
void viz_svg_begin (GString *svg, guint width, guint height, const char *title, const char *style);
void viz_svg_end (GString *svg);

void viz_svg_words (GString *svg, const char *text); /* as the text of an element */

#endif
