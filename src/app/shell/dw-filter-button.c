// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-filter-button.h"

#include "dw-icon-view.h"

struct _DwFilterButton
{
  GtkWidget parent_instance;

  /* in the widget tree */
  GtkWidget *button;
  GtkLabel *label;
  GtkWidget *list;

  char *all_text; /* owned */
  gboolean single;
  gboolean setting; /* by program: no signal */
};

G_DEFINE_FINAL_TYPE (DwFilterButton, dw_filter_button, GTK_TYPE_WIDGET)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static const char bit_key[] = "dw-bit";

static guint
get_bit (GtkWidget *check)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), bit_key));
}

/* "Alarm, Trip", or the words for all. */
static char *
describe (DwFilterButton *self)
{
  GString *text = g_string_new (NULL);

  for (GtkWidget *check = gtk_widget_get_first_child (self->list); check != NULL; check = gtk_widget_get_next_sibling (check))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", gtk_check_button_get_label (GTK_CHECK_BUTTON (check)));
  if (text->len == 0)
    g_string_append (text, self->all_text);
  return g_string_free (text, FALSE);
}

static void
update_text (DwFilterButton *self)
{
  g_autofree char *text = describe (self);
  g_autofree char *words = g_strdup_printf ("%s: %s", self->all_text, text);

  gtk_label_set_label (self->label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  if (dw_filter_button_get_mask (self) != 0)
    gtk_widget_add_css_class (self->button, "dw-active");
  else
    gtk_widget_remove_css_class (self->button, "dw-active");
}

static void
clear_others (DwFilterButton *self, GtkWidget *kept)
{
  for (GtkWidget *check = gtk_widget_get_first_child (self->list); check != NULL; check = gtk_widget_get_next_sibling (check))
    if (check != kept)
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
}

static void
toggled_cb (GtkCheckButton *check, DwFilterButton *self)
{
  if (self->setting)
    return;
  self->setting = TRUE;
  if (self->single && gtk_check_button_get_active (check))
    clear_others (self, GTK_WIDGET (check));
  self->setting = FALSE;
  update_text (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
dw_filter_button_dispose (GObject *object)
{
  DwFilterButton *self = DW_FILTER_BUTTON (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  G_OBJECT_CLASS (dw_filter_button_parent_class)->dispose (object);
}

static void
dw_filter_button_finalize (GObject *object)
{
  g_free (DW_FILTER_BUTTON (object)->all_text);
  G_OBJECT_CLASS (dw_filter_button_parent_class)->finalize (object);
}

static void
dw_filter_button_class_init (DwFilterButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dw_filter_button_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_filter_button_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", DW_TYPE_FILTER_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dw_filter_button_init (DwFilterButton *self)
{
  GtkWidget *face = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *popover = gtk_popover_new ();

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->label, 18);
  gtk_box_append (GTK_BOX (face), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (face), dw_icon_view_new ("down", 13));
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_popover_set_child (GTK_POPOVER (popover), self->list);
  gtk_widget_add_css_class (popover, "dw-popover");
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), face);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

GtkWidget *
dw_filter_button_new (const char *all_text, gboolean single)
{
  DwFilterButton *self = g_object_new (DW_TYPE_FILTER_BUTTON, NULL);

  self->all_text = g_strdup (all_text);
  self->single = single;
  update_text (self);
  return GTK_WIDGET (self);
}

void
dw_filter_button_add (DwFilterButton *self, guint bit, const char *text)
{
  GtkWidget *check = gtk_check_button_new_with_label (text);

  g_object_set_data (G_OBJECT (check), bit_key, GUINT_TO_POINTER (bit));
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_box_append (GTK_BOX (self->list), check);
}

guint
dw_filter_button_get_mask (DwFilterButton *self)
{
  guint mask = 0;

  for (GtkWidget *check = gtk_widget_get_first_child (self->list); check != NULL; check = gtk_widget_get_next_sibling (check))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
      mask |= get_bit (check);
  return mask;
}

void
dw_filter_button_set_mask (DwFilterButton *self, guint mask)
{
  self->setting = TRUE;
  for (GtkWidget *check = gtk_widget_get_first_child (self->list); check != NULL; check = gtk_widget_get_next_sibling (check))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), (mask & get_bit (check)) != 0);
  self->setting = FALSE;
  update_text (self);
}
