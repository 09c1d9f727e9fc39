/* Sequence diagrams: who told whom, downwards in time.
 *
 * A diagram is pages, a page is a few lanes and the rows between them: arrows, and notes of what was found. Whoever makes
 * one decides what is a lane and what is worth a row; here it is only drawn. The same pages come out as SVG, as Mermaid and
 * as PlantUML, so that what a board approves on paper is what stands in the wiki.
 *
 * The surprising rule is that an arrow says two things: what was told, and, as a box on the receiver's lane, which state
 * that led to. A rehearsal is state transitions, and an arrow without them would be gossip.
 *
 * Strings are data from anywhere: each writer makes them safe for its format. */

#ifndef VIZ_SEQUENCE_H
#define VIZ_SEQUENCE_H

#include "sim/sim.h"

typedef enum { VIZ_ARROW, VIZ_NOTE } VizRowKind;

typedef struct {
  VizRowKind kind;
  SimTime at, until; /* until > at where it lasted */
  guint from, to;    /* lanes; the same for what one does by itself; a note stands on `to` */
  char *head;        /* what is told, or a finding's code; or NULL */
  char *words;       /* the rest of it; or NULL */
  char *state;       /* which state that led `to` to; or NULL */
  SimStateKind state_kind;
  SimSeverity severity; /* of a note */
} VizRow;

typedef struct {
  char *title, *subtitle; /* subtitle may be NULL */
  GPtrArray *lanes;       /* (element-type utf8), owned */
  GPtrArray *rows;        /* (element-type VizRow), owned */
} VizPage;

typedef struct {
  char *title;
  GPtrArray *pages; /* (element-type VizPage), owned */
} VizSequence;

VizSequence *viz_sequence_new (const char *title);
void viz_sequence_free (VizSequence *sequence); /* NULL is fine */

VizPage *viz_page_new (const char *title); /* (transfer full) */
void viz_page_free (VizPage *page);
VizRow *viz_page_row (VizPage *page, VizRowKind kind, SimTime at, guint from,
                      guint to); /* borrowed, all else empty */

/* How many lines of words a row takes where it is drawn by others. */
guint viz_row_lines (const VizRow *row);

/* One picture, its pages below one another. The text is the same everywhere; only how wide a letter is depends on the
 * fonts of whoever looks. (transfer full) */
char *viz_sequence_svg (const VizSequence *sequence);

/* One diagram when there is one page, else Markdown with a diagram for each. Mermaid takes no more than 50,000 characters a
 * diagram, which pages of the size made here stay far below. (transfer full) */
char *viz_sequence_mermaid (const VizSequence *sequence);

/* One diagram a page, as PlantUML has it. (transfer full) */
char *viz_sequence_plantuml (const VizSequence *sequence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VizSequence, viz_sequence_free)

#endif
