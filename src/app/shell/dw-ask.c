// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-ask.h"

#include "dw-sheet.h"

#define DW_TYPE_ASK_SHEET (dw_ask_sheet_get_type ())
G_DECLARE_FINAL_TYPE (DwAskSheet, dw_ask_sheet, DW, ASK_SHEET, GtkBox)

struct _DwAskSheet
{
  GtkBox parent_instance;

  /* template children */
  GtkLabel *heading;
  GtkLabel *body;
  GtkLabel *entry_label;
  GtkEntry *entry;
  GtkButton *verb;

  gboolean entry_required;
  DwAskFunc func;
  gpointer data; /* owned through destroy */
  GDestroyNotify destroy;
};

G_DEFINE_FINAL_TYPE (DwAskSheet, dw_ask_sheet, GTK_TYPE_BOX)

static void
update_verb (DwAskSheet *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  gtk_widget_set_sensitive (GTK_WIDGET (self->verb), !self->entry_required || *text != '\0');
}

static void
entry_changed_cb (DwAskSheet *self)
{
  update_verb (self);
}

static void
cancel_clicked_cb (DwAskSheet *self)
{
  dw_sheet_close (GTK_WIDGET (self));
}

static void
verb_clicked_cb (DwAskSheet *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->verb)))
    return;
  g_object_ref (self);
  dw_sheet_close (GTK_WIDGET (self));
  self->func (text, self->data);
  g_object_unref (self);
}

static void
dw_ask_sheet_dispose (GObject *object)
{
  DwAskSheet *self = DW_ASK_SHEET (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), DW_TYPE_ASK_SHEET);
  if (self->destroy != NULL)
    self->destroy (g_steal_pointer (&self->data));
  self->destroy = NULL;
  G_OBJECT_CLASS (dw_ask_sheet_parent_class)->dispose (object);
}

static void
dw_ask_sheet_class_init (DwAskSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_ask_sheet_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dianwei/Dianwei/shell/dw-ask-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, DwAskSheet, heading);
  gtk_widget_class_bind_template_child (widget_class, DwAskSheet, body);
  gtk_widget_class_bind_template_child (widget_class, DwAskSheet, entry_label);
  gtk_widget_class_bind_template_child (widget_class, DwAskSheet, entry);
  gtk_widget_class_bind_template_child (widget_class, DwAskSheet, verb);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, verb_clicked_cb);
}

static void
dw_ask_sheet_init (DwAskSheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill (DwAskSheet *self, const DwQuestion *question)
{
  gboolean has_entry = question->entry_label != NULL;

  gtk_label_set_label (self->heading, question->heading);
  gtk_label_set_label (self->body, question->body != NULL ? question->body : "");
  gtk_widget_set_visible (GTK_WIDGET (self->body), question->body != NULL);
  gtk_label_set_label (self->entry_label, has_entry ? question->entry_label : "");
  gtk_widget_set_visible (GTK_WIDGET (self->entry_label), has_entry);
  gtk_widget_set_visible (GTK_WIDGET (self->entry), has_entry);
  if (has_entry)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, question->entry_label, -1);
  gtk_button_set_label (self->verb, question->verb);
  self->entry_required = has_entry && question->entry_required;
  update_verb (self);
}

void
dw_ask (GtkWidget *anywhere, const DwQuestion *question, DwAskFunc func, gpointer data, GDestroyNotify destroy)
{
  DwAskSheet *self = g_object_new (DW_TYPE_ASK_SHEET, NULL);

  fill (self, question);
  self->func = func;
  self->data = data;
  self->destroy = destroy;
  dw_sheet_present (anywhere, GTK_WIDGET (self), question->entry_label != NULL ? GTK_WIDGET (self->entry) : NULL);
}
