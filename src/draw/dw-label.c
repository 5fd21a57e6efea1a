// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-label.h"

/* Text inside drawings. The family is named: with plain "Sans" and no Chinese locale fontconfig picks Japanese glyph forms. */

#define FAMILY "Noto Sans CJK SC, Source Han Sans SC, sans-serif"

PangoLayout *
dw_label_layout_new (PangoContext *context)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_attr_list_insert (attributes, pango_attr_language_new (pango_language_from_string ("zh-cn")));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  return layout;
}

PangoLayout *
dw_label_layout_new_cairo (cairo_t *cr)
{
  PangoContext *context = pango_cairo_create_context (cr);
  PangoLayout *layout = dw_label_layout_new (context);

  g_object_unref (context);
  return layout;
}

void
dw_label_layout_set (PangoLayout *layout, const DwLabelStyle *style, const char *text)
{
  PangoFontDescription *font = pango_font_description_from_string (FAMILY);

  pango_font_description_set_absolute_size (font, style->size * PANGO_SCALE);
  pango_font_description_set_weight (font, (PangoWeight)(style->weight > 0 ? style->weight : 400));
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_ellipsize (layout, style->width > 0 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  pango_layout_set_width (layout, style->width > 0 ? (int)(style->width * PANGO_SCALE) : -1);
  pango_layout_set_text (layout, text, -1);
}

double
dw_label_draw (cairo_t *cr, PangoLayout *layout, const DwPalette *palette, const DwLabelStyle *style, const char *text, double x, double y)
{
  static const double shares[] = { [DW_ALIGN_START] = 0, [DW_ALIGN_CENTER] = 0.5, [DW_ALIGN_END] = 1 };
  PangoRectangle logical;
  double width;

  dw_label_layout_set (layout, style, text);
  pango_layout_get_extents (layout, NULL, &logical);
  width = (double)logical.width / PANGO_SCALE;
  dw_palette_set (palette, cr, style->color);
  cairo_move_to (cr, x - shares[style->align] * width, y - (double)pango_layout_get_baseline (layout) / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
  cairo_new_path (cr);
  return width;
}
