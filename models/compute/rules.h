/* DRS rules: which of them speak of a VM, whether a host satisfies them, and whom they bind.
 *
 * A rule is one of four kinds and either must hold or should. VM-host rules that must hold bind everybody: DRS, HA, whoever
 * powers a VM on or moves it by hand, whether DRS is on or off and vCenter there or not (DRS-09, DRS-10). Should rules give
 * way, and DRS puts them right when it can (DRS-11). VM-VM rules bind DRS, and HA as far as it is told to respect them.
 *
 * The surprising rule: keep-together asks for the host where the others are, unless that one is emptying too: then they
 * leave one after the other, and the first decides.
 *
 * Facts: DR-01 DR-04 DRS-09 DRS-10 DRS-15 HA-41 HA-42. */

#ifndef MODEL_RULES_H
#define MODEL_RULES_H

#include "models/compute/placement.h"

/* Whether one rule, must or should, allows the VM on that host. */
gboolean model_rule_allows (const SimRun *run, guint32 rule, guint32 vm, guint32 host);

/* The first rule that forbids it, as a blocker; MODEL_BLOCKER_NONE. */
ModelBlocker model_rules_against (const SimRun *run, guint32 vm, guint32 host, ModelPurpose purpose,
                                  guint32 *ret_rule);

/* Whether HA looks at the rule when it restarts a VM; a VM-host rule that must hold binds it in any case. */
gboolean model_ha_respects (const SimRun *run, const ModelRule *rule);

/* Whether HA may not know it yet: one between VMs and hosts that was set a little while ago, in a cluster whose DRS is off (HA-42). */
gboolean model_ha_may_not_know (const SimRun *run, guint32 rule);

/* What breaking a rule weighs: DRS would rather part VMs that are to be together than join those to be apart (DRS-12). */
guint model_rule_weight (const ModelRule *rule);

/* The weight of the rules of the VM, of either force, that would not hold there. */
guint model_rules_broken (const SimRun *run, guint32 vm, guint32 host);

/* Opens what is found about rules that do not hold where the VM runs, and ends it where they do: its own, and those of VMs
 * that share a rule with it. */
void model_look_at_rules (SimRun *run, guint32 vm);

/* Finds the rules of a cluster that an older one has disabled. */
void model_look_at_disabled_rules (SimRun *run, guint32 cluster);

/* Opens or ends what is found about must rules of a cluster whose DRS is off. */
void model_look_at_hidden_rules (SimRun *run, guint32 cluster);

/* When the plan is over: finds the rules of a cluster that were enabled before it and are not any more (DR-01). */
void model_look_whether_rules_are_left (SimRun *run, guint32 cluster);

/* The VM has been taken out of the inventory and put back: it is in no group and no rule any more, and has no level of
 * automation of its own. */
void model_register_anew (SimRun *run, guint32 vm);

#endif
