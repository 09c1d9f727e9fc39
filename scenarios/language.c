/* The rows of the language for what there is: the inventory, its rules, policies and quorum groups. What the columns mean
 * stands in keys.h. */

#include "scenarios/rows.h"

#include "models/plan/resets.h"

/* clang-format off */

#define DRAFT ScenarioFileDraft
static const ScenarioKey file_keys[] = {
  K ("rollcall", COUNT (1, 1),        language,     "!", "",  "version of the language"),
  K ("title",    TEXT,                title,        "",  "",  "the scenario as one sentence"),
  K ("story",    TYPE (STORY),        story,        "",  "",  "what happens and why, in a few sentences"),
  K ("pattern",  TEXT,                pattern,      "",  "none", "the failure pattern that it is one half of: the same words in both; `rollcall list --patterns` pairs them"),
  K ("seed",     TYPE (SEED),         seed,         "",  "0", "where randomness begins; the same seed gives the same run"),
  K ("vcenters", RANGES (VCENTER),    vcenters,     "",  "",  "the vCenters"),
  K ("products", RANGES (PRODUCT),    products,     "",  "",  "what is upgraded beside vCenters and hosts: NSX, SRM, backup, the suite"),
  K ("switches", RANGES (SWITCH),     switches,     "",  "",  "distributed switches"),
  K ("licensing", MAP (LICENCE),      licences,     "",  "nothing is said of money, and every CPU of a VMware platform counts as 16 cores or more", "licences, with their prices"),
  K ("clusters", MAP (CLUSTER),       clusters,     "",  "",  "the clusters, each with its hosts and VMs"),
  K ("quorum",   MAP (GROUP),         groups,       "",  "",  "groups that need enough of their members, across clusters"),
  K ("governance", LIST (GOVERNOR),   governors,    "",  "nobody looks", "who compares settings with what is declared, and perhaps puts them right"),
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
  K ("remediation", IN (REMEDIATION), remediation, "", "as the product has it", "how its clusters are remediated with an image, where a step and the policy of the cluster leave it out"),
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

static const char *const inventory_words[] = { "current", "none", NULL }, *const witness_words[] = { "outside", "none", NULL },
                         *const ads_words[] = { "on", "off", NULL };
#define NUTANIX "nutanix-ahv nutanix-esxi"
#define DRAFT ScenarioClusterDraft
static const ScenarioKey cluster_keys[] = {
  K ("platform",           WORD (model_platform_words), cluster.platform, "=", "vsphere", "what kind of cluster"),
  K ("vcenter",            A (VCENTER),       vcenter,                    "",  "none that is modelled: what needs vCenter is always served", "the vCenter that manages it"),
  K ("ha",                 IN (HA),           ha,                         "vsphere nutanix-esxi",  "HA is off", "vSphere HA; `{}` is HA with the product's own defaults"),
  K ("drs",                IN (DRS),          drs,                        "",  "fully automated", "DRS"),
  K ("remediation",        IN (REMEDIATION),  remediation,                "",  "as its vCenter has it", "how it is remediated with an image, where a step leaves it out; it goes before what its vCenter says"),
  K ("dpm",                YES_NO,            cluster.dpm,                "vsphere", "false", "DPM is active: it puts hosts in standby that are not needed, and wakes them when they are"),
  K ("cpu-licences",       COUNT (1, 1000000), cluster.cpu_licences,      "vsphere", "not said", "CPU licences of its hosts; a CPU with more than 32 cores needs two. Pre-checks look at it, and vCenter when a host is connected or added"),
  K ("licences",           MANY (LICENCE),    licences,                   "",  "those of `licensing` that fit its platform", "what it is licensed by; `[]` is by nothing"),
  K ("evc",                YES_NO,            cluster.evc,                "",  "false", "CPU features are levelled, so that CPU models do not matter to vMotion"),
  K ("hosts",              RANGES (HOST),     hosts,                      "!", "",  "its hosts"),
  K ("vms",                RANGES (VM),       vms,                        "",  "",  "its VMs"),
  K ("pools",              MAP (POOL),        pools,                      "",  "",  "its resource pools, as far as reservations go"),
  K ("rules",              LIST (RULE),       rules,                      "",  "",  "DRS rules"),
  K ("policies",           LIST (POLICY),     policies,                   "",  "",  "settings that exist twice: as declared, and as they are"),
  K ("quorum",             MAP (GROUP),       groups,                     "",  "",  "groups that need enough of their members"),
  K ("aos",                VERSION,           cluster.aos,                NUTANIX, "",  "AOS version of its CVMs"),
  K ("fault-tolerance",    COUNT (1, 2),      cluster.fault_tolerance,    NUTANIX, "1", "node failures that metadata and configuration survive"),
  K ("replication-factor", COUNT (2, 3),      cluster.replication_factor, NUTANIX, "2", "copies of data that stands in no container"),
  K ("ahv-ha",             WORD (model_ahv_ha_words), cluster.ahv_ha,     "nutanix-ahv", "best-effort", "AHV HA restarts the VMs of a lost host where there is room; or it guarantees that, keeps memory free for it, and refuses power-ons that would need that memory"),
  K ("ads",                WORD (ads_words), cluster.no_ads,               "nutanix-ahv", "on", "the Acropolis Dynamic Scheduler; `off`, it only looks and raises alerts"),
  K ("ahv-host-failures",  COUNT (1, 2),      cluster.ahv_failures,       "nutanix-ahv", "1 with replication-factor 2, 2 with 3", "hosts whose loss it guarantees for"),
  K ("containers",         MAP (CONTAINER),   containers,                 NUTANIX, "one that is not named", "its storage containers"),
  K ("awareness",          WORD (model_awareness_words), cluster.awareness, NUTANIX, "node", "what copies are kept apart by: nodes, or the `fault-domain` of their hosts as blocks or racks"),
  K ("reserve-rebuild",    YES_NO,            cluster.reserves_rebuild,   NUTANIX, "false", "rebuild capacity reservation: writes are refused at the resilient capacity rather than at 95 % of all"),
  K ("new-data",           QUANTITY (RATE),   cluster.new_bytes_s,        NUTANIX, "none", "what its guests write anew, before it is copied; it fills the disks. With containers, say it of those"),
  K ("cvm-memory",         POSITIVE (MEMORY), cluster.cvm_memory_mib,     NUTANIX, "none", "memory of each host that its CVM takes and VMs cannot have"),
  K ("cvm-cpu",            POSITIVE (CLOCK),  cluster.cvm_cpu_mhz,        NUTANIX, "none", "CPU of each host that its CVM takes and VMs cannot have"),
  K ("vsan",               IN (VSAN),         vsan,                       "vsphere", "no vSAN", "vSAN: the disks of its VMs lie on its hosts"),
  K ("storage-policies",   MAP (STORAGE_POLICY), storage_policies,        "vsphere", "RAID-1 of one failure", "how disks on vSAN are kept"),
  K ("lcm-inventory",      WORD (inventory_words), cluster.no_inventory,  NUTANIX, "current", "what LCM knows when the rehearsal begins; without an inventory it upgrades nothing. An AOS upgrade ends with one"),
  K ("witness",            WORD (witness_words), cluster.no_witness,       NUTANIX, "outside", "the witness of a cluster of two nodes: somewhere outside, or there is none. Three nodes and more have none, and one has none"),
  K ("witness-vm",         A (VM),            witness_vm,                 NUTANIX, "it runs where nothing is modelled", "the VM that the witness is"),
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
  K ("own-adapters",   YES_NO,              cluster.vsan.own_adapters, "",  "false", "its network has adapters that management does not use: a fault that cuts a host's management leaves vSAN, and HA's heartbeats with it, alone"),
  K ("file-service",   YES_NO,              cluster.vsan.file_service,  "", "false", "its hosts serve file shares, each from a VM of vSAN's own"),
  K ("iscsi-targets",  YES_NO,              cluster.vsan.iscsi_targets, "", "false", "its hosts own iSCSI targets"),
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

#define DRAFT ScenarioContainerDraft
static const ScenarioKey container_keys[] = {
  K ("replication-factor", COUNT (1, 3), container.copies,         "", "as the cluster", "copies of data; with 1, VMs on it are down with the CVM that has their data"),
  K ("new-data",           QUANTITY (RATE), container.new_bytes_s,  "", "none", "what is written anew in it, before it is copied"),
  K ("erasure-coding",     YES_NO,       container.erasure_coding, "", "false", "strips with parity instead of further copies, as wide as the number of nodes allows"),
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
  K ("socket-cores",     LABELS,             socket_cores,      "",  "",             "cores of each socket by itself, like [10, 32], instead of `sockets` and `cores-per-socket`"),
  K ("clock",            POSITIVE (CLOCK),   clock_mhz,         "",  "",             "frequency of a core; with `sockets` and `cores-per-socket`"),
  K ("cpu",              POSITIVE (CLOCK),   host.cpu_mhz,      "",  "",             "frequency of all cores together, instead of `clock`"),
  K ("memory",           POSITIVE (MEMORY),  host.memory_mib,   "!", "",             "memory"),
  K ("version",          VERSION,            host.version,      "",  "not said",     "version of the hypervisor"),
  K ("last-seen",        VERSION,            host.last_seen,    "",  "`version`",    "the version that whoever looks after it has given it and seen last, where somebody has changed it since: what is declared, and what SDDC Manager's inventory has"),
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
  K ("stateless",        YES_NO,             host.stateless, "", "false", "Auto Deploy boots it over the network: it keeps nothing from one boot to the next, and is upgraded with `method: auto-deploy`"),
  K ("reboot-pending",   YES_NO,             host.reboot_pending, "", "false", "an earlier update of it still waits for its reboot: HA cannot be configured on it until then"),
  K ("certificate",      WORD (model_certificate_words), host.certificate, "", "sha-256", "what its certificate is: signed with either; self-signed and never verified, which HA refuses once vCenter is upgraded; of VMCA; or your own"),
  K ("ip-family",        WORD (model_ip_words), host.ip,        "",  "any",          "what it is managed over: a running VM does not go from an `ipv4` host to an `ipv6` one, nor back"),
  K ("encrypted-vmotion", YES_NO,            host.encrypts,     "",  "true",         "it can take encrypted vMotion (6.5 on)"),
  K ("vgpus",              COUNT (1, 256),     host.vgpus,        "",  "as many as are wanted", "VMs with a vGPU that run on it at a time, of all its profiles together"),
  K ("gpus",             COUNT (1, MODEL_GPUS), host.gpus,      "",  "not said, or 1 where a profile has a count", "its graphics cards, each of which serves one vGPU profile at a time"),
  K ("gpu-profiles",     LABELS,             gpu_profiles,      "",  "all",          "vGPU profiles that it offers, and how many VMs of one a card holds, like `q8:2`"),
  K ("boot-device",      POSITIVE (MEMORY),  host.boot_device_mib, "", "not said",    "size of what it boots from"),
  K ("vibs",             LABELS,             vibs,              "",  "none",         "third-party packages on it, such as drivers"),
  K ("capacity",         POSITIVE (MEMORY),  host.capacity_mib, "",  "as much as is needed", "room of its vSAN devices, or of the disks of its CVM"),
  K ("data",             POSITIVE (MEMORY),  host.data_mib,     "",  "not said: nothing is rebuilt", "on the disks of its CVM, with all copies: what is rebuilt when it is lost"),
  K ("disks",            COUNT (1, 64),      host.disks,        "",  "`cvm-disks` of physics", "how many disks its CVM has"),
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
  K ("memory-overcommit",  YES_NO,             vm.overcommits,            "",  "false", "on AHV, what it does not use of its memory others with memory overcommit may have; it then needs only `ahv-overcommit-keeps` of it where it is placed, and `active-memory` says what it uses"),
  K ("storage-cpu",        QUANTITY (CLOCK),   vm.storage_cpu_mhz,        "",  "not said", "on AHV, CPU that its I/O costs the Stargate that serves it, of its cluster's `cvm-cpu`"),
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
  K ("container",          TEXT,               container,                 "",  "the first of its cluster by name", "one of its cluster's `containers`"),
  K ("pool",               TEXT,               pool,                      "",  "the cluster itself", "one of its cluster's resource pools"),
  K ("replication-factor", COUNT (1, 3),       vm.copies,                 "",  "that of its cluster", "on Nutanix, copies of its data; one alone is away with its node, so the VM is powered off for its maintenance"),
  K ("read-working-set",   POSITIVE (MEMORY),  vm.working_set_mib,        "",  "nothing is known of it", "on Nutanix, what it reads again and again: that follows it when it moves"),
  K ("read-interval",      POSITIVE (DURATION), vm.read_interval,         "",  "`locality-read-interval` of physics", "how often it reads that: too seldom, and nothing follows it"),
  K ("reads-in-order",     YES_NO,             vm.reads_in_order,         "",  "false", "it reads that in order, like a backup, rather than at random"),
  K ("licences",           MANY (LICENCE),     licences,                  "",  "none", "what its guest needs, such as Windows Server: its host must be licensed for it"),
  K ("tier",               TEXT,               vm.tier,                   "",  "",   "service level, by which costs are told apart"),
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
  K ("kind",      WORD (model_policy_words),     policy.kind,      "!", "", "where it is attached: vds, port-group, host and bios have a value on each host, vm on each VM, the others one"),
  K ("on",        LABELS,                        on,               "",  "all there are", "what it is attached to: of vds a distributed switch, of port-group its port groups, of pool a resource pool, of storage a storage policy, of vm the VMs; needed with port-group, pool and vm"),
  K ("overrides", TEXT,                          overrides,        "",  "nothing", "the policy of the cluster that it overrides for what it is attached to; without a `default`, a reset takes the override away, and what is above holds"),
  K ("declared",  TEXT,                          policy.declared,  "!", "", "the value that governance wants"),
  K ("actual",    TEXT,                          policy.actual,    "",  "as declared", "the value that is really there in the beginning"),
  K ("default",   TEXT,                          policy.fallback,  "",  "", "the platform's own value, which a reset leaves; needed with `reset-by`, unless it overrides another policy"),
  K ("provides",  WORD (model_bios_words),    policy.provides,  "",  "nothing", "what works as long as it is as declared: VMs say what they depend on, and without its boot mode a host does not boot"),
  K ("reset-by",  WORDS (model_lifecycle_words), policy.reset_by,  "",  "nothing", "the events that put the default in its place"),
  K ("subject-to", WORDS (model_reset_words),    policy.subject_to, "", "nothing", "the documented resets that happen to it, in their versions; `rollcall show --resets` lists them"),
  K ("kept-by",   WORDS (model_keeper_words),    policy.keepers,    "", "nobody", "who looks after it; keeps it only where `rollcall show --resets` says so, or of `reset-by` by its kind: profiles a host's settings, a script anything"),
  K ("impact",    TEXT,                          policy.impact,    "",  "by its kind", "what it means that it is not as declared, for `rollcall drift`"),
  K ("remedy",    WORD_FROM_1 (model_setting_impact_words), policy.remedy, "", "reboot for bios, none otherwise", "what putting it right asks of its host: nothing, maintenance, or a restart there"),
  K ("authority", WORDS (model_authority_words), policy.authorities, "",  "anybody", "who may put it right; others only see it"),
  K ("advanced",  YES_NO,                        policy.advanced,  "",  "false", "an advanced option, which older host profiles pass over"),
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

#define DRAFT ScenarioGovernorDraft
static const ScenarioKey governor_keys[] = {
  K ("name",       NAME,                          head.name,           "!", "", "its name"),
  K ("kind",       WORD (model_governor_words),   governor.kind,       "!", "", "how it sees: `scan` reads everything now and then; `gitops` watches live objects and polls Git for commits; `pipeline` runs a tool and reads its exit status; `configuration-profile` and the older `host-profile` see settings of hosts only, `cluster-profile`, of Prism Central, those of Nutanix clusters themselves"),
  K ("kinds",      WORDS (model_policy_words),    kinds,               "",  "all that its kind can see", "the kinds of policies that it watches"),
  K ("clusters",   MANY (CLUSTER),                clusters,            "",  "all", "the clusters whose policies it watches"),
  K ("policies",   LABELS,                        policies,            "",  "all", "the policies that it watches, by name: what is outside is invisible to it"),
  K ("settings",   WORDS (model_governed_words),  settings,            "",  "none", "what clusters themselves are set to, as far as it watches that: it wants them as the scenario has them"),
  K ("remediates", YES_NO,                        governor.remediates, "",  "false", "it puts right what it finds; otherwise it only tells"),
  K ("self-heal",  YES_NO,                        governor.self_heals, "",  "true", "of gitops that remediates: what is not as committed is put right at once, and not only with the next commit"),
  K ("authority",  WORD (model_authority_words),  governor.authority,  "",  "gitops for gitops, prism for cluster profiles, vcenter for other profiles, sddc-manager in one, operator otherwise", "on whose behalf it acts; policies may say who may put them right"),
  K ("tool",       WORD (model_tool_words),       governor.tool,       "",  "terraform-plan-detailed", "of a pipeline, what it runs; plain `terraform-plan` ends with 0 whether something differs or not"),
  K ("interval",   POSITIVE (DURATION),           governor.interval,   "",  "`scan-interval` and its like of physics", "how often it looks"),
  K ("first",      QUANTITY (DURATION),           governor.first,      "",  "drawn within the interval; at once for gitops", "when it looks first"),
  K ("delay",      QUANTITY (DURATION),           governor.delay,      "",  "`governance-delay` of physics; for gitops its back-off", "how long it waits before it puts right what a look has found"),
  K ("in-vcenter", A (VCENTER),                   vcenter,             "",  "outside", "the vCenter that it is part of: without it, it does not run"),
  K ("vm",         A (VM),                        vm,                  "",  "outside", "the VM that it runs in"),
  K ("product",    A (PRODUCT),                   product,             "",  "outside", "the product that it is part of, such as Prism Central or SDDC Manager: while that is upgraded, it does not run"),
  K ("declares",   LIST (WANT),                   declares,            "",  "what the policies declare", "values that it wants instead"),
};
#undef DRAFT

#define DRAFT ScenarioWantDraft
static const ScenarioKey want_keys[] = {
  K ("policy", TEXT, policy, "!", "", "of which policy"),
  K ("value",  TEXT, value,  "!", "", "the value that it wants"),
};
#undef DRAFT

/* ---- What a draft is before anything has been said ---- */

static const ScenarioProductDraft no_product = { .product = { .vcenter = MODEL_NONE } };
static const ScenarioClusterDraft no_cluster = { .cluster = {
  .vcenter = MODEL_NONE, .host_monitoring = TRUE, .heartbeat_datastores = MODEL_NONE, .admission = MODEL_ADMISSION_PERCENTAGE, .performance_degradation = 100000, .isolation = MODEL_ISOLATION_INHERIT,
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
static const ScenarioGovernorDraft no_governor = { .governor = { .self_heals = TRUE, .authority = MODEL_NONE, .first = -1, .delay = -1 } };
static const ScenarioSection sections[SCENARIO_STEP] = {
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
  S (CONTAINER, container_keys, D (Container), NULL, "a container", "clusters: NAME: containers: NAME:",
     "Each has a quorum group of its own, CLUSTER/NAME, in the place of CLUSTER/data."),
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
  S (GOVERNOR, governor_keys, D (Governor), &no_governor, "a governor", "governance:",
     "Without any, drift is found by whoever trips over it."),
  S (WANT, want_keys, D (Want), NULL, "a wanted value", "governance: declares:", ""),
};

/* clang-format on */

const ScenarioSection *
scenario_section (ScenarioSectionId id)
{
  return id < SCENARIO_STEP      ? &sections[id]
         : id < SCENARIO_LICENCE ? &scenario_plan_sections[id]
                                 : &scenario_cost_sections[id];
}
