/* Words on their way into a drawing, whichever its format: made safe to look at, measured, and broken into lines.
 *
 * Names come from inventories, so they are data. The surprising rule is that a name is not only escaped, which is each
 * format's own affair, but also made safe to *look at*: bytes that are no UTF-8, control characters and the invisible ones
 * that turn the direction of writing come out as U+FFFD, and any white space as one blank.
 *
 * Widths are counted in columns, wide characters as two, not in points, so that a drawing does not depend on the fonts of
 * the machine that makes it. */

#ifndef VIZ_WORDS_H
#define VIZ_WORDS_H

#include <glib.h>

/* Valid UTF-8 of harmless characters. (transfer full) */
char *viz_clean (const char *text);

/* How many columns [text, end) takes; text is clean. */
guint viz_columns (const char *text, const char *end);

/* The end of what goes on one line together with what is before it: the next word, or a line's worth of a longer one. */
const char *viz_next_word (const char *text, const char *end, guint width);

/* The narrowest that needs no more lines than `width` and breaks no more words: lines of even length, and no last word
 * alone on one. */
guint viz_even_width (const char *text, const char *end, guint width);

/* The lines of a text of any kind, made clean and no wider than `width`; none when it is empty. (transfer full) */
char **viz_wrap (const char *text, guint width);

#endif
