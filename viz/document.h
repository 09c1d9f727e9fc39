/* A document for people, in one form: sections of paragraphs, lists, tables, commands and pictures.
 *
 * Whoever has something to say says it once, here; Markdown, HTML and plain text are written from it. A section has a key
 * beside its title, and so has a table, under which a program finds it again.
 *
 * The surprising rule: text is text. There is no markup inside a paragraph or a cell, so a name from an inventory can be put
 * anywhere, and what it must not do in which format is the writers' affair. */

#ifndef VIZ_DOCUMENT_H
#define VIZ_DOCUMENT_H

#include <glib.h>

typedef enum {
  VIZ_PARAGRAPH,
  VIZ_HEADING, /* below the section's own title */
  VIZ_ITEM,    /* of a list; neighbours are one list */
  VIZ_COMMAND, /* to be typed as it is */
  VIZ_PICTURE, /* of which `text` says what it shows */
  VIZ_TABLE
} VizBlockKind;

/* How a row or a paragraph is to strike the reader. Never by colour alone: the words say it too. */
typedef enum { VIZ_PLAIN, VIZ_GOOD, VIZ_DOUBTFUL, VIZ_BAD } VizGrade;

typedef struct {
  VizGrade grade;
  GPtrArray *cells; /* (element-type utf8) */
} VizCells;

typedef struct {
  VizBlockKind kind;
  VizGrade grade;
  char *text;      /* of a table: its key */
  char *file;      /* of a picture: the file beside the document; else NULL */
  char *data;      /* of a picture: itself, an SVG; else NULL */
  char **columns;  /* of a table */
  GPtrArray *rows; /* (element-type VizCells) of a table */
} VizBlock;

typedef struct {
  char *key, *title;
  GPtrArray *blocks; /* (element-type VizBlock) */
} VizSection;

typedef struct {
  char *title;
  GPtrArray *sections; /* (element-type VizSection) */
} VizDocument;

VizDocument *viz_document_new (const char *title);
void viz_document_free (VizDocument *document); /* NULL is fine */

/* Each goes behind what is there: a section to the document, a block to the last section, a row to the last table, a cell to
 * the last row. Columns stand in one string, with | between them. */
void viz_document_section (VizDocument *document, const char *key, const char *title);
void viz_document_say (VizDocument *document, VizBlockKind kind, VizGrade grade, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
void viz_document_picture (VizDocument *document, const char *file, const char *svg, const char *shows);
void viz_document_table (VizDocument *document, const char *key, const char *columns);
void viz_document_row (VizDocument *document, VizGrade grade);
void viz_document_cell (VizDocument *document, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* All (transfer full). The plain text is of one section, without its title; a row of a table is a line. */
char *viz_document_markdown (const VizDocument *document);
char *viz_document_html (const VizDocument *document);
char *viz_document_terminal (const VizDocument *document);
char *viz_section_html (const VizSection *section); /* to stand in another page, with its title */
char *viz_section_plain (const VizSection *section);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VizDocument, viz_document_free)

#endif
