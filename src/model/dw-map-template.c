// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-template.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "dw-refuse.h"

enum {
  MAX_CHARS = 1000,
};

typedef enum {
  GAP_ZOOM,
  GAP_X,
  GAP_Y,
  GAP_TMS_Y,
  GAP_HOST,
  N_GAPS,
} Gap;

static const struct
{
  const char *word;
  Gap gap;
} gaps[] = {
  { "{z}", GAP_ZOOM },
  { "{x}", GAP_X },
  { "{y}", GAP_Y },
  { "{-y}", GAP_TMS_Y },
  { "{tmsy}", GAP_TMS_Y },
  { "{s}", GAP_HOST },
};

static const char hosts[] = "abc";

/* The length of the gap that begins here, 0 = none of ours. */
static gsize
match_gap (const char *at, Gap *gap)
{
  for (guint i = 0; i < G_N_ELEMENTS (gaps); i++)
    if (g_str_has_prefix (at, gaps[i].word))
      {
        *gap = gaps[i].gap;
        return strlen (gaps[i].word);
      }
  return 0;
}

static gboolean
count_gaps (const char *template, guint *counts, GError **error)
{
  for (const char *at = template; *at != '\0';)
    {
      Gap gap;
      gsize length = match_gap (at, &gap);

      if (length == 0 && (*at == '{' || *at == '}'))
        return dw_refuse (error, _ ("the address has an unknown gap at “%.12s”; known are {z} {x} {y} {-y} {s}"), at);
      if (length > 0)
        counts[gap]++;
      at += MAX (length, 1);
    }
  return TRUE;
}

static gboolean
check_counts (const guint *counts, GError **error)
{
  if (counts[GAP_ZOOM] != 1)
    return dw_refuse (error, _ ("the address must have {z} (the zoom level) exactly once"));
  if (counts[GAP_X] != 1)
    return dw_refuse (error, _ ("the address must have {x} (the column) exactly once"));
  if (counts[GAP_Y] + counts[GAP_TMS_Y] != 1)
    return dw_refuse (error, _ ("the address must have {y} or {-y} (the row) exactly once"));
  return counts[GAP_HOST] <= 1 || dw_refuse (error, _ ("the address may have {s} only once"));
}

/* What stands between "//" and the path decides who is asked: only {s} may vary there. */
static gboolean
check_host (const char *template, GError **error)
{
  const char *begin = strstr (template, "://") + 3;
  g_autofree char *authority = g_strndup (begin, strcspn (begin, "/?#"));
  static const char *const moving[] = { "{z}", "{x}", "{y}", "{-y}", "{tmsy}" };

  for (guint i = 0; i < G_N_ELEMENTS (moving); i++)
    if (strstr (authority, moving[i]) != NULL)
      return dw_refuse (error, _ ("%s may not stand in the name of the host"), moving[i]);
  if (strchr (authority, '@') != NULL)
    return dw_refuse (error, _ ("the address may not have a user name in it"));
  return TRUE;
}

static gboolean
check_address (const char *template, GError **error)
{
  g_autofree char *address = dw_map_template_expand (template, 1, 0, 0);
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0')
    return dw_refuse (error, _ ("this is not an address"));
  return TRUE;
}

gboolean
dw_map_template_check (const char *template, GError **error)
{
  guint counts[N_GAPS] = { 0 };

  if (*template == '\0')
    return dw_refuse (error, _ ("the address of the tiles is empty"));
  if (strlen (template) > MAX_CHARS)
    return dw_refuse (error, _ ("the address is longer than %d characters"), MAX_CHARS);
  for (const char *at = template; *at != '\0'; at++)
    if (!g_ascii_isgraph (*at))
      return dw_refuse (error, _ ("the address has a blank or a letter beyond ASCII in it"));
  if (!g_str_has_prefix (template, "http://") && !g_str_has_prefix (template, "https://"))
    return dw_refuse (error, _ ("the address must begin with https:// or http://"));
  return count_gaps (template, counts, error) && check_counts (counts, error) && check_host (template, error) && check_address (template, error);
}

char *
dw_map_template_expand (const char *template, int zoom, int x, int y)
{
  GString *address = g_string_new (NULL);

  for (const char *at = template; *at != '\0';)
    {
      Gap gap = N_GAPS;
      gsize length = match_gap (at, &gap);

      if (length == 0)
        g_string_append_c (address, *at);
      else if (gap == GAP_HOST)
        g_string_append_c (address, hosts[(guint)(x + y) % (G_N_ELEMENTS (hosts) - 1)]);
      else
        g_string_append_printf (address, "%d", gap == GAP_ZOOM ? zoom : gap == GAP_X ? x
                                                                      : gap == GAP_Y ? y
                                                                                     : (1 << zoom) - 1 - y);
      at += MAX (length, 1);
    }
  return g_string_free (address, FALSE);
}
