// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-desk.h"

#include <glib/gi18n-lib.h>

#include "dw-authority.h"
#include "dw-month-map.h"
#include "dw-station-private.h"

/* Each verb: rights first, then the engine's edge, then one audit line. The engine's sink carries record and event to the journal. */
enum {
  SILENCE_MS = 5 * 60 * 1000,
};

/* The names under which the codes cross D-Bus (dw-remote-server.c). */
static const GDBusErrorEntry error_entries[] = {
  { DW_DESK_ERROR_DENIED, "io.github.dianwei.Error.Denied" },
  { DW_DESK_ERROR_REFUSED, "io.github.dianwei.Error.Refused" },
  { DW_DESK_ERROR_FAILED, "io.github.dianwei.Error.Failed" },
  { DW_DESK_ERROR_INVALID, "io.github.dianwei.Error.Invalid" },
};

GQuark
dw_desk_error_quark (void)
{
  static gsize quark;

  g_dbus_error_register_error_domain ("dw-desk-error-quark", &quark, error_entries, G_N_ELEMENTS (error_entries));
  return (GQuark)quark;
}

static DwPlace *
get_alarm_place (DwStation *station, const char *alarm_id)
{
  const DwAlarmRecord *record = dw_alarm_engine_find (station->engine, alarm_id);

  return record ? dw_place_tree_find (station->tree, record->place_id) : NULL;
}

static char *
name_alarm (DwStation *station, const char *alarm_id)
{
  const DwAlarmRecord *record = dw_alarm_engine_find (station->engine, alarm_id);
  DwDevice *device = record ? dw_place_tree_find_device (station->tree, record->device_id) : NULL;
  g_autofree char *name = device ? dw_station_name_device (station, device) : g_strdup ("");

  return record ? g_strdup_printf ("%s %s %s", name, record->channel, dw_alarm_kind_word (record->kind)) : g_strdup (alarm_id);
}

static gboolean
check_right (DwStation *station, const DwPerson *person, DwAct act, const char *word, const char *alarm_id, GError **error)
{
  g_autofree char *reason = NULL;
  g_autofree char *object = NULL;

  if (dw_authority_check (person, act, alarm_id ? get_alarm_place (station, alarm_id) : NULL, &reason))
    return TRUE;
  object = alarm_id ? name_alarm (station, alarm_id) : g_strdup ("");
  dw_station_audit (station, person, word, object, NULL, NULL, reason, "denied");
  g_set_error_literal (error, DW_DESK_ERROR, DW_DESK_ERROR_DENIED, reason);
  return FALSE;
}

gboolean
dw_alarm_desk_may (DwStation *station, const DwPerson *person, DwAlarmAct act, const char *alarm_id, char **reason)
{
  static const DwAct acts[] = {
    [DW_ALARM_ACT_ACKNOWLEDGE] = DW_ACT_ACKNOWLEDGE,
    [DW_ALARM_ACT_TAKE_OVER] = DW_ACT_TAKE_OVER,
    [DW_ALARM_ACT_COMMENT] = DW_ACT_COMMENT,
    [DW_ALARM_ACT_SILENCE] = DW_ACT_SILENCE,
  };

  return dw_authority_check (person, acts[act], alarm_id ? get_alarm_place (station, alarm_id) : NULL, reason);
}

static gboolean
end_act (DwStation *station, const DwPerson *person, const char *word, const char *object, const char *note, gboolean done, const char *reason, GError **error)
{
  if (done)
    {
      dw_station_audit (station, person, word, object, NULL, NULL, note, "done");
      return TRUE;
    }
  g_set_error_literal (error, DW_DESK_ERROR, DW_DESK_ERROR_REFUSED, reason ? reason : _ ("This alarm is not live any more"));
  return FALSE;
}

gboolean
dw_alarm_desk_acknowledge (DwStation *station, const DwPerson *person, const char *alarm_id, const char *comment, GError **error)
{
  g_autofree char *reason = NULL;
  g_autofree char *object = name_alarm (station, alarm_id);

  return check_right (station, person, DW_ACT_ACKNOWLEDGE, "acknowledge", alarm_id, error) &&
         end_act (station, person, "acknowledge", object, comment, dw_alarm_engine_acknowledge (station->engine, alarm_id, person->id, comment ? comment : "", &reason), reason, error);
}

gboolean
dw_alarm_desk_unacknowledge (DwStation *station, const DwPerson *person, const char *alarm_id, GError **error)
{
  g_autofree char *reason = NULL;
  g_autofree char *object = name_alarm (station, alarm_id);

  return check_right (station, person, DW_ACT_ACKNOWLEDGE, "unacknowledge", alarm_id, error) &&
         end_act (station, person, "unacknowledge", object, NULL, dw_alarm_engine_unacknowledge (station->engine, alarm_id, person->id, &reason), reason, error);
}

gboolean
dw_alarm_desk_take_over (DwStation *station, const DwPerson *person, const char *alarm_id, GError **error)
{
  g_autofree char *reason = NULL;
  g_autofree char *object = name_alarm (station, alarm_id);

  return check_right (station, person, DW_ACT_TAKE_OVER, "take-over", alarm_id, error) &&
         end_act (station, person, "take-over", object, NULL, dw_alarm_engine_take_over (station->engine, alarm_id, person->id, &reason), reason, error);
}

gboolean
dw_alarm_desk_comment (DwStation *station, const DwPerson *person, const char *alarm_id, const char *comment, GError **error)
{
  g_autofree char *reason = NULL;
  g_autofree char *object = name_alarm (station, alarm_id);

  if (!comment || !*comment)
    {
      g_set_error_literal (error, DW_DESK_ERROR, DW_DESK_ERROR_INVALID, _ ("The comment is empty"));
      return FALSE;
    }
  return check_right (station, person, DW_ACT_COMMENT, "comment", alarm_id, error) &&
         end_act (station, person, "comment", object, comment, dw_alarm_engine_comment (station->engine, alarm_id, person->id, comment, &reason), reason, error);
}

gboolean
dw_alarm_desk_silence (DwStation *station, const DwPerson *person, GError **error)
{
  if (!check_right (station, person, DW_ACT_SILENCE, "silence", NULL, error))
    return FALSE;
  dw_annunciator_silence (station->annunciator);
  dw_station_audit (station, person, "silence", "", NULL, NULL, NULL, "done");
  g_signal_emit_by_name (station, "sound-changed");
  return TRUE;
}

gboolean
dw_alarm_desk_is_silenced (DwStation *station, int *remaining_ms)
{
  return dw_annunciator_is_silenced (station->annunciator, remaining_ms);
}

/* --- history --- */

/* Free with dw_event_query_clear. */
static void
make_query (DwStation *station, const DwEventFilter *filter, DwEventQuery *query)
{
  dw_event_query_init (query);
  query->kinds = filter->kinds;
  query->classes = filter->classes;
  query->priorities = filter->priorities;
  query->states = filter->states;
  query->from_ms = filter->from_ms;
  query->to_ms = filter->to_ms;
  query->place_ids = dw_visible_places_list (station->tree, station->person, filter->place);
  query->device_id = filter->device_id;
  query->alarm_id = g_strdup (filter->alarm_id);
  query->text = g_strdup (filter->text);
  query->offset = filter->offset;
  query->limit = filter->limit;
}

void
dw_alarm_desk_query_async (DwStation *station, const DwEventFilter *filter, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  DwEventQuery query;

  make_query (station, filter, &query);
  dw_store_query_events_async (station->store, &query, cancellable, callback, user_data);
  dw_event_query_clear (&query);
}

GPtrArray *
dw_alarm_desk_query_finish (DwStation *station, GAsyncResult *result, guint *total, GError **error)
{
  return dw_store_query_events_finish (station->store, result, total, error);
}

void
dw_alarm_desk_count_days_async (DwStation *station, const DwEventFilter *filter, const gint64 *edges_ms, guint n_days, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  DwEventQuery query;

  make_query (station, filter, &query);
  dw_store_count_events_by_day_async (station->store, &query, edges_ms, n_days, cancellable, callback, user_data);
  dw_event_query_clear (&query);
}

GArray *
dw_alarm_desk_count_days_finish (DwStation *station, GAsyncResult *result, GError **error)
{
  return dw_store_count_events_by_day_finish (station->store, result, error);
}

DwAlarmRecord *
dw_alarm_desk_find (DwStation *station, const char *alarm_id)
{
  const DwAlarmRecord *record = dw_alarm_engine_find (station->engine, alarm_id);

  return record ? dw_alarm_record_copy (record) : dw_store_load_alarm (station->store, alarm_id, NULL);
}
