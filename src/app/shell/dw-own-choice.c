// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-own-choice.h"

#include <string.h>

#include "dw-choice-desk.h"

/* A key file "format=1" in the group that "what" names. A text that is no such file counts as nothing: it is the person's comfort, and no reason to complain. */

#define FORMAT 1
#define REST_MS 2000

struct _DwOwnChoice
{
  const DwOwnChoiceClass *klass;
  gpointer data;
  DwStation *station; /* owned */
  char *person_id;    /* owned; whose choice is on the screen */
  gulong handler;
  guint keep_id;
  gboolean reading;
};

static void
keep (DwOwnChoice *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_key_file_set_integer (file, self->klass->what, "format", FORMAT);
  self->klass->write (file, self->data);
  text = g_key_file_to_data (file, NULL, NULL);
  if (!dw_choice_desk_keep (self->station, self->person_id, self->klass->what, text, &error))
    g_message ("%s: the choice is not kept: %s", self->klass->what, error->message);
}

static void
keep_now (DwOwnChoice *self)
{
  if (self->keep_id == 0)
    return;
  g_clear_handle_id (&self->keep_id, g_source_remove);
  keep (self);
}

static gboolean
rest_over_cb (gpointer data)
{
  DwOwnChoice *self = data;

  self->keep_id = 0;
  keep (self);
  return G_SOURCE_REMOVE;
}

static GKeyFile *
load (DwOwnChoice *self)
{
  g_autofree char *text = dw_choice_desk_dup (self->station, self->person_id, self->klass->what);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (text != NULL && g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, NULL) && g_key_file_get_integer (file, self->klass->what, "format", NULL) == FORMAT)
    return g_steal_pointer (&file);
  return g_key_file_new ();
}

static void
read_for_person (DwOwnChoice *self)
{
  g_autoptr (GKeyFile) file = NULL;

  g_free (self->person_id);
  self->person_id = g_strdup (dw_station_get_person (self->station)->id);
  file = load (self);
  self->reading = TRUE;
  self->klass->read (file, self->data);
  self->reading = FALSE;
}

/* What is on the screen is still of the one before. */
static void
person_changed_cb (DwOwnChoice *self)
{
  if (g_strcmp0 (self->person_id, dw_station_get_person (self->station)->id) == 0)
    return;
  keep_now (self);
  read_for_person (self);
}

DwOwnChoice *
dw_own_choice_new (DwStation *station, const DwOwnChoiceClass *klass, gpointer data)
{
  DwOwnChoice *self = g_new0 (DwOwnChoice, 1);

  self->klass = klass;
  self->data = data;
  self->station = g_object_ref (station);
  self->handler = g_signal_connect_swapped (station, "person-changed", G_CALLBACK (person_changed_cb), self);
  read_for_person (self);
  return self;
}

void
dw_own_choice_free (DwOwnChoice *self)
{
  keep_now (self);
  g_clear_signal_handler (&self->handler, self->station);
  g_object_unref (self->station);
  g_free (self->person_id);
  g_free (self);
}

void
dw_own_choice_changed (DwOwnChoice *self)
{
  if (self == NULL || self->reading)
    return;
  g_clear_handle_id (&self->keep_id, g_source_remove);
  self->keep_id = g_timeout_add (REST_MS, rest_over_cb, self);
}
