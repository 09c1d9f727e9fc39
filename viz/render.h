/* Layout and pictures, by Graphviz: DOT goes in, the bytes of a picture come out. Nothing touches a file here.
 *
 * libgvc is not safe to use from two threads, keeps state between drawings and loses memory with each context it makes, so
 * there is one context a process, made when first needed and never freed, behind one lock. The surprising rule is that the
 * same DOT need not give the same bytes on two machines: text is measured with the fonts that are there. What is compared
 * and kept is the DOT. */

#ifndef VIZ_RENDER_H
#define VIZ_RENDER_H

#include <glib.h>

typedef enum { VIZ_SVG, VIZ_PDF, VIZ_PNG, VIZ_DOT } VizFormat;

extern const char *const viz_format_names[]; /* "svg", "pdf", "png", "dot", NULL */

/* FALSE when there is no such format. */
gboolean viz_format_parse (const char *name, VizFormat *ret_format);

/* The time that layout takes grows much faster than the drawing: seconds for one of this size as graph.h and map.h write
 * them, minutes for one of the same size at random. A machine of 32 states and 100 rows has half as many. */
#define VIZ_BOXES_MAX  400
#define VIZ_ARROWS_MAX 800

typedef enum { VIZ_ERROR_SIZE, VIZ_ERROR_GRAPHVIZ } VizError;

#define VIZ_ERROR (viz_error_quark ())
GQuark viz_error_quark (void);

/* (transfer full), or NULL. VIZ_DOT gives back what came in. */
GBytes *viz_render (const char *dot, VizFormat format, GError **error);

#endif
