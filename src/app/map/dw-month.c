// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-month.h"

#include <glib/gi18n-lib.h>

#include "dw-alarm-desk.h"
#include "dw-calendar.h"
#include "dw-card.h"
#include "dw-map-schools.h"
#include "dw-month-figures.h"
#include "dw-month-lines.h"
#include "dw-notice.h"
#include "dw-place-stats.h"
#include "dw-school-list.h"
#include "dw-text.h"
#include "dw-tick.h"
#include "dw-tile.h"

#define HAZARDS (1u << DW_EVENT_ALARM | 1u << DW_EVENT_TRIP)
#define FAULTS (1u << DW_EVENT_FAULT | 1u << DW_EVENT_COMMS)
/* More than any district has in a month; beyond it the card says that it counts the newest alone. */
#define MOST_LINES 20000

enum {
  REFRESH_S = 60,
};

typedef enum {
  TILE_HAZARDS,
  TILE_FAULTS,
  TILE_ONLINE,
  TILE_INSTALLED,
  TILE_SCHOOLS_ONLINE,
  TILE_NOT_YET,
  N_TILES,
} Tile;

struct _DwMonth
{
  GtkWidget parent_instance;

  DwCard *card;
  DwNotice *notice;
  DwTile *tiles[N_TILES];
  GtkWidget *regions, *schools; /* boxes of lines */

  DwStation *station; /* owned */
  DwScope *scope;     /* owned */
  DwMonthFigures *figures;
  guint before[DW_N_EVENT_KINDS]; /* the same days of last month */
  GCancellable *asking;           /* owned, NULL */
  guint tick_id;
  guint waited_s;
};

G_DEFINE_FINAL_TYPE (DwMonth, dw_month, GTK_TYPE_WIDGET)

static const struct
{
  const char *title;
  const char *list; /* win.show-hazards; NULL: a list of schools or devices */
} tiles[N_TILES] = {
  [TILE_HAZARDS] = { N_ ("Hazards"), "month:alarm,trip" },
  [TILE_FAULTS] = { N_ ("Faults"), "month:fault,comms" },
  [TILE_ONLINE] = { N_ ("On line (%)"), NULL },
  [TILE_INSTALLED] = { N_ ("Installed"), NULL },
  [TILE_SCHOOLS_ONLINE] = { N_ ("On line"), NULL },
  [TILE_NOT_YET] = { N_ ("Not yet"), NULL },
};

static gint64
get_now (DwMonth *self)
{
  return dw_tick_now_ms (dw_tick_of (GTK_WIDGET (self)));
}

static DwMapSchools *
list_schools (DwMonth *self)
{
  return dw_map_schools_new (dw_station_get_tree (self->station), dw_station_get_alarms (self->station), dw_scope_get_place (self->scope), dw_station_get_person (self->station), FALSE, get_now (self));
}

/* --- pressing --- */

static void
show_off_line (DwMonth *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-page", "s", "live");
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-devices", "s", "off-line");
}

static gboolean
belongs_to (Tile tile, DwPlace *school)
{
  const DwRollup *rollup = dw_place_get_rollup (school);

  if (tile == TILE_NOT_YET)
    return rollup->devices == 0;
  return tile == TILE_INSTALLED ? rollup->devices > 0 : rollup->online > 0;
}

static void
popup_schools (DwMonth *self, Tile tile)
{
  g_autoptr (DwMapSchools) all = list_schools (self);
  g_autoptr (GPtrArray) schools = g_ptr_array_new ();
  graphene_rect_t bounds;

  for (guint i = 0; i < all->places->len; i++)
    if (belongs_to (tile, all->places->pdata[i]))
      g_ptr_array_add (schools, all->places->pdata[i]);
  if (gtk_widget_compute_bounds (GTK_WIDGET (self->tiles[tile]), GTK_WIDGET (self), &bounds))
    dw_school_list_popup (GTK_WIDGET (self), &(GdkRectangle){ (int)bounds.origin.x, (int)bounds.origin.y, (int)bounds.size.width, (int)bounds.size.height }, schools);
}

static void
tile_clicked_cb (DwTile *tile, DwMonth *self)
{
  for (guint i = 0; i < N_TILES; i++)
    if (self->tiles[i] == tile && tiles[i].list != NULL)
      gtk_widget_activate_action (GTK_WIDGET (self), "win.show-hazards", "s", tiles[i].list);
    else if (self->tiles[i] == tile && i == TILE_ONLINE)
      show_off_line (self);
    else if (self->tiles[i] == tile)
      popup_schools (self, (Tile)i);
}

/* --- showing --- */

/* "+12 %", "−3 %"; the plain difference when there is nothing to divide by. NULL: nothing was counted yet. */
static char *
compare_with_before (DwMonth *self, guint kinds)
{
  guint now = dw_month_sum (self->figures->counts, kinds), before = dw_month_sum (self->before, kinds);
  double change = before > 0 ? 100.0 * ((double)now - before) / before : (double)now - before;
  g_autofree char *number = dw_text_number (change, 0);

  return g_strdup_printf (before > 0 ? "%s%s %%" : "%s%s", change > 0 ? "+" : "", number);
}

static void
show_count (DwMonth *self, Tile tile, guint kinds)
{
  g_autofree char *number = dw_text_number (dw_month_sum (self->figures->counts, kinds), 0);
  g_autofree char *note = compare_with_before (self, kinds);

  dw_tile_set (self->tiles[tile], number, 0, note);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->tiles[tile]), _ ("Against the same days of last month"));
}

static void
show_number (DwMonth *self, Tile tile, guint n)
{
  g_autofree char *number = dw_text_number (n, 0);

  dw_tile_set (self->tiles[tile], number, 0, NULL);
}

static void
show_schools (DwMonth *self)
{
  g_autoptr (DwMapSchools) schools = list_schools (self);
  DwPlaceStats stats;
  g_autofree char *online = NULL;

  dw_place_stats_make (dw_station_get_tree (self->station), dw_station_get_alarms (self->station), dw_scope_get_place (self->scope), dw_station_get_person (self->station), get_now (self), &stats);
  online = dw_place_stats_online_text (&stats);
  dw_tile_set (self->tiles[TILE_ONLINE], online, 0, NULL);
  show_number (self, TILE_INSTALLED, schools->n_installed);
  show_number (self, TILE_SCHOOLS_ONLINE, schools->n_online);
  show_number (self, TILE_NOT_YET, schools->places->len - schools->n_installed);
}

static void
show_figures (DwMonth *self)
{
  show_count (self, TILE_HAZARDS, HAZARDS);
  show_count (self, TILE_FAULTS, FAULTS);
  dw_month_lines_show_regions (self->regions, self->figures);
  dw_month_lines_show_schools (self->schools, self->figures);
}

/* --- asking --- */

static void
fail (DwMonth *self, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    dw_notice_show (self->notice, DW_NOTICE_WARNING, error->message, NULL, NULL);
}

static void
before_counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DwMonth) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) counts = dw_alarm_desk_count_days_finish (self->station, result, &error);

  if (counts == NULL)
    {
      fail (self, error);
      return;
    }
  for (guint kind = 0; kind < DW_N_EVENT_KINDS && kind < counts->len; kind++)
    self->before[kind] = g_array_index (counts, guint, kind);
  if (self->figures != NULL)
    show_figures (self);
}

static void
lines_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DwMonth) self = data;
  g_autoptr (GError) error = NULL;
  guint total = 0;
  g_autoptr (GPtrArray) events = dw_alarm_desk_query_finish (self->station, result, &total, &error);
  g_autofree char *note = NULL;

  if (events == NULL)
    {
      fail (self, error);
      return;
    }
  dw_notice_hide (self->notice);
  if (total > events->len)
    {
      note = g_strdup_printf (_ ("Only the newest %1$u of %2$u lines are counted"), events->len, total);
      dw_notice_show (self->notice, DW_NOTICE_INFO, note, NULL, NULL);
    }
  g_clear_pointer (&self->figures, dw_month_figures_free);
  self->figures = dw_month_figures_new (dw_station_get_tree (self->station), dw_scope_get_place (self->scope), events);
  show_figures (self);
}

void
dw_month_refresh (DwMonth *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  gint64 now_ms = get_now (self), month_ms = dw_calendar_floor (now_ms, DW_CALENDAR_MONTH, zone), before_ms = dw_calendar_add (now_ms, DW_CALENDAR_MONTH, -1, zone);
  gint64 edges_ms[] = { before_ms, MAX (dw_calendar_shift (now_ms, DW_CALENDAR_MONTH, -1, zone), before_ms + 1) };
  DwEventFilter filter = { .kinds = HAZARDS | FAULTS, .from_ms = month_ms, .place = dw_scope_get_place (self->scope), .limit = MOST_LINES };
  DwEventFilter before = { .kinds = HAZARDS | FAULTS, .from_ms = edges_ms[0], .to_ms = edges_ms[1], .place = filter.place };
  g_autofree char *since = dw_text_time_short (month_ms);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  self->waited_s = 0;
  /* "11-01 00:00:00": the day alone. */
  since[MIN (strlen (since), 5)] = '\0';
  dw_card_set_note (self->card, since);
  show_schools (self);
  dw_alarm_desk_count_days_async (self->station, &before, edges_ms, 1, self->asking, before_counted_cb, g_object_ref (self));
  dw_alarm_desk_query_async (self->station, &filter, self->asking, lines_read_cb, g_object_ref (self));
}

static void
tick_cb (gint64 now_ms, gpointer data)
{
  DwMonth *self = data;

  if (++self->waited_s >= REFRESH_S)
    dw_month_refresh (self);
}

static void
scope_changed_cb (DwMonth *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    dw_month_refresh (self);
}

static void
rollup_changed_cb (DwMonth *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_schools (self);
}

/* --- the class --- */

static void
dw_month_map (GtkWidget *widget)
{
  DwMonth *self = DW_MONTH (widget);

  GTK_WIDGET_CLASS (dw_month_parent_class)->map (widget);
  self->tick_id = dw_tick_watch (dw_tick_of (widget), tick_cb, self);
  if (self->station != NULL)
    dw_month_refresh (self);
}

static void
dw_month_unmap (GtkWidget *widget)
{
  DwMonth *self = DW_MONTH (widget);

  dw_tick_unwatch (dw_tick_of (widget), self->tick_id);
  g_cancellable_cancel (self->asking);
  GTK_WIDGET_CLASS (dw_month_parent_class)->unmap (widget);
}

static void
dw_month_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER (child))
      gtk_popover_present (GTK_POPOVER (child));
    else
      gtk_widget_allocate (child, width, height, baseline, NULL);
}

static void
dw_month_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (DW_MONTH (widget)->card), orientation, for_size, minimum, natural, NULL, NULL);
}

static void
dw_month_dispose (GObject *object)
{
  DwMonth *self = DW_MONTH (object);
  GtkWidget *child;

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->figures, dw_month_figures_free);
  g_clear_object (&self->station);
  g_clear_object (&self->scope);
  G_OBJECT_CLASS (dw_month_parent_class)->dispose (object);
}

static void
dw_month_class_init (DwMonthClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_month_dispose;
  widget_class->map = dw_month_map;
  widget_class->unmap = dw_month_unmap;
  widget_class->measure = dw_month_measure;
  widget_class->size_allocate = dw_month_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "dwmonth");
}

static void
add_tiles (DwMonth *self, GtkWidget *body)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 8);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 8);
  gtk_widget_add_css_class (grid, "dw-month-tiles");
  for (int i = 0; i < N_TILES; i++)
    {
      self->tiles[i] = DW_TILE (dw_tile_new (_ (tiles[i].title)));
      g_signal_connect_object (self->tiles[i], "clicked", G_CALLBACK (tile_clicked_cb), self, 0);
      gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->tiles[i]), i % 3, i / 3, 1, 1);
    }
  gtk_box_append (GTK_BOX (body), grid);
}

static GtkWidget *
add_list (GtkWidget *body, const char *title, const char *note)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title_label = gtk_label_new (title), *note_label = gtk_label_new (note);

  gtk_label_set_xalign (GTK_LABEL (title_label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title_label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (title_label, "dw-strong");
  gtk_widget_add_css_class (note_label, "dw-note");
  gtk_widget_set_hexpand (title_label, TRUE);
  gtk_box_append (GTK_BOX (head), title_label);
  gtk_box_append (GTK_BOX (head), note_label);
  gtk_widget_set_margin_top (head, 6);
  gtk_box_append (GTK_BOX (body), head);
  gtk_box_append (GTK_BOX (body), list);
  return list;
}

static void
dw_month_init (DwMonth *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->card = DW_CARD (dw_card_new (_ ("Hazards and faults this month"), NULL));
  self->notice = DW_NOTICE (dw_notice_new ());
  gtk_widget_add_css_class (body, "dw-month-body");
  gtk_box_append (GTK_BOX (body), GTK_WIDGET (self->notice));
  add_tiles (self, body);
  self->regions = add_list (body, _ ("By region"), _ ("number · per 100 circuits"));
  self->schools = add_list (body, _ ("Schools to look after"), _ ("per 100 circuits"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), body);
  gtk_widget_set_vexpand (scrolled, TRUE);
  dw_card_append (self->card, scrolled);
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
  self->station = g_object_ref (station);
  self->scope = g_object_ref (scope);
  g_signal_connect_object (scope, "notify::place", G_CALLBACK (scope_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "person-changed", G_CALLBACK (scope_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dw_station_get_tree (station), "rollup-changed", G_CALLBACK (rollup_changed_cb), self, G_CONNECT_SWAPPED);
}
