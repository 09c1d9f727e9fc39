/* A host: its hardware, what is installed on it and what it shows to its vCenter.
 *
 * The surprising rule: an absent set (networks, datastores, profiles of GPUs) says nothing about the host, so it is in nobody's
 * way; it does not say that the host has none. */

#ifndef MODEL_FLEET_HOST_H
#define MODEL_FLEET_HOST_H

#include "models/fleet/terms.h"

typedef enum { MODEL_HOST_CONNECTED, MODEL_HOST_MAINTENANCE, MODEL_HOST_DISCONNECTED, MODEL_HOST_OFF, MODEL_HOST_STANDBY,
               MODEL_HOST_OUTSIDE }
  ModelHostStart;

/* Why HA cannot be configured on a host. */
typedef enum {
#define CAUSE(NAME, ...) MODEL_HA_CAUSE_##NAME,
#include "models/ha/causes.def"
#undef CAUSE
  MODEL_N_HA_CAUSES
} ModelHaCause;

/* What can be flashed, in the order in which it is. */
typedef enum { MODEL_PART_SATADOM, MODEL_PART_BMC, MODEL_PART_BIOS, MODEL_PART_HBA, MODEL_PART_NIC, MODEL_N_PARTS }
  ModelPart;

/* What is special about a host's hardware; a bit each. */
typedef enum {
  MODEL_HARDWARE_NO_QUICK_BOOT,   /* not on the list of platforms, HST-08 */
  MODEL_HARDWARE_TXT,             /* Intel TXT is on */
  MODEL_HARDWARE_OLD_DRIVERS,     /* vmklinux drivers */
  MODEL_HARDWARE_CPU_UNSUPPORTED, /* by what is to be installed */
  MODEL_HARDWARE_NOT_ON_HCL,
  MODEL_HARDWARE_NO_GPU,
  MODEL_N_HARDWARE
} ModelHardware;

/* What a host shows to its vCenter. UNVERIFIED is self-signed, and nobody has compared its thumbprint. */
typedef enum {
  MODEL_CERTIFICATE_SHA256, /* nothing is wrong with it */
  MODEL_CERTIFICATE_SHA1,
  MODEL_CERTIFICATE_UNVERIFIED,
  MODEL_CERTIFICATE_VMCA,
  MODEL_CERTIFICATE_CUSTOM,
  MODEL_CERTIFICATE_CUSTOM_EXPIRED
} ModelCertificate;

#define MODEL_GPUS 8 /* graphics cards of one host, at most */

/* What a host is managed over, B15. */
typedef enum { MODEL_IP_ANY, MODEL_IP_4, MODEL_IP_6 } ModelIp;

typedef struct {
  const char *name;
  guint32 cluster;
  guint32 sockets, cores; /* cores of all sockets; 0 is "not said" */
  const guint32 *socket_cores; /* of each, where they are unequal; or NULL */
  gint64 cpu_mhz, memory_mib;
  gint64 vmotion_bps; /* link speed, bits a second; 0 is "not said" */
  ModelVersion version;
  ModelVersion last_seen; /* by whoever looks after it; 0 is `version` */
  ModelHostStart start;
  guint32 fault_domain;             /* a number per name within the fleet; MODEL_NONE */
  const char *fault_domain_name;    /* or NULL */
  const char *cpu_model;            /* compared as text for B13; or NULL */
  const char *moid;                 /* its managed object's id, which elections compare as text (HA-04) */
  guint64 networks, datastores;     /* sets of the fleet's names; 0 says nothing about it */
  gboolean dedicated;               /* AC-16 */
  gboolean reboot_pending;          /* an update on it waits for its reboot (VC-11) */
  gboolean stateless;               /* Auto Deploy boots it over the network: nothing is installed on it (VC-08) */
  gboolean sealed, recovery_key;    /* its configuration, by a TPM; and whether somebody has the key */
  gint64 capacity_mib;              /* of its vSAN devices, or of the disks of its CVM; 0 is "not said" */
  gint64 data_mib;                  /* on the disks of its CVM, all copies; 0 is "not said" */
  guint32 disks;                    /* of its CVM */
  gboolean zookeeper;               /* its CVM begins with a role */
  guint32 hardware;                 /* a bit per ModelHardware */
  ModelCertificate certificate;
  ModelIp ip;
  gboolean encrypts;                /* vMotion, B16 */
  const char *const *gpu_profiles;  /* of vGPUs that it offers; NULL says nothing about it */
  guint32 vgpus;                    /* that run on it at a time; 0 is "not said" */
  guint32 gpus;                     /* graphics cards; 0 is "not said" */
  const guint32 *gpu_counts;        /* by profile, VMs that one card holds of it; 0 is as many as are wanted; NULL without cards */
  gint64 boot_device_mib;           /* 0 is "not said" */
  const char *const *vibs;          /* third-party packages on it; NULL none */
} ModelHost;

extern const char *const model_host_start_words[], *const model_ha_cause_words[], *const model_part_words[],
  *const model_hardware_words[], *const model_certificate_words[], *const model_ip_words[];

#endif
