// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-columns-view.h"

#include "dw-style.h"

struct _DwColumnsView
{
  GtkWidget parent_instance;

  PangoLayout *layout;
  DwCountColumns columns;
  DwColumnName name;
  gpointer name_data;
  int height;
  int cursor;
};

G_DEFINE_FINAL_TYPE (DwColumnsView, dw_columns_view, GTK_TYPE_WIDGET)

enum {
  SIGNAL_PRESSED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static int
find_column (DwColumnsView *self, double x)
{
  DwCountFrame layout;

  dw_count_columns_lay_out (&self->columns, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)), &layout);
  return dw_count_columns_find (&self->columns, &layout, x);
}

void
dw_columns_view_press (DwColumnsView *self, guint column)
{
  if (column < self->columns.n && self->columns.counts[column] > 0)
    g_signal_emit (self, signals[SIGNAL_PRESSED], 0, column);
}

static void
pressed_cb (GtkGestureClick *click, int n_press, double x, double y, DwColumnsView *self)
{
  int column = find_column (self, x);

  if (column >= 0)
    dw_columns_view_press (self, (guint)column);
}

/* --- keys --- */

static void
set_cursor (DwColumnsView *self, int cursor)
{
  g_autofree char *words = NULL;

  self->cursor = self->columns.n > 0 ? CLAMP (cursor, -1, (int)self->columns.n - 1) : -1;
  words = self->cursor >= 0 && self->name != NULL ? self->name ((guint)self->cursor, self->name_data) : g_strdup ("");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The next column with something in it; where there is none the cursor stays. */
static void
step_cursor (DwColumnsView *self, int step)
{
  int at = self->cursor < 0 ? (step < 0 ? (int)self->columns.n : -1) : self->cursor;

  do
    at += step;
  while (at >= 0 && at < (int)self->columns.n && self->columns.counts[at] == 0);
  if (at >= 0 && at < (int)self->columns.n)
    set_cursor (self, at);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, DwColumnsView *self)
{
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Left || keyval == GDK_KEY_Right)
    step_cursor (self, keyval == GDK_KEY_Left ? -1 : 1);
  else if ((keyval == GDK_KEY_Return || keyval == GDK_KEY_space) && self->cursor >= 0)
    dw_columns_view_press (self, (guint)self->cursor);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
focus_left_cb (DwColumnsView *self)
{
  set_cursor (self, -1);
}

static gboolean
query_tooltip_cb (GtkWidget *widget, int x, int y, gboolean by_key, GtkTooltip *tooltip, gpointer unused)
{
  DwColumnsView *self = DW_COLUMNS_VIEW (widget);
  int column = by_key ? self->cursor : find_column (self, x);
  g_autofree char *words = column >= 0 && self->name != NULL ? self->name ((guint)column, self->name_data) : NULL;

  gtk_tooltip_set_text (tooltip, words);
  return words != NULL;
}

/* --- the widget --- */

static void
dw_columns_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? DW_COLUMNS_VIEW (widget)->height : 120;
}

static void
dw_columns_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DwColumnsView *self = DW_COLUMNS_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  DwCountColumns columns = self->columns;
  cairo_t *cr;

  if (self->layout == NULL)
    self->layout = dw_label_layout_new (gtk_widget_get_pango_context (widget));
  columns.cursor = self->cursor;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  dw_count_columns_draw (&columns, cr, dw_palette_of (widget), self->layout, width, height);
  cairo_destroy (cr);
}

static void
dw_columns_view_dispose (GObject *object)
{
  g_clear_object (&DW_COLUMNS_VIEW (object)->layout);
  DW_COLUMNS_VIEW (object)->columns.n = 0;
  DW_COLUMNS_VIEW (object)->name = NULL;
  G_OBJECT_CLASS (dw_columns_view_parent_class)->dispose (object);
}

static void
dw_columns_view_class_init (DwColumnsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_columns_view_dispose;
  widget_class->measure = dw_columns_view_measure;
  widget_class->snapshot = dw_columns_view_snapshot;
  signals[SIGNAL_PRESSED] = g_signal_new ("pressed", DW_TYPE_COLUMNS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "dwchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
dw_columns_view_init (DwColumnsView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new (), *focus = gtk_event_controller_focus_new ();

  self->columns = (DwCountColumns){ .now = -1, .current = -1, .cursor = -1 };
  self->cursor = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  g_signal_connect (click, "released", G_CALLBACK (pressed_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

GtkWidget *
dw_columns_view_new (int height)
{
  DwColumnsView *self = g_object_new (DW_TYPE_COLUMNS_VIEW, NULL);

  self->height = height;
  return GTK_WIDGET (self);
}

void
dw_columns_view_show (DwColumnsView *self, const DwCountColumns *columns, const char *words, DwColumnName name, gpointer data)
{
  self->columns = *columns;
  self->name = name;
  self->name_data = data;
  set_cursor (self, self->cursor);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

void
dw_columns_view_set_now (DwColumnsView *self, double now)
{
  if (self->columns.now == now)
    return;
  self->columns.now = now;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
