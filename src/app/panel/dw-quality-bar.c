// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-quality-bar.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dw-label.h"
#include "dw-style.h"

enum {
  PART_GOOD,
  PART_OLD,
  PART_DOUBTFUL,
  PART_FAULT,
  PART_NONE,
  N_PARTS
};

struct _DwQualityBar
{
  GtkWidget parent_instance;

  PangoLayout *layout;
  guint counts[N_PARTS];
};

G_DEFINE_FINAL_TYPE (DwQualityBar, dw_quality_bar, GTK_TYPE_WIDGET)

static const struct
{
  DwQuality quality;
  DwColor color;  /* of its part of the bar; hatched when stale */
  guint priority; /* symbol in front of its count, 0 with a state */
  DwSymbolState state;
} parts[N_PARTS] = {
  [PART_GOOD] = { DW_QUALITY_GOOD, DW_COLOR_BASELINE, 0, DW_SYMBOL_NORMAL },
  [PART_OLD] = { DW_QUALITY_OLD, DW_COLOR_STALE, 0, DW_SYMBOL_STALE },
  [PART_DOUBTFUL] = { DW_QUALITY_DOUBTFUL, DW_COLOR_P4_TINT, 4, DW_SYMBOL_RTN_UNACK },
  [PART_FAULT] = { DW_QUALITY_SENSOR_FAULT, DW_COLOR_P4, 4, DW_SYMBOL_ACKED },
  [PART_NONE] = { DW_QUALITY_NONE, DW_COLOR_BAND, 0, DW_SYMBOL_STALE },
};

static const int height_all = 66;
static const double bar_y = 24;
static const double bar_height = 14;
static const double side = 12;

static guint
get_total (DwQualityBar *self)
{
  guint total = 0;

  for (guint i = 0; i < N_PARTS; i++)
    total += self->counts[i];
  return total;
}

static void
draw_bar (DwQualityBar *self, cairo_t *cr, const DwPalette *palette, double width)
{
  guint total = get_total (self);
  double x = side;

  for (guint i = 0; i < N_PARTS && total > 0; i++)
    {
      double part = width * self->counts[i] / total;

      if (self->counts[i] == 0)
        continue;
      cairo_rectangle (cr, x, bar_y, MAX (2, part - 2), bar_height);
      if (parts[i].color == DW_COLOR_STALE)
        {
          dw_hatch_fill_preserve (cr, palette);
          cairo_new_path (cr);
        }
      else
        {
          dw_palette_set (palette, cr, parts[i].color);
          cairo_fill (cr);
        }
      x += part;
    }
}

static void
draw_counts (DwQualityBar *self, cairo_t *cr, const DwPalette *palette)
{
  double x = side, y = bar_y + bar_height + 17;

  for (guint i = 0; i < N_PARTS; i++)
    {
      g_autofree char *words = g_strdup_printf ("%s %u", dw_quality_title (parts[i].quality), self->counts[i]);

      if (self->counts[i] == 0)
        continue;
      if (i != PART_GOOD && i != PART_NONE)
        {
          dw_symbol_draw (cr, palette, parts[i].priority, parts[i].state, x, y - 10, 12, DW_RING_HIDDEN);
          x += 16;
        }
      x += dw_label_draw (cr, self->layout, palette, &(DwLabelStyle){ .size = 12, .weight = 400, .color = DW_COLOR_TEXT_2 }, words, x, y) + 16;
    }
}

static void
dw_quality_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DwQualityBar *self = DW_QUALITY_BAR (widget);
  const DwPalette *palette = dw_palette_of (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  g_autofree char *title = g_strdup_printf (_ ("Quality of the %u points of this device"), get_total (self));

  if (self->layout == NULL)
    self->layout = dw_label_layout_new (gtk_widget_get_pango_context (widget));
  dw_label_draw (cr, self->layout, palette, &(DwLabelStyle){ .size = 12, .weight = 400, .color = DW_COLOR_TEXT_3 }, title, side, 16);
  draw_bar (self, cr, palette, width - 2 * side);
  draw_counts (self, cr, palette);
  cairo_destroy (cr);
}

static void
dw_quality_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? height_all : 120;
}

static void
dw_quality_bar_dispose (GObject *object)
{
  g_clear_object (&DW_QUALITY_BAR (object)->layout);
  G_OBJECT_CLASS (dw_quality_bar_parent_class)->dispose (object);
}

static void
dw_quality_bar_class_init (DwQualityBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_quality_bar_dispose;
  widget_class->snapshot = dw_quality_bar_snapshot;
  widget_class->measure = dw_quality_bar_measure;
  gtk_widget_class_set_css_name (widget_class, "dwqualitybar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
dw_quality_bar_init (DwQualityBar *self)
{
}

GtkWidget *
dw_quality_bar_new (void)
{
  return g_object_new (DW_TYPE_QUALITY_BAR, NULL);
}

void
dw_quality_bar_show (DwQualityBar *self, const DwDeviceSummary *summary)
{
  const guint counts[N_PARTS] = { summary->n_good, summary->n_old, summary->n_doubtful, summary->n_fault, summary->n_none };
  GString *words;

  if (memcmp (self->counts, counts, sizeof counts) == 0)
    return;
  memcpy (self->counts, counts, sizeof counts);
  words = g_string_new (_ ("Quality of the points"));
  for (guint i = 0; i < N_PARTS; i++)
    if (counts[i] > 0)
      g_string_append_printf (words, ", %s %u", dw_quality_title (parts[i].quality), counts[i]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words->str, -1);
  g_string_free (words, TRUE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
