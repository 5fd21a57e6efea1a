// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-rows.h"

#include <string.h>

#include "dw-place-filter.h"

/* Two sets: every live alarm has a row (by_id), and some of them are shown. A change of the list is looked at once, a little later: a flood gives one update. */

#define COALESCE_MS 60

struct _DwAlarmRows
{
  GObject parent_instance;

  DwStation *station;   /* owned */
  DwAlarmFilter filter; /* owns its text */
  GHashTable *by_id;    /* alarm id (of the row) -> DwAlarmRow */
  GPtrArray *shown;     /* DwAlarmRow, owned references */
  guint pending;
  gboolean frozen;
  guint source;
};

static void dw_alarm_rows_list_init (GListModelInterface *iface);

/* clang-format off */
G_DEFINE_FINAL_TYPE_WITH_CODE (DwAlarmRows, dw_alarm_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, dw_alarm_rows_list_init))
/* clang-format on */

enum {
  SIGNAL_PENDING_CHANGED,
  SIGNAL_CHECKED_CHANGED,
  SIGNAL_COUNTS_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static gint64
now_ms (DwAlarmRows *self)
{
  return dw_clock_wall_ms (dw_station_get_clock (self->station));
}

/* --- the rows of all live alarms --- */

static void
checked_notified_cb (DwAlarmRows *self)
{
  g_signal_emit (self, signals[SIGNAL_CHECKED_CHANGED], 0);
}

static DwAlarmRow *
add_row (DwAlarmRows *self, const DwAlarmRecord *record)
{
  DwAlarmRow *row = dw_alarm_row_new_live (self->station, record);

  g_signal_connect_object (row, "notify::checked", G_CALLBACK (checked_notified_cb), self, G_CONNECT_SWAPPED);
  g_hash_table_insert (self->by_id, (gpointer)dw_alarm_row_get_alarm_id (row), row);
  return row;
}

/* The row of a live alarm, with the words of now. */
static DwAlarmRow *
refresh_row (DwAlarmRows *self, const DwAlarmRecord *record)
{
  DwAlarmRow *row = g_hash_table_lookup (self->by_id, record->id);

  if (row == NULL)
    return add_row (self, record);
  dw_alarm_row_update (row, self->station, record);
  return row;
}

static gboolean
is_over_cb (gpointer id, gpointer row, gpointer data)
{
  DwAlarmRows *self = data;

  if (dw_alarm_list_find (dw_station_get_alarms (self->station), id) != NULL)
    return FALSE;
  dw_alarm_row_end (row);
  return TRUE;
}

static gboolean
may_see (DwAlarmRows *self, const DwAlarmRecord *record)
{
  return dw_person_sees_place (dw_station_get_person (self->station), dw_place_tree_find (dw_station_get_tree (self->station), record->place_id));
}

static gboolean
passes (DwAlarmRows *self, const DwAlarmFilter *filter, const DwAlarmRecord *record, DwAlarmRow *row)
{
  DwPlaceTree *tree = dw_station_get_tree (self->station);
  DwPlace *place = dw_place_tree_find (tree, record->place_id);
  g_autofree char *words = dw_alarm_row_join (row);

  return dw_person_sees_place (dw_station_get_person (self->station), place) && dw_alarm_filter_passes (filter, record, place, words, now_ms (self));
}

/* Rows that should be shown, in the order of the list. */
static GPtrArray *
list_target (DwAlarmRows *self)
{
  GListModel *alarms = G_LIST_MODEL (dw_station_get_alarms (self->station));
  guint n_items = g_list_model_get_n_items (alarms);
  GPtrArray *target = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (DwAlarm) alarm = g_list_model_get_item (alarms, i);
      const DwAlarmRecord *record = dw_alarm_get_record (alarm);
      DwAlarmRow *row = refresh_row (self, record);

      if (may_see (self, record) && passes (self, &self->filter, record, row))
        g_ptr_array_add (target, g_object_ref (row));
    }
  return target;
}

/* --- the rows that are shown --- */

static guint
count_equal_head (GPtrArray *a, GPtrArray *b)
{
  guint n = 0;

  while (n < a->len && n < b->len && g_ptr_array_index (a, n) == g_ptr_array_index (b, n))
    n++;
  return n;
}

static guint
count_equal_tail (GPtrArray *a, GPtrArray *b, guint head)
{
  guint n = 0;

  while (n < a->len - head && n < b->len - head && g_ptr_array_index (a, a->len - 1 - n) == g_ptr_array_index (b, b->len - 1 - n))
    n++;
  return n;
}

/* Replaces what differs: an equal head and tail stay, and with them selection and scrolling. */
static void
take_shown (DwAlarmRows *self, GPtrArray *target)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->shown);
  guint head = count_equal_head (before, target);
  guint tail = count_equal_tail (before, target, head);

  self->shown = target;
  if (before->len != target->len || head != target->len)
    g_list_model_items_changed (G_LIST_MODEL (self), head, before->len - head - tail, target->len - head - tail);
}

static void
set_pending (DwAlarmRows *self, guint pending)
{
  if (self->pending == pending)
    return;
  self->pending = pending;
  g_signal_emit (self, signals[SIGNAL_PENDING_CHANGED], 0);
}

/* Nothing moves: what is shown stays, urgent ones come on top, the others are counted. Eats target. */
static void
merge_frozen (DwAlarmRows *self, GPtrArray *target)
{
  GPtrArray *merged = g_ptr_array_new_with_free_func (g_object_unref);
  guint pending = 0, n_urgent = 0;

  for (guint i = 0; i < self->shown->len; i++)
    g_ptr_array_add (merged, g_object_ref (g_ptr_array_index (self->shown, i)));
  for (guint i = 0; i < target->len; i++)
    {
      DwAlarmRow *row = g_ptr_array_index (target, i);

      if (g_ptr_array_find (self->shown, row, NULL))
        continue;
      if (dw_alarm_row_get_priority (row) == 1)
        g_ptr_array_insert (merged, (int)n_urgent++, g_object_ref (row));
      else
        pending++;
    }
  g_ptr_array_unref (target);
  take_shown (self, merged);
  set_pending (self, pending);
}

static void
update (DwAlarmRows *self)
{
  GPtrArray *target = list_target (self);

  g_clear_handle_id (&self->source, g_source_remove);
  g_hash_table_foreach_remove (self->by_id, is_over_cb, self);
  if (self->frozen)
    merge_frozen (self, target);
  else
    {
      take_shown (self, target);
      set_pending (self, 0);
    }
  g_signal_emit (self, signals[SIGNAL_COUNTS_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_CHECKED_CHANGED], 0);
}

static gboolean
update_cb (gpointer data)
{
  DwAlarmRows *self = data;

  self->source = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

static void
alarms_changed_cb (DwAlarmRows *self)
{
  if (self->source == 0)
    self->source = g_timeout_add (COALESCE_MS, update_cb, self);
}

/* --- the list model --- */

static GType
dw_alarm_rows_get_item_type (GListModel *model)
{
  return DW_TYPE_ALARM_ROW;
}

static guint
dw_alarm_rows_get_n_items (GListModel *model)
{
  return DW_ALARM_ROWS (model)->shown->len;
}

static gpointer
dw_alarm_rows_get_item (GListModel *model, guint position)
{
  DwAlarmRows *self = DW_ALARM_ROWS (model);

  return position < self->shown->len ? g_object_ref (g_ptr_array_index (self->shown, position)) : NULL;
}

static void
dw_alarm_rows_list_init (GListModelInterface *iface)
{
  iface->get_item_type = dw_alarm_rows_get_item_type;
  iface->get_n_items = dw_alarm_rows_get_n_items;
  iface->get_item = dw_alarm_rows_get_item;
}

static void
dw_alarm_rows_dispose (GObject *object)
{
  DwAlarmRows *self = DW_ALARM_ROWS (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (dw_alarm_rows_parent_class)->dispose (object);
}

static void
dw_alarm_rows_finalize (GObject *object)
{
  DwAlarmRows *self = DW_ALARM_ROWS (object);

  g_ptr_array_unref (self->shown);
  g_hash_table_unref (self->by_id);
  dw_alarm_filter_clear (&self->filter);
  G_OBJECT_CLASS (dw_alarm_rows_parent_class)->finalize (object);
}

static guint
new_signal (const char *name)
{
  return g_signal_new (name, DW_TYPE_ALARM_ROWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dw_alarm_rows_class_init (DwAlarmRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dw_alarm_rows_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_alarm_rows_finalize;
  signals[SIGNAL_PENDING_CHANGED] = new_signal ("pending-changed");
  signals[SIGNAL_CHECKED_CHANGED] = new_signal ("checked-changed");
  signals[SIGNAL_COUNTS_CHANGED] = new_signal ("counts-changed");
}

static void
dw_alarm_rows_init (DwAlarmRows *self)
{
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
}

DwAlarmRows *
dw_alarm_rows_new (DwStation *station)
{
  DwAlarmRows *self = g_object_new (DW_TYPE_ALARM_ROWS, NULL);
  DwAlarmList *alarms = dw_station_get_alarms (station);

  self->station = g_object_ref (station);
  g_signal_connect_object (alarms, "items-changed", G_CALLBACK (alarms_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (alarms, "counts-changed", G_CALLBACK (alarms_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "person-changed", G_CALLBACK (dw_alarm_rows_show_pending), self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}

void
dw_alarm_rows_set_filter (DwAlarmRows *self, const DwAlarmFilter *filter)
{
  dw_alarm_filter_clear (&self->filter);
  self->filter = *filter;
  self->filter.text = g_strdup (filter->text);
  dw_alarm_rows_show_pending (self);
}

void
dw_alarm_rows_set_frozen (DwAlarmRows *self, gboolean frozen)
{
  if (self->frozen == frozen)
    return;
  self->frozen = frozen;
  if (!frozen)
    update (self);
}

guint
dw_alarm_rows_get_pending (DwAlarmRows *self)
{
  return self->pending;
}

void
dw_alarm_rows_show_pending (DwAlarmRows *self)
{
  gboolean frozen = self->frozen;

  self->frozen = FALSE;
  update (self);
  self->frozen = frozen;
}

guint
dw_alarm_rows_count (DwAlarmRows *self, DwAlarmView view)
{
  GListModel *alarms = G_LIST_MODEL (dw_station_get_alarms (self->station));
  guint n_items = g_list_model_get_n_items (alarms), count = 0;
  DwAlarmFilter filter = { .view = view, .place = self->filter.place };

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (DwAlarm) alarm = g_list_model_get_item (alarms, i);
      const DwAlarmRecord *record = dw_alarm_get_record (alarm);
      DwPlace *place = dw_place_tree_find (dw_station_get_tree (self->station), record->place_id);

      count += may_see (self, record) && dw_alarm_filter_passes (&filter, record, place, "", 0);
    }
  return count;
}

void
dw_alarm_rows_add_days (DwAlarmRows *self, DwHazardDays *days)
{
  GListModel *alarms = G_LIST_MODEL (dw_station_get_alarms (self->station));
  guint n_items = g_list_model_get_n_items (alarms);
  DwAlarmFilter filter = dw_alarm_filter_without_days (&self->filter);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (DwAlarm) alarm = g_list_model_get_item (alarms, i);
      const DwAlarmRecord *record = dw_alarm_get_record (alarm);

      if (may_see (self, record) && passes (self, &filter, record, refresh_row (self, record)))
        dw_hazard_days_add (days, record->begin_ms, dw_alarm_kind_event (record->kind));
    }
}

DwAlarmRow *
dw_alarm_rows_find (DwAlarmRows *self, const char *alarm_id, guint *position)
{
  for (guint i = 0; i < self->shown->len; i++)
    if (strcmp (dw_alarm_row_get_alarm_id (g_ptr_array_index (self->shown, i)), alarm_id) == 0)
      {
        *position = i;
        return g_ptr_array_index (self->shown, i);
      }
  return NULL;
}

GPtrArray *
dw_alarm_rows_list_checked (DwAlarmRows *self)
{
  GPtrArray *checked = g_ptr_array_new ();

  for (guint i = 0; i < self->shown->len; i++)
    if (dw_alarm_row_is_checked (g_ptr_array_index (self->shown, i)))
      g_ptr_array_add (checked, g_ptr_array_index (self->shown, i));
  return checked;
}

void
dw_alarm_rows_check_all (DwAlarmRows *self, gboolean checked)
{
  for (guint i = 0; i < self->shown->len; i++)
    dw_alarm_row_set_checked (g_ptr_array_index (self->shown, i), checked);
}
