// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-month-year.h"

#include <glib/gi18n-lib.h>

#include "dw-columns-view.h"
#include "dw-hazard-link.h"
#include "dw-inquiry.h"
#include "dw-month-desk.h"
#include "dw-tick.h"

enum {
  N_MONTHS = 12,
  HEIGHT = 98,
};

struct _DwMonthYear
{
  GtkWidget parent_instance;

  DwColumnsView *columns;
  DwInquiry inquiry;
  DwMonthTable *table; /* NULL before the first answer */
  guint counts[N_MONTHS];
  char *labels[N_MONTHS]; /* "11" */
};

G_DEFINE_FINAL_TYPE (DwMonthYear, dw_month_year, GTK_TYPE_WIDGET)

/* --- showing --- */

static char *
name_month (guint month, gpointer data)
{
  DwMonthYear *self = data;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *name = dw_month_table_format (self->table, month, zone);

  return g_strdup_printf (ngettext ("%1$s: %2$u hazard", "%1$s: %2$u hazards", self->counts[month]), name, self->counts[month]);
}

static char *
describe (DwMonthYear *self)
{
  GString *words = g_string_new (_ ("Hazards of the last 12 months"));

  for (guint month = 0; month < N_MONTHS; month++)
    {
      g_autofree char *name = name_month (month, self);

      g_string_append_printf (words, ", %s", name);
    }
  return g_string_free (words, FALSE);
}

static void
show (DwMonthYear *self)
{
  g_autofree char *words = describe (self);
  DwCountColumns columns = { .n = N_MONTHS, .counts = self->counts, .now = -1, .current = N_MONTHS - 1, .labels = (const char *const *)self->labels, .cursor = -1 };

  dw_columns_view_show (self->columns, &columns, words, name_month, self);
}

/* "2026-11" -> "11", "2026-03" -> "3". */
static void
take_labels (DwMonthYear *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  for (guint month = 0; month < N_MONTHS; month++)
    {
      g_autofree char *name = dw_month_table_format (self->table, month, zone);
      const char *number = name + strlen ("2026-");

      g_free (self->labels[month]);
      self->labels[month] = g_strdup (*number == '0' ? number + 1 : number);
    }
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DwMonthYear) self = data;
  g_autoptr (DwMonthTable) table = dw_month_desk_query_table_finish (self->inquiry.station, result, NULL);

  /* Without an answer the columns stay as they are: the card tells of a store that does not answer. */
  if (table == NULL)
    return;
  g_clear_pointer (&self->table, dw_month_table_free);
  self->table = g_steal_pointer (&table);
  for (guint month = 0; month < N_MONTHS; month++)
    self->counts[month] = dw_month_table_sum (self->table, month, DW_MONTH_TABLE_ALL, DW_EVENT_CLASSES_HAZARDS);
  take_labels (self);
  show (self);
}

void
dw_month_year_refresh (DwMonthYear *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  dw_month_desk_query_table_async (self->inquiry.station, dw_scope_get_place (self->inquiry.scope), dw_tick_now_ms (dw_tick_of (GTK_WIDGET (self))), N_MONTHS, zone, dw_inquiry_begin (&self->inquiry), counted_cb, g_object_ref (self));
}

void
dw_month_year_set_current (DwMonthYear *self, gint64 month_ms, guint count)
{
  if (self->table == NULL)
    return;
  if (self->table->edges_ms[N_MONTHS - 1] != month_ms)
    {
      dw_month_year_refresh (self);
      return;
    }
  self->counts[N_MONTHS - 1] = count;
  show (self);
}

static void
pressed_cb (DwColumnsView *columns, guint month, DwMonthYear *self)
{
  gboolean is_current = month == N_MONTHS - 1;
  DwHazardLink link = { .view = is_current ? "month" : "history", .kinds = DW_HAZARD_LINK_HAZARDS };

  if (!is_current)
    {
      link.from_ms = self->table->edges_ms[month];
      link.to_ms = self->table->edges_ms[month + 1];
    }
  dw_hazard_link_follow (&link, GTK_WIDGET (self));
}

/* --- the class --- */

static void
dw_month_year_dispose (GObject *object)
{
  DwMonthYear *self = DW_MONTH_YEAR (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  dw_inquiry_clear (&self->inquiry);
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (dw_month_year_parent_class)->dispose (object);
}

static void
dw_month_year_finalize (GObject *object)
{
  DwMonthYear *self = DW_MONTH_YEAR (object);

  for (guint month = 0; month < N_MONTHS; month++)
    g_free (self->labels[month]);
  g_clear_pointer (&self->table, dw_month_table_free);
  G_OBJECT_CLASS (dw_month_year_parent_class)->finalize (object);
}

/* Somebody who leaves the page asks for a list next: that must not wait behind a year. */
static void
dw_month_year_unmap (GtkWidget *widget)
{
  dw_inquiry_stop (&DW_MONTH_YEAR (widget)->inquiry);
  GTK_WIDGET_CLASS (dw_month_year_parent_class)->unmap (widget);
}

static void
dw_month_year_class_init (DwMonthYearClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_month_year_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_month_year_finalize;
  widget_class->unmap = dw_month_year_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "dwmonthyear");
}

static void
dw_month_year_init (DwMonthYear *self)
{
  self->columns = DW_COLUMNS_VIEW (dw_columns_view_new (HEIGHT));
  g_signal_connect_object (self->columns, "pressed", G_CALLBACK (pressed_cb), self, 0);
  gtk_widget_set_parent (GTK_WIDGET (self->columns), GTK_WIDGET (self));
}

GtkWidget *
dw_month_year_new (void)
{
  return g_object_new (DW_TYPE_MONTH_YEAR, NULL);
}

void
dw_month_year_set_station (DwMonthYear *self, DwStation *station, DwScope *scope)
{
  dw_inquiry_set (&self->inquiry, station, scope);
}
