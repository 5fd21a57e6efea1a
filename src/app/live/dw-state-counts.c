// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-state-counts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dw-label.h"
#include "dw-style.h"
#include "dw-symbol-view.h"

struct _DwStateCounts
{
  GtkWidget parent_instance;

  PangoLayout *layout;
  DwStateCount count;
};

G_DEFINE_FINAL_TYPE (DwStateCounts, dw_state_counts, GTK_TYPE_WIDGET)

static const double symbol_size = 12;
static const double digit_gap = 4;
static const double pair_gap = 7;

typedef struct
{
  guint priority;
  DwSymbolState state;
  guint n;
} Pair;

static guint
list_pairs (const DwStateCount *count, Pair pairs[6])
{
  guint n = 0;

  if (count->normal > 0)
    pairs[n++] = (Pair){ 0, DW_SYMBOL_NORMAL, count->normal };
  for (guint priority = 1; priority <= 4; priority++)
    if (count->active[priority] > 0)
      pairs[n++] = (Pair){ priority, DW_SYMBOL_ACKED, count->active[priority] };
  if (count->off_line > 0)
    pairs[n++] = (Pair){ 0, DW_SYMBOL_STALE, count->off_line };
  return n;
}

static double
walk (DwStateCounts *self, cairo_t *cr, double middle)
{
  const DwLabelStyle style = { .size = 12, .weight = 500, .color = DW_COLOR_TEXT };
  const DwPalette *palette = dw_palette_of (GTK_WIDGET (self));
  Pair pairs[6];
  guint n = list_pairs (&self->count, pairs);
  double x = 0;

  if (self->layout == NULL)
    self->layout = dw_label_layout_new (gtk_widget_get_pango_context (GTK_WIDGET (self)));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *digits = g_strdup_printf ("%u", pairs[i].n);
      int width;

      dw_label_layout_set (self->layout, &style, digits);
      pango_layout_get_pixel_size (self->layout, &width, NULL);
      if (cr != NULL)
        {
          dw_symbol_draw (cr, palette, pairs[i].priority, pairs[i].state, x, middle - symbol_size / 2, symbol_size, DW_RING_HIDDEN);
          dw_label_draw (cr, self->layout, palette, &style, digits, x + symbol_size + digit_gap, middle + 4.5);
        }
      x += symbol_size + digit_gap + width + pair_gap;
    }
  return MAX (0, x - pair_gap);
}

static void
dw_state_counts_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? 16 : (int)walk (DW_STATE_COUNTS (widget), NULL, 0) + 1;
}

static void
dw_state_counts_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (-1, -1, (float)width + 2, (float)height + 2));

  walk (DW_STATE_COUNTS (widget), cr, height / 2.0);
  cairo_destroy (cr);
}

static void
dw_state_counts_dispose (GObject *object)
{
  g_clear_object (&DW_STATE_COUNTS (object)->layout);
  G_OBJECT_CLASS (dw_state_counts_parent_class)->dispose (object);
}

static void
dw_state_counts_class_init (DwStateCountsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_state_counts_dispose;
  widget_class->measure = dw_state_counts_measure;
  widget_class->snapshot = dw_state_counts_snapshot;
  gtk_widget_class_set_css_name (widget_class, "dwstatecounts");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
dw_state_counts_init (DwStateCounts *self)
{
}

GtkWidget *
dw_state_counts_new (void)
{
  return g_object_new (DW_TYPE_STATE_COUNTS, NULL);
}

char *
dw_state_count_describe (const DwStateCount *count)
{
  GString *words = g_string_new (NULL);
  Pair pairs[6];
  guint n = list_pairs (count, pairs);

  for (guint i = 0; i < n; i++)
    {
      const char *title = pairs[i].state == DW_SYMBOL_NORMAL ? _ ("Normal") : (pairs[i].state == DW_SYMBOL_STALE ? _ ("Off line") : dw_priority_title (pairs[i].priority));

      g_string_append_printf (words, "%s%s %u", i > 0 ? ", " : "", title, pairs[i].n);
    }
  return g_string_free (words, FALSE);
}

void
dw_state_counts_show (DwStateCounts *self, const DwStateCount *count)
{
  g_autofree char *words = NULL;

  if (memcmp (&self->count, count, sizeof *count) == 0)
    return;
  self->count = *count;
  words = dw_state_count_describe (count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
