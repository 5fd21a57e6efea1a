// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-list.h"

/* The live alarms in the order of the event table: not acknowledged, acknowledged, set aside (shelved, suppressed, out of service);
 * inside each by priority, then the newest first. A balanced sequence keeps the order, so that a storm of ten thousand costs
 * n log n; one hash finds an occurrence, another the occurrences of a device. Alarms set aside are in the list but in no count. */

typedef enum {
  RANK_UNACKED,
  RANK_ACKED,
  RANK_ASIDE,
  N_RANKS,
} Rank;

struct _DwAlarmList
{
  GObject parent_instance;

  GSequence *sequence;          /* DwAlarm, owned, in order */
  GHashTable *iter_by_id;       /* char*, owned -> GSequenceIter */
  GHashTable *alarms_by_device; /* gint64, owned -> GPtrArray of DwAlarm, borrowed */
  guint counts[N_RANKS][5];     /* by rank and priority; [0] = all priorities */
};

static void dw_alarm_list_list_model_init (GListModelInterface *iface);

/* clang-format off */
G_DEFINE_FINAL_TYPE_WITH_CODE (DwAlarmList, dw_alarm_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, dw_alarm_list_list_model_init))
/* clang-format on */

enum {
  SIGNAL_COUNTS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static Rank
rank_of (const DwAlarmRecord *record)
{
  if (dw_alarm_record_is_unacked (record))
    return RANK_UNACKED;
  return record->state == DW_ALARM_STATE_ACKED ? RANK_ACKED : RANK_ASIDE;
}

static int
compare_records (const DwAlarmRecord *a,
                 const DwAlarmRecord *b)
{
  Rank rank_a = rank_of (a);
  Rank rank_b = rank_of (b);

  if (rank_a != rank_b)
    return rank_a < rank_b ? -1 : 1;
  if (a->priority != b->priority)
    return a->priority < b->priority ? -1 : 1;
  if (a->begin_ms != b->begin_ms)
    return a->begin_ms > b->begin_ms ? -1 : 1;
  return strcmp (a->id, b->id);
}

static int
compare_alarms (gconstpointer a,
                gconstpointer b,
                gpointer data)
{
  return compare_records (dw_alarm_get_record ((DwAlarm *)a), dw_alarm_get_record ((DwAlarm *)b));
}

static void
count (DwAlarmList *self,
       const DwAlarmRecord *record,
       int delta)
{
  guint *row = self->counts[rank_of (record)];

  row[0] += (guint)delta;
  if (record->priority >= 1 && record->priority <= 4)
    row[record->priority] += (guint)delta;
}

static void
index_device (DwAlarmList *self,
              DwAlarm *alarm)
{
  gint64 device_id = dw_alarm_get_record (alarm)->device_id;
  GPtrArray *alarms = g_hash_table_lookup (self->alarms_by_device, &device_id);

  if (alarms == NULL)
    {
      alarms = g_ptr_array_new ();
      g_hash_table_insert (self->alarms_by_device, g_memdup2 (&device_id, sizeof device_id), alarms);
    }
  g_ptr_array_add (alarms, alarm);
}

static void
unindex_device (DwAlarmList *self,
                DwAlarm *alarm)
{
  gint64 device_id = dw_alarm_get_record (alarm)->device_id;
  GPtrArray *alarms = g_hash_table_lookup (self->alarms_by_device, &device_id);

  g_ptr_array_remove_fast (alarms, alarm);
  if (alarms->len == 0)
    g_hash_table_remove (self->alarms_by_device, &device_id);
}

static void
announce (DwAlarmList *self,
          guint position,
          guint removed,
          guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
insert_alarm (DwAlarmList *self,
              DwAlarm *alarm)
{
  const DwAlarmRecord *record = dw_alarm_get_record (alarm);
  GSequenceIter *iter = g_sequence_insert_sorted (self->sequence, alarm, compare_alarms, NULL);

  g_hash_table_insert (self->iter_by_id, g_strdup (record->id), iter);
  index_device (self, alarm);
  count (self, record, 1);
  announce (self, (guint)g_sequence_iter_get_position (iter), 0, 1);
}

/* Returns the list's own reference. */
static DwAlarm *
take_out_alarm (DwAlarmList *self,
                GSequenceIter *iter)
{
  DwAlarm *alarm = g_object_ref (g_sequence_get (iter));
  const DwAlarmRecord *record = dw_alarm_get_record (alarm);
  guint position = (guint)g_sequence_iter_get_position (iter);

  count (self, record, -1);
  unindex_device (self, alarm);
  g_hash_table_remove (self->iter_by_id, record->id);
  g_sequence_remove (iter);
  announce (self, position, 1, 0);
  return alarm;
}

static gboolean
keeps_place (const DwAlarmRecord *before,
             const DwAlarmRecord *after)
{
  return compare_records (before, after) == 0 && before->device_id == after->device_id;
}

static void
replace_record (DwAlarmList *self,
                GSequenceIter *iter,
                const DwAlarmRecord *record)
{
  DwAlarm *alarm = g_sequence_get (iter);

  if (!keeps_place (dw_alarm_get_record (alarm), record))
    {
      alarm = take_out_alarm (self, iter);
      dw_alarm_update (alarm, record);
      insert_alarm (self, alarm);
    }
  else
    dw_alarm_update (alarm, record);
}

static GType
dw_alarm_list_get_item_type (GListModel *model)
{
  return DW_TYPE_ALARM;
}

static guint
dw_alarm_list_get_n_items (GListModel *model)
{
  return (guint)g_sequence_get_length (DW_ALARM_LIST (model)->sequence);
}

static DwAlarm *
peek_alarm (DwAlarmList *self,
            guint position)
{
  GSequenceIter *iter;

  if (position >= (guint)g_sequence_get_length (self->sequence))
    return NULL;
  iter = g_sequence_get_iter_at_pos (self->sequence, (int)position);
  return g_sequence_get (iter);
}

static gpointer
dw_alarm_list_get_item (GListModel *model,
                        guint position)
{
  DwAlarm *alarm = peek_alarm (DW_ALARM_LIST (model), position);

  return alarm != NULL ? g_object_ref (alarm) : NULL;
}

static void
dw_alarm_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = dw_alarm_list_get_item_type;
  iface->get_n_items = dw_alarm_list_get_n_items;
  iface->get_item = dw_alarm_list_get_item;
}

static void
dw_alarm_list_finalize (GObject *object)
{
  DwAlarmList *self = DW_ALARM_LIST (object);

  g_hash_table_unref (self->alarms_by_device);
  g_hash_table_unref (self->iter_by_id);
  g_sequence_free (self->sequence);
  G_OBJECT_CLASS (dw_alarm_list_parent_class)->finalize (object);
}

static void
dw_alarm_list_class_init (DwAlarmListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dw_alarm_list_finalize;
  signals[SIGNAL_COUNTS_CHANGED] = g_signal_new ("counts-changed", DW_TYPE_ALARM_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dw_alarm_list_init (DwAlarmList *self)
{
  self->sequence = g_sequence_new (g_object_unref);
  self->iter_by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->alarms_by_device = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
}

DwAlarmList *
dw_alarm_list_new (void)
{
  return g_object_new (DW_TYPE_ALARM_LIST, NULL);
}

void
dw_alarm_list_put (DwAlarmList *self,
                   const DwAlarmRecord *record)
{
  guint before[N_RANKS][5];
  GSequenceIter *iter;

  g_return_if_fail (DW_IS_ALARM_LIST (self));
  g_return_if_fail (record != NULL && record->id[0] != '\0');

  memcpy (before, self->counts, sizeof before);
  iter = g_hash_table_lookup (self->iter_by_id, record->id);
  if (iter != NULL && record->state == DW_ALARM_STATE_NORM)
    {
      g_autoptr (DwAlarm) alarm = take_out_alarm (self, iter);

      dw_alarm_update (alarm, record);
    }
  else if (iter != NULL)
    replace_record (self, iter, record);
  else if (record->state != DW_ALARM_STATE_NORM)
    insert_alarm (self, dw_alarm_new (record));
  if (memcmp (before, self->counts, sizeof before) != 0)
    g_signal_emit (self, signals[SIGNAL_COUNTS_CHANGED], 0);
}

void
dw_alarm_list_add_alarm (DwAlarmList *self,
                         DwAlarm *alarm)
{
  g_return_if_fail (DW_IS_ALARM_LIST (self));
  g_return_if_fail (!g_hash_table_contains (self->iter_by_id, dw_alarm_get_record (alarm)->id));

  insert_alarm (self, g_object_ref (alarm));
  g_signal_emit (self, signals[SIGNAL_COUNTS_CHANGED], 0);
}

void
dw_alarm_list_remove_alarm (DwAlarmList *self,
                            DwAlarm *alarm)
{
  GSequenceIter *iter;

  g_return_if_fail (DW_IS_ALARM_LIST (self));

  iter = g_hash_table_lookup (self->iter_by_id, dw_alarm_get_record (alarm)->id);
  g_return_if_fail (iter != NULL && g_sequence_get (iter) == alarm);
  g_object_unref (take_out_alarm (self, iter));
  g_signal_emit (self, signals[SIGNAL_COUNTS_CHANGED], 0);
}

DwAlarm *
dw_alarm_list_find (DwAlarmList *self,
                    const char *id)
{
  GSequenceIter *iter;

  g_return_val_if_fail (DW_IS_ALARM_LIST (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  iter = g_hash_table_lookup (self->iter_by_id, id);
  return iter != NULL ? g_sequence_get (iter) : NULL;
}

guint
dw_alarm_list_count (DwAlarmList *self,
                     guint priority)
{
  g_return_val_if_fail (DW_IS_ALARM_LIST (self), 0);
  g_return_val_if_fail (priority <= 4, 0);
  return self->counts[RANK_UNACKED][priority] + self->counts[RANK_ACKED][priority];
}

guint
dw_alarm_list_count_unacked (DwAlarmList *self,
                             guint priority)
{
  g_return_val_if_fail (DW_IS_ALARM_LIST (self), 0);
  g_return_val_if_fail (priority <= 4, 0);
  return self->counts[RANK_UNACKED][priority];
}

/* The order of the list puts the best of each rank at a known position; only these two compete. */
DwAlarm *
dw_alarm_list_get_foremost (DwAlarmList *self)
{
  guint n_unacked;
  guint n_acked;
  DwAlarm *unacked;
  DwAlarm *acked;

  g_return_val_if_fail (DW_IS_ALARM_LIST (self), NULL);

  n_unacked = self->counts[RANK_UNACKED][0];
  n_acked = self->counts[RANK_ACKED][0];
  unacked = n_unacked > 0 ? peek_alarm (self, 0) : NULL;
  acked = n_acked > 0 ? peek_alarm (self, n_unacked) : NULL;
  if (unacked == NULL || acked == NULL)
    return unacked != NULL ? unacked : acked;
  return dw_alarm_get_record (acked)->priority < dw_alarm_get_record (unacked)->priority ? acked : unacked;
}

void
dw_alarm_list_foreach_device (DwAlarmList *self,
                              gint64 device_id,
                              GFunc func,
                              gpointer data)
{
  GPtrArray *alarms;

  g_return_if_fail (DW_IS_ALARM_LIST (self));

  alarms = g_hash_table_lookup (self->alarms_by_device, &device_id);
  if (alarms != NULL)
    g_ptr_array_foreach (alarms, func, data);
}
