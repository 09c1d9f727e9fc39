#include "scenarios/import/prism.h"
#include <string.h>

#define PRISM_ROW(id, type, one, telltale, v4, v3) { one, telltale, v4, v3 },
static const struct {
  const char *one, *telltale, *v4, *v3;
} kinds[PRISM_N_KINDS] = { PRISM_KINDS (PRISM_ROW) };
#undef PRISM_ROW

#define PRISM_NAME(id, type, one, telltale, v4, v3) one,
const char *const prism_names[PRISM_N_KINDS] = { PRISM_KINDS (PRISM_NAME) };
#undef PRISM_NAME

static ScenarioJsonItem
inside (Prism *self, const ScenarioJsonItem *item, const char *key, gsize index)
{
  g_autofree char *path = key ? g_strdup_printf ("%s/%s/%" G_GSIZE_FORMAT, item->path, key, index)
                              : g_strdup_printf ("%s/%" G_GSIZE_FORMAT, item->path, index);
  const json_t *list = key ? scenario_json_get (item->value, key) : item->value;

  return (ScenarioJsonItem){ item->file, item->document, g_string_chunk_insert_const (self->strings, path),
                             json_array_get (list, index) };
}

/* What the item says that it is, or NULL. */
static const char *
said_kind (const json_t *item)
{
  const json_t *v4 = scenario_json_get (item, "$objectType"), *v3 = scenario_json_get (item, "metadata.kind");

  return json_is_string (v4) ? json_string_value (v4) : json_is_string (v3) ? json_string_value (v3) : NULL;
}

/* A projection is the same with fewer values; some revisions write "v4.r0" for "v4". */
static gboolean
is_named (const char *said, const char *name)
{
  const char *tail = name ? strrchr (name, '.') : NULL;
  g_autofree char *projection = name ? g_strconcat (name, "Projection", NULL) : NULL;
  gsize domain = name ? strcspn (name, ".") : 0;

  return name
         && (g_str_equal (said, name) || g_str_equal (said, projection)
             || (tail && strncmp (said, name, domain + 1) == 0 && strstr (said, ".v4.r")
                 && g_str_has_suffix (said, tail)));
}

/* The kind of an item, or PRISM_N_KINDS: by what it says, or else by a key that only its kind has. */
static PrismKind
kind_of (const json_t *item)
{
  const char *said = said_kind (item);

  for (guint i = 0; i < PRISM_N_KINDS; i++)
    if (said ? is_named (said, kinds[i].v4) || is_named (said, kinds[i].v3)
             : scenario_json_get (item, kinds[i].telltale) != NULL)
      return i;
  return PRISM_N_KINDS;
}

static gboolean
take_again (Prism *self, const PrismRecord *before, const ScenarioJsonItem *item, PrismKind kind,
            GError **error)
{
  g_autofree char *place = NULL;

  self->repeated++;
  if (json_equal (before->item.value, item->value))
    return TRUE;
  place = scenario_json_place (&before->item, NULL);
  return scenario_json_fail (item, NULL, error,
                             "%s '%s' stands in %s too, and differs; fetch all pages again, at one time",
                             kinds[kind].one, before->name ? before->name : before->id, place);
}

static gboolean
take (Prism *self, const ScenarioJsonItem *item, GError **error)
{
  const char *said = said_kind (item->value);
  PrismKind kind = kind_of (item->value);
  PrismRecord *record, *before;

  if (!json_is_object (item->value))
    return scenario_json_fail (item, NULL, error, "expected an object, found %s",
                               scenario_json_type (item->value));
  if (kind == PRISM_N_KINDS && !said)
    return scenario_json_fail (item, NULL, error,
                               "expected '$objectType' (v4) or 'metadata.kind' (v3), found neither");
  if (kind == PRISM_N_KINDS) {
    if (!g_ptr_array_find_with_equal_func (self->others, said, g_str_equal, NULL))
      g_ptr_array_add (self->others, (gpointer) said);
    return TRUE;
  }
  record = prism_read_record (kind, item, error);
  if (!record)
    return FALSE;
  before = g_hash_table_lookup (self->by_id[kind], record->id);
  if (before) {
    prism_record_free (kind, record);
    return take_again (self, before, item, kind, error);
  }
  g_hash_table_insert (self->by_id[kind], (gpointer) record->id, record);
  g_ptr_array_add (self->records[kind], record);
  return TRUE;
}

/* A page says how many there are in all; its items say of what. */
static void
count_total (Prism *self, const json_t *page, const json_t *first)
{
  const json_t *v4 = scenario_json_get (page, "metadata.totalAvailableResults"),
               *v3 = scenario_json_get (page, "metadata.total_matches");
  PrismKind kind = first ? kind_of (first) : PRISM_N_KINDS;

  if (kind != PRISM_N_KINDS && json_is_integer (v4 ? v4 : v3))
    self->totals[kind] = MAX (self->totals[kind], json_integer_value (v4 ? v4 : v3));
}

static gboolean
take_all (Prism *self, const ScenarioJsonItem *page, const char *key, GError **error)
{
  const json_t *list = scenario_json_get (page->value, key);

  count_total (self, page->value, json_array_get (list, 0));
  for (gsize i = 0; i < json_array_size (list); i++) {
    ScenarioJsonItem item = inside (self, page, key, i);
    if (!take (self, &item, error))
      return FALSE;
  }
  return TRUE;
}

/* An answer of v4 (`data`, a list or one), of v3 (`entities`), or an item by itself. */
static gboolean
take_page (Prism *self, const ScenarioJsonItem *page, GError **error)
{
  const json_t *data = scenario_json_get (page->value, "data"),
               *entities = scenario_json_get (page->value, "entities");
  const json_t *first = json_array_get (entities, 0);
  ScenarioJsonItem alone = *page;

  if (!json_is_object (page->value))
    return scenario_json_fail (page, NULL, error, "expected an answer of Prism, found %s",
                               scenario_json_type (page->value));
  if (scenario_json_get (data, "error")
      || g_strcmp0 (json_string_value (scenario_json_get (page->value, "state")), "ERROR") == 0)
    return scenario_json_fail (page, NULL, error,
                               "this is an error that Prism answered with, and no page; fetch it again");
  if (json_is_array (data))
    return take_all (self, page, "data", error);
  if (data)
    alone = (ScenarioJsonItem){ page->file, page->document, page->path, (json_t *) data };
  else if (json_is_array (entities)) {
    if (first && !scenario_json_get (first, "metadata"))
      return scenario_json_fail (
          page, "entities", error,
          "these are entities of Prism's v2 API; fetch them by v4, or by v3 (POST .../v3/hosts/list)");
    return take_all (self, page, "entities", error);
  } else if (scenario_json_get (page->value, "metadata") && !scenario_json_get (page->value, "status"))
    return TRUE; /* a page beyond the last has no items */
  else if (!said_kind (page->value) && kind_of (page->value) == PRISM_N_KINDS)
    return scenario_json_fail (
        page, NULL, error, "expected an answer of Prism, with 'data' (v4) or 'entities' (v3), found neither");
  return take (self, &alone, error);
}

static gboolean
take_file (Prism *self, const ScenarioJsonFile *file, GError **error)
{
  for (guint i = 0; i < file->documents->len; i++) {
    ScenarioJsonItem page = { file, i, "", g_ptr_array_index (file->documents, i) };
    gsize n = json_is_array (page.value) ? json_array_size (page.value) : 0;
    if (!json_is_array (page.value) && !take_page (self, &page, error))
      return FALSE;
    for (gsize j = 0; j < n; j++) {
      ScenarioJsonItem item = inside (self, &page, NULL, j);
      if (!take_page (self, &item, error))
        return FALSE;
    }
  }
  return TRUE;
}

gboolean
prism_read_pages (Prism *self, const char *const *paths, GError **error)
{
  for (; *paths; paths++) {
    ScenarioJsonFile *file = scenario_json_file_read (*paths, error);
    if (!file)
      return FALSE;
    g_ptr_array_add (self->files, file);
    if (!take_file (self, file, error))
      return FALSE;
  }
  return TRUE;
}

void
prism_say_pages (const Prism *self)
{
  ScenarioSome others = { NULL, 0 };

  for (guint i = 0; i < self->others->len; i++)
    scenario_some_add (&others, "%s", (const char *) g_ptr_array_index (self->others, i));
  scenario_some_say (&others, self->inventory, "left out, of no use to a rehearsal", "kind");
  if (self->repeated > 0)
    scenario_inventory_notice (
        self->inventory, "pages overlap: %u items come more than once, always the same; each counts once",
        self->repeated);
  for (guint i = 0; i < PRISM_N_KINDS; i++)
    if (self->totals[i] > (gint64) self->records[i]->len) {
      g_autofree char *read = scenario_count (self->records[i]->len, kinds[i].one);
      scenario_inventory_notice (
          self->inventory,
          "pages are missing: %s read, of %" G_GINT64_FORMAT
          " that Prism has; fetch the others too ($page and $limit of v4, offset and length of v3)",
          read, self->totals[i]);
    }
}
