// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-rate-bar-view.h"

#include "dw-rate-bar.h"
#include "dw-style.h"

struct _DwRateBarView
{
  GtkWidget parent_instance;

  PangoLayout *layout;
  DwRateBarPart parts[DW_TARIFF_MAX_PERIODS]; /* their texts are the titles of the rates */
  guint n_parts;
};

G_DEFINE_FINAL_TYPE (DwRateBarView, dw_rate_bar_view, GTK_TYPE_WIDGET)

/* The colours of the bar are those of the rates. */
G_STATIC_ASSERT ((int)DW_RATE_TONE_SHARP == (int)DW_RATE_SHARP && (int)DW_RATE_TONE_DEEP == (int)DW_RATE_DEEP_VALLEY && (int)DW_N_RATE_TONES == (int)DW_N_RATES);

static void
dw_rate_bar_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = across ? 240 : DW_RATE_BAR_HEIGHT;
  *natural = across ? 560 : DW_RATE_BAR_HEIGHT;
}

static void
dw_rate_bar_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DwRateBarView *self = DW_RATE_BAR_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr;

  if (self->layout == NULL)
    self->layout = dw_label_layout_new (gtk_widget_get_pango_context (widget));
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  dw_rate_bar_draw (cr, dw_palette_of (widget), self->layout, self->parts, self->n_parts, 0, 0, width);
  cairo_destroy (cr);
}

static void
dw_rate_bar_view_dispose (GObject *object)
{
  g_clear_object (&DW_RATE_BAR_VIEW (object)->layout);
  G_OBJECT_CLASS (dw_rate_bar_view_parent_class)->dispose (object);
}

static void
dw_rate_bar_view_class_init (DwRateBarViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_rate_bar_view_dispose;
  widget_class->measure = dw_rate_bar_view_measure;
  widget_class->snapshot = dw_rate_bar_view_snapshot;
  gtk_widget_class_set_css_name (widget_class, "dwratebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
dw_rate_bar_view_init (DwRateBarView *self)
{
}

GtkWidget *
dw_rate_bar_view_new (void)
{
  return g_object_new (DW_TYPE_RATE_BAR_VIEW, NULL);
}

char *
dw_rate_bar_describe (const DwTariffSeason *season)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < season->n_periods; i++)
    {
      guint minute = season->periods[i].from_minute;

      g_string_append_printf (words, "%s%02u:%02u %s", i > 0 ? ", " : "", minute / 60, minute % 60, dw_rate_title (season->periods[i].rate));
    }
  return g_string_free (words, FALSE);
}

void
dw_rate_bar_view_show (DwRateBarView *self, const DwTariffSeason *season)
{
  g_autofree char *words = dw_rate_bar_describe (season);

  self->n_parts = 0;
  for (guint i = 0; i < season->n_periods; i++)
    if (self->n_parts == 0 || season->periods[i].from_minute > self->parts[self->n_parts - 1].from_minute)
      self->parts[self->n_parts++] = (DwRateBarPart){ season->periods[i].from_minute, (DwRateTone)season->periods[i].rate, dw_rate_title (season->periods[i].rate) };
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
