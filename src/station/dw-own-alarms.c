// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-own-alarms.h"

#include "dw-authority.h"
#include "dw-storm.h"

/* The list of all says where something changed, not what went away: a shadow of it, entry by entry, knows that. An alarm that changes its rank leaves the list of all before it changes and comes back
 * after, so the second list is in order at every moment. */

#define RAISED_KEPT_MS 600000 /* the window of a storm */

typedef struct
{
  gint64 mono_ms, place_id;
} Raised;

struct _DwOwnAlarms
{
  DwAlarmList *all;  /* owned */
  DwAlarmList *own;  /* owned */
  GPtrArray *shadow; /* DwAlarm, owned: the list of all */
  DwPlaceTree *tree; /* owned */
  DwClock *clock;    /* owned */
  DwPerson *person;  /* owned, NULL = nobody */
  DwStorm *storm;    /* owned, of what the person may see */
  GArray *raised;    /* Raised, ascending: of whatever may be seen */
};

static gboolean
may_see (DwOwnAlarms *self, gint64 place_id)
{
  return self->person == NULL || dw_authority_check (self->person, DW_ACT_SEE, dw_place_tree_find (self->tree, place_id), NULL);
}

static gboolean
is_own (DwOwnAlarms *self, DwAlarm *alarm)
{
  return dw_alarm_list_find (self->own, dw_alarm_get_record (alarm)->id) == alarm;
}

/* Brings one alarm in or out, as the rights are now. */
static void
sort_alarm (DwOwnAlarms *self, DwAlarm *alarm)
{
  gboolean seen = may_see (self, dw_alarm_get_record (alarm)->place_id);

  if (seen && !is_own (self, alarm))
    dw_alarm_list_add_alarm (self->own, alarm);
  else if (!seen && is_own (self, alarm))
    dw_alarm_list_remove_alarm (self->own, alarm);
}

static void
forget (DwOwnAlarms *self, guint position, guint n_alarms)
{
  for (guint i = position; i < position + n_alarms; i++)
    if (is_own (self, g_ptr_array_index (self->shadow, i)))
      dw_alarm_list_remove_alarm (self->own, g_ptr_array_index (self->shadow, i));
  if (n_alarms > 0)
    g_ptr_array_remove_range (self->shadow, position, n_alarms);
}

static void
learn (DwOwnAlarms *self, guint position, guint n_alarms)
{
  for (guint i = position; i < position + n_alarms; i++)
    {
      DwAlarm *alarm = g_list_model_get_item (G_LIST_MODEL (self->all), i);

      g_ptr_array_insert (self->shadow, (int)i, alarm);
      sort_alarm (self, alarm);
    }
}

static void
items_changed_cb (GListModel *all, guint position, guint removed, guint added, DwOwnAlarms *self)
{
  forget (self, position, removed);
  learn (self, position, added);
}

static void
sort_all (DwOwnAlarms *self)
{
  for (guint i = 0; i < self->shadow->len; i++)
    sort_alarm (self, g_ptr_array_index (self->shadow, i));
}

void
dw_own_alarms_refresh (DwOwnAlarms *self)
{
  /* Without a scope places change nothing. */
  if (self->person != NULL && self->person->scope->len > 0)
    sort_all (self);
}

DwOwnAlarms *
dw_own_alarms_new (DwAlarmList *all, DwPlaceTree *tree, DwClock *clock)
{
  DwOwnAlarms *self = g_new0 (DwOwnAlarms, 1);

  self->all = g_object_ref (all);
  self->own = dw_alarm_list_new ();
  self->shadow = g_ptr_array_new_with_free_func (g_object_unref);
  self->tree = g_object_ref (tree);
  self->clock = dw_clock_ref (clock);
  self->storm = dw_storm_new (clock);
  self->raised = g_array_new (FALSE, FALSE, sizeof (Raised));
  learn (self, 0, g_list_model_get_n_items (G_LIST_MODEL (all)));
  g_signal_connect (all, "items-changed", G_CALLBACK (items_changed_cb), self);
  return self;
}

void
dw_own_alarms_free (DwOwnAlarms *self)
{
  g_signal_handlers_disconnect_by_data (self->all, self);
  g_array_unref (self->raised);
  dw_storm_free (self->storm);
  g_clear_pointer (&self->person, dw_person_free);
  dw_clock_unref (self->clock);
  g_object_unref (self->tree);
  g_ptr_array_unref (self->shadow);
  g_object_unref (self->own);
  g_object_unref (self->all);
  g_free (self);
}

DwAlarmList *
dw_own_alarms_get_list (DwOwnAlarms *self)
{
  return self->own;
}

/* --- flood --- */

/* Cut when half of it is over, so that a storm of any size costs a constant each. */
static void
drop_old_raised (DwOwnAlarms *self)
{
  gint64 begin_ms = dw_clock_mono_ms (self->clock) - RAISED_KEPT_MS;
  guint middle = self->raised->len / 2;

  if (middle > 0 && g_array_index (self->raised, Raised, middle).mono_ms <= begin_ms)
    g_array_remove_range (self->raised, 0, middle);
}

void
dw_own_alarms_note_raised (DwOwnAlarms *self, gint64 place_id)
{
  Raised raised = { dw_clock_mono_ms (self->clock), place_id };

  drop_old_raised (self);
  g_array_append_val (self->raised, raised);
  if (may_see (self, place_id))
    dw_storm_note_raised_at (self->storm, raised.mono_ms);
}

/* What the one who sits down may see of the last ten minutes, also of what is over already. */
static void
count_storm_anew (DwOwnAlarms *self)
{
  dw_storm_free (self->storm);
  self->storm = dw_storm_new (self->clock);
  for (guint i = 0; i < self->raised->len; i++)
    {
      const Raised *raised = &g_array_index (self->raised, Raised, i);

      if (may_see (self, raised->place_id))
        dw_storm_note_raised_at (self->storm, raised->mono_ms);
    }
}

gboolean
dw_own_alarms_is_flooded (DwOwnAlarms *self, guint *count)
{
  *count = dw_storm_count (self->storm);
  return dw_storm_is_flood (self->storm);
}

void
dw_own_alarms_set_person (DwOwnAlarms *self, const DwPerson *person)
{
  g_autoptr (DwPerson) before = g_steal_pointer (&self->person);

  self->person = person != NULL ? dw_person_copy (person) : NULL;
  count_storm_anew (self);
  sort_all (self);
}
