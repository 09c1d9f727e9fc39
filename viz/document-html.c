/* Documents as one HTML file: light, for reading and for paper, without a script and without a request. */

#include "viz/document.h"

#include <string.h>

#include "viz/words.h"

static const char style[]
    = ":root{color-scheme:light}*{box-sizing:border-box}"
      "body{font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Liberation "
      "Sans',sans-serif;color:#1b1f24;background:#fff;"
      "max-width:70rem;margin:0 auto;padding:2rem 1.5rem 4rem}"
      "h1{font-size:1.75rem;line-height:1.25;margin:0 0 1rem}"
      "h2{font-size:1.25rem;margin:2.4rem 0 .6rem;padding-bottom:.25rem;border-bottom:2px solid #d5dae0}"
      "h3{font-size:1rem;margin:1.4rem 0 "
      ".4rem}h1,h2,h3,p,li,td.w,figcaption{overflow-wrap:anywhere}p{margin:.5rem 0}"
      "nav{columns:2;font-size:.9rem;margin:1rem 0}nav a{color:#0b5394;display:block;text-decoration:none}"
      "table{border-collapse:collapse;width:100%;margin:.6rem 0 1rem;font-size:.87rem;line-height:1.4}"
      "th,td{text-align:left;vertical-align:top;padding:.32rem .55rem;border-bottom:1px solid #e1e5ea}"
      "td.n{white-space:nowrap;font-variant-numeric:tabular-nums}"
      "th{background:#f2f4f7;border-bottom:1px solid #c4cbd3;font-weight:600}"
      "tr.bad td:first-child{border-left:4px solid #b3261e}tr.doubtful td:first-child{border-left:4px solid "
      "#b7791f}"
      "tr.good td:first-child{border-left:4px solid #2e7d32}"
      "p.bad,p.doubtful,p.good{padding:.6rem .8rem;border-left:6px solid;font-weight:600}"
      "p.bad{border-color:#b3261e;background:#fdf0ef}p.doubtful{border-color:#b7791f;background:#fdf6e7}"
      "p.good{border-color:#2e7d32;background:#eff7f0}"
      "pre{background:#f2f4f7;padding:.6rem "
      ".8rem;white-space:pre-wrap;overflow-wrap:anywhere;font-size:.87rem}"
      "figure{margin:1rem 0}figure img{max-width:100%;max-height:60rem;border:1px solid #d5dae0}"
      "figcaption{font-size:.85rem;color:#4a5460}"
      "@page{size:A4;margin:15mm 12mm}@media "
      "print{body{font-size:9.5pt;max-width:none;padding:0}nav{display:none}"
      "h2,h3{break-after:avoid}table{font-size:8pt}th,td{padding:.2rem "
      ".35rem}tr,figure,pre,p{break-inside:avoid}thead{display:table-header-group}"
      "*{-webkit-print-color-adjust:exact;print-color-adjust:exact}"
      "section:has(figure){page:sheet}figure img{width:100%;max-height:15cm;object-fit:contain}}"
      "@page sheet{size:A4 landscape;margin:12mm}";

static const char *const grade_words[] = { "", "good", "doubtful", "bad" };

static void
append_escaped (GString *out, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (out, escaped);
}

static void
append_element (GString *out, const char *element, const char *class, const char *text)
{
  g_string_append_printf (out, *class ? "<%s class=\"%s\">" : "<%s>", element, class);
  append_escaped (out, text);
  g_string_append_printf (out, "</%s>\n", element);
}

#define LONG_WORD 20 /* columns */

/* Moments, durations and counts are not broken; words are only where they are so long that a column could not hold them. */
static const char *
class_of (const char *cell)
{
  guint longest = 0;

  if ((g_ascii_isdigit (*cell) || g_str_has_prefix (cell, "T+")) && strlen (cell) <= 14)
    return "n";
  for (const char *word = cell; *word; word += strcspn (word, " "), word += *word == ' ')
    longest = MAX (longest, viz_columns (word, word + strcspn (word, " ")));
  return longest > LONG_WORD ? "w" : "";
}

static void
append_table (GString *out, const VizBlock *table)
{
  g_string_append (out, "<table><thead><tr>");
  for (char **column = table->columns; *column; column++) {
    g_string_append (out, "<th scope=\"col\">");
    append_escaped (out, *column);
    g_string_append (out, "</th>");
  }
  g_string_append (out, "</tr></thead><tbody>\n");
  for (guint r = 0; r < table->rows->len; r++) {
    const VizCells *row = table->rows->pdata[r];

    if (row->grade == VIZ_PLAIN)
      g_string_append (out, "<tr>");
    else
      g_string_append_printf (out, "<tr class=\"%s\">", grade_words[row->grade]);
    for (guint c = 0; c < row->cells->len; c++) {
      append_element (out, "td", class_of (row->cells->pdata[c]), row->cells->pdata[c]);
    }
    g_string_append (out, "</tr>\n");
  }
  g_string_append (out, "</tbody></table>\n");
}

static void
append_picture (GString *out, const VizBlock *block)
{
  g_autofree char *data = g_base64_encode ((const guchar *) block->data, strlen (block->data));

  g_string_append_printf (out, "<figure><img src=\"data:image/svg+xml;base64,%s\" alt=\"", data);
  append_escaped (out, block->text);
  g_string_append (out, "\"><figcaption>");
  append_escaped (out, block->text);
  g_string_append_printf (out, " (%s)</figcaption></figure>\n", block->file);
}

static void
append_section (GString *out, const VizSection *section)
{
  gboolean in_list = FALSE;

  g_string_append_printf (out, "<section id=\"%s\">\n", section->key);
  append_element (out, "h2", "", section->title);
  for (guint b = 0; b < section->blocks->len; b++) {
    const VizBlock *block = section->blocks->pdata[b];

    if (in_list != (block->kind == VIZ_ITEM)) {
      g_string_append (out, in_list ? "</ul>\n" : "<ul>\n");
      in_list = !in_list;
    }
    switch (block->kind) {
    case VIZ_PARAGRAPH:
      append_element (out, "p", grade_words[block->grade], block->text);
      break;
    case VIZ_HEADING:
      append_element (out, "h3", "", block->text);
      break;
    case VIZ_ITEM:
      append_element (out, "li", "", block->text);
      break;
    case VIZ_COMMAND:
      append_element (out, "pre", "", block->text);
      break;
    case VIZ_PICTURE:
      append_picture (out, block);
      break;
    case VIZ_TABLE:
      append_table (out, block);
      break;
    }
  }
  g_string_append (out, in_list ? "</ul>\n</section>\n" : "</section>\n");
}

char *
viz_section_html (const VizSection *section)
{
  GString *out = g_string_new (NULL);

  append_section (out, section);
  return g_string_free (out, FALSE);
}

char *
viz_document_html (const VizDocument *document)
{
  GString *out = g_string_new (
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
      "style-src 'unsafe-inline'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");

  append_escaped (out, document->title);
  g_string_append_printf (out, "</title>\n<style>%s</style>\n</head>\n<body>\n<main>\n", style);
  append_element (out, "h1", "", document->title);
  g_string_append (out, "<nav aria-label=\"Contents\">\n");
  for (guint s = 0; s < document->sections->len; s++) {
    const VizSection *section = document->sections->pdata[s];

    g_string_append_printf (out, "<a href=\"#%s\">", section->key);
    append_escaped (out, section->title);
    g_string_append (out, "</a>\n");
  }
  g_string_append (out, "</nav>\n");
  for (guint s = 0; s < document->sections->len; s++)
    append_section (out, document->sections->pdata[s]);
  g_string_append (out, "</main>\n</body>\n</html>\n");
  return g_string_free (out, FALSE);
}
