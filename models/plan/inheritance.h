/* What is inherited from where: a policy reaches all below the thing it is attached to, and one that is attached further down
 * overrides it there. A VM is governed by the nearest policy that reaches it: its own, that of its pool or port group, of the
 * host that it runs on at the moment, of its cluster. With vMotion it comes under another host's value.
 *
 * The surprising rule: who governs is fixed by what is declared; what the value is, is not. An override that is lost leaves the
 * value of the policy above, whatever that has come to be, and changes with it: a switch that is reset later takes with it the
 * port groups that have lost their own settings, and no others. */

#ifndef MODEL_INHERITANCE_H
#define MODEL_INHERITANCE_H

#include "models/state.h"

/* It is attached to something that the VM is in, on or connected to, wherever that is. */
gboolean model_policy_reaches (const ModelFleet *fleet, guint32 policy, guint32 vm);

/* It reaches the VM, and none that overrides it does. */
gboolean model_policy_governs (const SimRun *run, guint32 policy, guint32 vm);

/* The cell of the policy above that this one takes its value from when it has none of its own; MODEL_NONE: there is none. Of a
 * VM's own policy that is where the VM runs now. */
guint32 model_cell_above (const SimRun *run, guint32 cell);

/* The cell whose value holds here: itself, or the nearest above that has one. */
guint32 model_cell_source (const SimRun *run, guint32 cell);

/* Those below that have no value of their own are told that the cell's is another now. */
#define MODEL_INHERITANCE_NOTICES TO (POLICY, PARENT)
void model_notify_inheritors (SimRun *run, guint32 cell);

/* From settle: the VM runs somewhere else, and so may what its own policies inherit. */
void model_arouse_policies_of_vm (SimRun *run, guint32 vm);

#endif
