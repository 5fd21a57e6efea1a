// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-search.h"

#include <glib/gi18n-lib.h>

#include "dw-empty.h"
#include "dw-search-keys.h"

#define MOST_RECENT 8

struct _DwSearch
{
  GtkPopover parent_instance;

  /* template children */
  GtkSearchEntry *entry;
  GtkListBox *list;
  GtkStack *stack;
  DwEmpty *empty;

  DwStation *station; /* owned */
  GPtrArray *hits;    /* owned, in the order of the rows */
  GPtrArray *recent;  /* owned: DwSearchHit opened in this window, the newest first */
};

G_DEFINE_FINAL_TYPE (DwSearch, dw_search, GTK_TYPE_POPOVER)

static const char group_key[] = "dw-group";

static GtkWidget *
row_new (const DwSearchHit *hit)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  /* The note may be empty: some versions of the toolkit measure an empty ellipsised label below nothing. */
  GtkWidget *title = gtk_label_new (hit->title), *note = gtk_label_new (hit->note);
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *words = g_strdup_printf ("%s, %s", hit->title, hit->note);

  gtk_label_set_ellipsize (GTK_LABEL (note), PANGO_ELLIPSIZE_START);
  gtk_label_set_xalign (GTK_LABEL (note), 1);
  gtk_widget_set_hexpand (note, TRUE);
  gtk_widget_set_visible (note, *hit->note != '\0');
  gtk_widget_add_css_class (note, "dw-note");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), note);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), group_key, (gpointer)hit->group);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  return row;
}

static const char *
get_group (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), group_key);
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  GtkWidget *header = NULL;

  if (before == NULL || get_group (before) != get_group (row))
    {
      header = gtk_label_new (get_group (row));
      gtk_label_set_xalign (GTK_LABEL (header), 0);
      gtk_widget_add_css_class (header, "dw-group");
    }
  gtk_list_box_row_set_header (row, header);
}

/* The focus stays in the entry; this tells a screen reader which line Enter would open. */
static void
tell_selection (DwSearch *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, row, -1);
  else
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT);
}

static void
select_row (DwSearch *self, GtkListBoxRow *row)
{
  GtkAdjustment *scroll = gtk_list_box_get_adjustment (self->list);
  graphene_rect_t bounds;

  gtk_list_box_select_row (self->list, row);
  if (row != NULL && scroll != NULL && gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (scroll, bounds.origin.y, bounds.origin.y + bounds.size.height);
  tell_selection (self);
}

/* What was opened before and is still there, as hits under a heading of their own. */
static GPtrArray *
list_recent (DwSearch *self)
{
  GPtrArray *hits = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_search_hit_free);

  for (guint i = 0; i < self->recent->len; i++)
    {
      const DwSearchHit *hit = g_ptr_array_index (self->recent, i);

      if (dw_search_hit_is_there (hit, self->station))
        g_ptr_array_add (hits, dw_search_hit_copy (hit));
    }
  return hits;
}

static void
remember (DwSearch *self, const DwSearchHit *hit)
{
  DwSearchHit *copy = dw_search_hit_copy (hit);

  copy->group = _ ("Recent");
  for (guint i = self->recent->len; i > 0; i--)
    {
      const DwSearchHit *old = g_ptr_array_index (self->recent, i - 1);

      if (g_str_equal (old->action, copy->action) && g_str_equal (old->target, copy->target))
        g_ptr_array_remove_index (self->recent, i - 1);
    }
  g_ptr_array_insert (self->recent, 0, copy);
  if (self->recent->len > MOST_RECENT)
    g_ptr_array_set_size (self->recent, MOST_RECENT);
}

static void
clear_list (DwSearch *self)
{
  GtkListBoxRow *row = NULL;

  gtk_list_box_unselect_all (self->list);
  tell_selection (self);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static gboolean
is_same_hit (const DwSearchHit *a, const DwSearchHit *b)
{
  return a->group == b->group && g_str_equal (a->title, b->title) && g_strcmp0 (a->note, b->note) == 0 && g_str_equal (a->action, b->action) && g_str_equal (a->target, b->target);
}

static gboolean
are_shown (DwSearch *self, const GPtrArray *hits)
{
  if (self->hits == NULL || self->hits->len != hits->len)
    return FALSE;
  for (guint i = 0; i < hits->len; i++)
    if (!is_same_hit (self->hits->pdata[i], hits->pdata[i]))
      return FALSE;
  return TRUE;
}

/* The same hits again leave the rows alone: somebody may be pressing one just now. */
static void
fill_list (DwSearch *self, const char *text)
{
  g_autoptr (GPtrArray) hits = *text != '\0' ? dw_search_find (self->station, text) : list_recent (self);

  if (are_shown (self, hits))
    return;
  clear_list (self);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  self->hits = g_steal_pointer (&hits);
  for (guint i = 0; i < self->hits->len; i++)
    gtk_list_box_append (self->list, row_new (g_ptr_array_index (self->hits, i)));
  select_row (self, gtk_list_box_get_row_at_index (self->list, 0));
}

static void
show_reason (DwSearch *self, const char *text)
{
  if (*text == '\0')
    dw_empty_set (self->empty, "search", _ ("Search everything"), _ ("Schools, boxes, circuits, devices, people, alarms: by name, pinyin or initials"), NULL, NULL);
  else
    dw_empty_set (self->empty, "search", _ ("Nothing found"), _ ("No place, device or alarm in your scope has all these words"), NULL, NULL);
}

static void
search_changed_cb (DwSearch *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  fill_list (self, text);
  show_reason (self, text);
  gtk_stack_set_visible_child_name (self->stack, self->hits->len > 0 ? "list" : "empty");
}

static void
open_hit (DwSearch *self, guint index)
{
  const DwSearchHit *hit = NULL;

  if (self->hits == NULL || index >= self->hits->len)
    return;
  hit = g_ptr_array_index (self->hits, index);
  remember (self, hit);
  gtk_widget_activate_action (GTK_WIDGET (self), hit->action, "s", hit->target);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
row_activated_cb (DwSearch *self, GtkListBoxRow *row)
{
  open_hit (self, (guint)gtk_list_box_row_get_index (row));
}

static void
entry_activated_cb (DwSearch *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    open_hit (self, (guint)gtk_list_box_row_get_index (row));
}

static void
move_selection (DwSearch *self, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  GtkListBoxRow *next = row != NULL ? gtk_list_box_get_row_at_index (self->list, gtk_list_box_row_get_index (row) + step) : NULL;

  if (next != NULL)
    select_row (self, next);
}

static void
next_match_cb (DwSearch *self)
{
  move_selection (self, 1);
}

static void
previous_match_cb (DwSearch *self)
{
  move_selection (self, -1);
}

static gboolean
key_pressed_cb (DwSearch *self, guint keyval)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_Up)
    return GDK_EVENT_PROPAGATE;
  move_selection (self, keyval == GDK_KEY_Down ? 1 : -1);
  return GDK_EVENT_STOP;
}

static gboolean
readings_ready_cb (gpointer data)
{
  DwSearch *self = data;

  if (self->station == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return G_SOURCE_REMOVE;
  /* One question makes the keys of all names, before somebody types. */
  g_ptr_array_unref (dw_search_find (self->station, "a"));
  search_changed_cb (self);
  return G_SOURCE_REMOVE;
}

static void
shown_cb (DwSearch *self)
{
  dw_search_keys_prepare (G_OBJECT (self), readings_ready_cb, self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  search_changed_cb (self);
  select_row (self, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
stop_search_cb (DwSearch *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
dw_search_dispose (GObject *object)
{
  DwSearch *self = DW_SEARCH (object);

  /* The list asks for headers of the rows that are left while it goes. */
  if (self->list != NULL)
    gtk_list_box_set_header_func (self->list, NULL, NULL, NULL);
  g_clear_object (&self->station);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  g_clear_pointer (&self->recent, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), DW_TYPE_SEARCH);
  G_OBJECT_CLASS (dw_search_parent_class)->dispose (object);
}

static void
dw_search_class_init (DwSearchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_search_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dianwei/Dianwei/shell/dw-search.ui");
  gtk_widget_class_bind_template_child (widget_class, DwSearch, entry);
  gtk_widget_class_bind_template_child (widget_class, DwSearch, list);
  gtk_widget_class_bind_template_child (widget_class, DwSearch, stack);
  gtk_widget_class_bind_template_child (widget_class, DwSearch, empty);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_match_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_match_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
}

static void
dw_search_init (DwSearch *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->recent = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_search_hit_free);
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
}

void
dw_search_set_station (DwSearch *self, DwStation *station)
{
  g_set_object (&self->station, station);
}
