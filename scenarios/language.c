/* The rows of the language. What the columns mean stands in keys.h. What a step leaves out is as the product has it: one host
 * at a time, full boots, VMs left as they are (LCM-04).
 *
 * Facts: LCM-04. */

#include "scenarios/drafts.h"

#include "sim/time.h"

const char *const scenario_outcome_words[]
    = { "completed", "stopped", "stuck", "done", "failed", "skipped", NULL };

static const char *const switch_words[] = { "off", "on", NULL };
static const char *const stop_words[] = { "stop", NULL };
static const char *const disable_words[] = { "leave", "disable", NULL };
static const char *const setting_words[] = { NULL, "leave", "disable", NULL }; /* as ModelSetting */
static const char *const disconnect_words[] = { "leave", "disconnect", NULL };

/* clang-format off */

#define K(KEY, WHAT, FIELD, WHEN, FALLBACK, MEANING) \
  { .key = KEY, WHAT, .where = offsetof (DRAFT, FIELD), .when = WHEN, .fallback = FALLBACK, .meaning = MEANING }
#define CHOICE(KEY, WHAT, FIELD, VALUE, MEANING) \
  { .key = KEY, WHAT, .where = offsetof (DRAFT, FIELD), .when = "?", .value = VALUE, .fallback = "", .meaning = MEANING }
#define LATER(KEY, WHEN, MEANING) \
  { .key = KEY, .type = SCENARIO_TYPE_LATER, .when = WHEN, .fallback = "", .meaning = MEANING }

#define TYPE(TYPE_NAME)    .type = SCENARIO_TYPE_##TYPE_NAME
#define NAME               TYPE (NAME)
#define TEXT               TYPE (TEXT)
#define YES_NO             TYPE (YES_NO)
#define TOOLS              YES_NO, .words = model_tools_words + 2
#define VERSION            TYPE (VERSION)
#define DATE               TYPE (DATE)
#define COUNT(LEAST, MOST) TYPE (COUNT), .least = LEAST, .most = MOST
#define WORD(WORDS)        TYPE (WORD), .words = WORDS
#define WORD_FROM_1(LIST)  TYPE (WORD), .words = (LIST) + 1, .least = 1 /* without "inherit" */
#define WORDS(LIST)        TYPE (WORDS), .words = LIST
#define QUANTITY(FAMILY)   TYPE (QUANTITY), .family = SCENARIO_##FAMILY
#define POSITIVE(FAMILY)   QUANTITY (FAMILY), .least = 1
#define LIMIT              POSITIVE (DURATION), .or_none = TRUE
#define A(KIND)            TYPE (NAMED), .kinds = SCENARIO_KIND_##KIND
#define MANY(KIND)         TYPE (NAMES), .kinds = SCENARIO_KIND_##KIND
#define LABELS             TYPE (NAMES)
#define IN(ID)             TYPE (SECTION), .section = SCENARIO_##ID
#define MAP(ID)            TYPE (MAP), .section = SCENARIO_##ID
#define RANGES(ID)         MAP (ID), .ranges = TRUE
#define LIST(ID)           TYPE (LIST), .section = SCENARIO_##ID
#define NAMES_OR(ID)       LIST (ID), .least = 1
#define WORD_OR(LIST, ID)  IN (ID), .words = LIST

#define DRAFT ScenarioFileDraft
static const ScenarioKey file_keys[] = {
  K ("rollcall", COUNT (1, 1),        language,     "!", "",  "version of the language"),
  K ("title",    TEXT,                title,        "",  "",  "the scenario as one sentence"),
  K ("story",    TYPE (STORY),        story,        "",  "",  "what happens and why, in a few sentences"),
  K ("seed",     TYPE (SEED),         seed,         "",  "0", "where randomness begins; the same seed gives the same run"),
  K ("vcenters", RANGES (VCENTER),    vcenters,     "",  "",  "the vCenters"),
  K ("products", RANGES (PRODUCT),    products,     "",  "",  "what is upgraded beside vCenters and hosts: NSX, SRM, backup, the suite"),
  K ("switches", RANGES (SWITCH),     switches,     "",  "",  "distributed switches"),
  K ("clusters", MAP (CLUSTER),       clusters,     "",  "",  "the clusters, each with its hosts and VMs"),
  K ("quorum",   MAP (GROUP),         groups,       "",  "",  "groups that need enough of their members, across clusters"),
  K ("plan",     LIST (STEP),         steps,        "",  "nothing is done", "the steps; what none of them comes after begins at time 0"),
  K ("faults",   LIST (FAULT),        faults,       "",  "nothing breaks", "what breaks, and when"),
  K ("window",   POSITIVE (DURATION), window,       "",  "no limit", "length of the maintenance window, from time 0"),
  K ("physics",  TYPE (PHYSICS),      physics,      "",  "",  "durations, limits and defaults of the models, overridden"),
  K ("expect",   LIST (EXPECT),       expectations, "",  "",  "what `rollcall verify` holds the run to"),
};
#undef DRAFT

#define DRAFT ScenarioVcenterDraft
static const ScenarioKey vcenter_keys[] = {
  K ("version", VERSION, vcenter.version, "!", "",             "its version"),
  K ("released",   DATE, vcenter.released,   "", "that of its version, where known", "the day its patch came out, like 2018-11-29: an upgrade to what came out before is refused"),
  K ("vm",         A (VM), vm,               "", "not modelled", "the VM that it runs in, when that is part of the scenario"),
  K ("sso-domain", TEXT, vcenter.sso_domain, "", "not linked",   "vCenters of one domain are linked (Enhanced Linked Mode), and not upgraded at the same time"),
  K ("vcha",       IN (VCHA), vcha,          "", "none", "vCenter HA, when it is set up; then without `vm`"),
  K ("obstacles",  WORDS (model_obstacle_words), vcenter.obstacles, "", "nothing", "what it has that the pre-checks of an upgrade refuse"),
};

static const ScenarioKey vcha_keys[] = {
  K ("mode",    WORD (model_vcha_mode_words), vcenter.vcha_mode, "", "enabled", "whether it fails over (enabled), only replicates (maintenance), or neither (disabled)"),
  K ("setup",   WORD (model_vcha_setup_words), vcenter.vcha_by_hand, "", "automatic", "how its nodes came to be: cloned by vCenter, or by hand; only the former can be upgraded with reduced downtime, and is set up again by itself"),
  K ("active",  A (VM), nodes[0], "!", "", "the VM that serves at the beginning"),
  K ("passive", A (VM), nodes[1], "!", "", "the VM that takes over from it"),
  K ("witness", A (VM), nodes[2], "!", "", "the VM that only votes"),
};
#undef DRAFT

#define DRAFT ScenarioProductDraft
static const ScenarioKey product_keys[] = {
  K ("kind",    WORD (model_product_words), product.kind, "!", "", "what it is, which decides its place in the order of upgrades"),
  K ("version", VERSION,     product.version, "",  "not said", "its version"),
  K ("vcenter", A (VCENTER), vcenter,         "",  "all of them", "the vCenter that it hangs on"),
  K ("old-tls", YES_NO,      product.old_tls, "",  "false", "it speaks TLS 1.0 or 1.1 and nothing newer, which vCenter refuses from 6.7 on"),
};
#undef DRAFT

#define DRAFT ScenarioSwitchDraft
static const ScenarioKey switch_keys[] = {
  K ("vcenter",            A (VCENTER), vcenter,          "!", "", "the vCenter that it belongs to"),
  K ("version",            VERSION,     of.version,       "!", "", "its version"),
  K ("network-io-control", COUNT (2, 3), of.nioc,         "",  "not said", "version of its Network I/O Control"),
  K ("hosts",              MANY (HOST), hosts,            "",  "all of its vCenter", "the hosts that are attached to it"),
  K ("static",             LABELS,      static_groups,    "",  "none", "its port groups of static binding, by the names of `networks`: vCenter gives each VM a port of its own"),
  K ("ephemeral",          LABELS,      ephemeral_groups, "",  "none", "its port groups of ephemeral binding: a host makes the port when the VM is powered on"),
};
#undef DRAFT

#define NUTANIX "nutanix-ahv nutanix-esxi"
#define DRAFT ScenarioClusterDraft
static const ScenarioKey cluster_keys[] = {
  K ("platform",           WORD (model_platform_words), cluster.platform, "=", "vsphere", "what kind of cluster"),
  K ("vcenter",            A (VCENTER),       vcenter,                    "",  "none that is modelled: what needs vCenter is always served", "the vCenter that manages it"),
  K ("ha",                 IN (HA),           ha,                         "",  "HA is off", "vSphere HA; `{}` is HA with the product's own defaults"),
  K ("drs",                IN (DRS),          drs,                        "",  "fully automated", "DRS"),
  K ("dpm",                YES_NO,            cluster.dpm,                "vsphere", "false", "DPM is active: it puts hosts in standby that are not needed, and wakes them when they are"),
  K ("cpu-licences",       COUNT (1, 1000000), cluster.cpu_licences,      "vsphere", "not said", "CPU licences of its hosts; a CPU with more than 32 cores needs two. Only pre-checks look at it"),
  K ("evc",                YES_NO,            cluster.evc,                "",  "false", "CPU features are levelled, so that CPU models do not matter to vMotion"),
  K ("hosts",              RANGES (HOST),     hosts,                      "!", "",  "its hosts"),
  K ("vms",                RANGES (VM),       vms,                        "",  "",  "its VMs"),
  K ("pools",              MAP (POOL),        pools,                      "",  "",  "its resource pools, as far as reservations go"),
  K ("rules",              LIST (RULE),       rules,                      "",  "",  "DRS rules"),
  K ("policies",           LIST (POLICY),     policies,                   "",  "",  "settings that exist twice: as declared, and as they are"),
  K ("quorum",             MAP (GROUP),       groups,                     "",  "",  "groups that need enough of their members"),
  K ("aos",                VERSION,           cluster.aos,                NUTANIX, "",  "AOS version of its CVMs"),
  K ("fault-tolerance",    COUNT (1, 2),      cluster.fault_tolerance,    NUTANIX, "1", "node failures that metadata and configuration survive"),
  K ("replication-factor", COUNT (2, 3),      cluster.replication_factor, NUTANIX, "2", "copies of data"),
  K ("cvm-memory",         POSITIVE (MEMORY), cluster.cvm_memory_mib,     NUTANIX, "none", "memory of each host that its CVM takes and VMs cannot have"),
  K ("vsan",               IN (VSAN),         vsan,                       "vsphere", "no vSAN", "vSAN: the disks of its VMs lie on its hosts"),
  K ("storage-policies",   MAP (STORAGE_POLICY), storage_policies,        "vsphere", "RAID-1 of one failure", "how disks on vSAN are kept"),
  K ("zookeeper",          MANY (HOST),       zookeeper,                  NUTANIX, "the first three or five by name", "the hosts whose CVMs run Zookeeper"),
};

static const ScenarioKey ha_keys[] = {
  K ("admission-control",    IN (ADMISSION), admission,                    "", "by percentage, automatic", "what is kept free for restarts"),
  K ("host-monitoring",      YES_NO,         cluster.host_monitoring,      "", "true", "HA acts on hosts that go silent"),
  K ("heartbeat-datastores", COUNT (0, 5),   cluster.heartbeat_datastores, "", "`ha-heartbeat-datastores` of physics", "heartbeat datastores of each host"),
  K ("isolation-response",   WORD_FROM_1 (model_isolation_words), cluster.isolation, "", "none", "what an isolated host does with its VMs"),
  K ("apd",                  WORD (model_apd_words), cluster.apd,       "", "off", "what HA does when a host loses all paths to a VM's datastore (6.0 on)"),
  K ("pdl",                  WORD (model_pdl_words), cluster.pdl,       "", "off", "what HA does when a VM's datastore is gone for good (6.0 on)"),
  K ("vm-monitoring",        WORD (model_monitoring_words), cluster.vm_monitoring, "", "off", "VM monitoring, which resets VMs whose guests hang: low (120 s, 3 resets in 7 days), medium (60 s, 3 in 24 h), high (30 s, 3 in 1 h), or custom, `vm-monitoring-interval` of physics"),
  K ("reset-on-return",      YES_NO,         cluster.reset_on_return,   "", "false", "VMs are reset when the paths return after all paths down was declared"),
  K ("isolation-addresses",  WORD (model_addresses_words), cluster.isolation_addresses, "", "same-network", "where the addresses answer that a host pings before it declares itself isolated: on the network of HA's heartbeats, on another (a management gateway when HA uses the vSAN network), or nowhere"),
  K ("ready-condition",      WORD_FROM_1 (model_ready_words), cluster.ready, "", "none", "when a VM that HA has restarted counts as ready, so that lower priorities may go (6.5 on)"),
  K ("ready-delay",          QUANTITY (DURATION), cluster.ready_delay,  "", "0 s", "how much longer it then takes"),
  K ("batch-timeout",        LIMIT,          cluster.batch_timeout,     "", "`ha-batch-timeout` of physics", "how long lower priorities wait for higher ones that do not get ready"),
};

static const ScenarioKey admission_keys[] = {
  K ("policy",        WORD (model_admission_words), cluster.admission, "=", "percentage", "how the reserve is reckoned"),
  K ("host-failures", COUNT (1, 1000),    cluster.host_failures,   "slot percentage", "`admission-host-failures` of physics", "host failures to tolerate; a percentage follows from it by itself"),
  K ("slot-size",     WORD (model_slot_size_words), cluster.slot_size, "slot",      "covers-all", "as large as the largest reservations; or `fixed`, from 5.1 on"),
  K ("slot-cpu",      POSITIVE (CLOCK),   cluster.slot_cpu_mhz,    "slot",        "none; of a fixed slot, `admission-fixed-slot-cpu` of physics", "upper bound on the CPU of a slot; the CPU of a fixed one"),
  K ("slot-memory",   POSITIVE (MEMORY),  cluster.slot_memory_mib, "slot",        "none; of a fixed slot, `admission-fixed-slot-memory` of physics", "upper bound on the memory of a slot; the memory of a fixed one"),
  K ("cpu",           QUANTITY (PERCENT), cluster.cpu_reserve,     "percentage",  "",     "CPU kept free, instead of `host-failures`; together with `memory`"),
  K ("memory",        QUANTITY (PERCENT), cluster.memory_reserve,  "percentage",  "",     "memory kept free, instead of `host-failures`; together with `cpu`"),
  K ("hosts",         MANY (HOST),        dedicated,               "!dedicated",  "",     "the failover hosts"),
  K ("performance-degradation", QUANTITY (PERCENT), cluster.performance_degradation, "slot percentage dedicated", "100 %, which is never said", "how much of what they use VMs may lose after the tolerated failures before a note says so; needs DRS, from 6.5 on"),
};

static const ScenarioKey vsan_keys[] = {
  K ("architecture",   WORD_FROM_1 (model_vsan_words), cluster.vsan.architecture, "", "osa", "Original or Express Storage Architecture"),
  K ("resync-rate",    POSITIVE (LINK),     cluster.vsan.resync_bps,   "!", "", "what all resync of the cluster gets together; the vendor gives no figure"),
  K ("repair-timer",   POSITIVE (DURATION), cluster.vsan.repair_timer, "",  "`vsan-repair-timer` of physics", "how long a component may be absent before it is rebuilt elsewhere"),
  K ("disk-format",    COUNT (1, 255),      cluster.vsan.format,       "",  "not said", "on-disk format of its devices"),
  K ("witness",        IN (WITNESS),        witness,                   "",  "none: the cluster is not stretched", "the witness host of a stretched or two-node cluster"),
  K ("preferred-site", TEXT,                preferred_site,            "",  "the first by name", "the `fault-domain` of the hosts of the preferred site"),
};

static const ScenarioKey witness_keys[] = {
  K ("name",    TEXT,    witness_name,    "!", "",         "its name; clusters that name the same share it"),
  K ("shared",  YES_NO,  witness_shared,  "",  "false",    "it serves several two-node clusters"),
  K ("version", VERSION, witness_version, "",  "not said", "its version"),
};

static const ScenarioKey drs_keys[] = {
  K ("automation", WORD_FROM_1 (model_automation_words), cluster.drs, "", "fully-automated", "who moves VMs: nobody, DRS, or a person"),
  K ("threshold",    COUNT (1, 5), cluster.drs_threshold, "", "3", "migration threshold as the client shows it: 1 is conservative and moves only what must, 5 is aggressive"),
  K ("vmotion-rate", COUNT (1, 5), vmotion_rate,          "", "",  "the same as the API counts it, the other way round: 5 is conservative; instead of `threshold`"),
  K ("moves-vgpus",  YES_NO,       cluster.moves_vgpus,   "", "false", "DRS also moves VMs that have a vGPU; it is not its default, which is only to place them"),
  K ("vm-overrides", YES_NO,       cluster.vm_overrides,  "", "true", "whether VMs may have a level of their own"),
};
#undef DRAFT

#define DRAFT ScenarioStoragePolicyDraft
static const ScenarioKey storage_policy_keys[] = {
  K ("raid",                 WORD (model_raid_words),  policy.raid,     "", "raid-1", "mirror, or segments with parity"),
  K ("failures-to-tolerate", COUNT (0, 3),             policy.failures, "", "1 for raid-1 and raid-5, 2 for raid-6; 0 within a site for raid-1 over sites", "host failures that data survives; within each site where there are two"),
  K ("site",                 WORD (model_sites_words), policy.sites,    "", "mirror", "of a stretched cluster: data on both sites, or on one"),
};
#undef DRAFT

#define DRAFT ScenarioHostDraft
static const ScenarioKey host_keys[] = {
  K ("sockets",          COUNT (1, 1024),    host.sockets,      "",  "",             "CPU sockets"),
  K ("cores-per-socket", COUNT (1, 1024),    cores_per_socket,  "",  "",             "cores of each socket"),
  K ("clock",            POSITIVE (CLOCK),   clock_mhz,         "",  "",             "frequency of a core; with `sockets` and `cores-per-socket`"),
  K ("cpu",              POSITIVE (CLOCK),   host.cpu_mhz,      "",  "",             "frequency of all cores together, instead of `clock`"),
  K ("memory",           POSITIVE (MEMORY),  host.memory_mib,   "!", "",             "memory"),
  K ("version",          VERSION,            host.version,      "",  "not said",     "version of the hypervisor"),
  K ("vmotion",          POSITIVE (LINK),    host.vmotion_bps,  "",  "`vmotion-link` of physics",      "speed of its vMotion link"),
  K ("fault-domain",     TEXT,               host.fault_domain_name, "", "none",     "the rack, block or site that fails as one"),
  K ("state",            WORD (model_host_start_words), host.start, "", "connected", "its state when the rehearsal begins"),
  K ("tpm-sealed",       YES_NO,             host.sealed,       "",  "false",        "its configuration is sealed by its TPM, and does not open when firmware settings are lost"),
  K ("recovery-key",     YES_NO,             host.recovery_key, "",  "false",        "somebody has the key that opens it all the same"),
  K ("cpu-model",        TEXT,               host.cpu_model,    "",  "like any other", "hosts of different models exchange VMs only under EVC"),
  K ("moid",             TEXT,               host.moid,         "",  "its name",     "the id of its managed object, like host-99: of hosts with as many datastores the greatest as text is HA's master"),
  K ("networks",         LABELS,             networks,          "",  "all",          "networks it is connected to; at most 64 names in all"),
  K ("datastores",       LABELS,             datastores,        "",  "all",          "datastores it sees; at most 64 names in all"),
  K ("hardware",         WORDS (model_hardware_words), host.hardware, "", "nothing",  "what is special about its hardware: what keeps it from Quick Boot, or from the target"),
  K ("reboot-pending",   YES_NO,             host.reboot_pending, "", "false", "an earlier update of it still waits for its reboot: HA cannot be configured on it until then"),
  K ("certificate",      WORD (model_certificate_words), host.certificate, "", "sha-256", "what its certificate is: signed with either; self-signed and never verified, which HA refuses once vCenter is upgraded; of VMCA; or your own"),
  K ("ip-family",        WORD (model_ip_words), host.ip,        "",  "any",          "what it is managed over: a running VM does not go from an `ipv4` host to an `ipv6` one, nor back"),
  K ("encrypted-vmotion", YES_NO,            host.encrypts,     "",  "true",         "it can take encrypted vMotion (6.5 on)"),
  K ("vgpus",              COUNT (1, 256),     host.vgpus,        "",  "as many as are wanted", "VMs with a vGPU that run on it at a time, of all its profiles together"),
  K ("gpu-profiles",     LABELS,             gpu_profiles,      "",  "all",          "vGPU profiles that it offers"),
  K ("boot-device",      POSITIVE (MEMORY),  host.boot_device_mib, "", "not said",    "size of what it boots from"),
  K ("vibs",             LABELS,             vibs,              "",  "none",         "third-party packages on it, such as drivers"),
  K ("capacity",         POSITIVE (MEMORY),  host.capacity_mib, "",  "as much as is needed", "room of its vSAN devices"),
};
#undef DRAFT

#define DRAFT ScenarioVmDraft
static const ScenarioKey vm_keys[] = {
  K ("vcpus",              COUNT (1, 4096),    vm.vcpus,                  "",  "1",  "virtual CPUs"),
  K ("memory",             POSITIVE (MEMORY),  vm.memory_mib,             "!", "",   "configured memory"),
  K ("host",               A (HOST),           host,                      "",  "placed as DRS would", "the host it runs on, or is registered on, in the beginning"),
  K ("power",              WORD (model_power_words), vm.power,            "",  "on", "whether it runs"),
  K ("cpu-reservation",    QUANTITY (CLOCK),   vm.cpu_reservation_mhz,    "",  "0 MHz", "CPU that it is promised"),
  K ("memory-reservation", QUANTITY (MEMORY),  vm.memory_reservation_mib, "",  "0 MiB", "memory that it is promised"),
  K ("overhead",           QUANTITY (MEMORY),  vm.overhead_mib,           "",  "0 MiB", "memory that its host needs for it, on top"),
  K ("cpu-demand",         QUANTITY (CLOCK),   vm.cpu_demand_mhz,         "",  "not said", "CPU that it uses"),
  K ("active-memory",      QUANTITY (MEMORY),  vm.active_memory_mib,      "",  "not said", "memory that it uses"),
  K ("dirty-rate",         QUANTITY (RATE),    vm.dirty_bytes_s,          "",  "`vm-dirty-rate` of physics", "memory that it writes to"),
  K ("restart-priority",   WORD (model_priority_words), vm.priority,      "",  "medium", "HA restarts the highest first; `disabled` not at all"),
  K ("devices",            WORDS (model_device_words),  vm.devices,       "",  "none", "what ties it to its host"),
  K ("gpu-profile",        TEXT,               vm.gpu_profile,            "",  "any that its host offers", "profile of its vGPU; it then has one, as with the device `vgpu`"),
  K ("encrypted-vmotion",  WORD (model_encrypted_words), vm.encrypted_vmotion, "", "opportunistic", "whether its vMotion is encrypted; when it is `required` it goes only to hosts that can"),
  K ("depends-on",         WORDS (model_bios_words), vm.depends_on,     "",  "what its devices need", "settings of its host that it depends on; passthrough and SR-IOV devices need VT-d anyway"),
  K ("automation",         WORD (model_automation_words), vm.automation,  "",  "inherit", "its own DRS level; `inherit` is its cluster's, `off` pins it"),
  K ("isolation-response", WORD (model_isolation_words),  vm.isolation,   "",  "inherit", "its own response to isolation of its host"),
  K ("role",               WORD (model_role_words), vm.role,              "",  "ordinary", "HA restarts agent VMs first, then secondaries of Fault Tolerance, then the others by priority"),
  K ("secondary-of",       A (VM),             secondary_of,              "",  "none", "the primary of its Fault Tolerance pair; both have the device `fault-tolerance` then, and this one the role `ft-secondary`"),
  K ("restart-after",      MANY (VM),          restart_after,             "",  "none", "VMs that must be ready before HA restarts it, whatever their priority (6.5 on)"),
  K ("ready-condition",    WORD (model_ready_words), vm.ready,            "",  "inherit", "when it counts as ready itself"),
  K ("ready-delay",        QUANTITY (DURATION), vm.ready_delay,           "",  "as its cluster", "how much longer it then takes"),
  K ("tools",              TOOLS, vm.tools,                  "",  "true", "VMware Tools run in it: it has heartbeats, and can be shut down; `old` or `current` say how they stand to its host, `unmanaged` that its operating system brings them"),
  K ("needs",              VERSION,            vm.needs,                  "",  "any", "lowest version of ESXi that can run its virtual hardware"),
  K ("networks",           LABELS,             networks,                  "",  "none", "networks that its host must have; port groups of distributed switches are networks"),
  K ("unbound",            YES_NO,             vm.unbound,                "",  "false", "it is off, and vCenter has given it no port of its static port group yet: restored, or newly connected"),
  K ("datastores",         LABELS,             datastores,                "",  "none", "datastores that its host must see"),
  K ("disks",              POSITIVE (MEMORY),  vm.disks_mib,              "",  "`vm-disk` of physics; none on vSAN", "size of all of its disks; on vSAN in a cluster that has it, unless `datastores` says otherwise"),
  K ("disk-count",         COUNT (1, 64),      vm.disk_count,             "",  "1", "how many vSAN objects its disks are"),
  K ("storage-policy",     TEXT,               storage_policy,            "",  "RAID-1 of one failure", "one of its cluster's `storage-policies`"),
  K ("write-rate",         QUANTITY (RATE),    vm.write_bytes_s,          "",  "`vsan-write-rate` of physics", "what it writes to its disks"),
  K ("pool",               TEXT,               pool,                      "",  "the cluster itself", "one of its cluster's resource pools"),
  K ("tier",               TEXT,               vm.tier,                   "",  "",   "service level, for reports"),
  K ("owner",              TEXT,               vm.owner,                  "",  "",   "whose it is, for reports"),
};
#undef DRAFT

#define DRAFT ScenarioPoolDraft
static const ScenarioKey pool_keys[] = {
  K ("cpu-reservation",    QUANTITY (CLOCK),  pool.cpu_mhz,    "", "0 MHz", "CPU that it is promised"),
  K ("memory-reservation", QUANTITY (MEMORY), pool.memory_mib, "", "0 MiB", "memory that it is promised"),
  K ("expandable",         YES_NO,            pool.expandable, "", "true",  "it takes what it needs beyond that from its parent"),
  K ("parent",             TEXT,              parent,          "", "the cluster itself", "the pool that it is in"),
};
#undef DRAFT

#define DRAFT ScenarioRuleDraft
static const ScenarioKey rule_keys[] = {
  K ("name",               NAME,        head.name, "!",   "", "its name"),
  CHOICE ("keep-apart",    MANY (VM),   vms, MODEL_RULE_KEEP_APART,    "VMs of which no two run on one host"),
  CHOICE ("keep-together", MANY (VM),   vms, MODEL_RULE_KEEP_TOGETHER, "VMs that run on one host"),
  CHOICE ("run",           MANY (VM),   vms, MODEL_RULE_RUN_ON,        "VMs that run on certain hosts, or not on them"),
  K ("on",                 MANY (HOST), on,        "run", "", "the hosts to run on"),
  K ("not-on",             MANY (HOST), not_on,    "run", "", "the hosts not to run on, instead of `on`"),
  K ("must",               YES_NO,      rule.must, "",    "true for keep-apart and keep-together, false for run", "never broken, rather than avoided"),
  K ("enabled",            YES_NO,      rule.enabled, "", "true", "false for a rule that is there and does nothing"),
  K ("created",            DATE,        rule.created, "", "",     "the day it was made, like 2023-05-01: of two rules that contradict each other the older one holds, and the newer one is disabled"),
};
#undef DRAFT

#define DRAFT ScenarioPolicyDraft
static const ScenarioKey policy_keys[] = {
  K ("name",      NAME,                          head.name,        "!", "", "its name"),
  K ("kind",      WORD (model_policy_words),     policy.kind,      "!", "", "where it is attached: vds, host and bios have a value on each host"),
  K ("declared",  TEXT,                          policy.declared,  "!", "", "the value that governance wants"),
  K ("actual",    TEXT,                          policy.actual,    "",  "as declared", "the value that is really there in the beginning"),
  K ("default",   TEXT,                          policy.fallback,  "",  "", "the platform's own value, which a reset leaves; needed with `reset-by`"),
  K ("provides",  WORD (model_bios_words),    policy.provides,  "",  "nothing", "what works as long as it is as declared: VMs say what they depend on, and without its boot mode a host does not boot"),
  K ("reset-by",  WORDS (model_lifecycle_words), policy.reset_by,  "",  "nothing", "the events that put the default in its place"),
  K ("preserved", TEXT,                          policy.preserved, "",  "nothing", "what keeps it through a reset, like a host profile"),
};
#undef DRAFT

#define DRAFT ScenarioGroupDraft
static const ScenarioKey group_keys[] = {
  K ("kind",    WORD (model_quorum_words), group.kind, "=", "", "by what rule it works"),
  K ("members", NAMES_OR (MEMBER), members,         "!", "",  "VMs and hosts by name, `cvm:HOST` for the CVM of a host; of a ring, in its order"),
  K ("copies",  COUNT (1, 64), group.copies,    "!ring !copies",  "",  "copies of each thing: neighbours in a ring, or members that hold data"),
  K ("need",    COUNT (1, 64), group.need_legs, "votes-and-data", "1", "legs of data that must be whole: 1 for RAID-1, 3 for RAID-5 of 3+1"),
};
#undef DRAFT

#define DRAFT ScenarioMemberDraft
static const ScenarioKey member_keys[] = {
  CHOICE ("on",      A (HOST_VM), on,      0, "what carries it: a host, a VM, or `cvm:HOST`"),
  CHOICE ("outside", TEXT,          outside, 0, "its name, when what carries it is not part of the scenario"),
  K ("votes",        COUNT (0, 1000), votes, "", "1", "how many votes it has"),
  K ("leg",          TEXT,          leg,     "", "a witness", "the leg of data that it is part of; members of one leg are whole together"),
};
#undef DRAFT

#define DRAFT ScenarioStepDraft
static const ScenarioKey step_keys[] = {
  K ("step",                   NAME,                head.name,     "!", "", "its name"),
  CHOICE ("upgrade-vcenter",   A (VCENTER),         target, MODEL_VERB_UPGRADE_VCENTER,  "upgrade a vCenter"),
  CHOICE ("remediate",         A (CLUSTER),         target, MODEL_VERB_REMEDIATE,        "bring the hosts of a cluster to a version, one after another, as vLCM does"),
  CHOICE ("pre-check",         A (CLUSTER),         target, MODEL_VERB_PRE_CHECK,        "make the pre-checks of a remediation and change nothing; it fails if the remediation would be refused now"),
  CHOICE ("stage",             A (CLUSTER),         target, MODEL_VERB_STAGE,            "bring to the hosts of a cluster what a remediation will install, ahead of it and under running VMs"),
  CHOICE ("upgrade-aos",       A (CLUSTER),         target, MODEL_VERB_UPGRADE_AOS,      "upgrade AOS on a Nutanix cluster, one CVM after another"),
  CHOICE ("upgrade-firmware",  A (CLUSTER),         target, MODEL_VERB_UPGRADE_FIRMWARE, "flash the firmware of a cluster's hosts, one after another"),
  LATER ("upgrade-ahv",        "?", "upgrade AHV on a Nutanix cluster"),
  CHOICE ("maintenance",       A (HOST),            target, MODEL_VERB_MAINTENANCE,      "put a host into maintenance mode, where it stays"),
  CHOICE ("leave",             A (HOST),            target, MODEL_VERB_LEAVE,            "take a host out of maintenance mode"),
  CHOICE ("reconfigure-ha",    A (HOST),            target, MODEL_VERB_RECONFIGURE_HA,   "have vCenter configure the HA agent of a host anew, as after the cause is gone for which it failed"),
  CHOICE ("power-on",          A (VM),              target, MODEL_VERB_POWER_ON,         "power on a VM through vCenter, so that admission control has a say"),
  CHOICE ("move",              A (VM),              target, MODEL_VERB_MOVE,           "move a VM to another host by hand, by vMotion while it runs"),
  CHOICE ("relocate",          A (VM),              target, MODEL_VERB_RELOCATE,       "move a VM's disks to another datastore, by Storage vMotion while it runs"),
  CHOICE ("set",               IN (SET),            target, MODEL_VERB_SET,              "change a setting: `set: {cluster: prod, admission-control: off}`"),
  CHOICE ("validate",          A (CLUSTER),         target, MODEL_VERB_VALIDATE,         "compare a cluster with what is declared"),
  CHOICE ("approve",           A (CLUSTER),         target, MODEL_VERB_APPROVE,          "apply what DRS recommends at this moment for the hosts that are to be emptied, as a person does where it is not fully automated"),
  CHOICE ("upgrade-witness",   A (CLUSTER),         target, MODEL_VERB_UPGRADE_WITNESS,  "upgrade the vSAN witness of a cluster; a shared one once, with any of its clusters"),
  CHOICE ("upgrade-disk-format", A (CLUSTER),       target, MODEL_VERB_UPGRADE_FORMAT,   "raise the on-disk format of a vSAN cluster"),
  CHOICE ("change-object-format", A (CLUSTER),      target, MODEL_VERB_RELAYOUT,         "lay the large objects of a vSAN cluster out anew, after it has come from 7.0 or older to 7.0 U1 or newer"),
  CHOICE ("upgrade-product",   A (PRODUCT),         target, MODEL_VERB_UPGRADE_PRODUCT,  "upgrade a product, such as NSX"),
  CHOICE ("upgrade-switch",    A (SWITCH),          target, MODEL_VERB_UPGRADE_SWITCH,   "upgrade a distributed switch, on all of its hosts at once"),
  CHOICE ("upgrade-tools",     A (CLUSTER),         target, MODEL_VERB_UPGRADE_TOOLS,    "upgrade VMware Tools in the running VMs of a cluster, each to those of its host"),
  CHOICE ("upgrade-hardware",  A (CLUSTER),         target, MODEL_VERB_UPGRADE_HARDWARE, "raise the virtual hardware of the VMs of a cluster to that of an ESXi: those that run are shut down for it, and powered on again"),
  CHOICE ("wait",              POSITIVE (DURATION), step.duration, MODEL_VERB_WAIT,      "let time pass"),
  K ("at-host",                YES_NO,                    step.at_host,      "power-on", "false", "asked of the host that it is registered on, past vCenter, admission control and resource pools"),
  K ("after",              MANY (STEP),               after,             "", "it begins at time 0", "the steps that must be done before"),
  K ("to",                 VERSION,                   step.to,           "!upgrade-vcenter !remediate !pre-check !stage !upgrade-aos !upgrade-witness !upgrade-product !upgrade-switch !upgrade-hardware upgrade-firmware", "", "the version to go to"),
  K ("network-io-control", COUNT (2, 3),              step.nioc,         "upgrade-switch", "it stays", "the Network I/O Control to go to: from 2 to 3 policies that are reset by `nioc-upgrade` are"),
  K ("takes",              POSITIVE (DURATION),       step.duration,     "upgrade-product upgrade-switch", "`product-upgrade` or `switch-upgrade` of physics", "how long it takes"),
  K ("released",           DATE,                      step.released,         "upgrade-vcenter", "that of the version, where known", "the day the patch to go to came out, like 2018-11-29"),
  K ("method",             WORD (model_method_words), step.method,       "upgrade-vcenter remediate pre-check stage", "in-place, and image", "how a vCenter is upgraded; or with what hosts are remediated: a vLCM image, or baselines"),
  K ("hosts",              MANY (HOST),               hosts,             "remediate pre-check stage upgrade-aos upgrade-firmware", "all", "the hosts of the cluster to take"),
  K ("order",              MANY (HOST),               order,             "remediate pre-check upgrade-aos upgrade-firmware", "by name", "the hosts to take first, in this order"),
  K ("vms",                MANY (VM),                 vms,               "upgrade-tools upgrade-hardware", "all of the cluster", "the VMs to take"),
  K ("reboot-guests",      YES_NO,                    step.reboots_guests, "upgrade-tools", "true", "guests restart when their Tools are installed; otherwise new drivers wait for the next restart"),
  K ("at-once",            COUNT (1, 64),             step.at_once,      "remediate upgrade-firmware upgrade-tools upgrade-hardware", "1", "VMs at a time; or hosts at a time, put into maintenance by whoever drives the plan; vLCM itself takes several with baselines only, see `parallel`"),
  K ("parallel",           IN (PARALLEL),             parallel,          "remediate pre-check", "one host at a time", "vLCM's parallel remediation with an image: only hosts that are in maintenance already; `{}` takes them all; not for vSAN clusters"),
  K ("on-failure",         WORD_OR (stop_words, ON_FAILURE), on_failure, "remediate upgrade-firmware upgrade-aos upgrade-vcenter maintenance", "`remediation-retries` of physics", "`stop`, or how often to try entering maintenance again"),
  K ("enter-timeout",      LIMIT,                     step.enter_timeout, "remediate upgrade-firmware maintenance", "`enter-maintenance-timeout` of physics", "how long to wait for a host to enter maintenance"),
  K ("host",                   A (HOST),                  move_host,         "!move", "", "the host to which it goes, of its cluster"),
  K ("datastore",              TEXT,                      datastore,         "!relocate", "", "the datastore to which its disks go"),
  K ("components",             WORDS (model_part_words), step.components, "upgrade-firmware", "one flash and one reboot for all", "what is flashed, always in the order bmc, bios, hba, nic, each with its own reboots"),
  K ("resets-settings",        YES_NO,                    step.resets_settings, "upgrade-firmware", "false", "the new BIOS begins with its defaults: policies of kind bios are reset on each host"),
  K ("storage-vmotion",        YES_NO,                    step.moves_disks,  "remediate upgrade-firmware maintenance", "false", "VMs with disks on a `local-datastore` leave with their disks, by vMotion without shared storage"),
  K ("evacuate-powered-off",   YES_NO,                    step.evacuates_off, "remediate upgrade-firmware maintenance", "false", "powered-off VMs are registered on other hosts too before the host is in maintenance: by DRS; where it is off or only recommends, the host waits until a person has (`move`)"),
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
  K ("vsan-mode",              WORD (model_vsan_mode_words), step.vsan_mode, "remediate upgrade-firmware maintenance", "ensure-accessibility", "what happens to the vSAN data of a host before it is in maintenance"),
  K ("wait-for-resync",        YES_NO,                step.wait_for_resync, "remediate upgrade-firmware", "false", "the next host is taken only when no vSAN resync is under way, as operators do it; the product goes on by itself"),
  K ("disk-format",            COUNT (1, 255),        step.format,          "!upgrade-disk-format", "", "the on-disk format to go to"),
  K ("allow-reduced-redundancy", YES_NO,              step.reduced_redundancy, "upgrade-disk-format", "false", "below format 3, hosts need not be emptied to be formatted"),
};

static const ScenarioKey set_keys[] = {
  K ("cluster",                A (CLUSTER), set_cluster, "!admission-control !image !host-monitoring !ha !drs !retreat-mode actual", "", "whose setting; with `policy` only to tell two of one name apart"),
  K ("policy",                 A (POLICY),  set_policy,  "!actual", "", "whose actual value"),
  CHOICE ("admission-control", WORD (switch_words),                  set_switch,     0, "HA admission control"),
  CHOICE ("image",             VERSION,                              step.to,        0, "the image of a cluster, committed by somebody: a remediation applies the newest that there is, and not only what it was begun for"),
  CHOICE ("host-monitoring",   WORD (switch_words),                  set_monitoring, 0, "whether HA acts on hosts that go silent: off while somebody works on the network"),
  CHOICE ("ha",                WORD (switch_words),                  set_ha,         0, "HA as a whole: `off` takes the agents from all hosts, `on` configures them anew"),
  CHOICE ("retreat-mode",      WORD (switch_words),                  set_retreat,    0, "vCLS retreat mode: `on` takes the vCLS VMs away, and DRS with them"),
  CHOICE ("drs",               WORD_FROM_1 (model_automation_words), set_automation, 0, "DRS automation"),
  K ("vcenter",                A (VCENTER), set_vcenter, "!vcha", "", "whose vCenter HA"),
  CHOICE ("vcha",              WORD (model_vcha_mode_words),         set_vcha,       0, "the mode of vCenter HA; refused unless it is healthy, or goes from enabled to disabled"),
  K ("vm",                     A (VM),      set_vm,      "!cpu-reservation !memory-reservation", "", "whose reservation"),
  CHOICE ("cpu-reservation",   QUANTITY (CLOCK),  step.set_cpu_mhz,    0, "CPU that a VM is promised; more than before asks admission control"),
  CHOICE ("memory-reservation", QUANTITY (MEMORY), step.set_memory_mib, 0, "memory that a VM is promised; likewise"),
  CHOICE ("actual",            TEXT,                                 set_actual,     0, "the value that a policy then has, wherever it applies"),
};

static const ScenarioKey parallel_keys[] = {
  K ("max-hosts", COUNT (1, 1000), step.lcm.max_hosts, "", "`remediation-parallel-maximum` of physics", "hosts at a time"),
};

static const ScenarioKey on_failure_keys[] = {
  K ("retry", COUNT (0, 1000),     retries,          "!", "",        "how often to try again"),
  K ("delay", QUANTITY (DURATION), step.retry_delay, "",  "`remediation-retry-delay` of physics", "how long to wait before"),
};
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
  CHOICE ("keep-token",     A (HOST),    target, MODEL_FAULT_KEEP_TOKEN,     "the CVM of a host does not give back the shutdown token after its next restart"),
  CHOICE ("fail-disks",     A (HOST),    target, MODEL_FAULT_FAIL_DISKS,     "the vSAN devices of a host report errors: what they hold is rebuilt at once; `for` is until they are replaced"),
  CHOICE ("lose-witness",   A (CLUSTER), target, MODEL_FAULT_LOSE_WITNESS,   "the vSAN witness of a cluster cannot be reached"),
  CHOICE ("re-register",    A (VM),      target, MODEL_FAULT_RE_REGISTER,    "a VM gets a new number in the inventory: it is registered anew, or its host is taken out and added again"),
  CHOICE ("vmotion-link-down", A (HOST),  target, MODEL_FAULT_VMOTION_LINK_DOWN, "a host loses its vMotion network while it lasts"),
  CHOICE ("cancel-migration",  A (VM),    target, MODEL_FAULT_CANCEL_MIGRATION,  "somebody cancels a VM's vMotion, if one is under way"),
  CHOICE ("reset-cmos",     A (HOST),    target, MODEL_FAULT_RESET_CMOS,     "a host finds its firmware settings at their defaults from its next boot on; with `for` somebody then puts right what keeps it from booting"),
  CHOICE ("lose-nics",      A (HOST),    target, MODEL_FAULT_LOSE_NICS,      "a host's management and vMotion adapters are missing, as with firmware that its drivers do not know"),
  CHOICE ("interrupt-boot", A (HOST),    target, MODEL_FAULT_INTERRUPT_BOOT, "a host's first boot of a new image is interrupted"),
  CHOICE ("provision",      A (HOST),    target, MODEL_FAULT_PROVISION,      "VMs are being created, cloned or deployed on a host, which does not get into maintenance before that has ended; nobody begins it on a host that is entering"),
  CHOICE ("partition",      MANY (HOST), target, MODEL_FAULT_PARTITION,      "these hosts hear one another and no other host of their cluster, over the management network and that of vSAN"),
  CHOICE ("fail-agent",     A (HOST),    target, MODEL_FAULT_FAIL_AGENT,     "a host's HA agent dies, or hostd under it; the VMs there run on"),
  CHOICE ("fail-vcls",      A (CLUSTER), target, MODEL_FAULT_FAIL_VCLS,      "the vCLS VMs of a cluster cannot run while it lasts"),
  CHOICE ("fail-staging",   A (VCENTER), target, MODEL_FAULT_FAIL_STAGING,   "the new appliance of a vCenter's next reduced-downtime upgrade cannot be filled"),
  CHOICE ("cancel-upgrade", A (VCENTER), target, MODEL_FAULT_CANCEL_UPGRADE, "somebody cancels a vCenter's upgrade: during its pre-checks, or before the switchover of a reduced-downtime one; later nothing can be cancelled"),
  CHOICE ("change-network", A (HOST),    target, MODEL_FAULT_CHANGE_NETWORK, "a change of a host's network cuts its management; it is rolled back, after `for` or `network-rollback` of physics"),
  CHOICE ("cut-vcha",       A (VCENTER), target, MODEL_FAULT_CUT_VCHA,       "the three nodes of a vCenter's HA do not hear one another"),
  CHOICE ("fail-wake",      A (HOST),    target, MODEL_FAULT_FAIL_WAKE,      "a host cannot be powered on from standby: its management controller and Wake-on-LAN do not answer"),
  CHOICE ("hang-guest",     A (VM),      target, MODEL_FAULT_HANG_GUEST,     "the guest in a VM hangs, without heartbeats and without I/O, until the VM is reset or powered on again; with `for` it hangs after every boot until then"),
  CHOICE ("apd",            TEXT,        datastore, MODEL_FAULT_APD,         "hosts lose all paths to this datastore; it may come back"),
  CHOICE ("pdl",            TEXT,        datastore, MODEL_FAULT_PDL,         "hosts lose this datastore for good, as the array says"),
  K ("hosts",  MANY (HOST),         hosts,       "apd pdl", "all that see it", "the hosts that lose it"),
  K ("witness", WORD (model_witness_side_words), fault.witness, "partition", "both: it joins the preferred site", "which part of a cut cluster still reaches its vSAN witness"),
  K ("because", WORD_FROM_1 (model_ha_cause_words), fault.cause, "fail-ha", "unknown", "what stands against it: reboot-pending ends with the host's next reboot; disk, certificate and thumbprint last until `for`, when somebody puts them right; a configuration after the next one goes well otherwise"),
  K ("does-io", YES_NO, fault.does_io, "hang-guest", "false", "the guest sends no heartbeats, and goes on reading and writing: then VM monitoring does not reset it"),
  K ("at",     QUANTITY (DURATION), fault.at,    "", "",                  "when, counted from the beginning"),
  K ("during", IN (DURING),         during,      "", "",                  "the first time that this is the case, instead of `at`"),
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
  K ("on",       TEXT,                  on,       "finding no-finding",         "anything", "the subject of the finding"),
  K ("step",     A (STEP),              step,     "finding no-finding outcome", "any",      "the step to which the finding belongs, or whose outcome it is"),
  K ("at-least", COUNT (1, G_MAXINT32), at_least, "finding",                    "1",        "how often, at least"),
  K ("count",    COUNT (1, G_MAXINT32), count,    "finding",                    "",         "how often, exactly"),
};
#undef DRAFT

/* ---- What a draft is before anything has been said ---- */

static const ScenarioProductDraft no_product = { .product = { .vcenter = MODEL_NONE } };
static const ScenarioClusterDraft no_cluster = { .cluster = {
  .vcenter = MODEL_NONE, .host_monitoring = TRUE, .heartbeat_datastores = MODEL_NONE, .admission = MODEL_ADMISSION_PERCENTAGE, .performance_degradation = 100000, .isolation = MODEL_ISOLATION_NONE,
  .ready = MODEL_READY_NONE,
  .drs = MODEL_AUTOMATION_FULL, .drs_threshold = 3, .vm_overrides = TRUE, .fault_tolerance = 1, .replication_factor = 2,
  .vsan = { .witness = MODEL_NONE, .preferred = MODEL_NONE } } };
static const ScenarioStoragePolicyDraft no_storage_policy = { .policy = { .failures = MODEL_NONE } };
static const ScenarioHostDraft no_host = { .host = { .fault_domain = MODEL_NONE, .encrypts = TRUE } };
static const ScenarioVmDraft no_vm = { .vm = { .host = MODEL_NONE, .partner = MODEL_NONE, .vcpus = 1, .vcenter = MODEL_NONE,
  .dirty_bytes_s = G_MAXINT64, .storage_policy = MODEL_NONE, .write_bytes_s = G_MAXINT64, .priority = MODEL_PRIORITY_MEDIUM,
  .ready_delay = -1, .tools = MODEL_TOOLS_RUNNING } };
static const ScenarioPoolDraft no_pool = { .pool = { .parent = MODEL_NONE, .expandable = TRUE } };
static const ScenarioRuleDraft no_rule = { .rule = { .must = -1, .enabled = TRUE } };
static const ScenarioGroupDraft no_group = { .group = { .cluster = MODEL_NONE, .need_legs = 1 } };
static const ScenarioMemberDraft no_member = { .votes = 1 };
static const ScenarioStepDraft no_step = { .step = { .at_once = 1, .reboots_guests = TRUE, .retries = -1, .retry_delay = -1, .set_cpu_mhz = -1, .set_memory_mib = -1 },
  .retries = MODEL_NONE, .set_switch = MODEL_NONE, .set_monitoring = MODEL_NONE, .set_ha = MODEL_NONE, .set_retreat = MODEL_NONE, .set_vcha = MODEL_NONE, .set_automation = MODEL_NONE };
static const ScenarioFaultDraft no_fault = { .fault = { .at = -1, .step = MODEL_NONE, .whom = MODEL_NONE, .lasts = SIM_NEVER, .datastore = MODEL_NONE, .cause = MODEL_HA_CAUSE_UNKNOWN } };
static const ScenarioExpectDraft no_expectation = { .outcome = MODEL_NONE, .at_least = MODEL_NONE, .count = MODEL_NONE };

#define S(ID, KEYS, SIZE, INITIAL, WHAT, PATH, MEANING) \
  [SCENARIO_##ID] = { WHAT, PATH, MEANING, KEYS, G_N_ELEMENTS (KEYS), SIZE, INITIAL }
#define D(NAME) sizeof (Scenario##NAME##Draft)

const ScenarioSection scenario_sections[SCENARIO_N_SECTIONS] = {
  S (FILE, file_keys, D (File), NULL, "a scenario", "",
     "The whole file, one YAML mapping."),
  S (VCENTER, vcenter_keys, D (Vcenter), NULL, "a vCenter", "vcenters: NAME:", ""),
  S (VCHA, vcha_keys, 0, NULL, "vcha", "vcenters: NAME: vcha:", ""),
  S (PRODUCT, product_keys, D (Product), &no_product, "a product", "products: NAME:",
     "Where it stands in the order of upgrades says `models/plan/sequence.def`."),
  S (SWITCH, switch_keys, D (Switch), NULL, "a distributed switch", "switches: NAME:",
     "Networks that no distributed switch names are port groups of standard switches, and need no vCenter."),
  S (CLUSTER, cluster_keys, D (Cluster), &no_cluster, "a cluster", "clusters: NAME:",
     "A Nutanix cluster has three quorum groups of itself: NAME/zookeeper, NAME/metadata and NAME/data."),
  S (HA, ha_keys, 0, NULL, "ha", "clusters: NAME: ha:", ""),
  S (ADMISSION, admission_keys, 0, NULL, "admission-control", "clusters: NAME: ha: admission-control:", ""),
  S (VSAN, vsan_keys, 0, NULL, "vsan", "clusters: NAME: vsan:", ""),
  S (WITNESS, witness_keys, 0, NULL, "witness", "clusters: NAME: vsan: witness:", ""),
  S (STORAGE_POLICY, storage_policy_keys, D (StoragePolicy), &no_storage_policy, "a storage policy", "clusters: NAME: storage-policies: NAME:", ""),
  S (DRS, drs_keys, 0, NULL, "drs", "clusters: NAME: drs:", ""),
  S (HOST, host_keys, D (Host), &no_host, "a host", "clusters: NAME: hosts: NAME:",
     "Its CPU is said as `sockets`, `cores-per-socket` and `clock`, or as `cpu`."),
  S (VM, vm_keys, D (Vm), &no_vm, "a VM", "clusters: NAME: vms: NAME:", ""),
  S (POOL, pool_keys, D (Pool), &no_pool, "a resource pool", "clusters: NAME: pools: NAME:", ""),
  S (RULE, rule_keys, D (Rule), &no_rule, "a rule", "clusters: NAME: rules:", ""),
  S (POLICY, policy_keys, D (Policy), NULL, "a policy", "clusters: NAME: policies:",
     "Values may be anything that stands on one line; they are compared as text."),
  S (GROUP, group_keys, D (Group), &no_group, "a quorum group", "clusters: NAME: quorum: NAME:",
     "The same under `quorum: NAME:` of the file, where members may be of any cluster."),
  S (MEMBER, member_keys, D (Member), &no_member, "a member", "quorum: NAME: members:",
     "A bare name stands for `{on: NAME}`."),
  S (STEP, step_keys, D (Step), &no_step, "a step", "plan:", "A step does one thing."),
  S (SET, set_keys, 0, NULL, "set", "plan: set:", "One setting a step."),
  S (PARALLEL, parallel_keys, 0, NULL, "parallel", "plan: parallel:", ""),
  S (ON_FAILURE, on_failure_keys, 0, NULL, "on-failure", "plan: on-failure:", ""),
  S (FAULT, fault_keys, D (Fault), &no_fault, "a fault", "faults:", "A fault is one thing, `at` a time or `during` a state."),
  S (DURING, during_keys, 0, NULL, "during", "faults: during:", ""),
  S (EXPECT, expect_keys, D (Expect), &no_expectation, "an expectation", "expect:", ""),
};

/* clang-format on */
