/* Names in an export of RVTools: whatever they look like they are data, and where they repeat the order of the file decides
 * nothing. */

#include <CUnit/CUnit.h>
#include <string.h>
#include <yaml.h>

#include "tests/rvtools-csv.h"

void test_import_names_suite (void);

/* The keys of the mapping under `vms`, as YAML reads them. */
static GPtrArray *
vm_names (const char *text)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  yaml_parser_t parser;
  yaml_document_t document;

  yaml_parser_initialize (&parser);
  yaml_parser_set_input_string (&parser, (const guchar *) text, strlen (text));
  CU_ASSERT_TRUE_FATAL (yaml_parser_load (&parser, &document));
  for (int i = 1; yaml_document_get_node (&document, i); i++) {
    const yaml_node_t *node = yaml_document_get_node (&document, i);
    for (const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
         node->type == YAML_MAPPING_NODE && pair < node->data.mapping.pairs.top; pair++) {
      const yaml_node_t *key = yaml_document_get_node (&document, pair->key),
                        *vms = yaml_document_get_node (&document, pair->value);
      if (strcmp ((const char *) key->data.scalar.value, "vms") != 0)
        continue;
      for (const yaml_node_pair_t *vm = vms->data.mapping.pairs.start; vm < vms->data.mapping.pairs.top; vm++)
        g_ptr_array_add (
            names, g_strdup ((const char *) yaml_document_get_node (&document, vm->key)->data.scalar.value));
    }
  }
  yaml_document_delete (&document);
  yaml_parser_delete (&parser);
  return names;
}

static gboolean
same_text (gconstpointer a, gconstpointer b)
{
  return g_str_equal (a, b);
}

/* A name is data, whatever it looks like, in the YAML and in the comments. */
static void
names_are_data (void)
{
  g_autofree char *long_name = g_strnfill (300, 'x'), *longer_name = g_strnfill (2000, 'y');
  /* clang-format off */
  const char *const names[] = {
    "plain", "yes", "No", "null", "~", "true", "on", "1", "1e3", "0x10", "1:30", ".5", "2024-01-01", "%2f", "hosts", "<<", "=",
    "-", "- x", "a: b", "a #b", "#a", "a:", "[01-04]", "web[01-04]", "{a}", "a,b", "*a", "&a", "!a", "|", ">", "%a", "@a", "`a",
    "?", "? a", "'a'", "\"a\"", "a\"b", "back\\slash",
    "B\xc3\xa4r", "\xe6\x9d\xb1\xe4\xba\xac", "\xf0\x9f\x92\xbb", "zero\xe2\x80\x8bwidth",
    "right\xe2\x80\xaeleft", "\xef\xbf\xbe", long_name, longer_name,
  };
  /* The language refuses control characters; two names that differ in them alone stay two. */
  static const char *const changed[][2] = {
    { "c\nd", "c d" }, { "c\td", "c d #2" }, { "a\r\nplan: []", "a  plan: []" }, { "bell\x07", "bell " }, { "del\x7f", "del " },
    { "\xc2\x85nel", " nel" }, { "line\xe2\x80\xa8sep", "line sep" },
  };
  /* clang-format on */
  GString *vinfo = g_string_new (VM_HEADER);
  g_autoptr (GPtrArray) read = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names) + G_N_ELEMENTS (changed); i++) {
    gboolean plain = i < G_N_ELEMENTS (names);
    g_autoptr (GString) quoted = g_string_new (plain ? names[i] : changed[i - G_N_ELEMENTS (names)][0]);
    g_string_replace (quoted, "\"", "\"\"", 0);
    g_string_append_printf (vinfo, "\"%s\",poweredOn,False,1,64,C,\"gone %s\"\n", quoted->str, quoted->str);
  }
  {
    g_autofree char *text = g_string_free (vinfo, FALSE);
    const ImportFile files[] = { { "vInfo.csv", text }, { "vHost.csv", HOSTS } };
    g_auto (ImportOutcome) outcome = import_csv (files, 2, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL (outcome.text);
    CU_ASSERT_PTR_NULL (strstr (outcome.text, "\nplan: []"));
    CU_ASSERT_PTR_NULL (strpbrk (outcome.text, "\x07\x7f\r"));
    CU_ASSERT_PTR_NULL (strpbrk (outcome.notices, "\x07\x7f\r"));
    import_runs (outcome.text);
    read = vm_names (outcome.text);
  }
  CU_ASSERT_EQUAL (read->len, G_N_ELEMENTS (names) + G_N_ELEMENTS (changed));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    CU_ASSERT_TRUE (g_ptr_array_find_with_equal_func (read, names[i], same_text, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (changed); i++)
    CU_ASSERT_TRUE (g_ptr_array_find_with_equal_func (read, changed[i][1], same_text, NULL));
}

/* Names that repeat get new ones that depend on the ids, not on the order of the file. */
static void
order_does_not_matter (void)
{
  const ImportFile one[]
      = { { "vInfo.csv",
            "VM,Powerstate,CPUs,Memory,Cluster,Host,VM "
            "ID\na,poweredOn,1,64,C,h1,vm-9\na,poweredOn,2,64,C,h2,vm-10\nb,poweredOn,3,64,C,h1,vm-1\n" },
          { "vHost.csv", HOSTS } };
  const ImportFile other[]
      = { { "vInfo.csv",
            "VM,Powerstate,CPUs,Memory,Cluster,Host,VM "
            "ID\nb,poweredOn,3,64,C,h1,vm-1\na,poweredOn,2,64,C,h2,vm-10\na,poweredOn,1,64,C,h1,vm-9\n" },
          { "vHost.csv", HOST_HEADER HOST ("h2", "C") HOST ("h1", "C") } };
  const ImportFile nameless[]
      = { { "vInfo.csv", VM_HEADER VM ("a", "h1") VM ("a", "h2") VM ("\"a #2\"", "h1") VM ("a", "h1") },
          { "vHost.csv", HOSTS } };
  g_auto (ImportOutcome) first = import_csv (one, 2, NULL), second = import_csv (other, 2, NULL),
                         third = import_csv (nameless, 2, NULL);
  const char *text = import_body (&first), *again = import_body (&second);

  CU_ASSERT_TRUE_FATAL (text && again && third.text);
  CU_ASSERT_STRING_EQUAL (strstr (text, "\nvcenters:"), strstr (again, "\nvcenters:"));
  CU_ASSERT_PTR_NOT_NULL (strstr (text, "      a: {vcpus: 1,"));
  CU_ASSERT_PTR_NOT_NULL (
      strstr (text, "      \"a (vm-10)\": {vcpus: 2, memory: 64 MiB, host: h2}  # called a"));
  CU_ASSERT_PTR_NOT_NULL (strstr (third.text, "\"a #2\": {vcpus: 2, memory: 4096 MiB, host: h1}\n"));
  CU_ASSERT_PTR_NOT_NULL (strstr (third.text, "\"a #3\": {"));
  CU_ASSERT_PTR_NOT_NULL (strstr (third.text, "\"a #4\": {"));
}

void
test_import_names_suite (void)
{
  CU_pSuite suite = CU_add_suite ("names in an import", NULL, NULL);

  CU_ADD_TEST (suite, names_are_data);
  CU_ADD_TEST (suite, order_does_not_matter);
}
