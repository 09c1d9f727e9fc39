/* The language: every good file against the fleet it must become, every bad one against the text it must be refused with,
 * and what must hold for any file at all. Goldens are tests/data/scenario/NAME.txt beside NAME.yaml. */
#include <CUnit/CUnit.h>
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scenarios/keys.h"
#include "scenarios/ranges.h"
#include "scenarios/scenarios.h"
#include "sim/sim.h"

void test_scenario_suite (void);

#define MUTATIONS 10000

static char *
path_of (const char *file)
{
  const char *source = g_getenv ("ROLLCALL_SRCDIR");

  return g_build_filename (source ? source : ".", "tests", "data", "scenario", file, NULL);
}

static char *
contents_of (const char *file, gsize *ret_length)
{
  g_autofree char *path = path_of (file);
  char *text = NULL;

  g_assert (g_file_get_contents (path, &text, ret_length, NULL));
  return text;
}

static int
compare_files (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The YAML files that begin with `prefix`, sorted. (element-type utf8) (transfer full) */
static GPtrArray *
files_of (const char *prefix)
{
  g_autofree char *folder = path_of ("");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert (dir);
  while ((name = g_dir_read_name (dir)))
    if (g_str_has_prefix (name, prefix) && g_str_has_suffix (name, ".yaml"))
      g_ptr_array_add (files, g_strdup (name));
  g_ptr_array_sort (files, compare_files);
  return files;
}

/* What a text comes to: the fleet and the expectations, or the message. (transfer full) */
static char *
outcome_of (const char *name, const char *text, gssize length, gboolean *ret_good)
{
  g_autoptr (ScenarioExtras) extras = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelFleet) fleet = scenario_read_text (name, text, length, &extras, &error);
  GString *out;

  CU_ASSERT_TRUE ((fleet == NULL) == (error != NULL));
  CU_ASSERT_TRUE ((extras == NULL) == (error != NULL));
  *ret_good = fleet != NULL;
  if (!fleet)
    return g_strconcat (error ? error->message : "", "\n", NULL);
  out = g_string_new (NULL);
  {
    g_autofree char *dump = scenario_dump (fleet);
    g_string_append (out, dump);
  }
  for (guint i = 0; i < extras->n_expect; i++)
    g_string_append_printf (out, "expect %s\n", extras->expect[i].text);
  return g_string_free (out, FALSE);
}

/* Reads NAME.yaml and compares with NAME.txt. */
static void
golden (const char *file, gboolean good)
{
  gsize length;
  gboolean is_good;
  g_autofree char *text = contents_of (file, &length);
  g_autofree char *got = outcome_of (file, text, (gssize) length, &is_good);
  g_autofree char *stem = g_strndup (file, strlen (file) - strlen (".yaml"));
  g_autofree char *other = g_strconcat (stem, ".txt", NULL), *path = path_of (other), *expected = NULL;

  if (g_getenv ("ROLLCALL_BLESS"))
    g_assert (g_file_set_contents (path, got, -1, NULL));
  if (is_good != good || !g_file_get_contents (path, &expected, NULL, NULL) || !g_str_equal (got, expected)) {
    g_print ("%s: expected\n%s\n%s: got\n%s\n", other, expected ? expected : "(nothing)", file, got);
    CU_FAIL ("differs from its golden");
  }
}

static void
good_files (void)
{
  g_autoptr (GPtrArray) files = files_of ("good-");

  CU_ASSERT_TRUE (files->len >= 5);
  for (guint i = 0; i < files->len; i++)
    golden (files->pdata[i], TRUE);
}

static void
bad_files (void)
{
  g_autoptr (GPtrArray) files = files_of ("bad-");

  CU_ASSERT_TRUE (files->len >= 40);
  for (guint i = 0; i < files->len; i++)
    golden (files->pdata[i], FALSE);
}

/* No key without a good file that says it, so no row of the table is untried. */
static void
every_key_is_said (void)
{
  g_autoptr (GPtrArray) files = files_of ("good-");
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < files->len; i++) {
    g_autofree char *text = contents_of (files->pdata[i], NULL);
    g_string_append (all, text);
  }
  for (guint s = 0; s < SCENARIO_N_SECTIONS; s++)
    for (guint k = 0; k < scenario_section (s)->n_keys; k++) {
      const ScenarioKey *key = &scenario_section (s)->keys[k];
      g_autofree char *colon = g_strconcat (key->key, ":", NULL);
      if (key->type == SCENARIO_TYPE_LATER || strstr (all->str, colon))
        continue;
      g_print ("no good file says '%s'\n", key->key);
      CU_FAIL ("a key that nothing tries");
    }
}

/* ---- Order never changes a result ---- */

static char *
shuffled (const char *text, guint seed)
{
  const char *build = g_getenv ("ROLLCALL_BUILDDIR");
  g_autofree char *program = g_build_filename (build ? build : ".", "tests", "shuffle", NULL);
  g_autofree char *number = g_strdup_printf ("%u", seed);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program,
                          number, "order", "members", NULL);
  char *out = NULL;

  if (!process || !g_subprocess_communicate_utf8 (process, text, NULL, &out, NULL, &error)
      || !g_subprocess_get_successful (process))
    g_print ("%s: %s\n", program, error ? error->message : "failed");
  return out;
}

static void
any_order (void)
{
  static const char *const files[] = { "good-everything.yaml", "good-estate.yaml", "good-nutanix.yaml" };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *text = contents_of (files[i], NULL);
    g_autoptr (ModelFleet) fleet = scenario_read_text (files[i], text, -1, NULL, NULL);
    g_autofree char *dump = fleet ? scenario_dump (fleet) : NULL;

    for (guint seed = 1; seed <= 10; seed++) {
      g_autoptr (GError) error = NULL;
      g_autofree char *other = shuffled (text, seed);
      g_autoptr (ModelFleet) again = NULL;
      g_autofree char *redump = NULL;

      CU_ASSERT_PTR_NOT_NULL_FATAL (other);
      CU_ASSERT_STRING_NOT_EQUAL (text, other);
      again = scenario_read_text (files[i], other, -1, NULL, &error);
      if (error)
        g_print ("%s\n", error->message);
      CU_ASSERT_PTR_NOT_NULL_FATAL (again);
      redump = scenario_dump (again);
      CU_ASSERT_STRING_EQUAL (dump, redump);
    }
  }
}

/* ---- What must hold for any bytes: a fleet or an error, and an error names the file and is UTF-8 ---- */

static void
survives (const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  ModelFleet *fleet = scenario_read_text ("x.yaml", text, (gssize) length, NULL, &error);

  if ((fleet == NULL) != (error != NULL)
      || (error
          && (!g_str_has_prefix (error->message, "x.yaml:")
              || !g_utf8_validate (error->message, -1, NULL)))) {
    g_print ("%.*s\n", (int) length, text);
    CU_FAIL ("neither a fleet nor an error with its place");
  }
  model_fleet_free (fleet);
}

static void
every_prefix (void)
{
  static const char *const files[] = { "good-estate.yaml", "good-names.yaml", "bad-quorum.yaml" };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    gsize length;
    g_autofree char *text = contents_of (files[i], &length);

    /* A copy of exact size, so that a read beyond the end is seen. */
    for (gsize n = 0; n <= length; n++) {
      g_autofree char *prefix = n > 0 ? g_memdup2 (text, n) : g_strdup ("");
      survives (prefix, n);
    }
  }
}

static void
random_bytes (void)
{
  static const char spice[] = "\t\n:-[]{}&*!|>'\"%@#, 0x\xff\xc3";
  gsize length;
  g_autofree char *text = contents_of ("good-everything.yaml", &length);
  guint64 n = 0;

  for (guint i = 0; i < MUTATIONS; i++) {
    g_autofree char *mutant = g_memdup2 (text, length);
    gsize size = length;

    for (guint k = 0; k < 1 + i % 4; k++) {
      gsize at = sim_random_below (7, 0, 0, n++, length), span = sim_random_below (7, 0, 0, n++, 40);
      switch (sim_random_below (7, 0, 0, n++, 3)) {
      case 0:
        mutant[at] = (char) sim_random_below (7, 0, 0, n++, 256);
        break;
      case 1:
        mutant[at] = spice[sim_random_below (7, 0, 0, n++, sizeof spice)];
        break;
      default:
        span = MIN (span, size - MIN (at, size));
        memmove (mutant + MIN (at, size), mutant + MIN (at, size) + span, size - MIN (at, size) - span);
        size -= span;
      }
    }
    survives (mutant, size);
  }
}

/* ---- Files that are none ---- */

static void
refuses (const char *path, const char *why)
{
  g_autoptr (GError) error = NULL;

  CU_ASSERT_PTR_NULL (scenario_read_file (path, NULL, &error));
  CU_ASSERT_TRUE_FATAL (g_error_matches (error, SCENARIO_ERROR, SCENARIO_ERROR_FILE));
  CU_ASSERT_TRUE (g_str_has_prefix (error->message, path));
  CU_ASSERT_PTR_NOT_NULL (strstr (error->message, why));
}

static void
no_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("rollcall-XXXXXX", NULL);
  g_autofree char *large = g_build_filename (folder, "large.yaml", NULL);
  g_autofree char *gone = g_build_filename (folder, "gone.yaml", NULL);
  int fd = g_open (large, O_CREAT | O_WRONLY, 0600);

  g_assert (fd >= 0 && ftruncate (fd, SCENARIO_FILE_MAX + 1) == 0 && close (fd) == 0);
  refuses (folder, g_strerror (EISDIR));
  refuses (large, "64 MiB");
  refuses (gone, g_strerror (ENOENT));
  if (geteuid () != 0) {
    g_assert (g_chmod (large, 0) == 0);
    refuses (large, g_strerror (EACCES));
  }
  g_unlink (large);
  g_rmdir (folder);
}

/* ---- The library ---- */

static void
library (void)
{
  const char *const *names = scenario_library_names ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; names[i]; i++) {
    g_autoptr (GError) trouble = NULL;
    g_autoptr (ModelFleet) fleet = scenario_library_read (names[i], NULL, &trouble);
    g_autofree char *title = scenario_library_title (names[i]), *story = scenario_library_story (names[i]);

    if (trouble)
      g_print ("%s\n", trouble->message);
    CU_ASSERT_PTR_NOT_NULL (fleet);
    CU_ASSERT_PTR_NOT_NULL (title);
    CU_ASSERT_PTR_NOT_NULL (story);
    CU_ASSERT_TRUE (i == 0 || scenario_natural_compare (names[i - 1], names[i]) < 0);
  }
  CU_ASSERT_PTR_NULL (scenario_library_text ("../scenarios"));
  CU_ASSERT_PTR_NULL (scenario_library_read ("no-such-scenario", NULL, &error));
  CU_ASSERT_TRUE (g_error_matches (error, SCENARIO_ERROR, SCENARIO_ERROR_FILE));
}

/* As many VMs as a large estate has, in one file. */
static void
large_file (void)
{
  g_autoptr (GString) text = g_string_new (
      "rollcall: 1\nclusters:\n  c:\n    hosts:\n      h[1-64]: {cpu: 100 GHz, memory: 4 TiB}\n"
      "    vms:\n");
  g_autoptr (ModelFleet) fleet = NULL;

  for (guint i = 20000; i > 0; i--)
    g_string_append_printf (text, "      vm%u: {vcpus: 4, memory: 8 GiB, host: h%u}\n", i, i % 64 + 1);
  fleet = scenario_read_text ("large.yaml", text->str, (gssize) text->len, NULL, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL (fleet);
  CU_ASSERT_EQUAL (fleet->n_vms, 20000);
  CU_ASSERT_STRING_EQUAL (fleet->vms[9].name, "vm10");
  CU_ASSERT_EQUAL (fleet->vms[9].host, 10);
}

void
test_scenario_suite (void)
{
  CU_pSuite suite = CU_add_suite ("scenario", NULL, NULL);

  CU_add_test (suite, "good files become their fleets", good_files);
  CU_add_test (suite, "bad files are refused in so many words", bad_files);
  CU_add_test (suite, "every key is said in some good file", every_key_is_said);
  CU_add_test (suite, "order in the file decides nothing", any_order);
  CU_add_test (suite, "every prefix of a file is a fleet or an error", every_prefix);
  CU_add_test (suite, "so is every file with random damage", random_bytes);
  CU_add_test (suite, "what is no file is refused", no_files);
  CU_add_test (suite, "the bundled scenarios can be read", library);
  CU_add_test (suite, "a file of 20,000 VMs", large_file);
}
