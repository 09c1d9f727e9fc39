/* Firmware of a host: what is flashed in which order and what that costs in reboots, and what a host's settings mean to the
 * VMs that depend on them (handbook DR-18).
 *
 * A setting is a policy that says what it `provides`: it serves those who depend on it as long as it is as declared. The
 * surprising rule: some settings decide whether a VM can be powered on at all (VT-d under a passthrough device), and some
 * only how well it runs (node interleaving under a VM with NUMA of its own); the first shows when somebody presses the
 * button, the second never does.
 *
 * Facts: DR-18. */

#ifndef MODEL_FIRMWARE_H
#define MODEL_FIRMWARE_H

#include "models/state.h"

typedef struct {
  ModelPhysics flash, reboots;
  gboolean power_cycle; /* a warm boot does not do */
} ModelPartRow;

extern const ModelPartRow model_parts[MODEL_N_PARTS];

/* The first that is left of a set, in the order of ModelPart, which is the order to flash them in. */
ModelPart model_next_part (guint32 left);

/* What a boot takes longer when the image comes over the network (VC-08). */
SimTime model_image_time (const SimRun *run, guint32 host);

/* How long the boot takes that is to come: Quick Boot, a warm one, or a power cycle with all memory trained anew. */
SimTime model_boot_time (const SimRun *run, guint32 host);

/* What a VM depends on, a bit per ModelBios: what is said of it, and what its devices need. */
guint32 model_vm_depends_on (const SimRun *run, guint32 vm);

/* Of what somebody depends on, what this host does not provide: its setting is not as declared. */
guint32 model_host_lacks (const SimRun *run, guint32 host, guint32 settings);

/* A host's settings are at their defaults: finds those that a VM of its cluster depends on and no policy declares, for what has
 * become of them nobody can say. VT-x is taken for granted. */
void model_look_for_undeclared (SimRun *run, guint32 host);

/* Those without which a VM is not powered on. */
#define MODEL_BIOS_TO_START                                                                                        \
  (1u << MODEL_BIOS_VT_X | 1u << MODEL_BIOS_VT_D | 1u << MODEL_BIOS_SR_IOV)

/* Why the host will not boot: an image installed for another boot mode, or a configuration sealed by a TPM that does not
 * know the machine any more, and whose recovery key nobody has. */
typedef enum { MODEL_BOOTS, MODEL_BOOT_MODE_LOST, MODEL_BOOT_SEALED, MODEL_N_BOOT_TROUBLES } ModelBootTrouble;
ModelBootTrouble model_boot_trouble (const SimRun *run, guint32 host);

#endif
