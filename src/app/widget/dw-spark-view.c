// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-spark-view.h"

#include <string.h>

#include "dw-style.h"

struct _DwSparkView
{
  GtkWidget parent_instance;

  DwTrend *trend; /* borrowed */
  int channels[DW_SPARK_MAX_LINES];
  DwStroke strokes[DW_SPARK_MAX_LINES];
  gint64 from_ms, to_ms;
  gboolean old;
};

G_DEFINE_FINAL_TYPE (DwSparkView, dw_spark_view, GTK_TYPE_WIDGET)

static const int natural_width = 150;
static const int narrow_width = 104;
static const int natural_height = 28;

static void
dw_spark_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = across ? narrow_width : natural_height;
  *natural = across ? natural_width : natural_height;
}

static void
dw_spark_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DwSparkView *self = DW_SPARK_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  DwSpark spark = { .from_ms = self->from_ms, .to_ms = self->to_ms, .old = self->old };
  cairo_t *cr;

  if (self->trend == NULL || self->to_ms <= self->from_ms)
    return;
  for (guint i = 0; i < DW_SPARK_MAX_LINES; i++)
    if (dw_trend_get_line (self->trend, self->channels[i], self->strokes[i], &spark.lines[spark.n_lines]))
      spark.n_lines++;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  dw_spark_draw (&spark, cr, dw_palette_of (widget), 0, 0, width, height);
  cairo_destroy (cr);
}

static void
dw_spark_view_class_init (DwSparkViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = dw_spark_view_measure;
  widget_class->snapshot = dw_spark_view_snapshot;
  gtk_widget_class_set_css_name (widget_class, "dwspark");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
dw_spark_view_init (DwSparkView *self)
{
  memset (self->channels, 0xff, sizeof self->channels);
}

GtkWidget *
dw_spark_view_new (void)
{
  return g_object_new (DW_TYPE_SPARK_VIEW, NULL);
}

void
dw_spark_view_set_trend (DwSparkView *self, DwTrend *trend, const int channels[DW_SPARK_MAX_LINES], const DwStroke strokes[DW_SPARK_MAX_LINES])
{
  self->trend = trend;
  if (trend != NULL)
    {
      memcpy (self->channels, channels, sizeof self->channels);
      memcpy (self->strokes, strokes, sizeof self->strokes);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
dw_spark_view_move (DwSparkView *self, gint64 now_ms, gint64 span_ms, gboolean old)
{
  self->from_ms = now_ms - span_ms;
  self->to_ms = now_ms;
  self->old = old;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
