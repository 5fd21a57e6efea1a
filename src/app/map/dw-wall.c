// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-wall.h"

#include <glib/gi18n-lib.h>

#include "dw-map-memory.h"
#include "dw-month.h"
#include "dw-own-choice.h"
#include "dw-place-filter.h"
#include "dw-style.h"
#include "dw-text.h"
#include "dw-tick.h"
#include "dw-work-alarms.h"

/* A new alarm holds the wall at its region for so long before the round goes on. */
#define HOLD_MS 60000
#define SIDE_PX 292
#define MONTH_PX 324
/* Against burn-in. */
#define NIGHT_OPACITY 0.8

struct _DwWall
{
  DwPage parent_instance;

  GtkLabel *clock, *date, *where;
  DwWorkAlarms *alarms;
  DwMapView *map;
  DwMonth *month;
  GtkWidget *dwell;
  GtkWidget *leave;

  DwScope *everything; /* owned: of the list of alarms */
  DwOwnChoice *choice; /* owned */
  guint tick_id;
  guint dwell_s;
  gint64 next_ms;   /* when the round goes on; 0 = with the next tick */
  gint64 newest_ms; /* begin of the newest alarm that was seen */
};

G_DEFINE_FINAL_TYPE (DwWall, dw_wall, DW_TYPE_PAGE)

static const guint dwells_s[] = { 0, 15, 30, 60 };

/* --- the round --- */

static void
collect_regions (GListModel *places, DwPlaceTree *tree, const DwPerson *person, GPtrArray *regions)
{
  guint n_places = g_list_model_get_n_items (places);

  for (guint i = 0; i < n_places; i++)
    {
      g_autoptr (DwPlace) place = g_list_model_get_item (places, i);

      if (dw_place_get_kind (place) < DW_PLACE_REGION)
        collect_regions (G_LIST_MODEL (place), tree, person, regions);
      else if (dw_place_get_kind (place) == DW_PLACE_REGION && dw_person_may_enter (person, tree, place))
        g_ptr_array_add (regions, place);
    }
}

DwPlace *
dw_wall_find_next (DwPlaceTree *tree, const DwPerson *person, DwPlace *here)
{
  g_autoptr (GPtrArray) regions = g_ptr_array_new ();
  guint index;

  collect_regions (G_LIST_MODEL (tree), tree, person, regions);
  if (here == NULL)
    return regions->len > 0 ? regions->pdata[0] : NULL;
  if (!g_ptr_array_find (regions, here, &index) || index + 1 >= regions->len)
    return NULL;
  return regions->pdata[index + 1];
}

static DwStation *
get_station (DwWall *self)
{
  return dw_page_get_station (DW_PAGE (self));
}

static DwScope *
get_scope (DwWall *self)
{
  return dw_page_get_scope (DW_PAGE (self));
}

static void
show_place (DwWall *self, DwPlace *place)
{
  dw_scope_set_place (get_scope (self), place);
  gtk_label_set_label (self->where, place != NULL ? dw_place_get_name (place) : _ ("All places"));
}

void
dw_wall_set_dwell (DwWall *self, guint dwell_s)
{
  self->dwell_s = dwell_s;
  self->next_ms = 0;
  if (dwell_s == 0)
    show_place (self, NULL);
}

/* --- a new alarm --- */

/* Not acknowledged, seen by who sits here, begun after all that were seen before: the newest of them; NULL. */
static const DwAlarmRecord *
find_new (DwWall *self)
{
  GListModel *alarms = G_LIST_MODEL (dw_station_get_alarms (get_station (self)));
  guint n_items = g_list_model_get_n_items (alarms);
  const DwAlarmRecord *newest = NULL;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (DwAlarm) alarm = g_list_model_get_item (alarms, i);
      const DwAlarmRecord *record = dw_alarm_get_record (alarm);

      if (record->begin_ms > (newest != NULL ? newest->begin_ms : self->newest_ms) && dw_work_alarms_is_waiting (alarm, get_station (self), self->everything))
        newest = record;
    }
  return newest;
}

/* Its region, else its school, so that the map shows it whatever the round was at. */
static void
alarms_changed_cb (DwWall *self)
{
  const DwAlarmRecord *record = find_new (self);
  DwPlace *at = record != NULL ? dw_place_tree_find (dw_station_get_tree (get_station (self)), record->place_id) : NULL;
  DwPlace *region = at != NULL ? dw_place_get_ancestor (at, DW_PLACE_REGION) : NULL;

  if (record == NULL)
    return;
  self->newest_ms = record->begin_ms;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || at == NULL)
    return;
  show_place (self, region != NULL ? region : dw_place_get_ancestor (at, DW_PLACE_SCHOOL));
  self->next_ms = dw_clock_wall_ms (dw_station_get_clock (get_station (self))) + HOLD_MS;
}

/* After a hold without a round the wall goes back to everything. */
static void
go_on (DwWall *self, gint64 now_ms)
{
  if (self->dwell_s == 0)
    {
      show_place (self, NULL);
      self->next_ms = G_MAXINT64;
      return;
    }
  show_place (self, dw_wall_find_next (dw_station_get_tree (get_station (self)), dw_station_get_person (get_station (self)), dw_scope_get_place (get_scope (self))));
  self->next_ms = now_ms + (gint64)self->dwell_s * 1000;
}

/* --- time --- */

static void
show_time (DwWall *self, gint64 now_ms)
{
  g_autofree char *full = dw_text_time_full (now_ms), *clock = dw_text_time_of_day (now_ms);

  gtk_label_set_label (self->clock, clock);
  full[strcspn (full, " ")] = '\0';
  gtk_label_set_label (self->date, full);
}

void
dw_wall_tick (DwWall *self, gint64 now_ms)
{
  show_time (self, now_ms);
  if (self->next_ms == 0)
    self->next_ms = now_ms + (gint64)self->dwell_s * 1000;
  if (now_ms >= self->next_ms)
    go_on (self, now_ms);
}

static void
tick_cb (gint64 now_ms, gpointer data)
{
  dw_wall_tick (data, now_ms);
}

static void
style_changed_cb (DwWall *self)
{
  gtk_widget_set_opacity (GTK_WIDGET (self->map), dw_style_is_night (dw_style_get (gtk_widget_get_display (GTK_WIDGET (self)))) ? NIGHT_OPACITY : 1);
}

/* --- building --- */

static GtkLabel *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static GtkWidget *
make_card (GtkWidget *child, int width)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (card, "dw-card");
  gtk_widget_set_overflow (card, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_size_request (card, width, -1);
  /* Said, or what is inside would say it: the room goes to the map. */
  gtk_widget_set_hexpand (card, FALSE);
  gtk_widget_set_vexpand (child, TRUE);
  gtk_box_append (GTK_BOX (card), child);
  return card;
}

static void
dwell_chosen_cb (DwWall *self)
{
  dw_wall_set_dwell (self, dwells_s[gtk_drop_down_get_selected (GTK_DROP_DOWN (self->dwell))]);
  dw_own_choice_changed (self->choice);
}

static GtkWidget *
make_dwell (DwWall *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (dwells_s); i++)
    {
      g_autofree char *text = dwells_s[i] == 0 ? g_strdup (_ ("No round")) : g_strdup_printf (_ ("%u s each region"), dwells_s[i]);

      gtk_string_list_append (list, text);
    }
  self->dwell = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&list)), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->dwell), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Round of the regions"), -1);
  g_signal_connect_object (self->dwell, "notify::selected", G_CALLBACK (dwell_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_hexpand (self->dwell, TRUE);
  return self->dwell;
}

static GtkWidget *
make_side (DwWall *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->clock = add_label (head, "dw-wall-clock");
  self->date = add_label (head, "dw-note");
  self->where = add_label (head, "dw-wall-place");
  self->alarms = DW_WORK_ALARMS (dw_work_alarms_new ());
  self->leave = gtk_button_new_with_label (_ ("Leave"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->leave), "win.wall");
  gtk_widget_add_css_class (head, "dw-wall-head");
  gtk_widget_add_css_class (foot, "dw-wall-foot");
  gtk_widget_set_vexpand (GTK_WIDGET (self->alarms), TRUE);
  gtk_box_append (GTK_BOX (foot), make_dwell (self));
  gtk_box_append (GTK_BOX (foot), self->leave);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->alarms));
  gtk_box_append (GTK_BOX (box), foot);
  return make_card (box, SIDE_PX);
}

static GtkWidget *
make_columns (DwWall *self)
{
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *map;

  self->map = DW_MAP_VIEW (dw_map_view_new ());
  self->month = DW_MONTH (dw_month_new ());
  map = make_card (GTK_WIDGET (self->map), -1);
  gtk_widget_set_hexpand (map, TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (self->month), MONTH_PX, -1);
  gtk_box_append (GTK_BOX (columns), make_side (self));
  gtk_box_append (GTK_BOX (columns), map);
  gtk_box_append (GTK_BOX (columns), GTK_WIDGET (self->month));
  gtk_widget_add_css_class (columns, "dw-wall");
  return columns;
}

/* --- how each person likes it --- */

static void
write_choice (GKeyFile *file, gpointer data)
{
  DwWall *self = data;

  g_key_file_set_integer (file, "wall", "dwell_s", (int)self->dwell_s);
  dw_map_memory_write (file, "wall", self->map);
}

/* A time that is not offered: no round. */
static void
read_choice (GKeyFile *file, gpointer data)
{
  DwWall *self = data;
  int dwell_s = g_key_file_get_integer (file, "wall", "dwell_s", NULL);
  guint selected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (dwells_s); i++)
    if (dwell_s == (int)dwells_s[i])
      selected = i;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->dwell), selected);
  dw_map_memory_read (file, "wall", self->map, get_station (self));
}

static const DwOwnChoiceClass choice_class = { "wall", write_choice, read_choice };

static void
map_chosen_cb (DwWall *self)
{
  dw_own_choice_changed (self->choice);
}

static void
follow_choice (DwWall *self)
{
  self->choice = dw_own_choice_new (get_station (self), &choice_class, self);
  g_signal_connect_object (self->map, "notify::layer", G_CALLBACK (map_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "notify::org-type", G_CALLBACK (map_chosen_cb), self, G_CONNECT_SWAPPED);
}

/* --- the class --- */

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  return gtk_widget_activate_action (widget, "win.wall", NULL);
}

static void
dw_wall_grab_start_focus (DwPage *page)
{
  gtk_widget_grab_focus (DW_WALL (page)->leave);
}

static void
dw_wall_map (GtkWidget *widget)
{
  DwWall *self = DW_WALL (widget);

  GTK_WIDGET_CLASS (dw_wall_parent_class)->map (widget);
  self->next_ms = 0;
  dw_wall_tick (self, dw_tick_now_ms (dw_tick_of (widget)));
  self->tick_id = dw_tick_watch (dw_tick_of (widget), tick_cb, self);
}

static void
dw_wall_unmap (GtkWidget *widget)
{
  DwWall *self = DW_WALL (widget);

  dw_tick_unwatch (dw_tick_of (widget), self->tick_id);
  GTK_WIDGET_CLASS (dw_wall_parent_class)->unmap (widget);
}

static void
dw_wall_constructed (GObject *object)
{
  DwWall *self = DW_WALL (object);
  DwStation *station = dw_page_get_station (DW_PAGE (self));

  G_OBJECT_CLASS (dw_wall_parent_class)->constructed (object);
  self->everything = dw_scope_new (dw_station_get_tree (station));
  self->newest_ms = dw_clock_wall_ms (dw_station_get_clock (station));
  dw_page_set_child (DW_PAGE (self), make_columns (self));
  dw_work_alarms_set_station (self->alarms, station, self->everything);
  dw_map_view_set_station (self->map, station, get_scope (self));
  dw_month_set_station (self->month, station, get_scope (self));
  dw_wall_set_dwell (self, 0);
  follow_choice (self);
  g_signal_connect_object (dw_station_get_alarms (station), "counts-changed", G_CALLBACK (alarms_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dw_style_get (gtk_widget_get_display (GTK_WIDGET (self))), "changed", G_CALLBACK (style_changed_cb), self, G_CONNECT_SWAPPED);
  style_changed_cb (self);
}

static void
dw_wall_dispose (GObject *object)
{
  g_clear_pointer (&DW_WALL (object)->choice, dw_own_choice_free);
  g_clear_object (&DW_WALL (object)->everything);
  G_OBJECT_CLASS (dw_wall_parent_class)->dispose (object);
}

static void
dw_wall_class_init (DwWallClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = dw_wall_constructed;
  G_OBJECT_CLASS (klass)->dispose = dw_wall_dispose;
  widget_class->map = dw_wall_map;
  widget_class->unmap = dw_wall_unmap;
  DW_PAGE_CLASS (klass)->grab_start_focus = dw_wall_grab_start_focus;
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
dw_wall_init (DwWall *self)
{
}
