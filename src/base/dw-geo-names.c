// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-geo-names.h"

#include <string.h>

#include <glib/gi18n-lib.h>

enum {
  MAX_NAME_CHARS = 40,
};

static const char *const class_words[DW_N_GEO_NAME_CLASSES] = {
  [DW_GEO_NAME_REGION] = "region",
  [DW_GEO_NAME_SEA] = "sea",
  [DW_GEO_NAME_TOWN] = "town",
  [DW_GEO_NAME_WATER] = "water",
};

void
dw_geo_name_free (DwGeoName *self)
{
  g_free (self->text);
  g_free (self);
}

static gboolean
find_class (const char *word, DwGeoNameClass *found)
{
  for (guint i = 0; i < G_N_ELEMENTS (class_words); i++)
    if (g_str_equal (class_words[i], word))
      {
        *found = (DwGeoNameClass)i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
has_control (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_iscntrl (g_utf8_get_char (at)))
      return TRUE;
  return FALSE;
}

/* Returns what is wrong with the row, translated; NULL: *name is it. */
static const char *
parse_row (const char *line, DwGeoName **name)
{
  g_autoptr (GRegex) regex = g_regex_new ("^(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(.+)$", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_auto (GStrv) parts = NULL;
  DwGeoNameClass name_class;
  DwGeoPoint point;

  if (!g_utf8_validate (line, -1, NULL))
    return _ ("this is not UTF-8 text");
  if (!g_regex_match (regex, line, 0, &match))
    return _ ("expected “class longitude latitude name”");
  parts = g_match_info_fetch_all (match);
  if (!find_class (parts[1], &name_class))
    return _ ("the class is none of region, sea, town, water");
  if (!dw_geo_parse (parts[2], parts[3], &point))
    return _ ("longitude and latitude are not degrees, as 117.655 39.055");
  if (has_control (parts[4]))
    return _ ("the name has a control character in it");
  if (g_utf8_strlen (parts[4], -1) > MAX_NAME_CHARS)
    return _ ("the name is longer than 40 characters");
  *name = g_new0 (DwGeoName, 1);
  **name = (DwGeoName){ name_class, point, g_steal_pointer (&parts[4]) };
  return NULL;
}

static void
add_problem (GPtrArray *problems, char *sentence)
{
  if (problems != NULL)
    g_ptr_array_add (problems, sentence);
  else
    g_free (sentence);
}

static void
take_line (GPtrArray *names, GPtrArray *problems, char *line, guint number)
{
  DwGeoName *name = NULL;
  const char *problem;

  g_strstrip (line);
  if (*line == '\0' || *line == '#')
    return;
  problem = parse_row (line, &name);
  if (problem != NULL)
    add_problem (problems, g_strdup_printf (_ ("line %u: %s"), number, problem));
  else if (names->len == DW_GEO_NAMES_MAX_ROWS)
    add_problem (problems, g_strdup_printf (_ ("line %u: a list has at most %d names"), number, DW_GEO_NAMES_MAX_ROWS));
  else
    g_ptr_array_add (names, g_steal_pointer (&name));
  if (name != NULL)
    dw_geo_name_free (name);
}

GPtrArray *
dw_geo_names_parse (const char *text, GPtrArray *problems)
{
  GPtrArray *names = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_geo_name_free);
  g_auto (GStrv) lines = NULL;

  if (strlen (text) > DW_GEO_NAMES_MAX_BYTES)
    {
      add_problem (problems, g_strdup_printf (_ ("the list is larger than %d KiB"), DW_GEO_NAMES_MAX_BYTES / 1024));
      return names;
    }
  /* Editors of Windows put a mark in front. */
  lines = g_strsplit (g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    take_line (names, problems, lines[i], i + 1);
  return names;
}
