#include "models/compute/gpus.h"

#include "models/compute/hosts.h"
#include "models/words.h"

#define WHOLE 1000000 /* of a card */

static gboolean
needs_one (const SimRun *run, guint32 host, guint32 vm)
{
  return model_fleet (run)->hosts[host].gpus && model_fleet (run)->vms[vm].devices >> MODEL_DEVICE_VGPU & 1;
}

/* By its place in the host's list, + 1; 0 the host does not offer it. */
static guint16
profile_on (const ModelHost *host, const char *profile)
{
  for (guint16 i = 0; profile && host->gpu_profiles[i]; i++)
    if (g_str_equal (host->gpu_profiles[i], profile))
      return (guint16) (i + 1);
  return 0;
}

/* Where any profile would do, the one that the card serves already, or else its first. */
static guint16
profile_of (const SimRun *run, guint32 host, guint32 vm, guint8 card)
{
  const ModelGpu *gpu = &model_host_state (run, host)->gpus[card];
  const char *profile = model_fleet (run)->vms[vm].gpu_profile;

  return profile ? profile_on (&model_fleet (run)->hosts[host], profile) : gpu->profile ? gpu->profile : 1;
}

/* What one VM of a profile has of a card. */
static guint32
share (const ModelHost *host, guint16 profile)
{
  guint32 most = host->gpu_counts[profile - 1];

  return most ? WHOLE / most : 0;
}

static ModelBlocker
card_against (const SimRun *run, guint32 host, guint32 vm, guint8 card)
{
  const ModelGpu *gpu = &model_host_state (run, host)->gpus[card];
  guint16 profile = profile_of (run, host, vm, card);

  if (profile == 0)
    return MODEL_BLOCKER_GPU_PROFILE;
  if (gpu->vms && gpu->profile != profile && !model_number (run, MODEL_VGPU_MIXED))
    return MODEL_BLOCKER_GPU_TAKEN;
  return gpu->used + share (&model_fleet (run)->hosts[host], profile) > WHOLE ? MODEL_BLOCKER_GPU_FULL
                                                                              : MODEL_BLOCKER_NONE;
}

guint8
model_gpu_take (SimRun *run, guint32 host, guint32 vm)
{
  const ModelGpu *gpus = model_host_state (run, host)->gpus;
  gboolean spreads = model_number (run, MODEL_VGPU_SPREADS) != 0;
  guint8 best = 0;

  if (!needs_one (run, host, vm))
    return 0;
  for (guint8 card = 0; card < model_fleet (run)->hosts[host].gpus; card++)
    if (card_against (run, host, vm, card) == MODEL_BLOCKER_NONE
        && (!best
            || (spreads ? gpus[card].used < gpus[best - 1].used : gpus[card].used > gpus[best - 1].used)))
      best = (guint8) (card + 1);
  model_gpu_take_of (run, host, vm, best);
  return best;
}

void
model_gpu_take_of (SimRun *run, guint32 host, guint32 vm, guint8 card)
{
  ModelGpu *gpu = &model_host_state (run, host)->gpus[MAX (card, 1) - 1];

  if (card == 0)
    return;
  if (gpu->vms == 0)
    gpu->profile = profile_of (run, host, vm, (guint8) (card - 1));
  gpu->vms++;
  gpu->used += share (&model_fleet (run)->hosts[host], profile_of (run, host, vm, (guint8) (card - 1)));
}

void
model_gpu_give_back (SimRun *run, guint32 host, guint32 vm, guint8 card)
{
  ModelGpu *gpu = &model_host_state (run, host)->gpus[MAX (card, 1) - 1];

  if (card == 0)
    return;
  g_assert (gpu->vms > 0);
  gpu->used -= share (&model_fleet (run)->hosts[host], profile_of (run, host, vm, (guint8) (card - 1)));
  if (--gpu->vms == 0)
    gpu->profile = 0;
}

static ModelBlocker
cards_against (const SimRun *run, guint32 vm, guint32 host)
{
  ModelBlocker why = MODEL_BLOCKER_NONE;

  for (guint8 card = 0; card < model_fleet (run)->hosts[host].gpus; card++) {
    ModelBlocker against = card_against (run, host, vm, card);

    if (against == MODEL_BLOCKER_NONE)
      return against;
    why = MAX (why, against);
  }
  return why;
}

void
model_look_at_cards (SimRun *run, guint32 vm)
{
  const ModelVmState *v = model_vm_state (run, vm);
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (HOST, v->host) };

  if (needs_one (run, v->host, vm) && !v->card)
    sim_find (run, MODEL_FIND_VGPU_WITHOUT_CARD, SIM_RISK, ACTOR (VM, vm), 0, evidence);
}

ModelBlocker
model_gpu_against (const SimRun *run, guint32 vm, guint32 host)
{
  const ModelHost *h = &model_fleet (run)->hosts[host];
  const char *profile = model_fleet (run)->vms[vm].gpu_profile;

  if (model_vm_state (run, vm)->devices >> MODEL_DEVICE_3D & 1 && h->hardware >> MODEL_HARDWARE_NO_GPU & 1)
    return MODEL_BLOCKER_RENDERER_3D;
  if (profile && h->gpu_profiles && !g_strv_contains (h->gpu_profiles, profile))
    return MODEL_BLOCKER_GPU_PROFILE;
  if (h->vgpus && model_fleet (run)->vms[vm].devices >> MODEL_DEVICE_VGPU & 1
      && model_host_state (run, host)->vgpus >= h->vgpus)
    return MODEL_BLOCKER_GPU_FULL;
  return needs_one (run, host, vm) ? cards_against (run, vm, host) : MODEL_BLOCKER_NONE;
}
