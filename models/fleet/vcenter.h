/* What stands above the clusters: vCenters, the products beside them, and the distributed switches that they manage.
 *
 * The surprising rule: what an upgrade of vCenter stumbles over (UPG-08) is said of the vCenter, as obstacles, whatever thing
 * of its inventory it is a matter of; only certificates are said of hosts, and are obstacles all the same. */

#ifndef MODEL_FLEET_VCENTER_H
#define MODEL_FLEET_VCENTER_H

#include "models/fleet/terms.h"

/* What is upgraded, in the order of sequence.def: products first, which a scenario may name. */
typedef enum {
#define PRODUCT(NAME, ...) MODEL_STAGE_##NAME,
#define STAGE(NAME, ...) MODEL_STAGE_##NAME,
#include "models/plan/sequence.def"
#undef PRODUCT
#undef STAGE
  MODEL_N_STAGES
} ModelStage;

/* What a vCenter's upgrade refuses; a bit each in ModelVcenter.obstacles. */
typedef enum {
#define OBSTACLE(NAME, ...) MODEL_OBSTACLE_##NAME,
#include "models/vcenter/obstacles.def"
#undef OBSTACLE
  MODEL_N_OBSTACLES
} ModelObstacle;

typedef enum { MODEL_VCHA_ENABLED, MODEL_VCHA_MAINTENANCE, MODEL_VCHA_DISABLED } ModelVchaMode;
enum { MODEL_VCHA_NODES = 3 }; /* active, passive, witness */

typedef struct {
  const char *name;
  ModelVersion version;
  ModelDate released;     /* of its patch; 0 is that of its version */
  guint32 vm;             /* that it runs in, when that is modelled */
  guint32 obstacles;      /* a bit per ModelObstacle */
  const char *sso_domain; /* of those that are linked (UPG-09); or NULL */
  gboolean vcha;          /* vCenter HA is set up; the rest is of it */
  gboolean vcha_by_hand;  /* its nodes were cloned by hand */
  guint32 vcha_mode;      /* ModelVchaMode */
  guint32 nodes[MODEL_VCHA_NODES]; /* VMs */
} ModelVcenter;

/* What an estate has beside vCenter and hosts. */
typedef struct {
  const char *name;
  guint32 kind; /* ModelStage */
  ModelVersion version;
  guint32 vcenter; /* that it hangs on; MODEL_NONE all of them */
  gboolean old_tls; /* it speaks TLS 1.0 or 1.1 and nothing newer */
} ModelProduct;

/* A distributed switch. Its port groups are networks of the fleet. */
typedef struct {
  const char *name;
  guint32 vcenter;
  ModelVersion version;
  guint32 nioc;                             /* version of its Network I/O Control; 0 is "not said" */
  guint64 static_groups, ephemeral_groups;  /* sets of the fleet's networks */
  const guint32 *hosts;
  guint32 n_hosts;
} ModelDvs;

extern const char *const model_product_words[], *const model_obstacle_words[], *const model_vcha_mode_words[],
  *const model_vcha_setup_words[];

#endif
