// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-month.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-card.h"
#include "dw-coverage-desk.h"
#include "dw-inquiry.h"
#include "dw-month-desk.h"
#include "dw-month-lines.h"
#include "dw-month-sheet.h"
#include "dw-month-tiles.h"
#include "dw-month-year.h"
#include "dw-notice.h"
#include "dw-size-class.h"
#include "dw-text.h"
#include "dw-tick.h"

/* Counts come anew each minute; the coverage of the month costs a question for each device and moves slowly. */
enum {
  REFRESH_S = 60,
  COVERAGE_S = 300,
};

struct _DwMonth
{
  GtkWidget parent_instance;

  DwCard *card;
  GtkWidget *coverage; /* label at the right of the head */
  DwNotice *notice;
  DwMonthTiles *tiles;
  GtkWidget *regions, *schools; /* boxes of lines */
  GtkWidget *year_part;         /* heading and columns: hidden where the window is low */
  DwMonthYear *year;

  DwInquiry inquiry;
  DwMonthFigures *figures;
  DwSizeClass *size_class;
  gulong low_id;
  guint tick_id;
  guint waited_s, coverage_waited_s;
};

G_DEFINE_FINAL_TYPE (DwMonth, dw_month, GTK_TYPE_WIDGET)

static gint64
get_now (DwMonth *self)
{
  return dw_tick_now_ms (dw_tick_of (GTK_WIDGET (self)));
}

/* --- showing --- */

/* What stands there is of before: of another scope or person, or of the time when the store still answered. */
static void
show_old (DwMonth *self, gboolean old)
{
  GtkWidget *parts[] = { GTK_WIDGET (self->tiles), self->regions, self->schools, self->year_part };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_widget_set_opacity (parts[i], old ? 0.5 : 1);
}

static void
show_figures (DwMonth *self)
{
  dw_month_tiles_show_figures (self->tiles, self->figures);
  dw_month_lines_show_regions (self->regions, self->figures);
  dw_month_lines_show_schools (self->schools, self->figures);
  dw_month_year_set_current (self->year, self->figures->span.from_ms, dw_event_class_sum (self->figures->counts, DW_EVENT_CLASSES_HAZARDS));
}

static void
show_coverage (DwMonth *self, double coverage)
{
  g_autofree char *number = isnan (coverage) ? NULL : dw_text_number (100 * coverage, 1);
  g_autofree char *text = number != NULL ? g_strdup_printf (_ ("Data %s %%"), number) : NULL;

  gtk_label_set_label (GTK_LABEL (self->coverage), text != NULL ? text : "");
  gtk_widget_set_tooltip_text (self->coverage, number != NULL ? _ ("How much of the month the history knows, as a mean of the devices; a new device counts from its first value") : NULL);
}

/* "since 11-01". */
static void
show_since (DwMonth *self, gint64 month_ms)
{
  g_autofree char *day = dw_text_time_short (month_ms);
  g_autofree char *note = NULL;

  day[MIN (strlen (day), strlen ("11-01"))] = '\0';
  note = g_strdup_printf (C_ ("month", "since %s"), day);
  dw_card_set_note (self->card, note);
}

/* --- asking --- */

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DwMonth) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DwMonthFigures) figures = dw_month_desk_query_finish (self->inquiry.station, result, &error);

  if (figures == NULL)
    {
      /* The numbers of before stay, and the notice says that they are old. */
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          dw_notice_show (self->notice, DW_NOTICE_WARNING, error->message, _ ("Try again"), "win.refresh");
          show_old (self, TRUE);
        }
      return;
    }
  dw_notice_hide (self->notice);
  show_old (self, FALSE);
  g_clear_pointer (&self->figures, dw_month_figures_free);
  self->figures = g_steal_pointer (&figures);
  show_since (self, self->figures->span.from_ms);
  show_figures (self);
}

static void
coverage_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DwMonth) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) coverages = dw_coverage_desk_query_finish (self->inquiry.station, result, &error);

  if (coverages != NULL)
    show_coverage (self, dw_coverage_mean (coverages));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_coverage (self, NAN);
}

static void
ask_coverage (DwMonth *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  DwMonthSpan span;

  self->coverage_waited_s = 0;
  dw_month_span_init (&span, get_now (self), get_now (self), zone);
  dw_coverage_desk_query_async (self->inquiry.station, dw_scope_get_place (self->inquiry.scope), span.from_ms, MAX (get_now (self), span.from_ms + 1), self->inquiry.question, coverage_read_cb, g_object_ref (self));
}

static void
ask_figures (DwMonth *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  self->waited_s = 0;
  dw_month_tiles_show_schools (self->tiles);
  dw_month_desk_query_async (self->inquiry.station, dw_scope_get_place (self->inquiry.scope), get_now (self), zone, self->inquiry.question, counted_cb, g_object_ref (self));
}

void
dw_month_refresh (DwMonth *self)
{
  dw_inquiry_begin (&self->inquiry);
  ask_figures (self);
  ask_coverage (self);
  dw_month_year_refresh (self->year);
}

static void
tick_cb (gint64 now_ms, gpointer data)
{
  DwMonth *self = data;

  if (++self->waited_s >= REFRESH_S)
    ask_figures (self);
  if (++self->coverage_waited_s >= COVERAGE_S)
    ask_coverage (self);
}

/* Numbers of another scope or person must not stand there until the answer comes. */
static void
scope_changed_cb (DwMonth *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  dw_month_tiles_clear_figures (self->tiles);
  show_coverage (self, NAN);
  show_old (self, TRUE);
  dw_month_refresh (self);
}

static void
rollup_changed_cb (DwMonth *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    dw_month_tiles_show_schools (self->tiles);
}

static void
table_clicked_cb (DwMonth *self)
{
  dw_month_sheet_present (GTK_WIDGET (self), self->inquiry.station, self->inquiry.scope);
}

/* --- the class --- */

static void
show_year (DwMonth *self)
{
  gtk_widget_set_visible (self->year_part, self->size_class == NULL || !dw_size_class_is_low (self->size_class));
}

static void
dw_month_root (GtkWidget *widget)
{
  DwMonth *self = DW_MONTH (widget);

  GTK_WIDGET_CLASS (dw_month_parent_class)->root (widget);
  self->size_class = dw_size_class_of (widget);
  if (self->size_class != NULL)
    self->low_id = g_signal_connect_swapped (self->size_class, "notify::low", G_CALLBACK (show_year), self);
  show_year (self);
}

static void
dw_month_unroot (GtkWidget *widget)
{
  DwMonth *self = DW_MONTH (widget);

  if (self->size_class != NULL)
    g_clear_signal_handler (&self->low_id, self->size_class);
  self->size_class = NULL;
  GTK_WIDGET_CLASS (dw_month_parent_class)->unroot (widget);
}

static void
dw_month_map (GtkWidget *widget)
{
  DwMonth *self = DW_MONTH (widget);

  GTK_WIDGET_CLASS (dw_month_parent_class)->map (widget);
  self->tick_id = dw_tick_watch (dw_tick_of (widget), tick_cb, self);
  if (self->inquiry.station != NULL)
    dw_month_refresh (self);
}

static void
dw_month_unmap (GtkWidget *widget)
{
  DwMonth *self = DW_MONTH (widget);

  dw_tick_unwatch (dw_tick_of (widget), self->tick_id);
  dw_inquiry_stop (&self->inquiry);
  GTK_WIDGET_CLASS (dw_month_parent_class)->unmap (widget);
}

static void
dw_month_dispose (GObject *object)
{
  DwMonth *self = DW_MONTH (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  dw_inquiry_clear (&self->inquiry);
  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_pointer (&self->figures, dw_month_figures_free);
  G_OBJECT_CLASS (dw_month_parent_class)->dispose (object);
}

static void
dw_month_class_init (DwMonthClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_month_dispose;
  widget_class->root = dw_month_root;
  widget_class->unroot = dw_month_unroot;
  widget_class->map = dw_month_map;
  widget_class->unmap = dw_month_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "dwmonth");
}

/* --- building --- */

static GtkWidget *
make_heading (const char *title, const char *note)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *title_label = gtk_label_new (title), *note_label = gtk_label_new (note);

  gtk_label_set_xalign (GTK_LABEL (title_label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title_label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (title_label, "dw-strong");
  gtk_widget_add_css_class (note_label, "dw-note");
  gtk_label_set_ellipsize (GTK_LABEL (note_label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title_label, TRUE);
  gtk_box_append (GTK_BOX (head), title_label);
  gtk_box_append (GTK_BOX (head), note_label);
  gtk_widget_set_margin_top (head, 4);
  return head;
}

static GtkWidget *
add_list (GtkWidget *body, const char *title, const char *note)
{
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (body), make_heading (title, note));
  gtk_box_append (GTK_BOX (body), list);
  return list;
}

static void
add_year (DwMonth *self, GtkWidget *body)
{
  self->year_part = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  self->year = DW_MONTH_YEAR (dw_month_year_new ());
  gtk_box_append (GTK_BOX (self->year_part), make_heading (_ ("Hazards of 12 months"), _ ("per month")));
  gtk_box_append (GTK_BOX (self->year_part), GTK_WIDGET (self->year));
  gtk_box_append (GTK_BOX (body), self->year_part);
}

static GtkWidget *
make_body (DwMonth *self)
{
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  self->notice = DW_NOTICE (dw_notice_new ());
  self->tiles = DW_MONTH_TILES (dw_month_tiles_new ());
  gtk_widget_add_css_class (body, "dw-month-body");
  gtk_box_append (GTK_BOX (body), GTK_WIDGET (self->notice));
  gtk_box_append (GTK_BOX (body), GTK_WIDGET (self->tiles));
  self->regions = add_list (body, _ ("Hazards by region"), _ ("number · per 100 circuits"));
  gtk_box_append (GTK_BOX (body), dw_month_lines_make_legend ());
  self->schools = add_list (body, _ ("Schools to look after"), _ ("hazards per 100 circuits"));
  add_year (self, body);
  return body;
}

static void
add_foot (DwMonth *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *note = gtk_label_new (_ ("Ranked per 100 circuits")), *table = gtk_button_new_with_label (_ ("Month × region"));

  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_label_set_ellipsize (GTK_LABEL (note), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (note, TRUE);
  gtk_widget_add_css_class (note, "dw-note");
  gtk_widget_add_css_class (table, "dw-foot-link");
  gtk_widget_set_tooltip_text (table, _ ("Hazards of 12 months by region and class, as a table"));
  g_signal_connect_object (table, "clicked", G_CALLBACK (table_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (foot), note);
  gtk_box_append (GTK_BOX (foot), table);
  dw_card_append_foot (self->card, foot);
}

static void
dw_month_init (DwMonth *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->card = DW_CARD (dw_card_new (C_ ("card", "This month"), NULL));
  self->coverage = gtk_label_new ("");
  gtk_widget_add_css_class (self->coverage, "dw-note");
  dw_card_append_end (self->card, self->coverage);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), make_body (self));
  gtk_widget_set_vexpand (scrolled, TRUE);
  dw_card_append (self->card, scrolled);
  add_foot (self);
  gtk_widget_set_parent (GTK_WIDGET (self->card), GTK_WIDGET (self));
}

GtkWidget *
dw_month_new (void)
{
  return g_object_new (DW_TYPE_MONTH, NULL);
}

void
dw_month_set_station (DwMonth *self, DwStation *station, DwScope *scope)
{
  dw_inquiry_set (&self->inquiry, station, scope);
  dw_month_tiles_set_station (self->tiles, station, scope);
  dw_month_year_set_station (self->year, station, scope);
  g_signal_connect_object (scope, "notify::place", G_CALLBACK (scope_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "person-changed", G_CALLBACK (scope_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dw_station_get_tree (station), "rollup-changed", G_CALLBACK (rollup_changed_cb), self, G_CONNECT_SWAPPED);
}
