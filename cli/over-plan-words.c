#include "cli/over-plan.h"

static char *
name_of (const char *name)
{
  return cli_safe (name);
}

static char *
occasion_words (const SimRun *run, const CliOccasion *occasion)
{
  const ModelFleet *fleet = model_fleet (run);
  static const char *const formats[] = {
    [CLI_STEP_BEGINS] = "begin of %s",     [CLI_STEP_ENDS] = "end of %s",
    [CLI_HOST_OUT] = "%s is out",          [CLI_HOST_STUCK] = "%s does not empty",
    [CLI_HOST_LOST] = "%s is lost",        [CLI_CVM_OUT] = "CVM of %s is out",
    [CLI_GROWN] = "use has grown to %s %",
  };
  g_autofree char *name = occasion->kind == CLI_GROWN
                              ? g_strdup_printf ("%u", (100000 + occasion->growth + 500) / 1000)
                          : occasion->host == MODEL_NONE ? name_of (fleet->steps[occasion->step].name)
                                                         : name_of (fleet->hosts[occasion->host].name);
  g_auto (GStrv) parts = g_strsplit (formats[occasion->kind], "%s", 2);

  return g_strconcat (parts[0], name, parts[1], NULL);
}

char *
cli_moment_words (const SimRun *run, const CliMoment *moment)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < moment->occasions->len; i++) {
    g_autofree char *one = occasion_words (run, &g_array_index (moment->occasions, CliOccasion, i));

    g_string_append_printf (words, "%s%s", i ? ", " : "", one);
  }
  return g_string_free (words, FALSE);
}

char *
cli_moment_clock (const CliMoment *moment)
{
  return sim_time_clock (moment->at - moment->at % 1000);
}

static gint64
memory_after (const ModelLoss *loss)
{
  return loss->after.memory_mib ? sim_muldiv (loss->used_mib, 100, loss->after.memory_mib) : 0;
}

char *
cli_mib (gint64 mib)
{
  return mib % 1024 == 0 || mib >= 10 * 1024 ? g_strdup_printf ("%" G_GINT64_FORMAT " GiB", mib / 1024)
                                             : g_strdup_printf ("%" G_GINT64_FORMAT " MiB", mib);
}

/* Why the largest VM stays down. */
static char *
why_down (const SimRun *run, const ModelLoss *loss)
{
  const ModelLeaveFault fault = { loss->vm, loss->host, loss->why };

  if (loss->why.blocker == MODEL_BLOCKER_NONE)
    return g_strdup (loss->group != MODEL_NONE || loss->objects ? "nothing serves its data"
                                                                : "HA has not restarted it by then");
  return model_leave_fault_words (run, &fault);
}

char *
cli_loss_words (const SimRun *run, const ModelLoss *loss)
{
  const ModelFleet *fleet = model_fleet (run);
  GString *words = g_string_new (NULL);
  g_autofree char *vm = loss->vm == MODEL_NONE ? NULL : name_of (fleet->vms[loss->vm].name);

  if (loss->group != MODEL_NONE)
    g_string_append_printf (words, "%s is lost, ", fleet->groups[loss->group].name);
  if (loss->objects)
    g_string_append_printf (words, "%u vSAN object%s lost, ", loss->objects,
                            loss->objects == 1 ? " is" : "s are");
  if (loss->left == 1)
    g_string_append_printf (words, "%s stays down", vm);
  else if (loss->left)
    g_string_append_printf (words, "%u of %u VMs stay down", loss->left, loss->vms);
  else if (loss->unprotected == loss->vms && loss->vms)
    g_string_append (words, "nobody restarts its VMs");
  else
    g_string_append (words, loss->vms ? "all restart" : "it runs no VM");
  if (loss->unprotected && loss->unprotected < loss->vms)
    g_string_append_printf (words, ", %u unprotected", loss->unprotected);
  g_string_append_printf (words, ", memory %" G_GINT64_FORMAT " %%", memory_after (loss));
  return g_string_free (words, FALSE);
}

char *
cli_held_words (const SimRun *run, const ModelLeaveFault *fault)
{
  const ModelFleet *fleet = model_fleet (run);
  g_autofree char *host = name_of (fleet->hosts[fault->host].name),
                  *why = model_leave_fault_words (run, fault);
  g_autofree char *vm = fault->vm == MODEL_NONE ? NULL : name_of (fleet->vms[fault->vm].name);

  return g_strdup_printf ("%s cannot be emptied: %s%s%s", host, vm ? vm : "", vm ? ": " : "", why);
}

char *
cli_remedy_words (const SimRun *run, const ModelRemedy *remedy)
{
  const ModelFleet *fleet = model_fleet (run);
  g_autofree char *vm = remedy->vm == MODEL_NONE ? NULL : name_of (fleet->vms[remedy->vm].name);
  g_autofree char *from = NULL, *to = NULL, *less = NULL, *mib = NULL;
  GString *moves;

  switch (remedy->kind) {
  case MODEL_REMEDY_MOVE:
    from = name_of (fleet->hosts[remedy->from].name);
    moves = g_string_new (NULL);
    g_string_printf (moves, "off %s, move ", from);
    for (guint32 i = 0; i < remedy->moves; i++) {
      g_autofree char *one = name_of (fleet->vms[remedy->vms[i]].name),
                      *there = name_of (fleet->hosts[remedy->to[i]].name);

      g_string_append_printf (moves, "%s%s to %s",
                              i == 0                   ? ""
                              : i + 1 == remedy->moves ? " and "
                                                       : ", ",
                              one, there);
    }
    return g_string_free (moves, FALSE);
  case MODEL_REMEDY_SHRINK:
    less = cli_mib (remedy->less_mib);
    mib = cli_mib (remedy->mib);
    return g_strdup_printf ("let %s reserve %s less: %s", vm, less, mib);
  case MODEL_REMEDY_HOSTS:
  default:
    to = name_of (fleet->hosts[remedy->host].name);
    return remedy->hosts == 1 ? g_strdup_printf ("1 host more: %s", to)
                              : g_strdup_printf ("%u hosts more, from %s on", remedy->hosts, to);
  }
}

/* ---- Why a moment is marked ---- */

static char *
say_left_down (const SimRun *run, const CliMoment *moment)
{
  const ModelLoss *loss = cli_moment_loss (moment);
  const ModelFleet *fleet = model_fleet (run);
  g_autofree char *host = name_of (fleet->hosts[loss->host].name), *vm = NULL, *why = NULL;
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "if %s is lost", host);
  if (loss->group != MODEL_NONE)
    g_string_append_printf (text, ", %s is lost with it", fleet->groups[loss->group].name);
  if (loss->objects)
    g_string_append_printf (text, ", %u objects of vSAN are lost with it", loss->objects);
  if (loss->left) {
    vm = name_of (fleet->vms[loss->vm].name);
    why = why_down (run, loss);
    if (loss->left == 1)
      g_string_append_printf (text, ", %s stays down: %s", vm, why);
    else
      g_string_append_printf (text, ", %u of its %u VMs stay down, the largest %s: %s", loss->left, loss->vms,
                              vm, why);
  }
  return g_string_free (text, FALSE);
}

static char *
say_not_covered (const SimRun *run G_GNUC_UNUSED, const CliMoment *moment)
{
  return g_strdup_printf ("HA is to survive %u host failure%s and its own arithmetic covers %u",
                          moment->wanted, moment->wanted == 1 ? "" : "s", moment->covers);
}

static char *
say_stuck (const SimRun *run, const CliMoment *moment)
{
  const ModelFleet *fleet = model_fleet (run);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < moment->occasions->len; i++) {
    const CliOccasion *occasion = &g_array_index (moment->occasions, CliOccasion, i);
    g_autofree char *host = NULL;

    if (occasion->kind != CLI_HOST_STUCK)
      continue;
    host = name_of (fleet->hosts[occasion->host].name);
    g_string_append_printf (text, "%s%s is to be emptied and does not empty", text->len ? "; " : "", host);
    for (guint v = 0; v < moment->pinned->len; v++) {
      const ModelLeaveFault *fault = &g_array_index (moment->pinned, ModelLeaveFault, v);
      g_autofree char *vm = NULL, *why = NULL;

      if (fault->host != occasion->host)
        continue;
      vm = name_of (fleet->vms[fault->vm].name);
      why = model_leave_fault_words (run, fault);
      g_string_append_printf (text, ": %s: %s", vm, why);
      break;
    }
  }
  return g_string_free (text, FALSE);
}

static char *
say_held (const SimRun *run, const CliMoment *moment)
{
  g_autofree char *first = cli_held_words (run, &g_array_index (moment->lost, ModelLeaveFault, 0));

  return moment->lost->len == 1 ? g_steal_pointer (&first)
                                : g_strdup_printf ("%s; and %u hosts more", first, moment->lost->len - 1);
}

static char *
say_packing (const SimRun *run, const CliMoment *moment)
{
  const ModelLoss *loss = cli_moment_loss (moment);
  g_autofree char *need = cli_mib (loss->need_mib), *room = cli_mib (loss->room_mib);
  g_autofree char *largest = cli_mib (loss->largest_room_mib);
  g_autofree char *vm = name_of (model_fleet (run)->vms[loss->vm].name);

  return g_strdup_printf (
      "added up it fits (%s claimed, %s free on the others), packed it does not: %s finds no one host; "
      "the most that is free on one is %s",
      need, room, vm, largest);
}

static char *
say_swaps (const SimRun *run, const CliMoment *moment)
{
  const ModelLoss *loss = cli_moment_loss (moment);
  g_autofree char *host = name_of (model_fleet (run)->hosts[loss->host].name);
  g_autofree char *full = name_of (model_fleet (run)->hosts[loss->overfull].name);

  return g_strdup_printf ("if %s is lost, VMs on %s use more memory than it has", host, full);
}

static char *
say_memory (const SimRun *run, const CliMoment *moment)
{
  const ModelLoss *loss = cli_moment_loss (moment);
  g_autofree char *host = name_of (model_fleet (run)->hosts[loss->host].name);

  return g_strdup_printf ("if %s is lost, memory in use is %" G_GINT64_FORMAT
                          " %% of what is left; the line is at %" G_GINT64_FORMAT " %%",
                          host, memory_after (loss), model_number (run, MODEL_CAPACITY_MEMORY) / 1000);
}

static char *
say_vcpus (const SimRun *run, const CliMoment *moment)
{
  gint64 ratio = model_vcpu_ratio (&moment->outlook);

  return g_strdup_printf ("%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT
                          " vCPUs for each core; the line is at %" G_GINT64_FORMAT,
                          ratio / 1000, ratio % 1000 / 100, model_number (run, MODEL_CAPACITY_VCPUS));
}

static char *
say_storage (const SimRun *run G_GNUC_UNUSED, const CliMoment *moment)
{
  g_autofree char *used = cli_mib (moment->storage.used_mib), *bears = cli_mib (moment->storage.bears_mib);

  return g_strdup_printf ("%s are stored, and %s could be protected again after one more loss", used, bears);
}

GPtrArray *
cli_moment_reasons (const SimRun *run, const CliMoment *moment)
{
  static char *(*const say[CLI_N_CONCERNS]) (const SimRun *, const CliMoment *) = {
    [CLI_CONCERN_LEFT_DOWN] = say_left_down, [CLI_CONCERN_NOT_COVERED] = say_not_covered,
    [CLI_CONCERN_STUCK] = say_stuck,         [CLI_CONCERN_PACKING] = say_packing,
    [CLI_CONCERN_SWAPS] = say_swaps,         [CLI_CONCERN_HELD] = say_held,
    [CLI_CONCERN_MEMORY] = say_memory,       [CLI_CONCERN_VCPUS] = say_vcpus,
    [CLI_CONCERN_STORAGE] = say_storage,
  };
  GPtrArray *reasons = g_ptr_array_new_with_free_func (g_free);

  for (guint c = 0; c < CLI_N_CONCERNS; c++)
    if (moment->concerns >> c & 1)
      g_ptr_array_add (reasons, say[c](run, moment));
  return reasons;
}
