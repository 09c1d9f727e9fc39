/* The rows of the language for what happens: the steps of a plan, faults, and what is expected. What a step leaves out is as
 * the product has it: one host at a time, full boots, VMs left as they are (LCM-04).
 *
 * Facts: LCM-04. */

#include "scenarios/rows.h"

const char *const scenario_outcome_words[]
    = { "completed", "stopped", "stuck", "done", "failed", "skipped", NULL };

const char *const scenario_forecast_words[] = { "cores", "hosts", "vms", NULL };

static const char *const switch_words[] = { "off", "on", NULL };
static const char *const stop_words[] = { "stop", NULL };
static const char *const disable_words[] = { "leave", "disable", NULL };
static const char *const setting_words[] = { NULL, "leave", "disable", NULL }; /* as ModelSetting */
static const char *const disconnect_words[] = { "leave", "disconnect", NULL };

/* clang-format off */

#define DRAFT ScenarioStepDraft
static const ScenarioKey step_keys[] = {
  K ("step",                   NAME,                head.name,     "!", "", "its name"),
  CHOICE ("upgrade-vcenter",   A (VCENTER),         target, MODEL_VERB_UPGRADE_VCENTER,  "upgrade a vCenter"),
  CHOICE ("remediate",         MANY (CLUSTER),      target, MODEL_VERB_REMEDIATE,        "bring the hosts of a cluster to a version, one after another, as vLCM does; several clusters side by side, a step NAME/CLUSTER for each"),
  CHOICE ("pre-check",         A (CLUSTER),         target, MODEL_VERB_PRE_CHECK,        "make the pre-checks of a remediation and change nothing; it fails if the remediation would be refused now"),
  CHOICE ("stage",             A (CLUSTER),         target, MODEL_VERB_STAGE,            "bring to the hosts of a cluster what a remediation will install, ahead of it and under running VMs"),
  CHOICE ("upgrade-aos",       A (CLUSTER),         target, MODEL_VERB_UPGRADE_AOS,      "upgrade AOS on a Nutanix cluster, one CVM after another"),
  CHOICE ("upgrade-firmware",  A (CLUSTER),         target, MODEL_VERB_UPGRADE_FIRMWARE, "flash the firmware of a cluster's hosts, one after another; begun again where LCM has stalled, it takes the hosts of an AHV cluster that have not had it"),
  CHOICE ("upgrade-ahv",       A (CLUSTER),         target, MODEL_VERB_UPGRADE_AHV,      "upgrade AHV on a Nutanix cluster, one host after another; begun again where LCM has stalled, it takes the hosts that have not got it"),
  CHOICE ("upgrade-ncc",       A (CLUSTER),         target, MODEL_VERB_UPGRADE_NCC,      "upgrade NCC, the health checks of a Nutanix cluster, and run them"),
  CHOICE ("upgrade-foundation", A (CLUSTER),        target, MODEL_VERB_UPGRADE_FOUNDATION, "upgrade Foundation, the imaging service of a Nutanix cluster"),
  CHOICE ("inventory",         A (CLUSTER),         target, MODEL_VERB_INVENTORY,        "have LCM update itself and look at what a Nutanix cluster has, and what there is for it"),
  CHOICE ("commit",            A (GOVERNOR),        target, MODEL_VERB_COMMIT,           "somebody commits to the repository that a governor of kind gitops follows: its next poll finds that, and applies it"),
  CHOICE ("maintenance",       A (HOST),            target, MODEL_VERB_MAINTENANCE,      "put a host into maintenance mode, where it stays"),
  CHOICE ("leave",             A (HOST),            target, MODEL_VERB_LEAVE,            "take a host out of maintenance mode"),
  CHOICE ("verify-certificates", A (VCENTER),       target, MODEL_VERB_VERIFY_CERTIFICATES, "compare the thumbprints of a vCenter's hosts and have it trust them, so that HA can be configured on them once it is upgraded") ,
  CHOICE ("reconfigure-ha",    A (HOST),            target, MODEL_VERB_RECONFIGURE_HA,   "have vCenter configure the HA agent of a host anew, as after the cause is gone for which it failed"),
  CHOICE ("disconnect",        A (HOST),            target, MODEL_VERB_DISCONNECT,       "disconnect a host from its vCenter: it runs on with its VMs, unmanaged, in no sum and without HA"),
  CHOICE ("reconnect",         A (HOST),            target, MODEL_VERB_RECONNECT,        "connect a disconnected host again: its agents are reinstalled, its licences looked at, edits of resource pools made there are overwritten"),
  CHOICE ("add-host",          A (HOST),            target, MODEL_VERB_ADD_HOST,         "take a host that is outside (`state: outside`) into its cluster: agents are installed, its version, licences and CPU looked at, HA configured; it comes empty"),
  CHOICE ("remove-host",       A (HOST),            target, MODEL_VERB_REMOVE_HOST,      "empty a host, migrate its vSAN data in full, and take it out of its cluster for good"),
  CHOICE ("replace-host",      A (HOST),            target, MODEL_VERB_REPLACE_HOST,     "remove a host, put another machine in its place, and add that under its name: it comes with the platform's defaults for what is set on each host"),
  CHOICE ("consolidate",       A (CLUSTER),         target, MODEL_VERB_CONSOLIDATE,      "`prod to 6 hosts`: remove hosts until so many are left, the last by name first, one after another, a step NAME/HOST for each; one that does not empty keeps those after it waiting"),
  CHOICE ("grow",              A (CLUSTER),         target, MODEL_VERB_GROW,             "`workload 20 % a year`, or a cluster's name in place of workload: month by month its VMs use more CPU and memory, each year by so much of what they used at the beginning; what they reserve stays"),
  CHOICE ("power-on",          A (VM),              target, MODEL_VERB_POWER_ON,         "power on a VM through vCenter, so that admission control has a say"),
  CHOICE ("move",              A (VM),              target, MODEL_VERB_MOVE,           "move a VM to another host by hand, by vMotion while it runs"),
  CHOICE ("relocate",          A (VM),              target, MODEL_VERB_RELOCATE,       "move a VM's disks to another datastore, by Storage vMotion while it runs"),
  CHOICE ("set",               IN (SET),            target, MODEL_VERB_SET,              "change a setting: `set: {cluster: prod, admission-control: off}`"),
  CHOICE ("validate",          A (CLUSTER),         target, MODEL_VERB_VALIDATE,         "compare a cluster with what is declared"),
  CHOICE ("approve",           A (CLUSTER),         target, MODEL_VERB_APPROVE,          "apply what DRS recommends at this moment, for hosts that are to be emptied, for rules and for balance, as a person does where it is not fully automated"),
  CHOICE ("upgrade-witness",   A (CLUSTER),         target, MODEL_VERB_UPGRADE_WITNESS,  "upgrade the vSAN witness of a cluster; a shared one once, with any of its clusters"),
  CHOICE ("upgrade-disk-format", A (CLUSTER),       target, MODEL_VERB_UPGRADE_FORMAT,   "raise the on-disk format of a vSAN cluster"),
  CHOICE ("change-object-format", A (CLUSTER),      target, MODEL_VERB_RELAYOUT,         "lay the large objects of a vSAN cluster out anew, after it has come from 7.0 or older to 7.0 U1 or newer"),
  CHOICE ("site-maintenance",  A (CLUSTER),         target, MODEL_VERB_SITE_MAINTENANCE, "put all hosts of one site of a stretched vSAN cluster into maintenance mode together, where they stay (9.0 on)"),
  CHOICE ("leave-site",        A (CLUSTER),         target, MODEL_VERB_LEAVE_SITE,       "take all hosts of one site of a stretched vSAN cluster out of maintenance mode"),
  CHOICE ("take-over-site",    A (CLUSTER),         target, MODEL_VERB_TAKE_OVER_SITE,   "let one site of a stretched vSAN cluster decide alone, when the other one and the witness are lost (9.0 on)"),
  CHOICE ("upgrade-product",   A (PRODUCT),         target, MODEL_VERB_UPGRADE_PRODUCT,  "upgrade a product, such as NSX"),
  CHOICE ("upgrade-switch",    A (SWITCH),          target, MODEL_VERB_UPGRADE_SWITCH,   "upgrade a distributed switch, on all of its hosts at once"),
  CHOICE ("upgrade-tools",     A (CLUSTER),         target, MODEL_VERB_UPGRADE_TOOLS,    "upgrade VMware Tools in the running VMs of a cluster, each to those of its host"),
  CHOICE ("upgrade-hardware",  A (CLUSTER),         target, MODEL_VERB_UPGRADE_HARDWARE, "raise the virtual hardware of the VMs of a cluster to that of an ESXi: those that run are shut down for it, and powered on again"),
  CHOICE ("relicense",         A (CLUSTER),         target, MODEL_VERB_RELICENSE,        "license a cluster otherwise, or renew its licences; through its vCenter, if it has one"),
  CHOICE ("wait",              POSITIVE (DURATION), step.duration, MODEL_VERB_WAIT,      "let time pass"),
  K ("at-host",                YES_NO,                    step.at_host,      "power-on", "false", "asked of the host that it is registered on, past vCenter, admission control and resource pools"),
  K ("repeat",             IN (REPEAT),               repeat,            "", "once", "it is done again and again: each time is a step of its own, NAME/1, NAME/2, and a version in `to` counts on by its fourth number"),
  K ("after",              MANY (STEP),               after,             "", "it begins at time 0", "the steps that must be done before"),
  K ("to",                 VERSION,                   step.to,           "!upgrade-vcenter !remediate !pre-check !stage !upgrade-aos !upgrade-ahv !upgrade-witness !upgrade-product !upgrade-switch !upgrade-hardware upgrade-firmware upgrade-ncc upgrade-foundation replace-host", "", "the version to go to"),
  K ("licences",               MANY (LICENCE),            licences,          "!relicense", "", "the licences of `licensing` that it has from then on, beside those of its guests"),
  K ("budget",                 TEXT,                      budget,            "relicense", "not said", "what is set aside for their first year, like `84000 USD`; a bill above it is found"),
  K ("network-io-control", COUNT (2, 3),              step.nioc,         "upgrade-switch", "it stays", "the Network I/O Control to go to: from 2 to 3 policies that are reset by `nioc-upgrade` are"),
  K ("for",                POSITIVE (DURATION),       step.duration,     "grow", "365 d", "how long it grows"),
  K ("takes",              POSITIVE (DURATION),       step.duration,     "upgrade-product upgrade-switch replace-host", "`product-upgrade`, `switch-upgrade` or `host-exchange` of physics", "how long it takes; of a host that is replaced, until the other machine stands in its place"),
  K ("direct-from",        VERSION,                   step.direct_from,  "upgrade-aos", "5.20 for 6.5 and newer, as far as it is known here", "the oldest AOS from which the published matrix goes to that version directly"),
  K ("released",           DATE,                      step.released,         "upgrade-vcenter", "that of the version, where known", "the day the patch to go to came out, like 2018-11-29"),
  K ("method",             WORD (model_method_words), step.method,       "upgrade-vcenter remediate pre-check stage", "in-place, and image", "how a vCenter is upgraded; or with what hosts are remediated: a vLCM image, or baselines"),
  K ("hosts",              MANY (HOST),               hosts,             "remediate pre-check stage upgrade-ahv upgrade-firmware", "all", "the hosts of the cluster to take"),
  K ("order",              MANY (HOST),               order,             "remediate pre-check upgrade-aos upgrade-ahv upgrade-firmware", "by name", "the hosts to take first, in this order"),
  K ("vms",                MANY (VM),                 vms,               "upgrade-tools upgrade-hardware", "all of the cluster", "the VMs to take"),
  K ("reboot-guests",      YES_NO,                    step.reboots_guests, "upgrade-tools", "true", "guests restart when their Tools are installed; otherwise new drivers wait for the next restart"),
  K ("at-once",            COUNT (1, 64),             step.at_once,      "remediate upgrade-firmware upgrade-tools upgrade-hardware", "1", "VMs at a time; or hosts at a time, put into maintenance by whoever drives the plan; vLCM itself takes several with baselines only, see `parallel`"),
  K ("parallel",           IN (PARALLEL),             parallel,          "remediate pre-check", "one host at a time", "vLCM's parallel remediation with an image: only hosts that are in maintenance already; `{}` takes them all; not for vSAN clusters"),
  K ("on-failure",         WORD_OR (stop_words, ON_FAILURE), on_failure, "remediate upgrade-firmware upgrade-aos upgrade-vcenter maintenance", "`remediation-retries` of physics", "`stop`, or how often to try entering maintenance again"),
  K ("enter-timeout",      LIMIT,                     step.enter_timeout, "remediate upgrade-firmware maintenance site-maintenance remove-host replace-host consolidate", "`enter-maintenance-timeout` of physics", "how long to wait for a host to enter maintenance"),
  K ("exit-timeout",       LIMIT,                     step.exit_timeout, "leave", "none", "how long to wait for a host to leave maintenance, where a task holds it there (`configure`)"),
  K ("through",                A (PRODUCT),               through,           "remediate pre-check", "vLCM by itself", "the SDDC Manager whose workflow it is: hosts that its inventory has up to date are left out, and while it is upgraded itself nothing begins"),
  K ("host",                   A (HOST),                  move_host,         "!move", "", "the host to which it goes, of its cluster"),
  K ("datastore",              TEXT,                      datastore,         "!relocate", "", "the datastore to which its disks go"),
  K ("components",             WORDS (model_part_words), step.components, "upgrade-firmware", "one flash and one reboot for all", "what is flashed, always in the order satadom, bmc, bios, hba, nic, each with its own reboots"),
  K ("resets-settings",        YES_NO,                    step.resets_settings, "upgrade-firmware", "false", "the new BIOS begins with its defaults: policies of kind bios are reset on each host"),
  K ("storage-vmotion",        YES_NO,                    step.moves_disks,  "remediate upgrade-firmware maintenance remove-host replace-host consolidate", "false", "VMs with disks on a `local-datastore` leave with their disks, by vMotion without shared storage"),
  K ("evacuate-powered-off",   YES_NO,                    step.evacuates_off, "remediate pre-check upgrade-firmware maintenance remove-host replace-host consolidate", "false; true where a host leaves for good", "powered-off VMs are registered on other hosts too before the host is in maintenance: by DRS; where it is off or only recommends, the host waits until a person has (`move`)"),
  K ("power-off-uvms",         WORD (model_uvms_words), step.power_off_uvms, "upgrade-aos upgrade-ahv upgrade-firmware maintenance", "no", "on Nutanix, VMs that cannot leave a host that is to reboot, or the only CVM of a cluster of one node: `no`, they fail the pre-check; `skip` skips that check, which moves nothing; `auto` powers them off for their host and on again"),
  K ("break-guarantee",        YES_NO,                step.breaks_guarantee, "upgrade-ahv upgrade-firmware maintenance", "false", "on AHV, a host may go although HA's guarantee does not hold without it"),
  K ("wait-for-vms",           POSITIVE (DURATION),   step.vms_patience, "upgrade-ahv upgrade-firmware leave", "`ahv-wait-for-vms` of physics", "on AHV, how long VMs may take to come back to a host"),
  K ("impact",             WORD (model_impact_words), step.lcm.impact,   "remediate pre-check", "reboot", "what hosts must do for it: reboot, be in maintenance only, or be patched live where they can"),
  K ("live-patch",         WORD (model_live_patch_words), step.lcm.live_patch, "remediate pre-check", "off", "with `impact: live-patch`: never, where a host can (8.0.3 on), or refused when any host cannot"),
  K ("drivers-change",     YES_NO,                    step.lcm.drivers_change, "remediate pre-check", "false", "it brings other drivers than the hosts run"),
  K ("enforce-hcl",        YES_NO,                    step.lcm.enforce_hcl, "remediate pre-check", "false", "hardware that is not on the compatibility list stops it"),
  K ("conflicts",          LABELS,                    conflicts,         "remediate pre-check stage", "nothing", "VIBs beside which its image cannot be installed"),
  K ("drops",              LABELS,                    drops,             "remediate pre-check stage", "nothing", "VIBs that its image leaves out, with no driver in their place"),
  K ("power-action",       WORD (model_power_action_words), step.lcm.power_action, "remediate pre-check upgrade-firmware", "none", "what happens to the VMs of a host instead of being moved, until it is back: so a cluster of one host, or one without DRS, can be remediated; `suspend-to-memory` takes an image, quick-boot and a patch of 7.0.2 or later"),
  K ("quick-boot",         YES_NO,                    step.quick_boot,   "remediate pre-check", "false", "restart hosts without firmware self-test"),
  K ("admission-control",  WORD (disable_words), step.disable_admission_control, "remediate pre-check stage upgrade-firmware", "leave", "`disable` switches it off for the step and on again at its end"),
  K ("dpm",                WORD_FROM_1 (setting_words), step.dpm, "remediate pre-check stage upgrade-firmware", "disable with an image, leave with baselines", "`disable` switches it off for the step and on again at its end; left on, it may put an empty host in standby before its turn"),
  K ("fault-tolerance",    WORD (disable_words), step.disable_fault_tolerance, "remediate pre-check upgrade-firmware", "leave", "`disable` switches it off for the step, so that its VMs may move, and on again at its end if all hosts are then on one version"),
  K ("removable-media", WORD (disconnect_words), step.disconnect_media, "remediate pre-check upgrade-firmware", "leave", "`disconnect` takes CDs, DVDs and floppies away from its VMs for the step and gives them back at its end"),
  K ("vsan-mode",              WORD (model_vsan_mode_words), step.vsan_mode, "remediate upgrade-firmware maintenance remove-host replace-host consolidate", "ensure-accessibility; full-migration where a host leaves for good", "what happens to the vSAN data of a host before it is in maintenance"),
  K ("wait-for-resync",        YES_NO,                step.wait_for_resync, "remediate upgrade-firmware", "false", "the next host is taken only when no vSAN resync is under way, as operators do it; the product goes on by itself"),
  K ("site",                   TEXT,                  site,                 "!site-maintenance !leave-site !take-over-site", "", "the `fault-domain` of the hosts of the site; the one that is left, when it is taken over"),
  K ("disk-format",            COUNT (1, 255),        step.format,          "!upgrade-disk-format", "", "the on-disk format to go to"),
  K ("allow-reduced-redundancy", YES_NO,              step.reduced_redundancy, "upgrade-disk-format", "false", "below format 3, hosts need not be emptied to be formatted"),
};

static const ScenarioKey set_keys[] = {
  K ("cluster",                A (CLUSTER), set_cluster, "!admission-control !image !host-monitoring !ha !drs !retreat-mode !repair-timer !enabled actual", "", "whose setting; with `policy` only to tell two of one name apart"),
  K ("policy",                 A (POLICY),  set_policy,  "!actual", "", "whose actual value"),
  CHOICE ("admission-control", WORD (switch_words),                  set_switch,     0, "HA admission control"),
  CHOICE ("image",             VERSION,                              step.to,        0, "the image of a cluster, committed by somebody: a remediation applies the newest that there is, and not only what it was begun for"),
  CHOICE ("host-monitoring",   WORD (switch_words),                  set_monitoring, 0, "whether HA acts on hosts that go silent: off while somebody works on the network"),
  CHOICE ("ha",                WORD (switch_words),                  set_ha,         0, "HA as a whole: `off` takes the agents from all hosts, `on` configures them anew"),
  CHOICE ("retreat-mode",      WORD (switch_words),                  set_retreat,    0, "vCLS retreat mode: `on` takes the vCLS VMs away, and DRS with them"),
  CHOICE ("drs",               WORD_FROM_1 (model_automation_words), set_automation, 0, "DRS automation"),
  CHOICE ("repair-timer",      POSITIVE (DURATION),                  step.duration,  0, "vSAN's object repair timer, raised before long work on a host; what is absent already is repaired by the old one"),
  K ("rule",                   TEXT,        set_rule,    "!enabled", "", "which rule of the cluster"),
  CHOICE ("enabled",           YES_NO,                               set_enabled,    0, "whether a rule is: refused while one that it contradicts is enabled and older"),
  K ("vcenter",                A (VCENTER), set_vcenter, "!vcha", "", "whose vCenter HA"),
  CHOICE ("vcha",              WORD (model_vcha_mode_words),         set_vcha,       0, "the mode of vCenter HA; refused unless it is healthy, or goes from enabled to disabled"),
  K ("vm",                     A (VM),      set_vm,      "!cpu-reservation !memory-reservation", "", "whose reservation"),
  CHOICE ("cpu-reservation",   QUANTITY (CLOCK),  step.set_cpu_mhz,    0, "CPU that a VM is promised; more than before asks admission control"),
  CHOICE ("memory-reservation", QUANTITY (MEMORY), step.set_memory_mib, 0, "memory that a VM is promised; likewise"),
  CHOICE ("actual",            TEXT,                                 set_actual,     0, "the value that a policy then has, wherever it applies"),
};

static const ScenarioKey repeat_keys[] = {
  K ("every", POSITIVE (DURATION),  every, "!", "",    "from the beginning of one to that of the next; one that is late makes the next one wait"),
  K ("times", COUNT (1, 10000),     times, "!", "",    "how often"),
  K ("from",  QUANTITY (DURATION),  from,  "",  "0 s", "when the first may begin, from time 0"),
};

static const ScenarioKey parallel_keys[] = {
  K ("max-hosts", COUNT (1, 1000), step.lcm.max_hosts, "", "`remediation-parallel-maximum` of physics", "hosts at a time"),
};

static const ScenarioKey on_failure_keys[] = {
  K ("retry", COUNT (0, 1000),     retries,          "!", "",        "how often to try again"),
  K ("delay", QUANTITY (DURATION), step.retry_delay, "",  "`remediation-retry-delay` of physics", "how long to wait before"),
};

#define UNSAID "as further out"
static const ScenarioKey remediation_keys[] = {
  K ("on-failure",           WORD_OR (stop_words, ON_FAILURE), on_failure, "", UNSAID, "`stop`, or how often to try entering maintenance again"),
  K ("power-action",         WORD (model_power_action_words), step.lcm.power_action, "", UNSAID, "what happens to the VMs of a host instead of being moved"),
  K ("quick-boot",           YES_NO,                step.quick_boot,         "", UNSAID, "restart hosts without firmware self-test"),
  K ("dpm",                  WORD_FROM_1 (setting_words), step.dpm,          "", UNSAID, "whether it is switched off meanwhile"),
  K ("admission-control",    WORD (disable_words),  step.disable_admission_control, "", UNSAID, "whether it is switched off meanwhile"),
  K ("evacuate-powered-off", YES_NO,                step.evacuates_off,      "", UNSAID, "powered-off VMs are registered on other hosts too"),
  K ("enforce-hcl",          YES_NO,                step.lcm.enforce_hcl,    "", UNSAID, "hardware that is not on the compatibility list stops it"),
  K ("parallel",             IN (PARALLEL),         parallel,                "", UNSAID, "only hosts that are in maintenance already, several at a time; of a vCenter it passes by vSAN clusters"),
  K ("live-patch",           WORD (model_live_patch_words), step.lcm.live_patch, "", UNSAID, "whether hosts are patched live where that will do"),
};
#undef UNSAID
#undef DRAFT

#define DRAFT ScenarioFaultDraft
static const ScenarioKey fault_keys[] = {
  CHOICE ("crash",          A (HOST_VM_VCENTER), target, MODEL_FAULT_CRASH,  "a host loses power, a VM dies, a vCenter stops serving"),
  CHOICE ("isolate",        A (HOST),    target, MODEL_FAULT_ISOLATE,        "a host loses its management network; with vSAN that of vSAN, over which HA's heartbeats go there"),
  CHOICE ("hang-boot",      A (HOST),    target, MODEL_FAULT_HANG_BOOT,      "a host does not come up from its next boot by itself"),
  CHOICE ("fail-install",   A (HOST),    target, MODEL_FAULT_FAIL_INSTALL,   "a host's next installation fails"),
  CHOICE ("fail-check",     A (HOST),    target, MODEL_FAULT_FAIL_CHECK,     "a host's next check after an upgrade fails"),
  CHOICE ("fail-migration", A (VM),      target, MODEL_FAULT_FAIL_MIGRATION, "a VM's next vMotion breaks off"),
  CHOICE ("fail-power-on",  A (VM),      target, MODEL_FAULT_FAIL_POWER_ON,  "a VM cannot be powered on while it lasts"),
  CHOICE ("fail-ha",        A (HOST),    target, MODEL_FAULT_FAIL_HA,        "the next configuration of a host's HA agent fails, or all of them while it lasts: `because` says which"),
  CHOICE ("fail-upgrade",   A (VCENTER_PRODUCT), target, MODEL_FAULT_FAIL_UPGRADE, "the next upgrade of a vCenter or product fails"),
  CHOICE ("cvm-down",       A (HOST),    target, MODEL_FAULT_CVM_DOWN,       "the CVM of a host stops, outside the shutdown token"),
  CHOICE ("cvm-unstable",   A (HOST),    target, MODEL_FAULT_CVM_UNSTABLE,   "the CVM of a host does not get ready after its next restart"),
  CHOICE ("degrade",        A (HOST),    target, MODEL_FAULT_DEGRADE,        "the CVM of a host loses packets, or its disks are slow: its peers score it as degraded after `degraded-node-after` of physics; `for` is until somebody marks it as fixed"),
  CHOICE ("disk-offline",   A (HOST),    target, MODEL_FAULT_DISK_OFFLINE,   "a disk of a Nutanix node goes offline, and what it held is rebuilt; always the same one of a node, and the third time within an hour it stays offline"),
  CHOICE ("abandon-upgrade", A (CLUSTER), target, MODEL_FAULT_ABANDON_UPGRADE, "somebody gives up the AOS upgrade of a cluster that has stalled"),
  CHOICE ("keep-token",     A (HOST),    target, MODEL_FAULT_KEEP_TOKEN,     "the CVM of a host does not give back the shutdown token after its next restart"),
  CHOICE ("fail-disks",     A (HOST),    target, MODEL_FAULT_FAIL_DISKS,     "the vSAN devices of a host report errors: what they hold is rebuilt at once; `for` is until they are replaced"),
  CHOICE ("lose-witness",   A (CLUSTER), target, MODEL_FAULT_LOSE_WITNESS,   "the witness of a cluster, of vSAN or of two Nutanix nodes, cannot be reached"),
  CHOICE ("re-register",    A (VM),      target, MODEL_FAULT_RE_REGISTER,    "a VM gets a new number in the inventory: it is registered anew, or its host is taken out and added again"),
  CHOICE ("vmotion-link-down", A (HOST),  target, MODEL_FAULT_VMOTION_LINK_DOWN, "a host loses its vMotion network while it lasts"),
  CHOICE ("cancel-migration",  A (VM),    target, MODEL_FAULT_CANCEL_MIGRATION,  "somebody cancels a VM's vMotion, if one is under way"),
  CHOICE ("reset-cmos",     A (HOST),    target, MODEL_FAULT_RESET_CMOS,     "a host finds its firmware settings at their defaults from its next boot on; with `for` somebody then puts right what keeps it from booting"),
  CHOICE ("lose-nics",      A (HOST),    target, MODEL_FAULT_LOSE_NICS,      "a host's management and vMotion adapters are missing, as with firmware that its drivers do not know"),
  CHOICE ("interrupt-boot", A (HOST),    target, MODEL_FAULT_INTERRUPT_BOOT, "a host's first boot of a new image is interrupted"),
  CHOICE ("provision",      A (HOST),    target, MODEL_FAULT_PROVISION,      "VMs are being created, cloned or deployed on a host, which does not get into maintenance before that has ended; nobody begins it on a host that is entering"),
  CHOICE ("configure",      A (HOST),    target, MODEL_FAULT_CONFIGURE,      "a configuration task runs on a host that takes maintenance mode: a host in maintenance does not leave it before that has ended; nobody begins it on another"),
  CHOICE ("edit-pools",     A (HOST),    target, MODEL_FAULT_EDIT_POOLS,     "somebody edits resource pools at a disconnected host; at another nobody can"),
  CHOICE ("intervene",      A (HOST_CLUSTER), target, MODEL_FAULT_INTERVENE, "somebody does something to a host or a cluster by hand, `by` says what; it resets the policies that it resets"),
  CHOICE ("partition",      MANY (HOST), target, MODEL_FAULT_PARTITION,      "these hosts hear one another and no other host of their cluster, over the management network and that of vSAN"),
  CHOICE ("fail-agent",     A (HOST),    target, MODEL_FAULT_FAIL_AGENT,     "a host's HA agent dies, or hostd under it; the VMs there run on"),
  CHOICE ("fail-vcls",      A (CLUSTER), target, MODEL_FAULT_FAIL_VCLS,      "the vCLS VMs of a cluster cannot run while it lasts"),
  CHOICE ("fail-staging",   A (VCENTER), target, MODEL_FAULT_FAIL_STAGING,   "the new appliance of a vCenter's next reduced-downtime upgrade cannot be filled"),
  CHOICE ("cancel-maintenance", A (HOST), target, MODEL_FAULT_CANCEL_MAINTENANCE, "somebody cancels that an AHV host is taken down, by hand or by LCM: until its CVM is stopped; later nothing can be cancelled"),
  CHOICE ("cancel-upgrade", A (VCENTER_CLUSTER), target, MODEL_FAULT_CANCEL_UPGRADE, "somebody cancels the AOS upgrade of a cluster, before its first CVM restarts; or a vCenter's upgrade: during its pre-checks, or before the switchover of a reduced-downtime one; later nothing can be cancelled"),
  CHOICE ("change-network", A (HOST),    target, MODEL_FAULT_CHANGE_NETWORK, "a change of a host's network cuts its management; it is rolled back, after `for` or `network-rollback` of physics"),
  CHOICE ("cut-vcha",       A (VCENTER), target, MODEL_FAULT_CUT_VCHA,       "the three nodes of a vCenter's HA do not hear one another"),
  CHOICE ("fail-wake",      A (HOST),    target, MODEL_FAULT_FAIL_WAKE,      "a host cannot be powered on from standby: its management controller and Wake-on-LAN do not answer"),
  CHOICE ("hang-guest",     A (VM),      target, MODEL_FAULT_HANG_GUEST,     "the guest in a VM hangs, without heartbeats and without I/O, until the VM is reset or powered on again; with `for` it hangs after every boot until then"),
  CHOICE ("apd",            TEXT,        datastore, MODEL_FAULT_APD,         "hosts lose all paths to this datastore; it may come back"),
  CHOICE ("pdl",            TEXT,        datastore, MODEL_FAULT_PDL,         "hosts lose this datastore for good, as the array says"),
  CHOICE ("stop-governor",  A (GOVERNOR), target, MODEL_FAULT_STOP_GOVERNOR, "a governor does not run while it lasts, as for its own upgrade; it looks at everything when it is back"),
  CHOICE ("fail-remediation", A (GOVERNOR), target, MODEL_FAULT_FAIL_GOVERNOR, "what a governor writes is refused while it lasts"),
  CHOICE ("change-by-hand", A (POLICY), target, MODEL_FAULT_CHANGE_BY_HAND, "somebody changes a setting in the middle of an incident and says nothing; with `for` he remembers to set it back"),
  CHOICE ("patch-by-hand",  A (HOST),    target, MODEL_FAULT_PATCH_BY_HAND,  "somebody puts another image on one host from its console, newer or older, and says nothing; how he takes it out for that and back is not rehearsed"),
  K ("value",  TEXT,                value,       "!change-by-hand", "", "the value that he leaves"),
  K ("to",     VERSION,             fault.to,    "!patch-by-hand", "", "the version that he leaves"),
  K ("hosts",  MANY (HOST),         hosts,       "apd pdl change-by-hand", "all that see it, or that have the setting", "the hosts that lose it, or where it is changed; with `every` one of them each time, in turn"),
  K ("by",     WORD_BY_HAND, fault.lifecycle, "!intervene", "", "removal: the host is taken out of its cluster and added again; reconfiguration: a script or module writes the cluster's HA and DRS settings and leaves others out; rebuild: the cluster is made anew; switch-migration: its hosts' VMs go from standard switches to a distributed one, or back; part-replacement; esxcli-upgrade: past vLCM"),
  K ("witness", WORD (model_witness_side_words), fault.witness, "partition", "both: it joins the preferred site", "which part of a cut cluster still reaches its vSAN witness"),
  K ("because", WORD_FROM_1 (model_ha_cause_words), fault.cause, "fail-ha", "unknown", "what stands against it: reboot-pending ends with the host's next reboot; disk, certificate and thumbprint last until `for`, when somebody puts them right; a configuration after the next one goes well otherwise"),
  K ("does-io", YES_NO, fault.does_io, "hang-guest", "false", "the guest sends no heartbeats, and goes on reading and writing: then VM monitoring does not reset it"),
  K ("at",     QUANTITY (DURATION), fault.at,    "", "",                  "when, counted from the beginning"),
  K ("during", IN (DURING),         during,      "", "",                  "the first time that this is the case, instead of `at`"),
  K ("every",  POSITIVE (DURATION), every,       "", "once",              "it strikes again after so long, counted from `at`; with `times`"),
  K ("times",  COUNT (1, 10000),    times,       "", "",                  "how often"),
  K ("for",    POSITIVE (DURATION), fault.lasts, "", "it does not end by itself", "how long it lasts"),
};

static const ScenarioKey during_keys[] = {
  K ("step",    A (STEP),    step,        "", "any", "while this step runs"),
  K ("host",    A (HOST),    host,        "", "",    "whose state"),
  K ("vm",      A (VM),      vm,          "", "",    "whose state"),
  K ("vcenter", A (VCENTER), vcenter,     "", "",    "whose state"),
  K ("state",   TEXT,        fault.state, "", "",    "needed with a host, VM or vCenter: a state of its machine, see `rollcall graph --machine host`"),
};
#undef DRAFT

#define DRAFT ScenarioExpectDraft
static const ScenarioKey expect_keys[] = {
  CHOICE ("finding",     TEXT,                          code,    SCENARIO_EXPECT_FINDING,     "this finding is made"),
  CHOICE ("no-finding",  TEXT,                          code,    SCENARIO_EXPECT_NO_FINDING,  "this finding is not made"),
  CHOICE ("outcome",     WORD (scenario_outcome_words), outcome, SCENARIO_EXPECT_OUTCOME,     "the run is completed, stopped or stuck; with `step`, that step is done, failed, skipped or stuck"),
  CHOICE ("ends-within", POSITIVE (DURATION),           ms,      SCENARIO_EXPECT_ENDS_WITHIN, "the run ends by then"),
  CHOICE ("ends-after",  QUANTITY (DURATION),           ms,      SCENARIO_EXPECT_ENDS_AFTER,  "the run ends later than that"),
  CHOICE ("billed-cores", COUNT (0, G_MAXINT32),        cores,   SCENARIO_EXPECT_BILLED_CORES, "so many cores are billed when the run is over; with `on`, of that cluster"),
  CHOICE ("ghost-cores", COUNT (0, G_MAXINT32),         cores,   SCENARIO_EXPECT_GHOST_CORES,  "so many of them are not there; likewise"),
  CHOICE ("annual-cost", TEXT,                          money,   SCENARIO_EXPECT_ANNUAL_COST,  "the licences then cost so much a year, like `43200 USD`"),
  CHOICE ("first-year",  TEXT,                          money,   SCENARIO_EXPECT_FIRST_YEAR,   "the bill of their first year"),
  CHOICE ("above-forecast", QUANTITY (PERCENT),         percent, SCENARIO_EXPECT_ABOVE_FORECAST, "by so much, rounded to whole per cent, that bill is above its forecast"),
  K ("by",       WORD (scenario_forecast_words), by, "!above-forecast",         "",         "what the forecast goes by: the cores that are there; or hosts or VMs, from the last renewal"),
  K ("on",       TEXT,                  on,       "finding no-finding billed-cores ghost-cores",         "anything", "the subject of the finding"),
  K ("step",     A (STEP),              step,     "finding no-finding outcome", "any",      "the step to which the finding belongs, or whose outcome it is"),
  K ("at-least", COUNT (1, G_MAXINT32), at_least, "finding",                    "1",        "how often, at least"),
  K ("count",    COUNT (1, G_MAXINT32), count,    "finding",                    "",         "how often, exactly"),
};
#undef DRAFT

/* ---- What a draft is before anything has been said ---- */

static const ScenarioStepDraft no_step = { .step = { .at_once = 1, .through = MODEL_NONE, .budget = -1, .reboots_guests = TRUE, .retries = -1, .retry_delay = -1, .set_cpu_mhz = -1, .set_memory_mib = -1 },
  .retries = MODEL_NONE, .set_switch = MODEL_NONE, .set_monitoring = MODEL_NONE, .set_ha = MODEL_NONE, .set_retreat = MODEL_NONE, .set_vcha = MODEL_NONE, .set_automation = MODEL_NONE, .set_enabled = -1 };
static const ScenarioFaultDraft no_fault = { .fault = { .at = -1, .step = MODEL_NONE, .whom = MODEL_NONE, .lasts = SIM_NEVER, .datastore = MODEL_NONE, .cause = MODEL_HA_CAUSE_UNKNOWN } };
static const ScenarioExpectDraft no_expectation = { .outcome = MODEL_NONE, .at_least = MODEL_NONE, .count = MODEL_NONE };

const ScenarioSection scenario_plan_sections[SCENARIO_N_SECTIONS] = {
  S (STEP, step_keys, D (Step), &no_step, "a step", "plan:", "A step does one thing."),
  S (SET, set_keys, 0, NULL, "set", "plan: set:", "One setting a step."),
  S (REPEAT, repeat_keys, 0, NULL, "repeat", "plan: repeat:", "What repeats as often and comes after it comes after the one of its own number."),
  S (PARALLEL, parallel_keys, 0, NULL, "parallel", "plan: parallel:", ""),
  S (ON_FAILURE, on_failure_keys, 0, NULL, "on-failure", "plan: on-failure:", ""),
  S (REMEDIATION, remediation_keys, D (Step), &no_step, "remediation", "clusters: NAME: remediation: and vcenters: NAME: remediation:",
     "The policy that steps with an image follow in what they do not say: `remediate`, `pre-check` and `stage`. What a cluster says goes before what its vCenter says, key by key."),
  S (FAULT, fault_keys, D (Fault), &no_fault, "a fault", "faults:", "A fault is one thing, `at` a time or `during` a state."),
  S (DURING, during_keys, 0, NULL, "during", "faults: during:", ""),
  S (EXPECT, expect_keys, D (Expect), &no_expectation, "an expectation", "expect:", ""),
};

/* clang-format on */
