// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-day-view.h"

#include <glib/gi18n-lib.h>

#include "dw-day-bars.h"
#include "dw-style.h"

struct _DwDayView
{
  GtkWidget parent_instance;

  PangoLayout *layout;
  DwHazardDays *days; /* owned */
  guint kinds;
  DwDayBrush brush;

  /* what is drawn, made when the days change */
  DwDayBars bars;
  DwDayBarPart parts[DW_N_EVENT_KINDS];
  guint *counts;
  GPtrArray *labels;
  char *cursor_text;

  int drag_from; /* -1 = no drag */
};

G_DEFINE_FINAL_TYPE (DwDayView, dw_day_view, GTK_TYPE_WIDGET)

enum {
  SIGNAL_BRUSHED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

/* From the bottom of the stack to its top. */
static const struct
{
  DwEventKind kind;
  DwColor color;
  DwBarPattern pattern;
} tones[DW_N_EVENT_KINDS] = {
  { DW_EVENT_ALARM, DW_COLOR_S1, DW_BAR_PLAIN },
  { DW_EVENT_TRIP, DW_COLOR_S4, DW_BAR_CAPPED },
  { DW_EVENT_FAULT, DW_COLOR_S3, DW_BAR_HATCHED },
  { DW_EVENT_COMMS, DW_COLOR_AXIS, DW_BAR_HOLLOW },
  { DW_EVENT_CONTROL, DW_COLOR_S2, DW_BAR_HATCHED },
  { DW_EVENT_OPERATION, DW_COLOR_S5, DW_BAR_PLAIN },
  { DW_EVENT_RESTORE, DW_COLOR_BASELINE, DW_BAR_PLAIN },
};

/* --- what is drawn --- */

static void
make_parts (DwDayView *self)
{
  self->bars.n_parts = 0;
  for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
    if (self->kinds & (1u << tones[i].kind))
      self->parts[self->bars.n_parts++] = (DwDayBarPart){ dw_event_kind_title (tones[i].kind), tones[i].color, tones[i].pattern };
}

static void
make_counts (DwDayView *self)
{
  guint *count;

  g_free (self->counts);
  count = self->counts = g_new0 (guint, self->days->n_days * DW_N_EVENT_KINDS);
  for (guint day = 0; day < self->days->n_days; day++)
    for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
      if (self->kinds & (1u << tones[i].kind))
        *count++ = dw_hazard_days_count (self->days, day, 1u << tones[i].kind);
}

static void
make_labels (DwDayView *self)
{
  g_ptr_array_set_size (self->labels, 0);
  for (guint day = 0; day < self->days->n_days; day++)
    g_ptr_array_add (self->labels, dw_hazard_days_format (self->days, day));
}

/* "11-18 – 11-20: 14", for the eye and, with what it is about, for the ear. */
static char *
describe_brush (DwDayView *self)
{
  guint first, last, count = 0;
  g_autofree char *from = NULL, *to = NULL;

  if (!dw_day_brush_get (&self->brush, &first, &last))
    return NULL;
  for (guint day = first; day <= last; day++)
    count += dw_hazard_days_count (self->days, day, self->kinds);
  from = dw_hazard_days_format (self->days, first);
  to = dw_hazard_days_format (self->days, last);
  return first == last ? g_strdup_printf ("%s: %u", from, count) : g_strdup_printf ("%s – %s: %u", from, to, count);
}

static char *
describe_cursor (DwDayView *self)
{
  g_autofree char *date = NULL;

  if (self->brush.cursor < 0)
    return NULL;
  date = dw_hazard_days_format (self->days, (guint)self->brush.cursor);
  return g_strdup_printf ("%s: %u", date, dw_hazard_days_count (self->days, (guint)self->brush.cursor, self->kinds));
}

static void
speak (DwDayView *self, const char *brush)
{
  g_autofree char *words = dw_hazard_days_describe (self->days, self->kinds);
  /* TRANSLATORS: the days that are chosen, and the day that the keyboard is on. */
  g_autofree char *state = g_strdup_printf ("%s%s%s%s", brush != NULL ? _ ("Chosen days ") : "", brush != NULL ? brush : "", brush != NULL && self->cursor_text != NULL ? ", " : "", self->cursor_text != NULL ? self->cursor_text : "");

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, state, -1);
}

static void
update (DwDayView *self)
{
  g_autofree char *brush = describe_brush (self);
  guint first, last;
  gboolean some = dw_day_brush_get (&self->brush, &first, &last);

  g_free (self->cursor_text);
  self->cursor_text = describe_cursor (self);
  self->bars.brush_first = some ? (int)first : -1;
  self->bars.brush_last = some ? (int)last : -1;
  self->bars.cursor = self->brush.cursor;
  self->bars.cursor_text = self->cursor_text;
  speak (self, brush);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
dw_day_view_show (DwDayView *self, DwHazardDays *days, const DwAlarmFilter *filter)
{
  g_clear_pointer (&self->days, dw_hazard_days_free);
  self->days = days;
  self->kinds = dw_hazard_kinds (filter);
  make_parts (self);
  make_counts (self);
  make_labels (self);
  dw_day_brush_from_filter (&self->brush, days, filter);
  self->bars.n_days = days->n_days;
  self->bars.counts = self->counts;
  self->bars.parts = self->parts;
  self->bars.labels = (const char *const *)self->labels->pdata;
  self->bars.empty_text = _ ("No hazard on these days");
  update (self);
}

const DwHazardDays *
dw_day_view_get_days (DwDayView *self)
{
  return self->days;
}

const DwDayBrush *
dw_day_view_get_brush (DwDayView *self)
{
  return &self->brush;
}

/* --- brushing --- */

static void
tell (DwDayView *self, gboolean changed)
{
  update (self);
  if (changed)
    g_signal_emit (self, signals[SIGNAL_BRUSHED], 0);
}

void
dw_day_view_clear_brush (DwDayView *self)
{
  if (self->days != NULL)
    tell (self, dw_day_brush_clear (&self->brush));
}

static int
find_day (DwDayView *self, double x)
{
  DwCountFrame layout;

  dw_day_bars_lay_out (&self->bars, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)), &layout);
  return dw_day_bars_find_day (&self->bars, &layout, x);
}

static void
drag_begun_cb (GtkGestureDrag *drag, double x, double y, DwDayView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->drag_from = self->days != NULL ? find_day (self, x) : -1;
  if (self->drag_from >= 0)
    tell (self, dw_day_brush_set (&self->brush, self->days->n_days, self->drag_from, self->drag_from));
}

static void
drag_moved_cb (GtkGestureDrag *drag, double dx, double dy, DwDayView *self)
{
  double x, y;

  if (self->drag_from >= 0 && gtk_gesture_drag_get_start_point (drag, &x, &y))
    tell (self, dw_day_brush_set (&self->brush, self->days->n_days, self->drag_from, find_day (self, x + dx)));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, DwDayView *self)
{
  gboolean extend = (state & GDK_SHIFT_MASK) != 0;
  DwDayBrush *brush = &self->brush;

  if (self->days == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)))
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Left || keyval == GDK_KEY_Right)
    tell (self, dw_day_brush_step (brush, self->days->n_days, keyval == GDK_KEY_Left ? -1 : 1, extend));
  else if ((keyval == GDK_KEY_Return || keyval == GDK_KEY_space) && brush->cursor >= 0)
    tell (self, dw_day_brush_set (brush, self->days->n_days, brush->cursor, brush->cursor));
  else if (keyval == GDK_KEY_Escape && brush->anchor >= 0)
    tell (self, dw_day_brush_clear (brush));
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* --- the widget --- */

static void
dw_day_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = across ? 320 : 110;
  *natural = across ? 900 : 150;
}

static void
dw_day_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DwDayView *self = DW_DAY_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr;

  if (self->days == NULL)
    return;
  if (self->layout == NULL)
    self->layout = dw_label_layout_new (gtk_widget_get_pango_context (widget));
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  dw_day_bars_draw (&self->bars, cr, dw_palette_of (widget), self->layout, width, height);
  cairo_destroy (cr);
}

static void
dw_day_view_dispose (GObject *object)
{
  g_clear_object (&DW_DAY_VIEW (object)->layout);
  G_OBJECT_CLASS (dw_day_view_parent_class)->dispose (object);
}

static void
dw_day_view_finalize (GObject *object)
{
  DwDayView *self = DW_DAY_VIEW (object);

  g_clear_pointer (&self->days, dw_hazard_days_free);
  g_ptr_array_unref (self->labels);
  g_free (self->counts);
  g_free (self->cursor_text);
  G_OBJECT_CLASS (dw_day_view_parent_class)->finalize (object);
}

static void
dw_day_view_class_init (DwDayViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_day_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_day_view_finalize;
  widget_class->measure = dw_day_view_measure;
  widget_class->snapshot = dw_day_view_snapshot;
  signals[SIGNAL_BRUSHED] = g_signal_new ("brushed", DW_TYPE_DAY_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "dwchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
dw_day_view_init (DwDayView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->labels = g_ptr_array_new_with_free_func (g_free);
  self->brush = DW_DAY_BRUSH_NONE;
  self->drag_from = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "dw-day-view");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Hazards per day"), -1);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begun_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_moved_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
dw_day_view_new (void)
{
  return g_object_new (DW_TYPE_DAY_VIEW, NULL);
}
