/* What more than one thing of the fleet is described with: versions, days, and the words that a VM has of its own or inherits.
 *
 * The surprising rule: INHERIT is a VM's alone. What a cluster says is never INHERIT, so whoever asks a VM asks its cluster
 * at most once. */

#ifndef MODEL_FLEET_TERMS_H
#define MODEL_FLEET_TERMS_H

#include "sim/event.h"

#define MODEL_NONE G_MAXUINT32

/* 8.0.3 is 8 << 24 | 0 << 16 | 3 << 8: up to four numbers below 256, compared as they read. 0 is "not said". The line is
 * the first two: 8.0. Below all of them are those that have dates for names, see version.c. */
typedef guint32 ModelVersion;
#define MODEL_VERSION(A, B, C) ((ModelVersion) ((A) << 24 | (B) << 16 | (C) << 8))
#define MODEL_VERSION_LINE(VERSION) ((VERSION) >> 16)

/* A day as 20180503; 0 is "not said". */
typedef guint32 ModelDate;

/* DRS-01, DRS-02. INHERIT is a VM's: as its cluster. */
typedef enum {
  MODEL_AUTOMATION_INHERIT,
  MODEL_AUTOMATION_OFF,
  MODEL_AUTOMATION_MANUAL,
  MODEL_AUTOMATION_PARTIAL,
  MODEL_AUTOMATION_FULL
} ModelAutomation;

/* HA-23, HA-24. INHERIT is a VM's: as its cluster; and of a cluster that does not say, as physics has it (C4). */
typedef enum { MODEL_ISOLATION_INHERIT, MODEL_ISOLATION_NONE, MODEL_ISOLATION_POWER_OFF, MODEL_ISOLATION_SHUTDOWN }
  ModelIsolation;

/* HA-31: when a VM that HA restarts counts as ready, so that those after it may go. INHERIT is a VM's: as its cluster. */
typedef enum {
  MODEL_READY_INHERIT,
  MODEL_READY_NONE, /* as soon as it has its host */
  MODEL_READY_POWERED_ON,
  MODEL_READY_GUEST,
  MODEL_READY_APPLICATION
} ModelReady;

typedef enum { MODEL_ENCRYPTED_OPPORTUNISTIC, MODEL_ENCRYPTED_DISABLED, MODEL_ENCRYPTED_REQUIRED } ModelEncryptedVmotion;

/* What a fault or a step is aimed at. */
typedef enum { MODEL_TARGET_NONE, MODEL_TARGET_HOST, MODEL_TARGET_VM, MODEL_TARGET_VCENTER, MODEL_TARGET_CLUSTER,
               MODEL_TARGET_POLICY, MODEL_TARGET_PRODUCT, MODEL_TARGET_SWITCH, MODEL_TARGET_GOVERNOR } ModelTarget;

/* One list of words of the language, here and in the other headers: index is the enum's value, ends with NULL. fleet.c has
 * them. */
extern const char *const model_automation_words[], *const model_isolation_words[], *const model_ready_words[],
  *const model_encrypted_words[];

#endif
