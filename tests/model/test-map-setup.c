// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <string.h>

#include "dw-map-setup.h"
#include "dw-map-template.h"

/* Plan: addresses that are in order and those that are not, by sentence; the address of a tile against addresses that people have written down; settings with and without
 * what their source needs; layers, credit and shift that follow (S1-19). */

static const struct
{
  const char *sentence, *template;
  const char *problem; /* NULL = in order */
} templates[] = {
  { "as everybody writes it", "https://tile.example.org/{z}/{x}/{y}.png", NULL },
  { "rows from the south", "http://10.0.0.5:8080/tms/{z}/{x}/{-y}.jpg", NULL },
  { "rows from the south in the other spelling", "http://maps.local/{z}/{x}/{tmsy}", NULL },
  { "several hosts", "https://{s}.tile.example.org/{z}/{x}/{y}.png", NULL },
  { "as a question", "https://example.org/wmts?z={z}&row={y}&col={x}&tk=abc", NULL },
  { "an address of IPv6", "http://[::1]:81/{z}/{x}/{y}", NULL },
  { "nothing", "", "is empty" },
  { "no scheme", "tile.example.org/{z}/{x}/{y}.png", "must begin with" },
  { "a file", "file:///etc/{z}/{x}/{y}", "must begin with" },
  { "another program's scheme", "ftp://example.org/{z}/{x}/{y}", "must begin with" },
  { "a script", "javascript:alert({z},{x},{y})", "must begin with" },
  { "no zoom", "https://example.org/{x}/{y}.png", "{z}" },
  { "no column", "https://example.org/{z}/{y}.png", "{x}" },
  { "no row", "https://example.org/{z}/{x}.png", "{y} or {-y}" },
  { "both rows", "https://example.org/{z}/{x}/{y}/{-y}.png", "exactly once" },
  { "the column twice", "https://example.org/{z}/{x}/{x}/{y}.png", "exactly once" },
  { "two hosts", "https://{s}.{s}.example.org/{z}/{x}/{y}", "only once" },
  { "a gap nobody knows", "https://example.org/{z}/{x}/{y}?key={key}", "unknown gap at “{key}”" },
  { "an open brace", "https://example.org/{z}/{x}/{y}/{", "unknown gap" },
  { "a closing brace", "https://example.org/{z}/{x}/{y}/}", "unknown gap" },
  { "capitals", "https://example.org/{Z}/{X}/{Y}", "unknown gap" },
  { "a blank", "https://example.org/{z}/{x}/{y}.png ", "blank" },
  { "a line end", "https://example.org/{z}/{x}/{y}\r\nHost: a", "blank" },
  { "Chinese", "https://地图.example/{z}/{x}/{y}", "ASCII" },
  { "the column decides whom to ask", "https://t{x}.example.org/{z}/{y}", "host" },
  { "a user and a password", "https://me:secret@example.org/{z}/{x}/{y}", "user name" },
  { "no host", "https:///{z}/{x}/{y}", "not an address" },
  { "a port that is none", "https://example.org:port/{z}/{x}/{y}", "not an address" },
};

static void
test_templates (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (templates); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", templates[i].sentence);
      g_assert_cmpint (dw_map_template_check (templates[i].template, &error), ==, templates[i].problem == NULL);
      if (templates[i].problem == NULL)
        g_assert_no_error (error);
      else
        {
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
          g_assert_nonnull (strstr (error->message, templates[i].problem));
        }
    }
}

static void
test_long_template (void)
{
  g_autofree char *tail = g_strnfill (1000, 'a'), *template = g_strconcat ("https://example.org/{z}/{x}/{y}?", tail, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (dw_map_template_check (template, &error));
  g_assert_nonnull (strstr (error->message, "1000"));
}

/* From the south the row is 16383 - 6231; the hosts go round with column and row: 13514 + 6231 is two more than a multiple of three. */
static void
test_expand (void)
{
  static const char *const pairs[][2] = {
    { "https://a.org/{z}/{x}/{y}.png", "https://a.org/14/13514/6231.png" },
    { "https://a.org/{z}/{x}/{-y}.png", "https://a.org/14/13514/10152.png" },
    { "https://a.org/{tmsy}/{x}/{z}", "https://a.org/10152/13514/14" },
    { "https://{s}.a.org/{z}/{x}/{y}", "https://c.a.org/14/13514/6231" },
    { "https://a.org/?c={x}&r={y}&m={z}&tk=0", "https://a.org/?c=13514&r=6231&m=14&tk=0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *address = dw_map_template_expand (pairs[i][0], 14, 13514, 6231);

      g_assert_cmpstr (address, ==, pairs[i][1]);
    }
}

static const struct
{
  const char *sentence;
  DwMapSetup setup;
  const char *problem;
} setups[] = {
  { "the built-in map", { DW_MAP_BUILT_IN, "", "", "", "", "", FALSE }, NULL },
  { "what belongs to others is not looked at", { DW_MAP_BUILT_IN, "x", "nonsense", "", "", "?", TRUE }, NULL },
  { "a file", { DW_MAP_FILE, "/maps/bohai.mbtiles", "", "", "", "", FALSE }, NULL },
  { "no file", { DW_MAP_FILE, "", "", "", "", "", FALSE }, "no file" },
  { "a file somewhere", { DW_MAP_FILE, "bohai.mbtiles", "", "", "", "", FALSE }, "whole path" },
  { "an address", { DW_MAP_ADDRESS, "", "https://a.org/{z}/{x}/{y}", "© A", "GS(2024)0650号", "", TRUE }, NULL },
  { "no address", { DW_MAP_ADDRESS, "", "", "", "", "", FALSE }, "empty" },
  { "OpenStreetMap", { DW_MAP_OPENSTREETMAP, "", "", "", "", "", FALSE }, NULL },
  { "Tianditu with a key", { DW_MAP_TIANDITU_VECTOR, "", "", "", "", "0123456789abcdef0123456789abcdef", FALSE }, NULL },
  { "Tianditu without a key", { DW_MAP_TIANDITU_VECTOR, "", "", "", "", "", FALSE }, "needs a key" },
  { "imagery without a key", { DW_MAP_TIANDITU_IMAGERY, "", "", "", "", "", FALSE }, "needs a key" },
  { "a short key", { DW_MAP_TIANDITU_VECTOR, "", "", "", "", "1234567", FALSE }, "letters and digits" },
  { "a key that asks for more", { DW_MAP_TIANDITU_VECTOR, "", "", "", "", "0123456789&x=1", FALSE }, "letters and digits" },
  { "two lines of attribution", { DW_MAP_FILE, "/a", "", "A\nB", "", "", FALSE }, "Attribution: one line" },
  { "a bell in the number", { DW_MAP_FILE, "/a", "", "", "GS\a", "", FALSE }, "review number: one line" },
  { "no letters", { DW_MAP_FILE, "/a", "", "\xff", "", "", FALSE }, "UTF-8" },
};

static void
test_setups (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (setups); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", setups[i].sentence);
      g_assert_cmpint (dw_map_setup_check (&setups[i].setup, &error), ==, setups[i].problem == NULL);
      g_assert_true (setups[i].problem == NULL || strstr (error->message, setups[i].problem) != NULL);
    }
}

/* As the service's own page has it: vec and its labels cva, img and cia, TILEROW the row and TILECOL the column. */
static void
test_tianditu (void)
{
  static const struct
  {
    DwMapSource source;
    const char *layers[2];
  } cases[] = { { DW_MAP_TIANDITU_VECTOR, { "vec", "cva" } }, { DW_MAP_TIANDITU_IMAGERY, { "img", "cia" } } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DwMapSetup setup = { cases[i].source, "", "", "", "", "0123456789abcdef", FALSE };
      g_auto (GStrv) list = dw_map_setup_list_templates (&setup);

      g_assert_cmpuint (g_strv_length (list), ==, 2);
      for (guint j = 0; j < 2; j++)
        {
          g_autofree char *address = dw_map_template_expand (list[j], 10, 846, 391);
          g_autofree char *expected = g_strdup_printf ("https://t0.tianditu.gov.cn/%s_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=%s&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX=10&TILEROW=391&TILECOL=846&tk=0123456789abcdef", cases[i].layers[j], cases[i].layers[j]);

          g_assert_true (dw_map_template_check (list[j], NULL));
          g_assert_cmpstr (address, ==, expected);
        }
    }
}

static void
test_layers (void)
{
  static const struct
  {
    DwMapSource source;
    guint n;
  } cases[] = { { DW_MAP_BUILT_IN, 0 }, { DW_MAP_FILE, 0 }, { DW_MAP_ADDRESS, 1 }, { DW_MAP_OPENSTREETMAP, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DwMapSetup setup = { cases[i].source, "/a", "https://a.org/{z}/{x}/{y}", "", "", "", FALSE };
      g_auto (GStrv) list = dw_map_setup_list_templates (&setup);

      g_assert_cmpuint (g_strv_length (list), ==, cases[i].n);
    }
}

static const struct
{
  const char *sentence;
  DwMapSetup setup;
  const char *file, *credit;
  gboolean shifted;
} credits[] = {
  { "nothing of others", { DW_MAP_BUILT_IN, "", "", "A", "B", "", TRUE }, NULL, "", FALSE },
  { "what the file says", { DW_MAP_FILE, "", "", "", "", "", FALSE }, "© File", "© File", FALSE },
  { "one's own words go first", { DW_MAP_FILE, "", "", "© Own", "", "", TRUE }, "© File", "© Own", TRUE },
  { "with its review number", { DW_MAP_FILE, "", "", "", "GS(2024)0650号", "", FALSE }, "© File", "© File · GS(2024)0650号", FALSE },
  { "the number alone", { DW_MAP_ADDRESS, "", "", "", "GS(2024)0650号", "", TRUE }, NULL, "GS(2024)0650号", TRUE },
  { "Tianditu is never shifted", { DW_MAP_TIANDITU_VECTOR, "", "", "A", "GS(2024)0568号", "", TRUE }, NULL, "© Tianditu · GS(2024)0568号", FALSE },
  { "OpenStreetMap by its own words", { DW_MAP_OPENSTREETMAP, "", "", "A", "", "", TRUE }, NULL, "© OpenStreetMap contributors", FALSE },
};

static void
test_credits (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (credits); i++)
    {
      g_autofree char *credit = dw_map_setup_make_credit (&credits[i].setup, credits[i].file);

      g_test_message ("%s", credits[i].sentence);
      g_assert_cmpstr (credit, ==, credits[i].credit);
      g_assert_cmpint (dw_map_setup_is_shifted (&credits[i].setup), ==, credits[i].shifted);
    }
}

static void
test_words (void)
{
  DwMapSource found;

  for (DwMapSource source = 0; source < DW_N_MAP_SOURCES; source++)
    {
      g_assert_true (dw_map_source_from_word (dw_map_source_word (source), &found));
      g_assert_cmpint (found, ==, source);
    }
  g_assert_false (dw_map_source_from_word ("baidu", &found));
  g_assert_false (dw_map_source_from_word (NULL, &found));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map-setup/templates", test_templates);
  g_test_add_func ("/map-setup/long-template", test_long_template);
  g_test_add_func ("/map-setup/expand", test_expand);
  g_test_add_func ("/map-setup/setups", test_setups);
  g_test_add_func ("/map-setup/tianditu", test_tianditu);
  g_test_add_func ("/map-setup/layers", test_layers);
  g_test_add_func ("/map-setup/credits", test_credits);
  g_test_add_func ("/map-setup/words", test_words);
  return g_test_run ();
}
