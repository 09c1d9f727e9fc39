/* All that draws.
 *
 * Drawings are made of tables and of what runs did with them, of nothing else: viz knows the engine and no model, so a
 * picture cannot show what the tables do not say. That is why there is no drawing kept by hand anywhere in the project.
 *
 * Each drawing is made in two steps. The first writes text that means the same everywhere: graph.h a machine's transitions,
 * map.h who tells whom. The second, render.h, has Graphviz lay that text out. The surprising rule: only the first is ours to
 * promise. Its bytes are the same on every machine and are what tests compare; where a box comes to stand and how wide a
 * letter is depends on the Graphviz and the fonts at hand.
 *
 * Beside them stand palette.h (colours by meaning), label.h (words made safe and broken into lines), legend.h (how to read a
 * drawing) and taken.h (what runs did with the tables). Strings that come back are the caller's. */

#ifndef VIZ_VIZ_H
#define VIZ_VIZ_H

#include "viz/graph.h"
#include "viz/map.h"
#include "viz/palette.h"
#include "viz/render.h"
#include "viz/taken.h"

#endif
