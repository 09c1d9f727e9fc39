/* A machine's transition graph, as DOT, drawn from the table that runs.
 *
 * States are boxes in the order of the table, told apart by their border as well as by colour. A row is a small block of
 * words, `signal [guard] / action`, that its arrows run through: the words lie on the arrow itself, so that they can
 * neither collide nor be taken for another arrow's. Rows between the same states share a block. Rows that stay where they
 * are stand inside the box of their state. What holds in many states at once ("from any state but inactive") is said in
 * words rather than with an arrow from each. Rows that ignore are not drawn.
 *
 * The text is written here and not by Graphviz, in the order of the table: the same table gives the same bytes. */

#ifndef VIZ_GRAPH_H
#define VIZ_GRAPH_H

#include "viz/taken.h"

/* `taken` may be NULL: then the drawing shows the machine as it can behave, else also what it did: rows taken are bold and
 * counted, rows that led to a finding carry its code and an exclamation mark. (transfer full) */
char *viz_graph_dot (const SimModel *model, guint machine, const VizTaken *taken);

/* A page of that graph: one state, the rows that lead to it and from it, and the states on their other sides. A machine of a
 * hundred rows is a poster as a whole, and can be read page by page. (transfer full) */
char *viz_graph_state_dot (const SimModel *model, guint machine, guint state, const VizTaken *taken);

/* The graph of the runs themselves: the states that some actor was in, when first, how often and how long, and the rows that
 * were taken; nothing that only could have been. (transfer full) */
char *viz_graph_taken_dot (guint machine, const VizTaken *taken);

#endif
