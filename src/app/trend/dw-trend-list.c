// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend-list.h"

#include <glib/gi18n-lib.h>

#include "dw-icon-view.h"
#include "dw-swatch.h"
#include "dw-symbol-view.h"
#include "dw-trend-add.h"
#include "dw-trend-words.h"
#include "dw-wrap-box.h"

/* Everything here is made anew from the choice when the choice changes: eight rows and a dozen chips are less than the bookkeeping of what differs. */

struct _DwTrendList
{
  GtkWidget parent_instance;

  /* template children */
  GtkBox *root, *rows;
  GtkMenuButton *add;
  GtkWidget *kinds;
  GtkCheckButton *limits, *marks, *previous, *right;
  GtkDropDown *right_kind;

  DwStation *station;    /* owned */
  DwTrendChoice *choice; /* owned */
  DwTrendAdd *popover;
  GArray *right_kinds; /* DwTrendKind in the order of the drop-down */
  gboolean setting;    /* by program: no change comes back */
};

G_DEFINE_FINAL_TYPE (DwTrendList, dw_trend_list, GTK_TYPE_WIDGET)

static GArray *
list_channels (gint64 device_id, gpointer data)
{
  DwTrendList *self = data;
  DwDevice *device = dw_place_tree_find_device (dw_station_get_tree (self->station), device_id);

  return device != NULL ? dw_trend_desk_list_channels (self->station, device) : NULL;
}

static void
remove_children (GtkWidget *parent, void (*remove) (GtkWidget *parent, GtkWidget *child))
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (parent)) != NULL)
    remove (parent, child);
}

static void
remove_from_box (GtkWidget *parent, GtkWidget *child)
{
  gtk_box_remove (GTK_BOX (parent), child);
}

static void
remove_from_wrap (GtkWidget *parent, GtkWidget *child)
{
  gtk_widget_unparent (child);
}

/* --- rows --- */

static void
check_toggled_cb (GtkCheckButton *check, DwTrendList *self)
{
  gint64 *id = g_object_get_data (G_OBJECT (check), "dw-device-id");

  dw_trend_choice_set_shown (self->choice, *id, gtk_check_button_get_active (check));
}

static GtkWidget *
check_new (DwTrendList *self, const DwTrendItem *item, const char *name)
{
  GtkWidget *check = gtk_check_button_new ();
  gint64 *id = g_new (gint64, 1);

  *id = item->device_id;
  g_object_set_data_full (G_OBJECT (check), "dw-device-id", id, g_free);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), item->shown);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (check, "toggled", G_CALLBACK (check_toggled_cb), self);
  return check;
}

static GtkWidget *
text_new (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_tooltip_text (label, text);
  return label;
}

static GtkWidget *
name_new (DwDevice *device)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  guint priority = dw_device_get_alarm_priority (device);

  gtk_box_append (GTK_BOX (box), text_new (dw_device_get_name (device), "dw-table-text"));
  if (priority > 0 || dw_device_get_link (device) > DW_LINK_ONLINE)
    {
      GtkWidget *symbol = dw_symbol_view_new (11);

      dw_symbol_view_set (DW_SYMBOL_VIEW (symbol), priority, priority == 0 ? DW_SYMBOL_STALE : (dw_device_get_alarm_unacked (device) ? DW_SYMBOL_UNACK : DW_SYMBOL_ACKED));
      gtk_box_append (GTK_BOX (box), symbol);
    }
  return box;
}

static GtkWidget *
remove_new (gint64 device_id, const char *name)
{
  GtkWidget *button = gtk_button_new ();
  g_autofree char *words = g_strdup_printf (_ ("Take %s out of the comparison"), name);
  g_autofree char *target = g_strdup_printf ("%" G_GINT64_FORMAT, device_id);

  gtk_button_set_child (GTK_BUTTON (button), dw_icon_view_new ("close", 12));
  gtk_widget_add_css_class (button, "dw-flat");
  gtk_widget_add_css_class (button, "dw-tiny");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "trend.remove");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  return button;
}

static GtkWidget *
row_new (DwTrendList *self, const DwTrendItem *item, DwDevice *device)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *swatch = dw_swatch_new ((DwPlotStyle)(DW_PLOT_STYLE_S1 + item->slot));

  gtk_widget_add_css_class (row, "dw-trend-row");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), name_new (device));
  gtk_box_append (GTK_BOX (texts), text_new (dw_trend_device_school (dw_station_get_tree (self->station), device), "dw-note"));
  gtk_box_append (GTK_BOX (row), check_new (self, item, dw_device_get_name (device)));
  gtk_box_append (GTK_BOX (row), swatch);
  gtk_box_append (GTK_BOX (row), texts);
  gtk_box_append (GTK_BOX (row), remove_new (item->device_id, dw_device_get_name (device)));
  return row;
}

static void
fill_rows (DwTrendList *self)
{
  remove_children (GTK_WIDGET (self->rows), remove_from_box);
  for (guint i = 0; i < dw_trend_choice_get_n_items (self->choice); i++)
    {
      const DwTrendItem *item = dw_trend_choice_get_item (self->choice, i);
      DwDevice *device = dw_place_tree_find_device (dw_station_get_tree (self->station), item->device_id);

      if (device != NULL)
        gtk_box_append (self->rows, row_new (self, item, device));
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->add), dw_trend_choice_get_n_items (self->choice) < DW_TREND_MAX_ITEMS);
}

/* --- quantities --- */

static void
add_kind (DwTrendList *self, DwTrendKind kind)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (dw_trend_kind_title (kind));

  gtk_widget_add_css_class (button, "dw-kind");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "trend.quantity");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", dw_trend_kind_word (kind));
  gtk_widget_set_parent (button, self->kinds);
}

static void
fill_right_kinds (DwTrendList *self, guint mask)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint selected = GTK_INVALID_LIST_POSITION;

  g_array_set_size (self->right_kinds, 0);
  for (guint i = 0; i < DW_N_TREND_KINDS; i++)
    {
      DwTrendKind kind = (DwTrendKind)i;

      if (!(mask & (1u << i)) || kind == dw_trend_choice_get_kind (self->choice))
        continue;
      if (kind == dw_trend_choice_get_right_kind (self->choice))
        selected = self->right_kinds->len;
      g_array_append_val (self->right_kinds, kind);
      gtk_string_list_append (titles, dw_trend_kind_title (kind));
    }
  gtk_drop_down_set_model (self->right_kind, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->right_kind, selected);
}

static void
fill_kinds (DwTrendList *self)
{
  guint mask = dw_trend_choice_list_kinds (self->choice, list_channels, self);

  remove_children (self->kinds, remove_from_wrap);
  for (guint kind = 0; kind < DW_N_TREND_KINDS; kind++)
    if ((mask & (1u << kind)) || (DwTrendKind)kind == dw_trend_choice_get_kind (self->choice))
      add_kind (self, (DwTrendKind)kind);
  fill_right_kinds (self, mask);
}

/* --- overlays --- */

static GtkCheckButton *
get_overlay_check (DwTrendList *self, DwTrendOverlay overlay)
{
  GtkCheckButton *checks[DW_N_TREND_OVERLAYS] = { self->limits, self->marks, self->previous, self->right };

  return checks[overlay];
}

static void
overlay_toggled_cb (GtkCheckButton *check, DwTrendList *self)
{
  for (guint i = 0; i < DW_N_TREND_OVERLAYS && !self->setting; i++)
    if (get_overlay_check (self, (DwTrendOverlay)i) == check)
      dw_trend_choice_set_overlay (self->choice, (DwTrendOverlay)i, gtk_check_button_get_active (check));
}

static void
right_kind_chosen_cb (DwTrendList *self)
{
  guint index = gtk_drop_down_get_selected (self->right_kind);

  if (self->setting || index >= self->right_kinds->len)
    return;
  dw_trend_choice_set_right_kind (self->choice, g_array_index (self->right_kinds, DwTrendKind, index));
  dw_trend_choice_set_overlay (self->choice, DW_TREND_OVERLAY_RIGHT, TRUE);
}

static void
fill_overlays (DwTrendList *self)
{
  for (guint i = 0; i < DW_N_TREND_OVERLAYS; i++)
    gtk_check_button_set_active (get_overlay_check (self, (DwTrendOverlay)i), dw_trend_choice_has_overlay (self->choice, (DwTrendOverlay)i));
}

/* A row is not taken away from under the hand that checks it: only what differs in number or quantity makes the rows anew. */
void
dw_trend_list_update (DwTrendList *self)
{
  self->setting = TRUE;
  fill_rows (self);
  fill_kinds (self);
  fill_overlays (self);
  self->setting = FALSE;
}

static gboolean
rows_agree (DwTrendList *self)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      gint64 *id = g_object_get_data (G_OBJECT (gtk_widget_get_first_child (row)), "dw-device-id");

      if (n >= dw_trend_choice_get_n_items (self->choice) || dw_trend_choice_get_item (self->choice, n)->device_id != *id)
        return FALSE;
      n++;
    }
  return n == dw_trend_choice_get_n_items (self->choice);
}

static void
choice_changed_cb (DwTrendList *self, guint change)
{
  self->setting = TRUE;
  if (!rows_agree (self))
    fill_rows (self);
  if (change & DW_TREND_CHANGE_LINES)
    fill_kinds (self);
  fill_overlays (self);
  self->setting = FALSE;
}

/* --- set-up --- */

static void
dw_trend_list_dispose (GObject *object)
{
  DwTrendList *self = DW_TREND_LIST (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), DW_TYPE_TREND_LIST);
  g_clear_object (&self->choice);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (dw_trend_list_parent_class)->dispose (object);
}

static void
dw_trend_list_finalize (GObject *object)
{
  g_array_unref (DW_TREND_LIST (object)->right_kinds);
  G_OBJECT_CLASS (dw_trend_list_parent_class)->finalize (object);
}

/* Never wider than asked for: sentences and chips wrap, names are cut. Room that is left belongs to the curves; a box of GTK 4.18 would give it to the list. */
static void
dw_trend_list_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (DW_TREND_LIST (widget)->root), orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = *minimum;
}

static void
dw_trend_list_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (GTK_WIDGET (DW_TREND_LIST (widget)->root), width, height, baseline, NULL);
}

static GtkSizeRequestMode
dw_trend_list_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
dw_trend_list_class_init (DwTrendListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DW_TYPE_WRAP_BOX);
  G_OBJECT_CLASS (klass)->dispose = dw_trend_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_trend_list_finalize;
  widget_class->measure = dw_trend_list_measure;
  widget_class->size_allocate = dw_trend_list_size_allocate;
  widget_class->get_request_mode = dw_trend_list_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "dwtrendlist");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dianwei/Dianwei/trend/dw-trend-list.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, DwTrendList, name)
  BIND (root);
  BIND (rows);
  BIND (add);
  BIND (kinds);
  BIND (limits);
  BIND (marks);
  BIND (previous);
  BIND (right);
  BIND (right_kind);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, overlay_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, right_kind_chosen_cb);
}

static void
dw_trend_list_init (DwTrendList *self)
{
  self->right_kinds = g_array_new (FALSE, FALSE, sizeof (DwTrendKind));
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
dw_trend_list_set_up (DwTrendList *self, DwStation *station, DwScope *scope, DwTrendChoice *choice)
{
  g_set_object (&self->station, station);
  g_set_object (&self->choice, choice);
  self->popover = DW_TREND_ADD (dw_trend_add_new (station, scope, choice));
  gtk_menu_button_set_popover (self->add, GTK_WIDGET (self->popover));
  g_signal_connect_object (choice, "changed", G_CALLBACK (choice_changed_cb), self, G_CONNECT_SWAPPED);
  dw_trend_list_update (self);
}

void
dw_trend_list_set_previous_title (DwTrendList *self, const char *title)
{
  if (g_strcmp0 (gtk_check_button_get_label (self->previous), title) != 0)
    gtk_check_button_set_label (self->previous, title);
}

void
dw_trend_list_open_add (DwTrendList *self)
{
  gtk_menu_button_popup (self->add);
}
