/* How licences are counted: questions about one licence and one host, cluster or fleet, without a run.
 *
 * The surprising rule: a floor is of each CPU and not of the host, so a host of two CPUs of 12 cores counts as 32 (L-01), and
 * one of 10 and 32 as 48, not as 42. Cores that the BIOS has switched off are cores (L-02): what a scenario says are those
 * that the CPU has. */

#ifndef MODEL_LICENCES_H
#define MODEL_LICENCES_H

#include "models/fleet.h"

/* A licence as the table has it, without a name or a price. */
ModelLicence model_licence_of (ModelLicenceModel model);

/* The price of prices.def that was in force on a day, for a contract of so many years; the newest for a day of 0. minor is -1
 * where none is known. */
ModelPrice model_price_of (ModelLicenceModel model, ModelDate day, guint32 years);

/* Of one CPU of a host, or MODEL_NONE when only its sum is known. */
guint32 model_host_cores_of (const ModelHost *host, guint32 socket);

/* Whether a host has said what its CPUs are; `cpu:` says nothing of them. */
gboolean model_host_has_cores (const ModelHost *host);

/* Whether a host can be counted: by cores, CPUs and sockets only one that has said them. */
gboolean model_licence_knows (const ModelLicence *licence, const ModelHost *host);

/* The cores, CPUs or sockets that a host counts as, or 1 host; not of the metrics VM and TIB. It can be counted. */
gint64 model_licence_units (const ModelLicence *licence, const ModelHost *host);

/* vSAN capacity that comes with billed cores, and what is to be bought for a raw capacity, both in MiB. */
gint64 model_vsan_entitled (const ModelLicence *licence, gint64 billed);
gint64 model_vsan_to_buy (const ModelLicence *licence, gint64 billed, gint64 raw_mib);

/* Whole TiB that come with the cores and are not used. */
gint64 model_vsan_slack (gint64 entitled_mib, gint64 raw_mib);

/* What so many units cost in a year, in hundredths; nothing is rounded before the end. */
gint64 model_licence_annual (const ModelLicence *licence, gint64 units);

/* "112,000.00 USD", thousands apart; of -1, "an amount that is not known". (transfer full) */
char *model_money_text (gint64 minor, const char *currency);

/* Licences of a scenario that a cluster has; those that it does not say are all of `licensing` that fit its platform. */
#define MODEL_LICENCE_BIT(INDEX) (G_GUINT64_CONSTANT (1) << (INDEX))
gboolean model_licence_fits (const ModelLicence *licence, ModelPlatform platform);

/* Whether it is what runs a platform's VMs, of which a cluster has one. ESXi is VMware's, on Nutanix too. */
gboolean model_licence_is_hypervisor (ModelLicenceModel model, ModelPlatform platform);

#endif
