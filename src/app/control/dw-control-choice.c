// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gi18n-lib.h>

#include "dw-control-parts.h"

/* The choose step: one radio button a verb; a blocked one says why and cannot be chosen. */
struct _DwControlChoice
{
  GtkBox parent_instance;

  GPtrArray *offers;  /* owned reference */
  GPtrArray *buttons; /* GtkCheckButton or NULL, in the order of offers */
};

G_DEFINE_FINAL_TYPE (DwControlChoice, dw_control_choice, GTK_TYPE_BOX)

enum { SIGNAL_CHOSEN,
       N_SIGNALS };
static guint signals[N_SIGNALS];

static void
toggled_cb (GtkCheckButton *button, DwControlChoice *self)
{
  if (gtk_check_button_get_active (button))
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static GtkWidget *
make_button (DwControlChoice *self, const DwControlOffer *offer, GtkWidget *group)
{
  g_autofree char *text = offer->allowed ? g_strdup (dw_verb_title (offer->verb)) : g_strdup_printf ("%s — %s", dw_verb_title (offer->verb), offer->reason ? offer->reason : "");
  GtkWidget *button = gtk_check_button_new_with_label (text);

  gtk_widget_set_sensitive (button, offer->allowed);
  if (group)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (group));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);
  return button;
}

static void
fill (DwControlChoice *self, DwVerb verb)
{
  GtkWidget *group = NULL;

  for (guint i = 0; i < self->offers->len; i++)
    {
      const DwControlOffer *offer = self->offers->pdata[i];
      GtkWidget *button = offer->offered ? make_button (self, offer, group) : NULL;

      g_ptr_array_add (self->buttons, button);
      if (!button)
        continue;
      group = group ? group : button;
      gtk_box_append (GTK_BOX (self), button);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (button), offer->verb == verb && offer->allowed);
    }
}

static void
dw_control_choice_finalize (GObject *object)
{
  DwControlChoice *self = DW_CONTROL_CHOICE (object);

  g_ptr_array_unref (self->buttons);
  g_ptr_array_unref (self->offers);
  G_OBJECT_CLASS (dw_control_choice_parent_class)->finalize (object);
}

static void
dw_control_choice_class_init (DwControlChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dw_control_choice_finalize;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dw_control_choice_init (DwControlChoice *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "dw-dialog-pad");
  gtk_box_set_spacing (GTK_BOX (self), 10);
  self->buttons = g_ptr_array_new ();
}

GtkWidget *
dw_control_choice_new (GPtrArray *offers, DwVerb verb)
{
  DwControlChoice *self = g_object_new (DW_TYPE_CONTROL_CHOICE, NULL);

  self->offers = g_ptr_array_ref (offers);
  fill (self, verb);
  return GTK_WIDGET (self);
}

const DwControlOffer *
dw_control_choice_get (DwControlChoice *self)
{
  for (guint i = 0; i < self->buttons->len; i++)
    if (self->buttons->pdata[i] && gtk_check_button_get_active (self->buttons->pdata[i]))
      return self->offers->pdata[i];
  return NULL;
}
