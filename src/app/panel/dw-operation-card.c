// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-operation-card.h"

#include <glib/gi18n-lib.h>

#include "dw-card.h"
#include "dw-control-button.h"
#include "dw-text.h"
#include "dw-toast.h"

/* The card decides nothing: which verbs exist, which are free and why not is the desk's answer. */

struct _DwOperationCard
{
  GtkWidget parent_instance;

  DwCard *card;
  GtkBox *buttons;
  GtkLabel *none;
  GtkLabel *history;
  DwStation *station;
  DwDevice *device;
  DwControlButton *by_verb[DW_N_VERBS];
};

G_DEFINE_FINAL_TYPE (DwOperationCard, dw_operation_card, GTK_TYPE_WIDGET)

static const struct
{
  const char *icon;
  const char *key;
} looks[DW_N_VERBS] = {
  [DW_VERB_RESET] = { "tick", "Ctrl+R" },
  [DW_VERB_SILENCE] = { "mute", "Ctrl+M" },
  [DW_VERB_TRIP] = { "breaker", "Ctrl+T" },
  [DW_VERB_CLOSE] = { "energy", NULL },
  [DW_VERB_ALLOW_CLOSE] = { "hand", NULL },
  [DW_VERB_SET_LIMIT] = { "setup", NULL },
};

/* From harmless to serious. */
static const DwVerb order[] = { DW_VERB_SILENCE, DW_VERB_RESET, DW_VERB_TRIP, DW_VERB_ALLOW_CLOSE, DW_VERB_CLOSE, DW_VERB_SET_LIMIT };

static void
blocked_cb (DwControlButton *button, const char *reason, DwOperationCard *self)
{
  dw_toast_show (GTK_WIDGET (self), reason);
}

static void
show_offer (DwOperationCard *self, const DwControlOffer *offer)
{
  DwControlButton *button = self->by_verb[offer->verb];
  const char *note = offer->needs_second_person ? _ ("two persons") : NULL;

  gtk_widget_set_visible (GTK_WIDGET (button), offer->offered);
  dw_control_button_set_blocked (button, offer->allowed ? NULL : offer->reason, note);
}

static void
show_history (DwOperationCard *self)
{
  gint64 last_ms = 0;
  guint operations = 0;
  g_autofree char *time = NULL, *words = NULL;

  dw_control_desk_get_history (self->station, self->device, &last_ms, &operations);
  if (last_ms > 0)
    {
      time = dw_text_time_short (last_ms);
      /* TRANSLATORS: foot of the control card: time of the last operation, number of all. */
      words = g_strdup_printf (_ ("Last %1$s · %2$u operations"), time, operations);
    }
  gtk_label_set_label (self->history, words != NULL ? words : _ ("No operation yet"));
}

static void
show_holder (DwOperationCard *self)
{
  const char *holder = dw_control_desk_get_holder (self->station, self->device);
  g_autofree char *words = holder != NULL ? g_strdup_printf (_ ("%s is operating"), holder) : NULL;

  dw_card_set_note (self->card, words);
}

void
dw_operation_card_update (DwOperationCard *self)
{
  g_autoptr (GPtrArray) offers = NULL;
  guint n_offered = 0;

  if (self->device == NULL)
    return;
  offers = dw_control_desk_list (self->station, dw_station_get_person (self->station), self->device);
  for (guint i = 0; i < offers->len; i++)
    {
      const DwControlOffer *offer = g_ptr_array_index (offers, i);

      show_offer (self, offer);
      n_offered += offer->offered;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->none), n_offered == 0);
  show_history (self);
  show_holder (self);
}

void
dw_operation_card_set_device (DwOperationCard *self, DwStation *station, DwDevice *device)
{
  g_set_object (&self->station, station);
  g_set_object (&self->device, device);
  dw_operation_card_update (self);
}

static void
dw_operation_card_dispose (GObject *object)
{
  DwOperationCard *self = DW_OPERATION_CARD (object);
  GtkWidget *card = GTK_WIDGET (self->card);

  self->card = NULL;
  g_clear_pointer (&card, gtk_widget_unparent);
  g_clear_object (&self->station);
  g_clear_object (&self->device);
  G_OBJECT_CLASS (dw_operation_card_parent_class)->dispose (object);
}

static void
dw_operation_card_class_init (DwOperationCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dw_operation_card_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
add_button (DwOperationCard *self, DwVerb verb)
{
  GtkWidget *button = dw_control_button_new (looks[verb].icon, dw_verb_title (verb), looks[verb].key);

  self->by_verb[verb] = DW_CONTROL_BUTTON (button);
  gtk_widget_set_visible (button, FALSE);
  dw_control_button_set_act (self->by_verb[verb], "panel.control", g_variant_new_string (dw_verb_word (verb)));
  g_signal_connect_object (button, "blocked", G_CALLBACK (blocked_cb), self, 0);
  gtk_box_append (self->buttons, button);
}

static void
dw_operation_card_init (DwOperationCard *self)
{
  self->card = DW_CARD (dw_card_new (_ ("Remote operation"), NULL));
  self->buttons = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 7));
  gtk_widget_add_css_class (GTK_WIDGET (self->buttons), "dw-operations");
  gtk_widget_set_vexpand (GTK_WIDGET (self->buttons), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    add_button (self, order[i]);
  self->none = GTK_LABEL (gtk_label_new (_ ("This device has no remote operation.")));
  gtk_label_set_wrap (self->none, TRUE);
  gtk_label_set_xalign (self->none, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->none), "dw-note");
  gtk_box_append (self->buttons, GTK_WIDGET (self->none));
  self->history = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->history, 0);
  gtk_label_set_ellipsize (self->history, PANGO_ELLIPSIZE_END);
  dw_card_append (self->card, GTK_WIDGET (self->buttons));
  dw_card_append_foot (self->card, GTK_WIDGET (self->history));
  gtk_widget_set_parent (GTK_WIDGET (self->card), GTK_WIDGET (self));
}

GtkWidget *
dw_operation_card_new (void)
{
  return g_object_new (DW_TYPE_OPERATION_CARD, NULL);
}
