// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-skeleton.h"

#include <glib/gi18n-lib.h>

#include "dw-style.h"

#define N_ROWS 12
#define ROW_HEIGHT 30
#define BAR_HEIGHT 10
#define DELAY_MS 200

struct _DwSkeleton
{
  GtkWidget parent_instance;

  guint source;
  gboolean drawn;
};

G_DEFINE_FINAL_TYPE (DwSkeleton, dw_skeleton, GTK_TYPE_WIDGET)

/* Start and width of the bars of a row, as shares of the width. */
static const struct
{
  float start, width;
} bars[] = { { 0.02f, 0.12f }, { 0.17f, 0.12f }, { 0.32f, 0.16f }, { 0.52f, 0.08f }, { 0.64f, 0.22f } };

static gboolean
delay_over_cb (gpointer data)
{
  DwSkeleton *self = data;

  self->source = 0;
  self->drawn = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
dw_skeleton_map (GtkWidget *widget)
{
  DwSkeleton *self = DW_SKELETON (widget);

  GTK_WIDGET_CLASS (dw_skeleton_parent_class)->map (widget);
  self->drawn = FALSE;
  self->source = g_timeout_add (DELAY_MS, delay_over_cb, self);
}

static void
dw_skeleton_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&DW_SKELETON (widget)->source, g_source_remove);
  GTK_WIDGET_CLASS (dw_skeleton_parent_class)->unmap (widget);
}

static void
dw_skeleton_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  const DwRgb *rgb = dw_palette_get (dw_palette_of (widget), DW_COLOR_BAND);
  GdkRGBA color = { (float)rgb->red, (float)rgb->green, (float)rgb->blue, 1 };
  float width = (float)gtk_widget_get_width (widget);

  for (guint row = 0; row < N_ROWS && DW_SKELETON (widget)->drawn; row++)
    for (guint i = 0; i < G_N_ELEMENTS (bars); i++)
      gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (bars[i].start * width, (float)(row * ROW_HEIGHT + BAR_HEIGHT), bars[i].width * width, BAR_HEIGHT));
}

static void
dw_skeleton_class_init (DwSkeletonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->map = dw_skeleton_map;
  widget_class->unmap = dw_skeleton_unmap;
  widget_class->snapshot = dw_skeleton_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
dw_skeleton_init (DwSkeleton *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Being read"), -1);
}
