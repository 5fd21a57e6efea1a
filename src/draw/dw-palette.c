// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-palette.h"

#include <string.h>

/* One table of colours for everything that is drawn rather than styled. */

struct _DwPalette
{
  gatomicrefcount refs;
  DwRgb colors[DW_N_COLORS];
};

/* The name in the CSS files, and the colour on paper. */
static const struct
{
  const char *name;
  guint32 print;
} table[DW_N_COLORS] = {
  [DW_COLOR_BG] = { "dw_bg", 0xFFFFFF },
  [DW_COLOR_SURFACE] = { "dw_surface", 0xFFFFFF },
  [DW_COLOR_RAISED] = { "dw_raised", 0xFFFFFF },
  [DW_COLOR_HEADER] = { "dw_header", 0xFFFFFF },
  [DW_COLOR_RAIL] = { "dw_rail", 0xFFFFFF },
  [DW_COLOR_ZEBRA] = { "dw_zebra", 0xF4F5F6 },
  [DW_COLOR_HOVER] = { "dw_hover", 0xFFFFFF },
  [DW_COLOR_LINE] = { "dw_line", 0xC4C9CE },
  [DW_COLOR_LINE_STRONG] = { "dw_line_strong", 0x6E777F },
  [DW_COLOR_TEXT] = { "dw_text", 0x111518 },
  [DW_COLOR_TEXT_2] = { "dw_text_2", 0x3B444C },
  [DW_COLOR_TEXT_3] = { "dw_text_3", 0x59636C },
  [DW_COLOR_OLD] = { "dw_old", 0x626D77 },
  [DW_COLOR_ACCENT] = { "dw_accent", 0x2B5A83 },
  [DW_COLOR_ON_ACCENT] = { "dw_on_accent", 0xFFFFFF },
  [DW_COLOR_ACCENT_SOFT] = { "dw_accent_soft", 0xE3EAF1 },
  [DW_COLOR_FOCUS] = { "dw_focus", 0x1D6CB0 },
  [DW_COLOR_P1] = { "dw_p1", 0xB80F15 },
  [DW_COLOR_ON_P1] = { "dw_on_p1", 0xFFFFFF },
  [DW_COLOR_P1_TEXT] = { "dw_p1_text", 0xA00D12 },
  [DW_COLOR_P1_TINT] = { "dw_p1_tint", 0xFBEBEA },
  [DW_COLOR_P2] = { "dw_p2", 0xD26600 },
  [DW_COLOR_ON_P2] = { "dw_on_p2", 0x111518 },
  [DW_COLOR_P2_TEXT] = { "dw_p2_text", 0x8A3D00 },
  [DW_COLOR_P2_TINT] = { "dw_p2_tint", 0xFDF1E6 },
  [DW_COLOR_P3] = { "dw_p3", 0xD69F00 },
  [DW_COLOR_ON_P3] = { "dw_on_p3", 0x111518 },
  [DW_COLOR_P3_TEXT] = { "dw_p3_text", 0x664B00 },
  [DW_COLOR_P3_TINT] = { "dw_p3_tint", 0xFCF6E0 },
  [DW_COLOR_P4] = { "dw_p4", 0x56718B },
  [DW_COLOR_ON_P4] = { "dw_on_p4", 0xFFFFFF },
  [DW_COLOR_P4_TEXT] = { "dw_p4_text", 0x3D5973 },
  [DW_COLOR_P4_TINT] = { "dw_p4_tint", 0xEDF1F5 },
  [DW_COLOR_STALE] = { "dw_stale", 0x7C868F },
  [DW_COLOR_STALE_TINT] = { "dw_stale_tint", 0xEFF1F2 },
  [DW_COLOR_OK] = { "dw_ok", 0x38755A },
  [DW_COLOR_PHASE_A] = { "dw_phase_a", 0x8F6800 },
  [DW_COLOR_PHASE_B] = { "dw_phase_b", 0x1F7459 },
  [DW_COLOR_PHASE_C] = { "dw_phase_c", 0x8E302C },
  [DW_COLOR_PHASE_N] = { "dw_phase_n", 0x2C5C90 },
  [DW_COLOR_PHASE_PE] = { "dw_phase_pe", 0x5C6A15 },
  [DW_COLOR_BAND] = { "dw_band", 0xE9EDEF },
  [DW_COLOR_BASELINE] = { "dw_baseline", 0xC5CED5 },
  [DW_COLOR_GRID] = { "dw_grid", 0xDDE1E4 },
  [DW_COLOR_AXIS] = { "dw_axis", 0x59636C },
  [DW_COLOR_S1] = { "dw_s1", 0x2B5A83 },
  [DW_COLOR_S2] = { "dw_s2", 0x74558F },
  [DW_COLOR_S3] = { "dw_s3", 0x2F7575 },
  [DW_COLOR_S4] = { "dw_s4", 0x85643A },
  [DW_COLOR_S5] = { "dw_s5", 0x58636D },
  [DW_COLOR_S6] = { "dw_s6", 0x98496F },
  [DW_COLOR_MAP_LAND] = { "dw_map_land", 0xFFFFFF },
  [DW_COLOR_MAP_SEA] = { "dw_map_sea", 0xE6ECF1 },
  [DW_COLOR_MAP_LINE] = { "dw_map_line", 0xD5DADD },
  [DW_COLOR_MAP_LABEL] = { "dw_map_label", 0x59636C },
};

static const char define_word[] = "@define-color ";

static DwRgb
unpack (guint32 rgb)
{
  return (DwRgb){ ((rgb >> 16) & 0xff) / 255.0, ((rgb >> 8) & 0xff) / 255.0, (rgb & 0xff) / 255.0 };
}

static DwPalette *
palette_new (void)
{
  DwPalette *self = g_new0 (DwPalette, 1);

  g_atomic_ref_count_init (&self->refs);
  return self;
}

/* "#E6E9EB;" -> 0xE6E9EB. */
static gboolean
parse_hex (const char *text, guint32 *rgb)
{
  char *end = NULL;

  if (text[0] != '#' || !g_ascii_isxdigit (text[1]))
    return FALSE;
  *rgb = (guint32)g_ascii_strtoull (text + 1, &end, 16);
  return end == text + 7 && *end == ';';
}

/* One "dw_name #RRGGBB;" behind the word. */
static gboolean
parse_definition (DwPalette *self, const char *text, gboolean *seen, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", 2);
  guint32 rgb = 0;
  DwColor color;

  if (!dw_color_from_name (parts[0], &color))
    return TRUE; /* A colour of CSS alone. */
  if (parts[1] == NULL || !parse_hex (g_strstrip (parts[1]), &rgb))
    {
      g_set_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "%s is not a colour of the form #RRGGBB;", parts[0]);
      return FALSE;
    }
  self->colors[color] = unpack (rgb);
  seen[color] = TRUE;
  return TRUE;
}

static gboolean
check_complete (const gboolean *seen, GError **error)
{
  for (guint i = 0; i < DW_N_COLORS; i++)
    if (!seen[i])
      {
        g_set_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "%s is missing", table[i].name);
        return FALSE;
      }
  return TRUE;
}

DwPalette *
dw_palette_new_from_css (const char *css, GError **error)
{
  g_autoptr (DwPalette) self = palette_new ();
  g_auto (GStrv) lines = g_strsplit (css, "\n", -1);
  gboolean seen[DW_N_COLORS] = { FALSE };

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);

      if (g_str_has_prefix (line, define_word) && !parse_definition (self, line + strlen (define_word), seen, error))
        return NULL;
    }
  if (!check_complete (seen, error))
    return NULL;
  return g_steal_pointer (&self);
}

DwPalette *
dw_palette_new_print (void)
{
  DwPalette *self = palette_new ();

  for (guint i = 0; i < DW_N_COLORS; i++)
    self->colors[i] = unpack (table[i].print);
  return self;
}

DwPalette *
dw_palette_ref (DwPalette *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
dw_palette_unref (DwPalette *self)
{
  if (g_atomic_ref_count_dec (&self->refs))
    g_free (self);
}

const DwRgb *
dw_palette_get (const DwPalette *self, DwColor color)
{
  g_return_val_if_fail (color < DW_N_COLORS, &self->colors[DW_COLOR_TEXT]);
  return &self->colors[color];
}

void
dw_palette_set (const DwPalette *self, cairo_t *cr, DwColor color)
{
  dw_palette_set_alpha (self, cr, color, 1.0);
}

void
dw_palette_set_alpha (const DwPalette *self, cairo_t *cr, DwColor color, double alpha)
{
  const DwRgb *rgb = dw_palette_get (self, color);

  cairo_set_source_rgba (cr, rgb->red, rgb->green, rgb->blue, alpha);
}

DwColor
dw_color_of_priority (guint priority, DwTone tone)
{
  return (DwColor)(DW_COLOR_P1 + 4 * (CLAMP (priority, 1, 4) - 1) + tone);
}

const char *
dw_color_name (DwColor color)
{
  return table[color].name;
}

gboolean
dw_color_from_name (const char *name, DwColor *color)
{
  for (guint i = 0; i < DW_N_COLORS; i++)
    if (strcmp (table[i].name, name) == 0)
      {
        *color = (DwColor)i;
        return TRUE;
      }
  return FALSE;
}
