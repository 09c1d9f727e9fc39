/* The entropy index: how far a platform is from what was declared, as a number over time. It is one for each declared setting
 * whose actual value differs, and one more for each VM that runs under it. Its integral is so many setting-hours, and so many
 * VM-hours exposed. docs/entropy.md has it with an example to be reckoned by hand.
 *
 * The surprising rule: that somebody knows of a drift does not lower the index. What nobody knows of is a part of it, told
 * beside it: governance that only looks changes that part and nothing else. */

#ifndef CLI_ENTROPY_H
#define CLI_ENTROPY_H

#include "cli/drift.h"
#include "viz/curves.h"

typedef struct {
  guint drifts, found, over;     /* so many; those that a governor found; those that were gone by the end */
  SimTime found_longest, found_sum; /* from a drift's beginning until it was found */
  gint64 settings_left, left, most; /* settings that differ at the end; the index then; its highest */
  SimTime most_at;
  gint64 setting_time, vm_time;  /* ms: the integrals, of settings and of VMs; */
  gint64 unknown_setting_time, unknown_vm_time; /* of that, while nobody knew */
  GArray *index, *unknown;       /* (element-type VizPoint): the index, and the part that nobody knows of */
} CliEntropy;

/* Up to `end`; what begins later is left out. (transfer full) */
CliEntropy *cli_entropy_of (const SimRun *run, const CliDrifts *drifts, SimTime end);
void cli_entropy_free (CliEntropy *entropy); /* NULL is fine */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliEntropy, cli_entropy_free)

#endif
