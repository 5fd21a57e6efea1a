// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-brand-mark.h"

#include "dw-icon.h"
#include "dw-style.h"

#define SIZE 22

struct _DwBrandMark
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (DwBrandMark, dw_brand_mark, GTK_TYPE_WIDGET)

static void
dw_brand_mark_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = SIZE;
}

static void
fill_path (cairo_t *cr, const DwPalette *palette, DwColor color, const char *path)
{
  dw_palette_set (palette, cr, color);
  dw_path_append (cr, path);
  cairo_fill (cr);
}

static void
dw_brand_mark_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  const DwPalette *palette = dw_palette_of (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, SIZE, SIZE));

  fill_path (cr, palette, DW_COLOR_ACCENT, "M11 1.5 19 4.5V11C19 16 15.5 19 11 20.5 6.5 19 3 16 3 11V4.5Z");
  fill_path (cr, palette, DW_COLOR_ON_ACCENT, "M12 5 7.5 12H10.5L10 17 14.5 10H11.5Z");
  cairo_destroy (cr);
}

static void
dw_brand_mark_class_init (DwBrandMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = dw_brand_mark_measure;
  widget_class->snapshot = dw_brand_mark_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
dw_brand_mark_init (DwBrandMark *self)
{
}
