// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend-add.h"

#include <glib/gi18n-lib.h>

#include "dw-icon-view.h"
#include "dw-trend-find.h"

#define MAX_HITS 60
#define WIDTH 360
#define HEIGHT 400

struct _DwTrendAdd
{
  GtkPopover parent_instance;

  /* in the widget tree */
  GtkSearchEntry *entry;
  GtkListBox *list;

  DwStation *station;    /* owned */
  DwScope *scope;        /* owned */
  DwTrendChoice *choice; /* owned */
  GPtrArray *hits;       /* DwTrendHit, one for each row */
};

G_DEFINE_FINAL_TYPE (DwTrendAdd, dw_trend_add, GTK_TYPE_POPOVER)

static GtkWidget *
label_new (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* A channel stands indented below its device; what is compared already has a tick. */
static GtkWidget *
row_new (DwTrendAdd *self, const DwTrendHit *hit)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gboolean is_channel = hit->channel.name[0] != '\0';
  g_autofree char *words = g_strdup_printf ("%s, %s", hit->title, hit->note);

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_margin_start (texts, is_channel ? 16 : 0);
  gtk_box_append (GTK_BOX (texts), label_new (hit->title, NULL));
  if (!is_channel)
    gtk_box_append (GTK_BOX (texts), label_new (hit->note, "dw-note"));
  gtk_box_append (GTK_BOX (box), texts);
  if (!is_channel && dw_trend_choice_find (self->choice, hit->channel.device_id) >= 0)
    gtk_box_append (GTK_BOX (box), dw_icon_view_new ("tick", 14));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  return row;
}

static void
fill (DwTrendAdd *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL && GTK_IS_LIST_BOX_ROW (child))
    gtk_list_box_remove (self->list, child);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  self->hits = dw_trend_find (self->station, dw_scope_get_place (self->scope), gtk_editable_get_text (GTK_EDITABLE (self->entry)), MAX_HITS);
  for (guint i = 0; i < self->hits->len; i++)
    gtk_list_box_append (self->list, row_new (self, g_ptr_array_index (self->hits, i)));
}

static void
search_changed_cb (DwTrendAdd *self)
{
  fill (self);
}

static void
shown_cb (DwTrendAdd *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  fill (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
add_hit (DwTrendAdd *self, guint index)
{
  const DwTrendHit *hit = index < self->hits->len ? g_ptr_array_index (self->hits, index) : NULL;
  DwTrendChannel channel;

  if (hit == NULL)
    return;
  channel = hit->channel;
  dw_trend_choice_add (self->choice, channel.device_id, channel.name);
  if (dw_trend_choice_get_n_items (self->choice) == DW_TREND_MAX_ITEMS)
    gtk_popover_popdown (GTK_POPOVER (self));
  else
    fill (self);
}

static void
row_activated_cb (DwTrendAdd *self, GtkListBoxRow *row)
{
  add_hit (self, (guint)gtk_list_box_row_get_index (row));
}

/* Enter in the search takes the first. */
static void
entry_activated_cb (DwTrendAdd *self)
{
  add_hit (self, 0);
}

static void
stopped_cb (DwTrendAdd *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
dw_trend_add_dispose (GObject *object)
{
  DwTrendAdd *self = DW_TREND_ADD (object);

  g_clear_pointer (&self->hits, g_ptr_array_unref);
  g_clear_object (&self->choice);
  g_clear_object (&self->scope);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (dw_trend_add_parent_class)->dispose (object);
}

static void
dw_trend_add_class_init (DwTrendAddClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dw_trend_add_dispose;
}

static GtkWidget *
list_new (DwTrendAdd *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *empty = label_new (_ ("No such circuit here"), "dw-note");

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_placeholder (self->list, empty);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Circuits to add"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_size_request (scrolled, WIDTH, HEIGHT);
  return scrolled;
}

static void
dw_trend_add_init (DwTrendAdd *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  gtk_widget_add_css_class (GTK_WIDGET (self), "dw-popover");
  self->entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->entry, "placeholder-text", _ ("Circuit, box, address"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search a circuit"), -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (box), list_new (self));
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entry_activated_cb), self);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (stopped_cb), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect (self, "show", G_CALLBACK (shown_cb), NULL);
}

GtkWidget *
dw_trend_add_new (DwStation *station, DwScope *scope, DwTrendChoice *choice)
{
  DwTrendAdd *self = g_object_new (DW_TYPE_TREND_ADD, NULL);

  self->station = g_object_ref (station);
  self->scope = g_object_ref (scope);
  self->choice = g_object_ref (choice);
  return GTK_WIDGET (self);
}
