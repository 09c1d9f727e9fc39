/* How fast a large rehearsal is: vCenter first, then every cluster rolled at the same time, each one host after another.
 * The scenario is made as text and read as a file would be, so that reading is measured, too. */
#include <stdio.h>
#include <sys/resource.h>
#include "models/models.h"
#include "scenarios/scenarios.h"
#include "tests/bench.h"

/* Hosts are spread over the clusters as evenly as they go; every host begins with as many VMs. */
static char *
write_scenario (guint clusters, guint hosts, guint vms, gboolean vsan)
{
  GString *text = g_string_new ("rollcall: 1\ntitle: Every cluster rolls at the same time\nseed: 7\n"
                                "vcenters:\n  vc01: {version: 7.0.3}\nclusters:\n");

  for (guint c = 0; c < clusters; c++) {
    guint first = c * hosts / clusters + 1, last = (c + 1) * hosts / clusters;

    g_string_append_printf (
        text,
        "  c%02u:\n    platform: vsphere\n    vcenter: vc01\n%s"
        "    ha: {admission-control: {policy: percentage, host-failures: 1}}\n"
        "    drs: {automation: fully-automated}\n    hosts:\n"
        "      esx[%04u-%04u]: {sockets: 2, cores-per-socket: 32, clock: 2.6 GHz, memory: 1024 GiB,\n"
        "        version: 7.0.3, vmotion: 25 Gbit/s}\n    vms:\n",
        c + 1, vsan ? "    vsan: {architecture: osa, resync-rate: 25 Gbit/s}\n" : "", first, last);
    for (guint h = first; h <= last; h++)
      g_string_append_printf (text,
                              "      vm[%05u-%05u]: {vcpus: 4, memory: 16 GiB, memory-reservation: 2 GiB,\n"
                              "        cpu-reservation: 500 MHz, dirty-rate: 60 MiB/s, host: esx%04u%s}\n",
                              (h - 1) * vms / hosts + 1, h * vms / hosts, h,
                              vsan ? ", disks: 300 GiB, disk-count: 3, write-rate: 2 MiB/s" : "");
  }
  g_string_append (
      text, "plan:\n  - {step: vcenter, upgrade-vcenter: vc01, to: 8.0.3, method: reduced-downtime}\n");
  for (guint c = 0; c < clusters; c++)
    g_string_append_printf (text, "  - {step: roll-c%02u, remediate: c%02u, to: 8.0.3, after: [vcenter]%s}\n",
                            c + 1, c + 1, vsan ? ", wait-for-resync: true" : "");
  return g_string_free (text, FALSE);
}

static void
roll (guint clusters, guint hosts, guint vms, gboolean vsan)
{
  g_autofree char *text = write_scenario (clusters, hosts, vms, vsan), *length = NULL;
  g_autoptr (ModelFleet) fleet = NULL;
  g_autoptr (ModelRehearsal) rehearsal = NULL;
  g_autoptr (SimRun) run = NULL;
  g_autoptr (GError) error = NULL;
  struct rusage usage;
  gint64 began = g_get_monotonic_time (), ready, ended;

  fleet = scenario_read_text ("roll.yaml", text, -1, NULL, &error);
  if (!fleet)
    g_error ("%s", error->message);
  rehearsal = model_rehearsal_new (fleet);
  run = model_rehearsal_start (rehearsal, TRUE);
  ready = g_get_monotonic_time ();
  while (sim_run_step (run))
    ;
  ended = g_get_monotonic_time ();
  getrusage (RUSAGE_SELF, &usage);
  length = sim_time_words (model_ended_at (run));
  printf ("  %5u %6u %9s  %-12s %9" G_GUINT64_FORMAT "  %9.0f  %7.3f  %7.3f  %8.0f  %016" G_GINT64_MODIFIER
          "x\n",
          hosts, vms, model_outcome_words[model_outcome (run)], length, run->world->handled,
          (double) run->world->handled * 1e6 / (double) (ended - ready), (double) (ready - began) / 1e6,
          (double) (ended - ready) / 1e6, (double) usage.ru_maxrss / 1024,
          sim_world_digest (run->model, run->world));
  fflush (stdout);
}

void
bench_roll (void)
{
  printf (
      "rolling upgrade: all clusters at once, seconds of wall time, MiB of peak memory\n"
      "  hosts    VMs   outcome  after           events   events/s     read      run    memory  digest\n");
  roll (1, 64, 2000, FALSE);
  roll (16, 1000, 20000, FALSE);
  printf ("the same on vSAN: three objects a VM, and a pause for resync between hosts\n");
  roll (1, 64, 2000, TRUE);
  roll (16, 1000, 20000, TRUE);
}
