#include "cli/json.h"
#include "cli/recording-parts.h"
#include "cli/topics.h"

#include <string.h>

#include "config.h"

static void
add_text (JsonBuilder *builder, const char *text)
{
  g_autofree char *safe = text ? cli_safe (text) : NULL;

  json_builder_add_string_value (builder, safe ? safe : "");
}

static void
put_text (JsonBuilder *builder, const char *key, const char *text)
{
  json_builder_set_member_name (builder, key);
  add_text (builder, text);
}

static void
put_about (const CliRecording *recording, JsonBuilder *builder)
{
  const SimRun *run = recording->run;
  const ModelFleet *fleet = recording->rehearsal->fleet;
  g_autofree char *base = g_path_get_basename (fleet->file),
                  *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, fleet->seed);
  guint n = sim_journal_length (run->journal), found[3] = { 0 };
  g_autofree char *folded = NULL, *counted = NULL, *words = NULL;
  char digest[17];

  for (guint f = 0; f < run->world->n_findings; f++)
    found[run->world->findings[f].severity]++;
  if (recording->kept->len < n)
    folded = g_strdup_printf (
        "Of %u events the %u that are told are here; what goes on behind the scenes is left out.", n,
        recording->kept->len);
  counted = cli_found_words (found);
  words = *counted ? g_strdup_printf ("Found: %s.", counted) : g_strdup ("Nothing was found.");
  g_snprintf (digest, sizeof digest, "%016" G_GINT64_MODIFIER "x", sim_world_digest (run->model, run->world));
  cli_json_object (builder, "about");
  put_text (builder, "title", fleet->title ? fleet->title : base);
  put_text (builder, "story", fleet->story);
  put_text (builder, "scenario", base);
  put_text (builder, "version", PACKAGE_VERSION);
  put_text (builder, "seed", seed);
  put_text (builder, "digest", digest);
  put_text (builder, "outcome", model_outcome_words[model_outcome (run)]);
  put_text (builder, "found", words);
  put_text (builder, "approval", cli_approval_words (run));
  put_text (builder, "severity", sim_severity_names[cli_approval (run)]);
  put_text (builder, "folded", folded);
  cli_json_int (builder, "uncounted", CLI_NOT_COUNTED);
  cli_json_int (builder, "ended", model_ended_at (run));
  cli_json_int (builder, "end", cli_last_told (run));
  json_builder_end_object (builder);
}

static void
put_machines (const CliRecording *recording, JsonBuilder *builder)
{
  const SimModel *model = recording->run->model;

  cli_json_list (builder, "machines");
  for (guint m = 0; m < model->n_machines; m++) {
    json_builder_begin_object (builder);
    put_text (builder, "name", model->machines[m]->name);
    put_text (builder, "voice", cli_voice (m));
    cli_json_list (builder, "states");
    for (guint s = 0; s < model->machines[m]->n_states; s++) {
      json_builder_begin_array (builder);
      add_text (builder, model->machines[m]->states[s].name);
      json_builder_add_int_value (builder, model->machines[m]->states[s].kind);
      add_text (builder, model->machines[m]->states[s].summary);
      json_builder_end_array (builder);
    }
    json_builder_end_array (builder);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
put_actors (CliRecording *recording, JsonBuilder *builder)
{
  const SimModel *model = recording->run->model;

  cli_json_list (builder, "actors");
  for (SimId actor = 1; actor < model->bases[model->n_machines]; actor++) {
    json_builder_begin_array (builder);
    json_builder_add_int_value (builder, model->machine_of[actor]);
    json_builder_add_int_value (builder, cli_recording_string (recording, model->name (model, actor)));
    json_builder_add_int_value (builder, recording->began[actor]);
    json_builder_end_array (builder);
  }
  json_builder_end_array (builder);
}

static gint64
actor_number (const SimRun *run, guint machine, guint32 index)
{
  return (gint64) sim_model_actor (run->model, machine, index) - 1;
}

static void
put_estate (const CliRecording *recording, JsonBuilder *builder)
{
  const SimRun *run = recording->run;
  const ModelFleet *fleet = recording->rehearsal->fleet;

  cli_json_list (builder, "hosts");
  for (guint32 h = 0; h < fleet->n_hosts; h++) {
    guint32 cluster = fleet->hosts[h].cluster;
    gboolean has_cvm = cluster != MODEL_NONE && fleet->clusters[cluster].platform != MODEL_VSPHERE;

    json_builder_begin_object (builder);
    put_text (builder, "name", fleet->hosts[h].name);
    cli_json_int (builder, "actor", actor_number (run, MODEL_MACHINE_HOST, h));
    cli_json_int (builder, "mib", fleet->hosts[h].memory_mib);
    cli_json_int (builder, "cvm", has_cvm ? actor_number (run, MODEL_MACHINE_CVM, h) : -1);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  cli_json_list (builder, "vms");
  for (guint32 v = 0; v < fleet->n_vms; v++) {
    json_builder_begin_object (builder);
    put_text (builder, "name", fleet->vms[v].name);
    cli_json_int (builder, "actor", actor_number (run, MODEL_MACHINE_VM, v));
    cli_json_list (builder, "actors");
    for (guint m = 0; m < run->model->n_machines; m++)
      if (cli_recording_places (m))
        json_builder_add_int_value (builder, actor_number (run, m, v));
    json_builder_end_array (builder);
    cli_json_int (builder, "host", recording->place[v]);
    cli_json_int (builder, "mib", fleet->vms[v].memory_mib);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  cli_json_list (builder, "clusters");
  for (guint32 c = 0; c <= fleet->n_clusters; c++) { /* the last is hosts without a cluster */
    gboolean any = FALSE;

    for (guint32 h = 0; h < fleet->n_hosts && !any; h++)
      any = fleet->hosts[h].cluster == (c < fleet->n_clusters ? c : MODEL_NONE);
    if (!any)
      continue;
    json_builder_begin_object (builder);
    put_text (builder, "name", c < fleet->n_clusters ? fleet->clusters[c].name : NULL);
    cli_json_list (builder, "hosts");
    for (guint32 h = 0; h < fleet->n_hosts; h++)
      if (fleet->hosts[h].cluster == (c < fleet->n_clusters ? c : MODEL_NONE))
        json_builder_add_int_value (builder, h);
    json_builder_end_array (builder);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

/* Those that tell something in this run, or are something that may be away. */
static void
put_gauges (const CliRecording *recording, JsonBuilder *builder)
{
  const SimModel *model = recording->run->model;
  gint64 margin;
  g_autofree gboolean *speaks = g_new0 (gboolean, model->bases[model->n_machines]);

  for (guint i = 0; i < sim_journal_length (recording->run->journal); i++)
    speaks[sim_journal_get (recording->run->journal, i)->to] = TRUE;
  cli_json_list (builder, "gauges");
  for (gsize g = 0; g < CLI_N_GAUGES; g++)
    for (guint32 i = 0; i < model->counts[cli_gauges[g].machine]; i++) {
      SimId actor = sim_model_actor (model, cli_gauges[g].machine, i);
      const char *own = model->name (model, actor), *colon = strchr (own, ':');
      gboolean twice
          = colon
            && g_ascii_strncasecmp (own, cli_gauges[g].name, (gsize) (colon - own)) == 0; /* "vsan:prod" */
      g_autofree char *name = g_strdup_printf ("%s %s", cli_gauges[g].name, twice ? colon + 1 : own);

      if (!speaks[actor])
        continue;
      json_builder_begin_object (builder);
      put_text (builder, "name", name);
      cli_json_int (builder, "actor", (gint64) actor - 1);
      margin = cli_gauges[g].words ? cli_recording_margin (recording, cli_gauges[g].machine, i) : NO_VALUE;
      cli_json_int_if (builder, "margin", margin, margin != NO_VALUE);
      put_text (builder, "words", cli_gauges[g].words);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* A policy's cells: where each is, and its value at first. */
static void
put_policies (const CliRecording *recording, JsonBuilder *builder)
{
  const SimRun *run = recording->run;
  const ModelFleet *fleet = recording->rehearsal->fleet;

  cli_json_list (builder, "policies");
  for (guint32 p = 0; p < fleet->n_policies; p++) {
    const ModelPolicy *policy = &fleet->policies[p];

    json_builder_begin_object (builder);
    put_text (builder, "name", policy->name);
    put_text (builder, "kind", model_policy_words[policy->kind]);
    put_text (builder, "declared", policy->declared);
    cli_json_list (builder, "cells");
    for (guint32 cell = policy->first_cell; cell < policy->first_cell + policy->n_cells; cell++) {
      guint32 host = model_cell_host (fleet, model_links (run), cell);

      json_builder_begin_object (builder);
      put_text (builder, "where",
                host != MODEL_NONE ? fleet->hosts[host].name : fleet->clusters[policy->cluster].name);
      cli_json_int (builder, "actor", actor_number (run, MODEL_MACHINE_POLICY, cell));
      cli_json_int (builder, "value", recording->cell[cell]);
      json_builder_end_object (builder);
    }
    json_builder_end_array (builder);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

/* What a step does, as the journal says it. (transfer full) */
static char *
what_step_does (const SimRun *run, guint32 step)
{
  SimId actor = sim_model_actor (run->model, MODEL_MACHINE_STEP, step);

  for (guint i = 0; i < sim_journal_length (run->journal); i++) {
    const SimEntry *entry = sim_journal_get (run->journal, i);

    if (entry->to == actor && entry->state_to == STEP_AT_RUNNING)
      return sim_entry_told (run->model, entry);
  }
  return NULL;
}

static void
put_steps (const CliRecording *recording, JsonBuilder *builder)
{
  const SimRun *run = recording->run;
  g_autoptr (GArray) order = cli_steps_in_order (run);

  cli_json_list (builder, "steps");
  for (guint i = 0; i < order->len; i++) {
    guint32 step = g_array_index (order, guint32, i);
    g_autofree char *what = what_step_does (run, step);

    json_builder_begin_object (builder);
    put_text (builder, "name", recording->rehearsal->fleet->steps[step].name);
    cli_json_int (builder, "actor", actor_number (run, MODEL_MACHINE_STEP, step));
    put_text (builder, "what", what);
    put_text (builder, "outcome", model_step_outcome_words[model_step_outcome (run, step)]);
    cli_json_time (builder, "began", model_step_state (run, step)->began);
    cli_json_time (builder, "ended", model_step_state (run, step)->ended);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
put_findings (const CliRecording *recording, JsonBuilder *builder)
{
  const SimRun *run = recording->run;
  const SimModel *model = run->model;

  cli_json_list (builder, "findings");
  for (guint f = 0; f < run->world->n_findings; f++) {
    const SimFinding *finding = &run->world->findings[f];
    g_autofree char *message = sim_finding_message (model, finding), *fix = sim_finding_fix (model, finding);

    json_builder_begin_object (builder);
    put_text (builder, "code", model->kinds[finding->kind].code);
    put_text (builder, "severity", sim_severity_names[finding->severity]);
    put_text (builder, "message", message);
    put_text (builder, "fix", fix);
    cli_json_int (builder, "actor",
                  finding->subject < model->bases[model->n_machines] ? (gint64) finding->subject - 1 : -1);
    cli_json_int (builder, "since", finding->since);
    cli_json_time (builder, "until", finding->until);
    cli_json_int (builder, "entry", MAX (recording->index[finding->event], 0));
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

char *
cli_recording_things (const CliRecording *recording)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  put_about (recording, builder);
  put_machines (recording, builder);
  put_actors ((CliRecording *) recording, builder);
  put_estate (recording, builder);
  put_gauges (recording, builder);
  put_policies (recording, builder);
  put_steps (recording, builder);
  put_findings (recording, builder);
  cli_json_list (builder, "strings");
  for (guint i = 0; i < recording->strings->len; i++)
    json_builder_add_string_value (builder, recording->strings->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return cli_json_line (builder);
}
