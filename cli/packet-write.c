/* The packet as a folder. It is written under another name beside the place where it is to stand, and gets its own name when
 * everything is there, so nobody ever sees half of one. What stands there before is replaced only if it is empty or a packet. */

#include "cli/bill.h"
#include "cli/packet.h"
#include "cli/sequence.h"
#include "cli/timeline.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const names[]
    = { "change.md",    "change.html",  "change.json",    "change.pdf",    "affected-vms.csv",
        "timeline.svg", "sequence.svg", "rehearsal.html", "scenario.yaml", NULL };

/* ---- Folders ---- */

/* Whether a folder holds nothing, or a packet and nothing else. FALSE with the complaint printed. */
static gboolean
may_be_replaced (const char *folder)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint n = 0;

  if (!g_file_test (folder, G_FILE_TEST_EXISTS))
    return TRUE;
  dir = g_dir_open (folder, 0, NULL);
  if (!dir) {
    cli_complain ("report: %s is not a folder that can be read", folder);
    return FALSE;
  }
  for (; (name = g_dir_read_name (dir)); n++)
    if (!g_strv_contains (names, name)) {
      cli_complain ("report: %s is not empty and no change packet: it has %s; name another folder", folder,
                    name);
      return FALSE;
    }
  if (n) {
    g_autofree char *fields = g_build_filename (folder, "change.json", NULL);

    if (!g_file_test (fields, G_FILE_TEST_IS_REGULAR)) {
      cli_complain (
          "report: %s is not empty and no change packet: it has no change.json; name another folder", folder);
      return FALSE;
    }
  }
  return TRUE;
}

/* Removes a packet and its folder. */
static void
remove_packet (const char *folder)
{
  for (const char *const *name = names; *name; name++) {
    g_autofree char *path = g_build_filename (folder, *name, NULL);

    g_unlink (path);
  }
  g_rmdir (folder);
}

static gboolean
put_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return cli_write (path, text, -1) == CLI_CLEAN;
}

/* What was there gives way, and comes back if what is new cannot take its place. */
static gboolean
put_in_place (const char *made, const char *folder)
{
  g_autofree char *old = NULL;

  if (g_rename (made, folder) == 0)
    return TRUE;
  if (errno == ENOTEMPTY || errno == EEXIST) {
    old = g_strconcat (made, "-old", NULL);
    if (g_rename (folder, old) == 0) {
      if (g_rename (made, folder) == 0) {
        remove_packet (old);
        return TRUE;
      }
      g_rename (old, folder);
    }
  }
  cli_complain ("report: %s cannot be written: %s", folder, g_strerror (errno));
  return FALSE;
}

/* ---- PDF ---- */

/* Programs that make a PDF of a page; @ is the page, % the PDF, ~ a folder for what they keep. */
static const char *const converters[] = {
  "weasyprint @ %",
  "chromium --headless --disable-gpu --user-data-dir=~ --no-pdf-header-footer --print-to-pdf=% @",
  "chromium-browser --headless --disable-gpu --user-data-dir=~ --no-pdf-header-footer --print-to-pdf=% @",
  "google-chrome --headless --disable-gpu --user-data-dir=~ --no-pdf-header-footer --print-to-pdf=% @",
};

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir))) {
    g_autofree char *inner = g_build_filename (path, name, NULL);

    remove_tree (inner);
  }
  g_remove (path);
}

static gboolean
convert (const char *command, const char *html, const char *pdf)
{
  g_auto (GStrv) words = g_strsplit (command, " ", -1);
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *program = g_find_program_in_path (words[0]),
                  *has_timeout = g_find_program_in_path ("timeout"), *keeps = NULL;
  GStatBuf status;
  gboolean ran;

  if (!program)
    return FALSE;
  keeps = g_dir_make_tmp ("rollcall-XXXXXX", NULL);
  if (!keeps)
    return FALSE;
  if (has_timeout) { /* a browser that hangs is not waited for */
    g_ptr_array_add (argv, g_strdup ("timeout"));
    g_ptr_array_add (argv, g_strdup ("60"));
  }
  for (char **word = words; *word; word++) {
    char *hole = strpbrk (*word, "@%~");
    const char *filled = !hole ? "" : *hole == '@' ? html : *hole == '%' ? pdf : keeps;

    g_ptr_array_add (argv, hole ? g_strdup_printf ("%.*s%s", (int) (hole - *word), *word, filled)
                                : g_strdup (*word));
    if (word == words && geteuid () == 0
        && !g_str_equal (*word, "weasyprint")) /* a browser wants to be asked by root */
      g_ptr_array_add (argv, g_strdup ("--no-sandbox"));
  }
  g_ptr_array_add (argv, NULL);
  ran = g_spawn_sync (NULL, (char **) argv->pdata, NULL,
                      G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                      NULL, NULL, NULL, NULL, NULL);
  remove_tree (keeps);
  return ran && g_stat (pdf, &status) == 0 && status.st_size > 0;
}

static void
make_pdf (const char *folder)
{
  g_autofree char *here = g_canonicalize_filename (folder, NULL);
  g_autofree char *html = g_build_filename (here, "change.html", NULL),
                  *pdf = g_build_filename (here, "change.pdf", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (converters); i++)
    if (convert (converters[i], html, pdf))
      return;
  g_unlink (pdf);
  cli_complain ("report: no change.pdf, since neither weasyprint nor chromium is installed; any browser "
                "prints change.html");
}

/* ---- All ---- */

static void
tell_cost (const CliPacket *packet, VizDocument *document)
{
  g_autoptr (ModelCosts) after = model_cost_new (packet->run);

  if (cli_cost_is_told (packet->costs, packet->fleet))
    cli_tell_cost (packet->costs, after, packet->run, document);
}

static VizDocument *
tell (const CliPacket *packet)
{
  VizDocument *document = viz_document_new (packet->fleet->title ? packet->fleet->title : packet->name);

  cli_packet_tell_request (packet, document);
  cli_packet_tell_plan (packet, document);
  cli_packet_tell_risk (packet, document);
  cli_packet_tell_vms (packet, document);
  tell_cost (packet, document);
  cli_packet_tell_backout (packet, document);
  cli_packet_tell_test (packet, document);
  return document;
}

static gboolean
put_files (const CliPacket *packet, const char *folder, const char *player)
{
  g_autoptr (VizDocument) document = tell (packet);
  g_autofree char *markdown = viz_document_markdown (document), *html = viz_document_html (document),
                  *json = cli_packet_json (packet, document), *csv = cli_packet_vms_csv (packet);
  g_autoptr (VizTimeline) timeline = cli_timeline_of (packet->run, packet->margins);
  g_autofree char *times = viz_timeline_svg (timeline), *arrows = NULL;
  CliSpan span = { NULL, NULL, 0, SIM_NEVER };
  g_autoptr (VizSequence) sequence = cli_sequence_of (packet->run, &span);

  arrows = viz_sequence_svg (sequence);
  return put_file (folder, "change.md", markdown) && put_file (folder, "change.html", html)
         && put_file (folder, "change.json", json) && put_file (folder, "affected-vms.csv", csv)
         && put_file (folder, "timeline.svg", times) && put_file (folder, "sequence.svg", arrows)
         && put_file (folder, "rehearsal.html", player)
         && (!packet->source || put_file (folder, "scenario.yaml", packet->source));
}

int
cli_packet_write (const CliPacket *packet, const char *folder, const char *player)
{
  g_autofree char *bare = g_canonicalize_filename (folder, NULL), *parent = g_path_get_dirname (bare),
                  *base = g_path_get_basename (bare), *pattern = g_strdup_printf (".%s-XXXXXX", base),
                  *made = g_build_filename (parent, pattern, NULL);
  mode_t mask;

  if (!may_be_replaced (bare))
    return CLI_BAD_INPUT;
  if (!g_mkdtemp (made)) {
    cli_complain ("report: %s cannot be written: %s", folder, g_strerror (errno));
    return CLI_BAD_INPUT;
  }
  mask = umask (0);
  umask (mask);
  g_chmod (made, (int) (0777 & ~mask)); /* it is for others to read, as any folder */
  if (put_files (packet, made, player)) {
    make_pdf (made);
    if (put_in_place (made, bare))
      return CLI_CLEAN;
  }
  remove_packet (made);
  return CLI_BAD_INPUT;
}
