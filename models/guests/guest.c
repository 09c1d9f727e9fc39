/* The guest machine: what a round does to one VM.
 *
 * Tools are installed while the VM runs; the guest restarts afterwards unless that is put off, and what is in it is away for as
 * long, a member of a quorum included. Virtual hardware is raised while the VM is off, so it is shut down, planned, and powered
 * on again as anybody would: through vCenter, past admission control, on a host that is new enough. Each of these may refuse.
 * A VM that is off anyway is raised where it lies. Its host must know the hardware; the cluster's other hosts need not, and
 * that is the trap (DR-31). */

#include "models/compute/hosts.h"
#include "models/compute/mixed.h"
#include "models/guests/guests.h"
#include "models/notices.h"
#include "models/rehearsal.h"
#include "models/vcenter/availability.h"
#include "models/words.h"

#define AT(STATE)  (1u << GUEST_AT_##STATE)
#define ON(SIGNAL) GUEST_ON_##SIGNAL
#define GO(STATE)  GUEST_AT_##STATE
#define ANY        ((1u << GUEST_N_STATES) - 1)
#define RESTS      (AT (SETTLED) | AT (LEFT_OFF))

static const ModelStep *
step_now (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->steps[model_guest_state (run, ME)->step - 1];
}

static ModelVersion
version_of_its_host (const SimRun *run, const SimEvent *event)
{
  guint32 host = model_vm_state (run, ME)->host;

  return host == MODEL_NONE ? 0 : model_host_state (run, host)->version;
}

static gboolean
is_to_be_raised (const SimRun *run, const SimEvent *event)
{
  return model_fleet (run)->steps[event->arg].verb == MODEL_VERB_UPGRADE_HARDWARE;
}

GUARD (its_host_is_too_old, "its host does not know that hardware yet")
{
  ModelVersion version = version_of_its_host (run, event);

  return is_to_be_raised (run, event) && version && version < model_fleet (run)->steps[event->arg].to;
}

GUARD (it_is_off_and_to_be_raised, "it is off, and its hardware is to be raised")
{
  return is_to_be_raised (run, event) && STATE (VM, ME) == VM_AT_OFF;
}

GUARD (it_is_suspended, "it is suspended, and its hardware is to be raised")
{
  return it_is_off_and_to_be_raised_test (run, event)
         && model_fleet (run)->vms[ME].power == MODEL_POWER_SUSPENDED;
}

GUARD (it_is_to_be_raised, "its hardware is to be raised")
{
  return is_to_be_raised (run, event);
}

GUARD (it_is_on_its_way, "it is being moved, or powered on or off")
{
  guint state = STATE (VM, ME);

  return state == VM_AT_MIGRATING || state == VM_AT_POWERING || state == VM_AT_RESTARTING
         || state == VM_AT_STOPPING || state == VM_AT_STARTING;
}

GUARD (its_host_is_disconnected, "its host is disconnected from vCenter")
{
  guint32 host = model_vm_state (run, ME)->host;

  return host != MODEL_NONE && !model_host_is_managed (run, host);
}

GUARD (it_does_not_run, "it does not run")
{
  return !model_vm_is_on (run, ME) && STATE (VM, ME) != VM_AT_OFF;
}

GUARD (it_has_stopped, "it has stopped meanwhile")
{
  return !model_vm_is_on (run, ME);
}

GUARD (the_reboot_is_put_off, "guests are not to be rebooted")
{
  return !step_now (run, event)->reboots_guests;
}

GUARD (it_ran_before, "it ran before")
{
  return model_guest_state (run, ME)->ran != 0;
}

static void
refuse (SimRun *run, const SimEvent *event, guint32 step, ModelGuestRefusal why)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { why };

  sim_find (run, MODEL_FIND_GUEST_NOT_UPGRADED, SIM_RISK, ACTOR (VM, ME), 0, evidence);
  sim_find_end (run, MODEL_FIND_GUEST_NOT_UPGRADED, ACTOR (VM, ME), 0);
  sim_tell (run, why, 0);
  TELL (ROUND, step, ROUND_ON_ENDED, 1);
}

/* The round is through with it. */
static void
leave (SimRun *run, const SimEvent *event)
{
  ModelGuestState *state = model_guest_state (run, ME);

  TELL (ROUND, state->step - 1, ROUND_ON_ENDED, 0);
  state->step = 0;
}

ACTION (refuse_host, "leave it", "{a:guest-refusal}", SENDS (TO (ROUND, ENDED)))
{
  refuse (run, event, (guint32) event->arg, MODEL_GUEST_HOST_TOO_OLD);
}

ACTION (refuse_unmanaged, "leave it", "{a:guest-refusal}", SENDS (TO (ROUND, ENDED)))
{
  refuse (run, event, (guint32) event->arg, MODEL_GUEST_UNMANAGED);
}

ACTION (refuse_down, "leave it", "{a:guest-refusal}", SENDS (TO (ROUND, ENDED)))
{
  refuse (run, event, (guint32) event->arg, MODEL_GUEST_DOWN);
}

ACTION (refuse_suspended, "leave it", "{a:guest-refusal}", SENDS (TO (ROUND, ENDED)))
{
  refuse (run, event, (guint32) event->arg, MODEL_GUEST_SUSPENDED);
}

ACTION (refuse_busy, "leave it", "{a:guest-refusal}", SENDS (TO (ROUND, ENDED)))
{
  refuse (run, event, (guint32) event->arg, MODEL_GUEST_BUSY);
}

ACTION (try_later, "come back to it", "in {a:ms}", SENDS (TO (GUEST, TEND)))
{
  SimTime later = model_number (run, MODEL_GUEST_RETRY);

  sim_tell (run, later, 0);
  TELL_IN (later, GUEST, ME, GUEST_ON_TEND, event->arg);
}

ACTION (install, "install Tools", "for {a:ms}", SENDS (TO (GUEST, INSTALLED)))
{
  SimTime takes = model_number (run, MODEL_TOOLS_UPGRADE);

  model_guest_state (run, ME)->step = (guint32) event->arg + 1;
  sim_tell (run, takes, 0);
  TELL_IN (takes, GUEST, ME, GUEST_ON_INSTALLED, 0);
}

ACTION (ask, "ask it to shut down", NULL, SENDS (TO (GUEST, STOPPED)))
{
  ModelGuestState *state = model_guest_state (run, ME);
  gboolean tools = model_fleet (run)->vms[ME].tools != MODEL_TOOLS_NONE;

  state->step = (guint32) event->arg + 1;
  state->ran = TRUE;
  TELL_IN (tools ? model_number (run, MODEL_GUEST_SHUTDOWN) : 0, GUEST, ME, GUEST_ON_STOPPED, 0);
}

static void
change_hardware (SimRun *run, const SimEvent *event)
{
  sim_tell (run, step_now (run, event)->to, 0);
  TELL_IN (model_number (run, MODEL_HARDWARE_UPGRADE), GUEST, ME, GUEST_ON_RAISED, 0);
}

ACTION (raise_it, "raise it", "to {a:version}", SENDS (TO (GUEST, RAISED)))
{
  model_guest_state (run, ME)->step = (guint32) event->arg + 1;
  model_guest_state (run, ME)->ran = FALSE;
  change_hardware (run, event);
}

ACTION (raise_now, "raise it", "to {a:version}", SENDS (TO (GUEST, RAISED)))
{
  change_hardware (run, event);
}

/* From here on its hosts are those that know the hardware. */
static void
have_it (SimRun *run, const SimEvent *event)
{
  model_guest_state (run, ME)->hardware = step_now (run, event)->to;
  model_look_at_hardware_of (run, ME);
}

ACTION (settle_off, "leave it off", "on {a:version}", SENDS (TO (ROUND, ENDED)))
{
  have_it (run, event);
  sim_tell (run, step_now (run, event)->to, 0);
  leave (run, event);
}

ACTION (power_on, "power it on", "on {a:version}", SENDS (TO (VM, POWER_ON)))
{
  have_it (run, event);
  sim_tell (run, step_now (run, event)->to, 0);
  TELL (VM, ME, VM_ON_POWER_ON, model_guest_state (run, ME)->step - 1);
}

static void
have_tools (SimRun *run, const SimEvent *event)
{
  model_guest_state (run, ME)->tools = version_of_its_host (run, event);
}

ACTION (reboot, "restart its guest", "for {a:ms}", SENDS (TO (GUEST, REBOOTED), MODEL_MEMBER_NOTICES))
{
  SimTime takes = model_number (run, MODEL_GUEST_REBOOT);

  have_tools (run, event);
  sim_tell (run, takes, 0);
  TELL_IN (takes, GUEST, ME, GUEST_ON_REBOOTED, 0);
  model_notify_members_of_vm (run, ME);
}

ACTION (finish, "report", NULL, SENDS (TO (ROUND, ENDED)))
{
  leave (run, event);
}

ACTION (finish_tools, "report", NULL, SENDS (TO (ROUND, ENDED)))
{
  have_tools (run, event);
  leave (run, event);
}

ACTION (finish_reboot, "report", NULL, SENDS (TO (ROUND, ENDED), MODEL_MEMBER_NOTICES))
{
  model_notify_members_of_vm (run, ME);
  leave (run, event);
}

ACTION (shut_down, "power it off", NULL, SENDS (TO (VM, SHUT_DOWN)))
{
  TELL (VM, ME, VM_ON_SHUT_DOWN, 0);
}

static void
give_up (SimRun *run, const SimEvent *event, ModelGuestRefusal why)
{
  ModelGuestState *state = model_guest_state (run, ME);

  refuse (run, event, state->step - 1, why);
  state->step = 0;
}

ACTION (give_up_down, "leave it", "{a:guest-refusal}", SENDS (TO (ROUND, ENDED), MODEL_MEMBER_NOTICES))
{
  model_notify_members_of_vm (run, ME);
  give_up (run, event, MODEL_GUEST_DOWN);
}

ACTION (give_up_busy, "leave it", "{a:guest-refusal}", SENDS (TO (ROUND, ENDED)))
{
  give_up (run, event, MODEL_GUEST_BUSY);
}

ACTION (be_left_off, "leave it off", "{a:guest-refusal}", SENDS (TO (ROUND, ENDED)))
{
  sim_find (run, MODEL_FIND_LEFT_OFF, SIM_OUTAGE, ACTOR (VM, ME), 0, NULL);
  give_up (run, event, MODEL_GUEST_LEFT_OFF);
}

/* clang-format off */
const SimRow model_GUEST_rows[] = {
  /* Its turn */
  STAY   (AT (SETTLED),    ON (TEND),      it_is_on_its_way,                            try_later,     "it is being moved, or powered on",                 "model"),
  STAY   (AT (SETTLED),    ON (TEND),      it_does_not_run,                             refuse_down,   "it is down, and that comes first",                 "model"),
  STAY   (AT (SETTLED),    ON (TEND),      its_host_is_disconnected,                    refuse_unmanaged, "vCenter asks nothing of a host that is disconnected", "HST-01"),
  STAY   (AT (SETTLED),    ON (TEND),      its_host_is_too_old,                         refuse_host,   "a host runs no hardware newer than itself",        "B20"),
  STAY   (AT (SETTLED),    ON (TEND),      it_is_suspended,                             refuse_suspended, "what it would go on with was made for the old",  "DR-31"),
  ROW    (AT (SETTLED),    ON (TEND),      it_is_off_and_to_be_raised, GO (RAISING),    raise_it,      "it is off anyway",                                 "DR-31"),
  ROW    (AT (SETTLED),    ON (TEND),      it_is_to_be_raised,         GO (STOPPING),   ask,           "virtual hardware is raised while a VM is off",     "DR-31"),
  ROW    (AT (SETTLED),    ON (TEND),      ALWAYS,                     GO (INSTALLING), install,       "its host has newer Tools",                         "UPG-04"),
  STAY   (AT (LEFT_OFF),   ON (TEND),      ALWAYS,                                      refuse_down,   "it is to run again first",                         "model"),
  STAY   (ANY & ~RESTS,    ON (TEND),      ALWAYS,                                      refuse_busy,   "another round is at it",                           "model"),

  /* Tools */
  ROW    (AT (INSTALLING), ON (INSTALLED), it_has_stopped,             GO (SETTLED),    give_up_down,  "it has stopped meanwhile",                         "model"),
  ROW    (AT (INSTALLING), ON (INSTALLED), the_reboot_is_put_off,      GO (SETTLED),    finish_tools,  "drivers in use change with its next reboot",       "UPG-04"),
  ROW    (AT (INSTALLING), ON (INSTALLED), ALWAYS,                     GO (REBOOTING),  reboot,        "new drivers are loaded when a guest starts",       "UPG-04"),
  IGNORE (ANY & ~AT (INSTALLING), ON (INSTALLED), "nothing was being installed"),
  ROW    (AT (REBOOTING),  ON (REBOOTED),  it_has_stopped,             GO (SETTLED),    give_up_down,  "it has stopped meanwhile",                         "model"),
  ROW    (AT (REBOOTING),  ON (REBOOTED),  ALWAYS,                     GO (SETTLED),    finish_reboot, "its guest is up again",                            "UPG-04"),
  IGNORE (ANY & ~AT (REBOOTING), ON (REBOOTED), "its guest was not restarting"),

  /* Virtual hardware */
  ROW    (AT (STOPPING),   ON (STOPPED),   it_does_not_run,            GO (SETTLED),    give_up_down,  "it has stopped meanwhile",                         "model"),
  STAY   (AT (STOPPING),   ON (STOPPED),   ALWAYS,                                      shut_down,     "its guest has shut down",                          "DR-31"),
  IGNORE (ANY & ~AT (STOPPING), ON (STOPPED), "nobody asked it to"),
  ROW    (AT (STOPPING),   ON (VM_OFF),    ALWAYS,                     GO (RAISING),    raise_now,     "it is off",                                        "DR-31"),
  IGNORE (ANY & ~AT (STOPPING), ON (VM_OFF), "nobody waits for it"),
  ROW    (AT (STOPPING),   ON (REFUSED),   ALWAYS,                     GO (SETTLED),    give_up_busy,  "it has been moved, or restarted, meanwhile",       "model"),
  ROW    (AT (STARTING),   ON (REFUSED),   ALWAYS,                     GO (LEFT_OFF),   be_left_off,   "its power-on is refused",                          "AC-02"),
  IGNORE (ANY & ~(AT (STOPPING) | AT (STARTING)), ON (REFUSED), "nobody waits for it"),
  ROW    (AT (RAISING),    ON (RAISED),    it_ran_before,              GO (STARTING),   power_on,      "there is no way back, and older hosts are out",    "DR-31"),
  ROW    (AT (RAISING),    ON (RAISED),    ALWAYS,                     GO (SETTLED),    settle_off,    "there is no way back, and older hosts are out",    "DR-31"),
  IGNORE (ANY & ~AT (RAISING), ON (RAISED), "nothing was being raised"),
  ROW    (AT (STARTING),   ON (VM_ON),     ALWAYS,                     GO (SETTLED),    finish,        "it runs again",                                    "DR-31"),
  ROW    (AT (LEFT_OFF),   ON (VM_ON),     ALWAYS,                     GO (SETTLED),    NOTHING,       "somebody has powered it on",                       "model"),
  IGNORE (ANY & ~(AT (STARTING) | AT (LEFT_OFF)), ON (VM_ON), "nobody waits for it"),
};
/* clang-format on */
const guint model_GUEST_n_rows = G_N_ELEMENTS (model_GUEST_rows);
