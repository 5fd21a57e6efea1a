// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-header-button.h"

#include <glib/gi18n-lib.h>

#include "dw-alarm-desk.h"
#include "dw-sound.h"
#include "dw-tick.h"

typedef struct
{
  GtkWidget *button;  /* borrowed: owns us */
  DwStation *station; /* owned */
  DwSound *sound;     /* borrowed from the application, outlives its windows */
  GtkLabel *note;
  guint tick;
} SoundButton;

static char *
describe_silence (DwStation *station)
{
  int remaining_ms = 0;

  dw_alarm_desk_is_silenced (station, &remaining_ms);
  return g_strdup_printf (_ ("Silenced %1$d:%2$02d"), remaining_ms / 60000, remaining_ms / 1000 % 60);
}

static void
update (SoundButton *self)
{
  g_autofree char *text = NULL;

  switch (dw_sound_get_state (self->sound))
    {
    case DW_SOUND_SILENCED:
      text = describe_silence (self->station);
      dw_header_button_set (self->button, text, 3);
      gtk_label_set_label (self->note, _ ("The next new alarm sounds again."));
      break;
    case DW_SOUND_NO_DEVICE:
      dw_header_button_set (self->button, _ ("No sound card"), 3);
      gtk_label_set_label (self->note, _ ("Alarms are shown, but cannot be heard here. Connect a sound card or loudspeaker."));
      break;
    case DW_SOUND_NO_BACKEND:
      dw_header_button_set (self->button, _ ("No sound"), 3);
      gtk_label_set_label (self->note, _ ("This system cannot play sounds: the media module of GTK 4 is not installed (Debian: libgtk-4-media-gstreamer)."));
      break;
    case DW_SOUND_ON:
    default:
      dw_header_button_set (self->button, _ ("Sound on"), 0);
      gtk_label_set_label (self->note, _ ("Urgent: three tones every 2 s. Immediate: two every 5 s. Same day: one a minute."));
      break;
    }
}

static void
tick_cb (gint64 now_ms, gpointer data)
{
  update (data);
}

static void
test_clicked_cb (SoundButton *self)
{
  dw_sound_test (self->sound);
}

static void
sound_changed_cb (DwStation *station, GtkWidget *button)
{
  update (g_object_get_data (G_OBJECT (button), "dw-sound-button"));
}

static GtkWidget *
popover_new (SoundButton *self)
{
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *test = gtk_button_new_with_label (_ ("Play a test tone"));

  self->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->note, TRUE);
  gtk_label_set_xalign (self->note, 0);
  gtk_label_set_max_width_chars (self->note, 40);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));
  gtk_box_append (GTK_BOX (box), test);
  g_signal_connect_swapped (test, "clicked", G_CALLBACK (test_clicked_cb), self);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_widget_add_css_class (popover, "dw-popover");
  return popover;
}

static void
sound_button_free (gpointer data)
{
  SoundButton *self = data;

  g_object_unref (self->station);
  g_free (self);
}

static void
button_destroyed_cb (GtkWidget *button, SoundButton *self)
{
  if (self->tick != 0)
    dw_tick_unwatch (dw_tick_of (button), self->tick);
  self->tick = 0;
}

GtkWidget *
dw_sound_button_new (DwStation *station, DwSound *sound)
{
  SoundButton *self = g_new0 (SoundButton, 1);

  self->button = dw_header_button_new ("sound", FALSE);
  self->station = g_object_ref (station);
  self->sound = sound;
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover_new (self));
  self->tick = dw_tick_watch (dw_tick_of (self->button), tick_cb, self);
  g_object_set_data_full (G_OBJECT (self->button), "dw-sound-button", self, sound_button_free);
  g_signal_connect (self->button, "destroy", G_CALLBACK (button_destroyed_cb), self);
  g_signal_connect_object (station, "sound-changed", G_CALLBACK (sound_changed_cb), self->button, 0);
  update (self);
  return self->button;
}
