// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-actions.h"

#include <glib/gi18n-lib.h>

#include "dw-alarm-desk.h"
#include "dw-alarm-words.h"
#include "dw-ask.h"
#include "dw-toast.h"
#include "dw-trend-link.h"

#define UNDO_SECONDS 8

/* What the actions need; lives as long as the group. */
typedef struct
{
  GtkWidget *window;  /* borrowed: owns the group */
  DwStation *station; /* owned */
} Acts;

static void
acts_free (gpointer data)
{
  Acts *self = data;

  g_object_unref (self->station);
  g_free (self);
}

static const DwPerson *
get_person (Acts *self)
{
  return dw_station_get_person (self->station);
}

static void
report (Acts *self, gboolean done, const char *text, const GError *error)
{
  dw_toast_show (self->window, done ? text : error->message);
}

/* "Residual current alarm, 2AL1": short enough for a toast. New string. */
static char *
name_alarm (Acts *self, const char *alarm_id)
{
  g_autoptr (DwAlarmRecord) record = dw_alarm_desk_find (self->station, alarm_id);
  g_autofree char *device = NULL;
  DwAlarmSite site;

  if (record == NULL)
    return g_strdup ("");
  dw_alarm_site_find (&site, self->station, record->device_id, record->place_id, record->channel);
  device = dw_alarm_words_device (self->station, &site, record->gateway_id);
  return g_strdup_printf ("%s · %s", dw_alarm_kind_title (record->kind), device);
}

/* --- one alarm --- */

static void
acknowledge_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Acts *self = data;
  const char *id = g_variant_get_string (parameter, NULL);
  g_autofree char *name = name_alarm (self, id);
  g_autofree char *text = g_strdup_printf (_ ("Acknowledged: %s"), name);
  g_autoptr (GError) error = NULL;

  if (dw_alarm_desk_acknowledge (self->station, get_person (self), id, "", &error))
    dw_toast_show_action (self->window, text, _ ("Undo"), "alarm.unacknowledge", g_variant_new_string (id), UNDO_SECONDS);
  else
    dw_toast_show (self->window, error->message);
}

static void
unacknowledge_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Acts *self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = dw_alarm_desk_unacknowledge (self->station, get_person (self), g_variant_get_string (parameter, NULL), &error);

  report (self, done, _ ("The acknowledgement was taken back"), error);
}

static void
take_over_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Acts *self = data;
  const char *id = g_variant_get_string (parameter, NULL);
  g_autofree char *name = name_alarm (self, id);
  g_autofree char *text = g_strdup_printf (_ ("Taken over by you: %s"), name);
  g_autoptr (GError) error = NULL;
  gboolean done = dw_alarm_desk_take_over (self->station, get_person (self), id, &error);

  report (self, done, text, error);
}

static void
show_target (Acts *self, const char *action, gint64 id)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  gtk_widget_activate_action (self->window, action, "s", text);
}

static void
locate_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Acts *self = data;
  g_autoptr (DwAlarmRecord) record = dw_alarm_desk_find (self->station, g_variant_get_string (parameter, NULL));

  if (record == NULL)
    return;
  if (record->device_id != 0 && dw_place_tree_find_device (dw_station_get_tree (self->station), record->device_id) != NULL)
    show_target (self, "win.show-device", record->device_id);
  else
    show_target (self, "win.show-place", record->place_id);
}

/* The curve in which the alarm began (S2-15, S2-19); nothing is measured at a gateway. */
static void
show_trend_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Acts *self = data;
  g_autoptr (DwAlarmRecord) record = dw_alarm_desk_find (self->station, g_variant_get_string (parameter, NULL));

  if (record != NULL && !dw_trend_link_follow (self->window, record->device_id, record->channel, record->begin_ms))
    dw_toast_show (self->window, _ ("There is no curve of this alarm: it belongs to no device"));
}

/* --- with a text, for one or many --- */

typedef gboolean (*TextAct) (DwStation *station, const DwPerson *person, const char *alarm_id, const char *comment, GError **error);

typedef struct
{
  Acts *acts; /* borrowed: the sheet is in the window that owns it */
  char **ids;
  TextAct act;
} TextJob;

static void
text_job_free (gpointer data)
{
  TextJob *self = data;

  g_strfreev (self->ids);
  g_free (self);
}

static void
text_given_cb (const char *text, gpointer data)
{
  TextJob *job = data;
  guint n_done = 0, n_all = g_strv_length (job->ids);
  g_autofree char *summary = NULL;
  g_autofree char *problem = NULL;

  for (guint i = 0; i < n_all; i++)
    {
      g_autoptr (GError) error = NULL;

      if (job->act (job->acts->station, get_person (job->acts), job->ids[i], text, &error))
        n_done++;
      else if (problem == NULL)
        problem = g_strdup (error->message);
    }
  summary = problem == NULL ? g_strdup_printf (ngettext ("%u entry done", "%u entries done", n_done), n_done) : g_strdup_printf (_ ("%1$u of %2$u done: %3$s"), n_done, n_all, problem);
  dw_toast_show (job->acts->window, summary);
}

static void
ask_text (Acts *self, char **ids, TextAct act, const DwQuestion *question)
{
  TextJob *job = g_new0 (TextJob, 1);

  job->acts = self;
  job->ids = ids;
  job->act = act;
  dw_ask (self->window, question, text_given_cb, job, text_job_free);
}

static void
ask_comment (Acts *self, char **ids)
{
  guint n_ids = g_strv_length (ids);
  g_autofree char *heading = g_strdup_printf (ngettext ("Note on %u alarm", "Note on %u alarms", n_ids), n_ids);
  DwQuestion question = { .heading = heading, .verb = _ ("Write note"), .entry_label = _ ("Note"), .entry_required = TRUE };

  ask_text (self, ids, dw_alarm_desk_comment, &question);
}

static void
comment_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  char *ids[] = { (char *)g_variant_get_string (parameter, NULL), NULL };

  ask_comment (data, g_strdupv (ids));
}

static void
comment_many_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ask_comment (data, g_variant_dup_strv (parameter, NULL));
}

static gboolean
is_urgent (Acts *self, const char *id)
{
  DwAlarm *alarm = dw_alarm_list_find (dw_station_get_alarms (self->station), id);

  return alarm != NULL && dw_alarm_get_record (alarm)->priority == 1;
}

static char **
leave_out_urgent (Acts *self, GVariant *parameter)
{
  g_autofree const char **ids = g_variant_get_strv (parameter, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; ids[i] != NULL; i++)
    if (!is_urgent (self, ids[i]))
      g_strv_builder_add (builder, ids[i]);
  return g_strv_builder_end (builder);
}

static void
acknowledge_many_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Acts *self = data;
  char **ids = leave_out_urgent (self, parameter);
  guint n_ids = g_strv_length (ids);
  g_autofree char *heading = g_strdup_printf (ngettext ("Acknowledge %u alarm", "Acknowledge %u alarms", n_ids), n_ids);
  DwQuestion question = { .heading = heading, .body = _ ("One reason is written to all of them. Urgent alarms are acknowledged one by one."), .verb = _ ("Acknowledge"), .entry_label = _ ("Reason"), .entry_required = TRUE };

  if (n_ids > 0)
    ask_text (self, ids, dw_alarm_desk_acknowledge, &question);
  else
    g_strfreev (ids);
}

static const GActionEntry entries[] = {
  { .name = "acknowledge", .activate = acknowledge_activated_cb, .parameter_type = "s" },
  { .name = "unacknowledge", .activate = unacknowledge_activated_cb, .parameter_type = "s" },
  { .name = "take-over", .activate = take_over_activated_cb, .parameter_type = "s" },
  { .name = "comment", .activate = comment_activated_cb, .parameter_type = "s" },
  { .name = "locate", .activate = locate_activated_cb, .parameter_type = "s" },
  { .name = "show-trend", .activate = show_trend_activated_cb, .parameter_type = "s" },
  { .name = "acknowledge-many", .activate = acknowledge_many_activated_cb, .parameter_type = "as" },
  { .name = "comment-many", .activate = comment_many_activated_cb, .parameter_type = "as" },
};

void
dw_alarm_actions_install (GtkWidget *window, DwStation *station)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  Acts *acts = g_new0 (Acts, 1);

  acts->window = window;
  acts->station = g_object_ref (station);
  g_object_set_data_full (G_OBJECT (group), "dw-acts", acts, acts_free);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), acts);
  gtk_widget_insert_action_group (window, "alarm", G_ACTION_GROUP (group));
}
