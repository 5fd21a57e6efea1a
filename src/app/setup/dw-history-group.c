// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-tariff-group.h"

#include <glib/gi18n-lib.h>

#include "dw-form.h"
#include "dw-text.h"
#include "dw-trend-desk.h"

/* A hundred years: more than anybody has disks for, little enough to be a date. */
#define MAX_DAYS 36500

typedef struct
{
  DwStation *station;   /* owned */
  GtkWidget *group;     /* borrowed: it owns this struct */
  GtkWidget *fields[3]; /* raw, minutes, hours */
  GtkWidget *room;      /* borrowed */
  GCancellable *cancellable;
} Group;

static const char *const titles[] = {
  N_ ("Days of single samples (0 = for ever)"),
  N_ ("Days of minute values (0 = for ever)"),
  N_ ("Days of hour and day values (0 = for ever)"),
};

static void
group_free (gpointer data)
{
  Group *self = data;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_object_unref (self->station);
  g_free (self);
}

static void
say (Group *self, const char *sentence)
{
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group), sentence);
}

/* --- what it takes --- */

static char *
describe_room (const DwTrendRoom *room)
{
  g_autofree char *size = g_format_size ((guint64)room->file_bytes);
  g_autofree char *samples = dw_text_number ((double)room->samples, 0);
  g_autofree char *each = dw_text_number (room->samples > 0 ? (double)room->file_bytes / (double)room->samples : 0, 2);
  g_autofree char *days = dw_text_number ((double)room->full_days, 0);

  if (room->full_days < 0)
    /* TRANSLATORS: 1 size with unit, 2 number of samples, 3 bytes of one sample. */
    return g_strdup_printf (_ ("%1$s for %2$s samples, %3$s bytes each"), size, samples, each);
  return g_strdup_printf (_ ("%1$s for %2$s samples, %3$s bytes each. At the rate of the last day the disk is full in %4$s days."), size, samples, each, days);
}

static void
room_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  Group *self = data;
  DwTrendRoom room;

  if (!dw_trend_desk_query_room_finish (NULL, result, &room, &error) && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  words = error == NULL ? describe_room (&room) : g_strdup (error->message);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->room), words);
}

/* Each time the group comes into view. */
static void
mapped_cb (GtkWidget *widget, Group *self)
{
  dw_trend_desk_query_room_async (self->station, self->cancellable, room_read_cb, self);
}

static void
add_room (Group *self)
{
  self->room = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->room), _ ("On disk"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->room), "\u2014");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), self->room);
  g_signal_connect (self->group, "map", G_CALLBACK (mapped_cb), self);
}

static void
show_days (Group *self)
{
  DwTrendRetention retention;

  dw_trend_desk_get_retention (self->station, &retention);
  dw_form_set_number (self->fields[0], (int)retention.raw_days);
  dw_form_set_number (self->fields[1], (int)retention.minute_days);
  dw_form_set_number (self->fields[2], (int)retention.hour_days);
}

/* All fields are read, so that every wrong one is marked. */
static gboolean
read_days (Group *self, DwTrendRetention *retention)
{
  int days[G_N_ELEMENTS (titles)] = { 0 };
  gboolean ok = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    ok = dw_form_get_number (self->fields[i], 0, MAX_DAYS, &days[i]) && ok;
  *retention = (DwTrendRetention){ days[0], days[1], days[2] };
  return ok;
}

static void
save_cb (GtkButton *button, Group *self)
{
  DwTrendRetention retention;
  g_autoptr (GError) error = NULL;

  if (!read_days (self, &retention))
    say (self, _ ("A number of days is a whole number from 0 to 36500; nothing was saved."));
  else if (dw_trend_desk_set_retention (self->station, &retention, &error))
    say (self, _ ("Saved. What is older is deleted little by little."));
  else
    say (self, error->message);
}

GtkWidget *
dw_history_group_new (DwStation *station)
{
  Group *self = g_new0 (Group, 1);
  GtkWidget *save = dw_form_button (_ ("Save"), _ ("Save days of the history"), NULL);

  self->station = g_object_ref (station);
  self->cancellable = g_cancellable_new ();
  self->group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _ ("History"));
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      self->fields[i] = dw_form_entry (_ (titles[i]), "");
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), self->fields[i]);
    }
  add_room (self);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self->group), save);
  g_signal_connect (save, "clicked", G_CALLBACK (save_cb), self);
  g_object_set_data_full (G_OBJECT (self->group), "dw-history-group", self, group_free);
  say (self, _ ("How long the history is kept at each resolution."));
  show_days (self);
  return self->group;
}
