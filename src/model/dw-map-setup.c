// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-setup.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "dw-map-template.h"
#include "dw-refuse.h"

enum {
  MAX_LINE_CHARS = 200,
  LEAST_KEY_CHARS = 8,
  MOST_KEY_CHARS = 64,
};

/* National service in CGCS2000, which is WGS-84 for our purposes; layers that end in _w are cut as web maps are. TILECOL is the column: several guides have it swapped. */
#define TIANDITU(layer) "https://t0.tianditu.gov.cn/" layer "_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=" layer "&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk="

static const struct
{
  const char *word, *title;
  const char *templates[2]; /* fixed ones; a key is put behind */
  const char *credit;
  int max_zoom;
  gboolean has_key, has_own_credit;
} sources[DW_N_MAP_SOURCES] = {
  [DW_MAP_BUILT_IN] = { "built-in", N_ ("Built-in map"), { NULL }, NULL, 16, FALSE, FALSE },
  [DW_MAP_FILE] = { "file", N_ ("File of map tiles (MBTiles)"), { NULL }, NULL, 18, FALSE, TRUE },
  [DW_MAP_ADDRESS] = { "address", N_ ("Address of map tiles"), { NULL }, NULL, 18, FALSE, TRUE },
  [DW_MAP_TIANDITU_VECTOR] = { "tianditu-vector", N_ ("Tianditu, map"), { TIANDITU ("vec"), TIANDITU ("cva") }, N_ ("© Tianditu"), 18, TRUE, FALSE },
  [DW_MAP_TIANDITU_IMAGERY] = { "tianditu-imagery", N_ ("Tianditu, imagery"), { TIANDITU ("img"), TIANDITU ("cia") }, N_ ("© Tianditu"), 18, TRUE, FALSE },
  [DW_MAP_OPENSTREETMAP] = { "openstreetmap", N_ ("OpenStreetMap"), { "https://tile.openstreetmap.org/{z}/{x}/{y}.png" }, "© OpenStreetMap contributors", 19, FALSE, FALSE },
};

DwMapSetup *
dw_map_setup_new (void)
{
  DwMapSetup empty = { .path = (char *)"", .address = (char *)"", .attribution = (char *)"", .review_number = (char *)"", .key = (char *)"" };

  return dw_map_setup_copy (&empty);
}

DwMapSetup *
dw_map_setup_copy (const DwMapSetup *self)
{
  DwMapSetup *copy = g_memdup2 (self, sizeof *self);

  copy->path = g_strdup (self->path);
  copy->address = g_strdup (self->address);
  copy->attribution = g_strdup (self->attribution);
  copy->review_number = g_strdup (self->review_number);
  copy->key = g_strdup (self->key);
  return copy;
}

void
dw_map_setup_free (DwMapSetup *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->address);
  g_free (self->attribution);
  g_free (self->review_number);
  g_free (self->key);
  g_free (self);
}

const char *
dw_map_source_word (DwMapSource source)
{
  return sources[source].word;
}

gboolean
dw_map_source_from_word (const char *word, DwMapSource *source)
{
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (g_strcmp0 (sources[i].word, word) == 0)
      {
        *source = (DwMapSource)i;
        return TRUE;
      }
  return FALSE;
}

const char *
dw_map_source_title (DwMapSource source)
{
  return _ (sources[source].title);
}

/* --- checks --- */

/* These lines stand on the map. */
static gboolean
check_line (const char *title, const char *text, GError **error)
{
  if (!g_utf8_validate (text, -1, NULL))
    return dw_refuse (error, _ ("%s: this is not UTF-8 text"), title);
  if (g_utf8_strlen (text, -1) > MAX_LINE_CHARS)
    return dw_refuse (error, _ ("%s: longer than %d characters"), title, MAX_LINE_CHARS);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_iscntrl (g_utf8_get_char (at)))
      return dw_refuse (error, _ ("%s: one line, without control characters"), title);
  return TRUE;
}

/* It becomes a part of an address. */
static gboolean
check_key (const char *key, GError **error)
{
  gsize length = strlen (key);

  if (length == 0)
    return dw_refuse (error, _ ("Tianditu needs a key of your own (the kind for servers, not for browsers); without one the built-in map is shown"));
  if (length < LEAST_KEY_CHARS || length > MOST_KEY_CHARS || strspn (key, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") != length)
    return dw_refuse (error, _ ("a key of Tianditu has %d to %d letters and digits"), LEAST_KEY_CHARS, MOST_KEY_CHARS);
  return TRUE;
}

gboolean
dw_map_setup_check (const DwMapSetup *self, GError **error)
{
  if (!check_line (_ ("Attribution"), self->attribution, error) || !check_line (_ ("Map review number"), self->review_number, error))
    return FALSE;
  if (self->source == DW_MAP_FILE && !g_path_is_absolute (self->path))
    return dw_refuse (error, *self->path == '\0' ? _ ("no file is chosen") : _ ("the file must be given with its whole path"));
  if (self->source == DW_MAP_ADDRESS)
    return dw_map_template_check (self->address, error);
  return !sources[self->source].has_key || check_key (self->key, error);
}

/* --- what follows from it --- */

char **
dw_map_setup_list_templates (const DwMapSetup *self)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();

  if (self->source == DW_MAP_ADDRESS)
    g_strv_builder_add (list, self->address);
  for (guint i = 0; i < G_N_ELEMENTS (sources[0].templates) && sources[self->source].templates[i] != NULL; i++)
    {
      g_autofree char *template = g_strconcat (sources[self->source].templates[i], sources[self->source].has_key ? self->key : NULL, NULL);

      g_strv_builder_add (list, template);
    }
  return g_strv_builder_end (list);
}

int
dw_map_setup_get_max_zoom (const DwMapSetup *self)
{
  return sources[self->source].max_zoom;
}

gboolean
dw_map_setup_is_shifted (const DwMapSetup *self)
{
  return self->gcj02 && sources[self->source].has_own_credit;
}

char *
dw_map_setup_make_credit (const DwMapSetup *self, const char *file_attribution)
{
  const char *fixed = sources[self->source].credit;
  g_autoptr (GString) credit = g_string_new (fixed != NULL ? _ (fixed) : "");

  if (sources[self->source].has_own_credit)
    g_string_append (credit, *self->attribution == '\0' && file_attribution != NULL ? file_attribution : self->attribution);
  if (self->source != DW_MAP_BUILT_IN && *self->review_number != '\0')
    g_string_append_printf (credit, "%s%s", credit->len > 0 ? " · " : "", self->review_number);
  return g_strdup (credit->str);
}
