/* Recordings: whoever applies them from the beginning comes to the end of the run. */

#include "cli/recording.h"
#include "viz/player.h"

#include <CUnit/CUnit.h>
#include <json-glib/json-glib.h>
#include <string.h>

void test_recording_suite (void);

static JsonObject *
object_of (JsonParser *parser, const char *json)
{
  CU_ASSERT_TRUE_FATAL (json_parser_load_from_data (parser, json, -1, NULL));
  return json_node_get_object (json_parser_get_root (parser));
}

static void
replay (const CliRehearsal *rehearsal, JsonObject *things, JsonObject *entries)
{
  const SimRun *run = rehearsal->run;
  JsonArray *actor = json_object_get_array_member (entries, "actor"),
            *to = json_object_get_array_member (entries, "to"),
            *from = json_object_get_array_member (entries, "from"),
            *value = json_object_get_array_member (entries, "value"),
            *cause = json_object_get_array_member (entries, "cause"),
            *actors = json_object_get_array_member (things, "actors"),
            *vms = json_object_get_array_member (things, "vms");
  g_autofree gint64 *state = g_new0 (gint64, json_array_get_length (actors) + 1);
  g_autofree guint *vm_of = g_new0 (guint, json_array_get_length (actors) + 1);
  g_autofree gint64 *place = g_new0 (gint64, json_array_get_length (vms) + 1);

  for (guint a = 0; a < json_array_get_length (actors); a++)
    state[a] = json_array_get_int_element (json_array_get_array_element (actors, a), 2);
  for (guint v = 0; v < json_array_get_length (vms); v++)
    place[v] = json_object_get_int_member (json_array_get_object_element (vms, v), "host");
  for (guint v = 0; v < json_array_get_length (vms); v++) {
    JsonArray *own = json_object_get_array_member (json_array_get_object_element (vms, v), "actors");

    for (guint k = 0; k < json_array_get_length (own); k++)
      vm_of[json_array_get_int_element (own, k)] = v + 1;
  }
  for (guint i = 0; i < json_array_get_length (actor); i++) {
    gint64 who = json_array_get_int_element (actor, i);

    CU_ASSERT_EQUAL (state[who], json_array_get_int_element (from, i));
    CU_ASSERT_TRUE (json_array_get_int_element (cause, i) < (gint64) i); /* a cause comes before */
    state[who] = json_array_get_int_element (to, i);
    if (!json_array_get_null_element (value, i) && vm_of[who])
      place[vm_of[who] - 1] = json_array_get_int_element (value, i);
  }
  for (guint a = 0; a < json_array_get_length (actors); a++)
    CU_ASSERT_EQUAL (state[a], sim_world_state (run->world, a + 1));
  for (guint32 v = 0; v < rehearsal->fleet->n_vms; v++) {
    guint32 host = model_vm_state (run, v)->host;

    CU_ASSERT_EQUAL (place[v], host == MODEL_NONE ? -1 : (gint64) host);
  }
}

static void
recordings_come_to_the_same_end (void)
{
  for (const char *const *name = scenario_library_names (); *name; name++) {
    g_autoptr (CliRehearsal) rehearsal = cli_prepare (&(CliOptions){ 0 }, *name);
    g_autoptr (CliRecording) recording = cli_record (rehearsal);
    g_autofree char *things = cli_recording_things (recording), *entries = cli_recording_entries (recording);
    g_autoptr (JsonParser) a = json_parser_new (), b = json_parser_new ();

    replay (rehearsal, object_of (a, things), object_of (b, entries));
  }
}

/* No name may end the element that the recording stands in, and nothing in the page is asked of a network. */
static void
the_page_holds_what_it_is_given (void)
{
  g_autofree char *html = viz_player_html ("</title><script>", "{\"a\":\"</script><!--\"}", "{}", "<svg/>", NULL);

  CU_ASSERT_PTR_NULL (strstr (html, "</title><script>"));
  CU_ASSERT_PTR_NULL (strstr (html, "\"</script>"));
  CU_ASSERT_PTR_NOT_NULL (strstr (html, "\\u003c/script>\\u003c!--"));
  CU_ASSERT_PTR_NOT_NULL (strstr (html, "default-src 'none'"));
  CU_ASSERT_PTR_NULL (strstr (html, "http://"));
  CU_ASSERT_PTR_NULL (strstr (html, "https://"));
}

void
test_recording_suite (void)
{
  static CU_TestInfo tests[] = {
    { "recordings come to the same end", recordings_come_to_the_same_end },
    { "the page holds what it is given", the_page_holds_what_it_is_given },
    CU_TEST_INFO_NULL,
  };
  static CU_SuiteInfo suites[] = { { "recording", NULL, NULL, NULL, NULL, tests }, CU_SUITE_INFO_NULL };

  CU_register_suites (suites);
}
