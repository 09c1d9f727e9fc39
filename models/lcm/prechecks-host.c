/* What pre-checks ask of a host: whether what it is takes the release, and whether it can be emptied. */

#include "models/compute/fault-tolerance.h"
#include "models/compute/hosts.h"
#include "models/compute/placement.h"
#include "models/compute/registered.h"
#include "models/compute/what-if.h"
#include "models/lcm/lcm.h"
#include "models/lcm/prechecks-parts.h"
#include "models/lcm/settings.h"
#include "models/rehearsal.h"
#include "models/vcenter/own.h"

PRECHECK (is_listed_otherwise)
{
  return step->through != MODEL_NONE && model_update_state (run, index)->listed != model_host_state (run, index)->version
             ? ACTOR (HOST, index)
             : 0;
}

PRECHECK (has_a_conflicting_vib)
{
  return model_lcm_conflicting_vib (model_fleet (run), model_precheck_step (run, step), index)
             ? ACTOR (HOST, index)
             : 0;
}

PRECHECK (boots_over_the_network)
{
  return step->verb != MODEL_VERB_UPGRADE_FIRMWARE && step->method != MODEL_METHOD_AUTO_DEPLOY
                 && model_fleet (run)->hosts[index].stateless
             ? ACTOR (HOST, index)
             : 0;
}

PRECHECK (cannot_be_patched_live)
{
  return step->lcm.live_patch == MODEL_LIVE_PATCH_ENFORCE
                 && !model_lcm_patches_live (run, model_precheck_step (run, step), index)
             ? ACTOR (HOST, index)
             : 0;
}

static SimId
has (const SimRun *run, guint32 host, ModelHardware what)
{
  return model_fleet (run)->hosts[host].hardware >> what & 1 ? ACTOR (HOST, host) : 0;
}

PRECHECK (cannot_suspend_to_memory)
{
  return step->lcm.power_action == MODEL_POWER_ACTION_SUSPEND_TO_MEMORY
                 && !model_lcm_may_suspend_to_memory (run, model_precheck_step (run, step), index)
             ? ACTOR (HOST, index)
             : 0;
}

PRECHECK (is_not_listed_and_enforced)
{
  return step->lcm.enforce_hcl ? has (run, index, MODEL_HARDWARE_NOT_ON_HCL) : 0;
}

PRECHECK (is_not_listed)
{
  return step->lcm.enforce_hcl
                 || model_fleet (run)->clusters[step->index].vsan.architecture == MODEL_VSAN_NONE
             ? 0
             : has (run, index, MODEL_HARDWARE_NOT_ON_HCL);
}

PRECHECK (has_an_unsupported_cpu)
{
  return has (run, index, MODEL_HARDWARE_CPU_UNSUPPORTED);
}

PRECHECK (boots_from_too_little)
{
  gint64 size = model_fleet (run)->hosts[index].boot_device_mib;

  return size && size < model_number (run, MODEL_BOOT_DEVICE) && step->to >= 7u << 24 ? ACTOR (HOST, index)
                                                                                      : 0;
}

PRECHECK (has_a_weak_certificate)
{
  return model_fleet (run)->hosts[index].certificate == MODEL_CERTIFICATE_SHA1 && step->to >= 8u << 24
             ? ACTOR (HOST, index)
             : 0;
}

PRECHECK (boots_in_full)
{
  return step->quick_boot && !model_lcm_boots_quickly (run, model_precheck_step (run, step), index)
             ? ACTOR (HOST, index)
             : 0;
}

static SimId
vm_with (const SimRun *run, guint32 host, guint32 devices)
{
  for (MODEL_EACH_VM_ON (vm, run, host))
    if (model_vm_state (run, vm)->devices & devices)
      return ACTOR (VM, vm);
  return 0;
}

PRECHECK (carries_fault_tolerance)
{
  if (!model_switch_is_asked (step, MODEL_SWITCH_FAULT_TOLERANCE))
    for (MODEL_EACH_VM_ON (vm, run, index))
      if (model_ft_is_on (run, vm))
        return ACTOR (VM, vm);
  return 0;
}

PRECHECK (has_media)
{
  return step->disconnect_media
             ? 0
             : vm_with (run, index, 1u << MODEL_DEVICE_HOST_CD | 1u << MODEL_DEVICE_CLIENT_CD);
}

PRECHECK (carries_its_vcenter)
{
  guint32 vm = model_own_vcenter_on (run, index);

  return vm == MODEL_NONE ? 0 : ACTOR (VM, vm);
}

/* What the remediation itself takes out of the way, or what another check says of the whole cluster. */
static gboolean
is_excused (const ModelStep *step, ModelBlocker blocker)
{
  return blocker == MODEL_BLOCKER_DRS_OFF || blocker == MODEL_BLOCKER_DRS_NOT_AUTOMATED
         || (blocker == MODEL_BLOCKER_ADMISSION_CONTROL
             && model_switch_is_asked (step, MODEL_SWITCH_ADMISSION_CONTROL))
         || ((blocker == MODEL_BLOCKER_HOST_CD || blocker == MODEL_BLOCKER_CLIENT_CD)
             && step->disconnect_media)
         || (blocker == MODEL_BLOCKER_FAULT_TOLERANCE
             && model_switch_is_asked (step, MODEL_SWITCH_FAULT_TOLERANCE));
}

/* A powered-off VM that waits for somebody, where those are to leave too. */
static SimId
off_vm_that_holds (const SimRun *run, const ModelStep *step, guint32 host, guint32 *why)
{
  if (step->evacuates_off)
    for (MODEL_EACH_VM (vm, &model_fleet (run)->clusters[step->index])) {
      ModelBlocker blocker = model_off_vm_would_hold (run, vm, host);

      if (blocker == MODEL_BLOCKER_NONE)
        continue;
      *why = blocker;
      return ACTOR (VM, vm);
    }
  return 0;
}

/* EV-05: the what-if that `rollcall capacity` shows, of this host alone. A host that others have left by then may be
 * another matter. */
PRECHECK (cannot_leave)
{
  g_autoptr (ModelWhatIf) alone = NULL;

  if (step->lcm.parallel || STATE (HOST, index) != HOST_AT_CONNECTED)
    return 0;
  alone = model_what_if (run, step->index, &index, 1);
  for (guint i = 0; i < alone->faults->len; i++) {
    const ModelLeaveFault *fault = &g_array_index (alone->faults, ModelLeaveFault, i);

    if (is_excused (step, fault->why.blocker)
        || (fault->vm == MODEL_NONE ? step->lcm.power_action != MODEL_POWER_ACTION_NONE
                                    : model_lcm_stops (run, model_precheck_step (run, step), fault->vm)))
      continue;
    *why = fault->why.blocker;
    return fault->vm == MODEL_NONE ? ACTOR (HOST, index) : ACTOR (VM, fault->vm);
  }
  return off_vm_that_holds (run, step, index, why);
}

UNSEEN (no_boot_devices)
{
  for (MODEL_EACH_LCM_HOST (host, model_fleet (run), step_index))
    if (!model_fleet (run)->hosts[host].boot_device_mib)
      return TRUE;
  return FALSE;
}
