// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-place-fact.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "dw-geo.h"

#define MOST_NAME 100
#define MOST_TEXT 300
#define LARGEST_AREA_M2 10000000.0
#define LEAST_PHONE_DIGITS 5

typedef char *(*Normalise) (const char *text, GError **error);

typedef struct
{
  DwPlaceFact fact;
  Normalise normalise;
} Entry;

static char *
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, sentence);
  return NULL;
}

/* One line: whatever breaks it becomes one blank. */
static char *
join_line (const char *text)
{
  GString *line = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!g_unichar_iscntrl (c) && !g_unichar_isspace (c))
        g_string_append_unichar (line, c);
      else if (line->len > 0 && line->str[line->len - 1] != ' ')
        g_string_append_c (line, ' ');
    }
  return g_strchomp (g_string_free (line, FALSE));
}

/* ０２２ and （ as input methods write them. */
static char *
narrow (const char *text)
{
  g_autofree char *line = join_line (text);

  return g_utf8_normalize (line, -1, G_NORMALIZE_ALL_COMPOSE);
}

static char *
normalise_text (const char *text, GError **error)
{
  g_autofree char *line = join_line (text);

  if (g_utf8_strlen (line, -1) > MOST_TEXT)
    return refuse (error, _ ("at most 300 characters"));
  return g_steal_pointer (&line);
}

/* --- phone --- */

static gboolean
is_phone_sign (gunichar c)
{
  return c < 0x80 ? strchr ("+-() /,;*#", (char)c) != NULL : c == g_utf8_get_char ("转") || c == g_utf8_get_char ("、");
}

static char *
normalise_phone (const char *text, GError **error)
{
  g_autofree char *phone = narrow (text);
  guint n_digits = 0;
  gboolean known = TRUE;

  for (const char *at = phone; *at != '\0'; at = g_utf8_next_char (at))
    {
      n_digits += g_ascii_isdigit (*at);
      known = known && (g_ascii_isdigit (*at) || is_phone_sign (g_utf8_get_char (at)));
    }
  if (*phone != '\0' && (!known || n_digits < LEAST_PHONE_DIGITS))
    return refuse (error, _ ("at least five digits; besides them only blanks and + - ( ) / , ; * # 转"));
  return g_steal_pointer (&phone);
}

/* --- numbers --- */

static gboolean
read_number (const char *text, double *value)
{
  char *end = NULL;

  *value = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && isfinite (*value) && strpbrk (text, "xX") == NULL;
}

/* 12500, 12,500, 12500.5 and any of them with the unit behind it. */
static char *
normalise_area (const char *text, GError **error)
{
  static const char *const units[] = { "m2", "平方米", "平米", "㎡" };
  g_autofree char *area = narrow (text);
  g_auto (GStrv) parts = NULL;
  g_autofree char *digits = NULL;
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  double value;

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_has_suffix (area, units[i]))
      area[strlen (area) - strlen (units[i])] = '\0';
  g_strchomp (area);
  if (*area == '\0')
    return *text == '\0' ? g_strdup ("") : refuse (error, _ ("a number of square metres, greater than 0"));
  parts = g_strsplit (area, ",", -1);
  digits = g_strjoinv ("", parts);
  if (!read_number (digits, &value) || value <= 0 || value > LARGEST_AREA_M2)
    return refuse (error, _ ("a number of square metres, greater than 0"));
  return g_strdup (g_ascii_formatd (number, sizeof number, "%.10g", value));
}

static char *
normalise_degrees (const char *text, double limit, const char *sentence, GError **error)
{
  g_autofree char *degrees = narrow (text);
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  double value;

  if (g_str_has_suffix (degrees, "°"))
    degrees[strlen (degrees) - strlen ("°")] = '\0';
  if (*degrees == '\0')
    return g_strdup ("");
  if (!read_number (degrees, &value) || fabs (value) > limit)
    return refuse (error, sentence);
  return g_strdup (g_ascii_formatd (number, sizeof number, "%.6f", value));
}

static char *
normalise_latitude (const char *text, GError **error)
{
  return normalise_degrees (text, 90, _ ("decimal degrees from -90 to 90, such as 39.021500"), error);
}

static char *
normalise_longitude (const char *text, GError **error)
{
  return normalise_degrees (text, 180, _ ("decimal degrees from -180 to 180, such as 117.652100"), error);
}

/* --- dates --- */

/* 2026-03-05, 2026/3/5, 2026.3.5, 2026年3月5日. */
static char *
normalise_date (const char *text, GError **error)
{
  g_autofree char *date = narrow (text);
  int year, month, day, n_read = 0;
  g_autoptr (GString) plain = g_string_new (date);

  if (*date == '\0')
    return g_strdup ("");
  g_string_replace (plain, "年", "-", 0);
  g_string_replace (plain, "月", "-", 0);
  g_string_replace (plain, "日", "", 0);
  g_strdelimit (plain->str, "/.", '-');
  if (sscanf (plain->str, "%4d-%2d-%2d%n", &year, &month, &day, &n_read) != 3 || (gsize)n_read != plain->len || year < 1900 || year > 2200 || !g_date_valid_dmy ((GDateDay)day, month, (GDateYear)year))
    return refuse (error, _ ("a date such as 2026-03-05"));
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

/* --- the list --- */

static const Entry entries[] = {
  { { "address", N_ ("Address") }, normalise_text },
  { { "contact", N_ ("Contact") }, normalise_text },
  { { "phone", N_ ("Phone") }, normalise_phone },
  { { "emergency_phone", N_ ("Emergency phone") }, normalise_phone },
  { { "area_m2", N_ ("Building area") }, normalise_area },
  { { "org_type", N_ ("Type of organisation") }, normalise_text },
  { { "supplier", N_ ("Supplier") }, normalise_text },
  { { "commissioned", N_ ("In service since") }, normalise_date },
  { { "contract_end", N_ ("Service contract") }, normalise_date },
  { { "latitude", N_ ("Latitude") }, normalise_latitude },
  { { "longitude", N_ ("Longitude") }, normalise_longitude },
  { { "note", N_ ("Note") }, normalise_text },
};

static const Entry *
find_entry (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (g_str_equal (entries[i].fact.key, key))
      return &entries[i];
  return NULL;
}

const DwPlaceFact *
dw_place_fact_list (guint *n_facts)
{
  static DwPlaceFact list[G_N_ELEMENTS (entries)];

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    list[i] = entries[i].fact;
  *n_facts = G_N_ELEMENTS (entries);
  return list;
}

const char *
dw_place_fact_title (const char *key)
{
  const Entry *entry = find_entry (key);

  return entry != NULL ? _ (entry->fact.title) : key;
}

char *
dw_place_fact_normalise (const char *key, const char *text, GError **error)
{
  const Entry *entry = find_entry (key);

  if (entry == NULL)
    return refuse (error, _ ("there is no such fact"));
  return entry->normalise (text, error);
}

char *
dw_place_name_normalise (const char *text, GError **error)
{
  g_autofree char *name = join_line (text);

  if (*name == '\0')
    return refuse (error, _ ("a place needs a name"));
  if (g_utf8_strlen (name, -1) > MOST_NAME)
    return refuse (error, _ ("at most 100 characters"));
  return g_steal_pointer (&name);
}

/* --- position --- */

static const char *const grid_titles[DW_N_PLACE_GRIDS] = {
  [DW_PLACE_GRID_WGS84] = N_ ("WGS-84 (GPS, CGCS2000)"),
  [DW_PLACE_GRID_GCJ02] = N_ ("GCJ-02 (Amap, Tencent)"),
};

static const struct
{
  const char *word; /* without blanks and signs, in small letters */
  DwPlaceGrid grid;
} grid_words[] = {
  { "wgs84", DW_PLACE_GRID_WGS84 },
  { "cgcs2000", DW_PLACE_GRID_WGS84 },
  { "国家2000", DW_PLACE_GRID_WGS84 },
  { "2000国家大地坐标系", DW_PLACE_GRID_WGS84 },
  { "gps", DW_PLACE_GRID_WGS84 },
  { "gcj02", DW_PLACE_GRID_GCJ02 },
  { "高德", DW_PLACE_GRID_GCJ02 },
  { "腾讯", DW_PLACE_GRID_GCJ02 },
  { "火星", DW_PLACE_GRID_GCJ02 },
  { "火星坐标", DW_PLACE_GRID_GCJ02 },
  { "火星坐标系", DW_PLACE_GRID_GCJ02 },
};

const char *
dw_place_grid_title (DwPlaceGrid grid)
{
  return _ (grid_titles[grid]);
}

gboolean
dw_place_grid_from_word (const char *word, DwPlaceGrid *grid)
{
  g_autofree char *plain = narrow (word), *folded = g_utf8_casefold (plain, -1);
  g_auto (GStrv) parts = g_strsplit_set (folded, " -_", -1);
  g_autofree char *joined = g_strjoinv ("", parts);

  for (guint i = 0; i < G_N_ELEMENTS (grid_words); i++)
    if (g_str_equal (grid_words[i].word, joined))
      {
        *grid = grid_words[i].grid;
        return TRUE;
      }
  return FALSE;
}

/* 117.65 as the latitude and 39.02 as the longitude: both columns taken for the other. */
static gboolean
seem_exchanged (const char *latitude, const char *longitude)
{
  g_autofree char *as_longitude = normalise_longitude (latitude, NULL), *as_latitude = normalise_latitude (longitude, NULL);

  return as_longitude != NULL && as_latitude != NULL && *as_longitude != '\0' && *as_latitude != '\0' && fabs (g_ascii_strtod (as_longitude, NULL)) > 90;
}

static char *
format_degrees (double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (number, sizeof number, "%.6f", value));
}

static void
convert (DwPlaceGrid grid, char **latitude, char **longitude)
{
  DwGeoPoint point = { g_ascii_strtod (*longitude, NULL), g_ascii_strtod (*latitude, NULL) };

  if (grid != DW_PLACE_GRID_GCJ02)
    return;
  point = dw_geo_from_gcj02 (point);
  g_free (*latitude);
  g_free (*longitude);
  *latitude = format_degrees (point.latitude);
  *longitude = format_degrees (point.longitude);
}

gboolean
dw_place_position_normalise (const char *latitude, const char *longitude, DwPlaceGrid grid, char **latitude_out, char **longitude_out, GError **error)
{
  g_autofree char *north = NULL, *east = NULL;

  if (seem_exchanged (latitude, longitude))
    return refuse (error, _ ("latitude and longitude seem to be exchanged")) != NULL;
  north = normalise_latitude (latitude, error);
  east = north != NULL ? normalise_longitude (longitude, error) : NULL;
  if (east == NULL)
    return FALSE;
  if ((*north == '\0') != (*east == '\0'))
    return refuse (error, _ ("a position needs latitude and longitude")) != NULL;
  if (*north != '\0')
    convert (grid, &north, &east);
  *latitude_out = g_steal_pointer (&north);
  *longitude_out = g_steal_pointer (&east);
  return TRUE;
}
