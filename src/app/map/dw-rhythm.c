// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-rhythm.h"

#include <glib/gi18n-lib.h>

#include "dw-alarm-desk.h"
#include "dw-card.h"
#include "dw-columns-view.h"
#include "dw-hazard-link.h"
#include "dw-inquiry.h"
#include "dw-text.h"
#include "dw-tick.h"

#define ALARMS (1u << DW_EVENT_ALARM | 1u << DW_EVENT_TRIP | 1u << DW_EVENT_FAULT | 1u << DW_EVENT_COMMS)
#define STEP_MS G_GINT64_CONSTANT (600000)
#define HOUR_MS G_GINT64_CONSTANT (3600000)

/* ISA-18.2, EEMUA 191: alarms per ten minutes and person. */
#define UPPER_BOUND 2
#define FLOOD 10

enum {
  REFRESH_S = 60,
  HEIGHT = 84,
};

struct _DwRhythm
{
  GtkWidget parent_instance;

  DwCard *card;
  GtkWidget *limits; /* label: the measure, or why nothing could be counted */
  DwColumnsView *columns;

  DwInquiry inquiry;
  DwShift shift, asked; /* what is shown, and what the question under way is about */
  GArray *edges;        /* gint64, of what is shown; NULL before the first answer */
  GArray *counts;       /* guint, one less */
  GPtrArray *labels;    /* beside edges: hours, NULL between them */
  gboolean dirty;       /* a line was stored since */
  guint tick_id, waited_s;
};

G_DEFINE_FINAL_TYPE (DwRhythm, dw_rhythm, GTK_TYPE_WIDGET)

enum {
  SIGNAL_COUNTED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static gint64
get_now (DwRhythm *self)
{
  return dw_tick_now_ms (dw_tick_of (GTK_WIDGET (self)));
}

/* --- words --- */

/* "14:20"; new string. */
static char *
format_time (gint64 time_ms)
{
  char *time = dw_text_time_of_day (time_ms);

  time[MIN (strlen (time), strlen ("14:20"))] = '\0';
  return time;
}

static char *
name_column (guint column, gpointer data)
{
  DwRhythm *self = data;
  g_autofree char *from = format_time (g_array_index (self->edges, gint64, column)), *to = format_time (g_array_index (self->edges, gint64, column + 1));
  guint count = g_array_index (self->counts, guint, column);

  return g_strdup_printf (ngettext ("%1$s – %2$s: %3$u new alarm", "%1$s – %2$s: %3$u new alarms", count), from, to, count);
}

static guint
sum_counts (DwRhythm *self)
{
  guint sum = 0;

  for (guint i = 0; i < self->counts->len; i++)
    sum += g_array_index (self->counts, guint, i);
  return sum;
}

/* The chart for those who do not see it: the sum, and each stretch that was too much for one person. */
static char *
describe (DwRhythm *self)
{
  GString *words = g_string_new (NULL);
  g_autofree char *since = format_time (self->shift.from_ms);
  guint sum = sum_counts (self);

  g_string_append_printf (words, ngettext ("Rhythm of the shift: %1$u new alarm since %2$s", "Rhythm of the shift: %1$u new alarms since %2$s", sum), sum, since);
  for (guint i = 0; i < self->counts->len; i++)
    if (g_array_index (self->counts, guint, i) > UPPER_BOUND)
      {
        g_autofree char *name = name_column (i, self);

        g_string_append_printf (words, ", %s", name);
      }
  return g_string_free (words, FALSE);
}

/* --- showing --- */

static double
find_now (DwRhythm *self)
{
  double now = (double)(get_now (self) - self->shift.from_ms) / STEP_MS;

  return now >= 0 && now <= self->counts->len ? now : -1;
}

static void
make_labels (DwRhythm *self)
{
  g_ptr_array_set_size (self->labels, 0);
  for (guint i = 0; i < self->edges->len; i++)
    {
      g_autofree char *time = format_time (g_array_index (self->edges, gint64, i));

      time[2] = '\0';
      g_ptr_array_add (self->labels, (g_array_index (self->edges, gint64, i) - self->shift.from_ms) % HOUR_MS == 0 ? g_steal_pointer (&time) : NULL);
    }
}

static void
show (DwRhythm *self)
{
  g_autofree char *words = describe (self);
  DwCountColumns columns = { .n = self->counts->len, .counts = (const guint *)(gpointer)self->counts->data, .scale = TRUE, .band_high = UPPER_BOUND, .flood = FLOOD, .edges = TRUE, .current = -1, .cursor = -1 };

  make_labels (self);
  columns.labels = (const char *const *)self->labels->pdata;
  columns.now = find_now (self);
  columns.now_text = _ ("now");
  dw_columns_view_show (self->columns, &columns, words, name_column, self);
  gtk_label_set_label (GTK_LABEL (self->limits), _ ("acceptable ≤ 1 · upper bound 2 · flood > 10"));
  g_signal_emit (self, signals[SIGNAL_COUNTED], 0);
}

/* --- asking --- */

static void
take_counts (DwRhythm *self, const GArray *by_kind, GArray *edges)
{
  g_clear_pointer (&self->edges, g_array_unref);
  self->edges = g_array_ref (edges);
  self->shift = self->asked;
  g_array_set_size (self->counts, 0);
  for (guint i = 0; i + 1 < edges->len; i++)
    {
      guint count = 0;

      for (guint kind = 0; kind < DW_N_EVENT_KINDS; kind++)
        count += g_array_index (by_kind, guint, i * DW_N_EVENT_KINDS + kind);
      g_array_append_val (self->counts, count);
    }
  show (self);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DwRhythm) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) by_kind = dw_alarm_desk_count_days_finish (self->inquiry.station, result, &error);
  g_autoptr (GArray) edges = dw_shift_list_edges (&self->asked, STEP_MS);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* The columns of before stay; the sentence says why they are old. */
  if (by_kind == NULL)
    gtk_label_set_label (GTK_LABEL (self->limits), error->message);
  else if (by_kind->len == (edges->len - 1) * DW_N_EVENT_KINDS)
    take_counts (self, by_kind, edges);
}

void
dw_rhythm_refresh (DwRhythm *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  DwEventFilter filter = { .kinds = ALARMS, .place = dw_scope_get_place (self->inquiry.scope) };
  g_autoptr (GArray) edges = NULL;

  self->waited_s = 0;
  self->dirty = FALSE;
  dw_shift_find (&self->asked, get_now (self), zone);
  edges = dw_shift_list_edges (&self->asked, STEP_MS);
  dw_alarm_desk_count_days_async (self->inquiry.station, &filter, (const gint64 *)(gpointer)edges->data, edges->len - 1, dw_inquiry_begin (&self->inquiry), counted_cb, g_object_ref (self));
}

/* A flood of lines is counted once a second. */
static void
tick_cb (gint64 now_ms, gpointer data)
{
  DwRhythm *self = data;

  if (++self->waited_s >= REFRESH_S || self->dirty)
    dw_rhythm_refresh (self);
  else if (self->edges != NULL)
    dw_columns_view_set_now (self->columns, find_now (self));
}

static void
event_stored_cb (DwRhythm *self)
{
  self->dirty = TRUE;
}

static void
scope_changed_cb (DwRhythm *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    dw_rhythm_refresh (self);
}

static void
pressed_cb (DwColumnsView *columns, guint column, DwRhythm *self)
{
  DwHazardLink link = { .view = "history", .kinds = DW_HAZARD_LINK_ALARMS };

  link.from_ms = g_array_index (self->edges, gint64, column);
  link.to_ms = g_array_index (self->edges, gint64, column + 1);
  dw_hazard_link_follow (&link, GTK_WIDGET (self));
}

gboolean
dw_rhythm_get_total (DwRhythm *self, DwShift *shift, guint *total)
{
  if (self->edges == NULL)
    return FALSE;
  *shift = self->shift;
  *total = sum_counts (self);
  return TRUE;
}

const guint *
dw_rhythm_get_counts (DwRhythm *self, guint *n)
{
  *n = self->counts->len;
  return (const guint *)(gpointer)self->counts->data;
}

/* --- the class --- */

static void
dw_rhythm_map (GtkWidget *widget)
{
  DwRhythm *self = DW_RHYTHM (widget);

  GTK_WIDGET_CLASS (dw_rhythm_parent_class)->map (widget);
  self->tick_id = dw_tick_watch (dw_tick_of (widget), tick_cb, self);
  if (self->inquiry.station != NULL)
    dw_rhythm_refresh (self);
}

static void
dw_rhythm_unmap (GtkWidget *widget)
{
  DwRhythm *self = DW_RHYTHM (widget);

  dw_tick_unwatch (dw_tick_of (widget), self->tick_id);
  dw_inquiry_stop (&self->inquiry);
  GTK_WIDGET_CLASS (dw_rhythm_parent_class)->unmap (widget);
}

static void
dw_rhythm_dispose (GObject *object)
{
  DwRhythm *self = DW_RHYTHM (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  dw_inquiry_clear (&self->inquiry);
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (dw_rhythm_parent_class)->dispose (object);
}

static void
dw_rhythm_finalize (GObject *object)
{
  DwRhythm *self = DW_RHYTHM (object);

  g_clear_pointer (&self->edges, g_array_unref);
  g_array_unref (self->counts);
  g_ptr_array_unref (self->labels);
  G_OBJECT_CLASS (dw_rhythm_parent_class)->finalize (object);
}

static void
dw_rhythm_class_init (DwRhythmClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_rhythm_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_rhythm_finalize;
  widget_class->map = dw_rhythm_map;
  widget_class->unmap = dw_rhythm_unmap;
  signals[SIGNAL_COUNTED] = g_signal_new ("counted", DW_TYPE_RHYTHM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "dwrhythm");
}

static void
dw_rhythm_init (DwRhythm *self)
{
  self->counts = g_array_new (FALSE, FALSE, sizeof (guint));
  self->labels = g_ptr_array_new_with_free_func (g_free);
  self->card = DW_CARD (dw_card_new (_ ("Rhythm of the shift"), _ ("new alarms per 10 minutes")));
  self->limits = gtk_label_new ("");
  gtk_label_set_ellipsize (GTK_LABEL (self->limits), PANGO_ELLIPSIZE_START);
  gtk_widget_add_css_class (self->limits, "dw-note");
  dw_card_append_end (self->card, self->limits);
  self->columns = DW_COLUMNS_VIEW (dw_columns_view_new (HEIGHT));
  g_signal_connect_object (self->columns, "pressed", G_CALLBACK (pressed_cb), self, 0);
  dw_card_append (self->card, GTK_WIDGET (self->columns));
  gtk_widget_set_parent (GTK_WIDGET (self->card), GTK_WIDGET (self));
}

GtkWidget *
dw_rhythm_new (void)
{
  return g_object_new (DW_TYPE_RHYTHM, NULL);
}

void
dw_rhythm_set_station (DwRhythm *self, DwStation *station, DwScope *scope)
{
  dw_inquiry_set (&self->inquiry, station, scope);
  g_signal_connect_object (station, "event", G_CALLBACK (event_stored_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "person-changed", G_CALLBACK (scope_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scope, "notify::place", G_CALLBACK (scope_changed_cb), self, G_CONNECT_SWAPPED);
}
