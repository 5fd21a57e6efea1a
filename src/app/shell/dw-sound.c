// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sound.h"

#include <gtk/gtk.h>

#include "dw-alarm-desk.h"

/* A machine without a sound device gives no error: the stream "plays" and ends. Therefore the device is looked for by itself, and sound is never the only channel. */

#define MIN_WAIT_MS 50
#define MAX_WAIT_MS 60000

struct _DwSound
{
  DwStation *station;     /* owned */
  GtkMediaStream *stream; /* owned, the one that plays */
  gulong handler;
  guint source;
};

static gboolean
has_playback_device (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/dev/snd", 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "pcm") && g_str_has_suffix (name, "p"))
      return TRUE;
  return FALSE;
}

/* In a sandbox there is no /dev/snd, but a sound server. */
static gboolean
has_sound_server (void)
{
  static const char *const sockets[] = { "pulse/native", "pipewire-0" };

  if (g_getenv ("PULSE_SERVER") != NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (sockets); i++)
    {
      g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), sockets[i], NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_backend (void)
{
  return g_io_extension_point_lookup (GTK_MEDIA_FILE_EXTENSION_POINT_NAME) != NULL &&
         g_io_extension_point_get_extensions (g_io_extension_point_lookup (GTK_MEDIA_FILE_EXTENSION_POINT_NAME)) != NULL;
}

static void
play (DwSound *self, guint tones)
{
  g_autoptr (GBytes) wave = dw_sound_make_wave (tones);
  g_autoptr (GInputStream) input = g_memory_input_stream_new_from_bytes (wave);

  g_clear_object (&self->stream);
  self->stream = gtk_media_file_new_for_input_stream (input);
  gtk_media_stream_play (self->stream);
  if (gtk_media_stream_get_error (self->stream) != NULL)
    g_warning ("The alarm sound cannot be played: %s", gtk_media_stream_get_error (self->stream)->message);
}

static gboolean
can_play (DwSound *self)
{
  DwSoundState state = dw_sound_get_state (self);

  return state != DW_SOUND_NO_DEVICE && state != DW_SOUND_NO_BACKEND;
}

static void ask_station (DwSound *self);

static gboolean
due_cb (gpointer data)
{
  DwSound *self = data;

  self->source = 0;
  ask_station (self);
  return G_SOURCE_REMOVE;
}

/* The station decides what sounds and when to ask again. */
static void
ask_station (DwSound *self)
{
  gint64 next_ms = G_MAXINT64, wait_ms;
  guint tones = dw_station_tick_sound (self->station, &next_ms);

  g_clear_handle_id (&self->source, g_source_remove);
  if (tones > 0 && can_play (self))
    play (self, tones);
  if (next_ms == G_MAXINT64)
    return;
  wait_ms = next_ms - dw_clock_mono_ms (dw_station_get_clock (self->station));
  self->source = g_timeout_add ((guint)CLAMP (wait_ms, MIN_WAIT_MS, MAX_WAIT_MS), due_cb, self);
}

DwSound *
dw_sound_new (DwStation *station)
{
  DwSound *self = g_new0 (DwSound, 1);

  self->station = g_object_ref (station);
  self->handler = g_signal_connect_swapped (station, "sound-changed", G_CALLBACK (ask_station), self);
  ask_station (self);
  return self;
}

void
dw_sound_free (DwSound *self)
{
  g_clear_signal_handler (&self->handler, self->station);
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->stream);
  g_clear_object (&self->station);
  g_free (self);
}

DwSoundState
dw_sound_get_state (DwSound *self)
{
  if (!has_playback_device () && !has_sound_server ())
    return DW_SOUND_NO_DEVICE;
  if (!has_backend ())
    return DW_SOUND_NO_BACKEND;
  return dw_alarm_desk_is_silenced (self->station, NULL) ? DW_SOUND_SILENCED : DW_SOUND_ON;
}

gboolean
dw_sound_test (DwSound *self)
{
  if (!can_play (self))
    return FALSE;
  play (self, 1);
  return TRUE;
}
