// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-setup-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "dw-device-group.h"
#include "dw-empty.h"
#include "dw-form.h"
#include "dw-gateway-form.h"
#include "dw-map-group.h"
#include "dw-place-sheet.h"
#include "dw-scan-group.h"
#include "dw-school-group.h"
#include "dw-tariff-group.h"
#include "dw-tick.h"

struct _DwSetupPage
{
  DwPage parent_instance;

  GtkWidget *list;   /* gateways */
  GtkWidget *others; /* what belongs to no gateway */
  GtkWidget *group;  /* borrowed: of the others, as long as one of them is shown */
  GtkWidget *detail; /* scrolled window */
  gint64 shown_id;   /* 0 = a new gateway, -1 = none */
  guint watch;
};

G_DEFINE_FINAL_TYPE (DwSetupPage, dw_setup_page, DW_TYPE_PAGE)

#define GATEWAY_KEY "dw-gateway-id"
#define STATE_KEY "dw-state-label"

static void show_gateway (DwSetupPage *self, const DwGatewaySetup *setup);

/* --- list --- */

static char *
describe_state (DwStation *station, gint64 gateway_id)
{
  DwGatewayView view;

  if (!dw_setup_desk_view_gateway (station, gateway_id, &view))
    return g_strdup (_ ("Not read"));
  if (view.state == 2)
    return view.silent_units ? g_strdup_printf (_ ("on line · %u of %u silent"), view.silent_units, view.units) : g_strdup_printf (_ ("on line · %u units"), view.units);
  return g_strdup (view.state == 3 ? _ ("off line") : _ ("connecting"));
}

static GtkWidget *
make_list_row (DwStation *station, const DwGatewaySetup *gateway)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *state = gtk_label_new ("");
  g_autofree char *subtitle = g_strdup_printf ("%s:%u", gateway->host, gateway->port);
  g_autofree char *text = describe_state (station, gateway->id);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), gateway->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_label_set_text (GTK_LABEL (state), text);
  gtk_widget_add_css_class (state, "dw-note");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), state);
  g_object_set_data_full (G_OBJECT (row), GATEWAY_KEY, g_memdup2 (&gateway->id, sizeof gateway->id), g_free);
  g_object_set_data (G_OBJECT (row), STATE_KEY, state);
  return row;
}

static void
clear_list (DwSetupPage *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list)))
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
}

static void
refresh_list (DwSetupPage *self)
{
  DwStation *station = dw_page_get_station (DW_PAGE (self));
  g_autoptr (GPtrArray) gateways = dw_setup_desk_list_gateways (station);
  gint64 shown_id = self->shown_id;

  clear_list (self);
  for (guint i = 0; i < gateways->len; i++)
    {
      GtkWidget *row = make_list_row (station, gateways->pdata[i]);

      gtk_list_box_append (GTK_LIST_BOX (self->list), row);
      if (((DwGatewaySetup *)gateways->pdata[i])->id == shown_id)
        gtk_list_box_select_row (GTK_LIST_BOX (self->list), GTK_LIST_BOX_ROW (row));
    }
}

static void
tick_cb (gint64 now_ms, gpointer data)
{
  DwSetupPage *self = data;

  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row; row = gtk_widget_get_next_sibling (row))
    {
      gint64 *id = g_object_get_data (G_OBJECT (row), GATEWAY_KEY);
      g_autofree char *text = describe_state (dw_page_get_station (DW_PAGE (self)), *id);

      gtk_label_set_text (g_object_get_data (G_OBJECT (row), STATE_KEY), text);
    }
}

/* --- detail --- */

static void
saved_cb (DwGatewayForm *form, gint64 id, DwSetupPage *self)
{
  gboolean fresh = self->shown_id != id;

  self->shown_id = -1;
  refresh_list (self);
  self->shown_id = fresh ? 0 : id;
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row; row = gtk_widget_get_next_sibling (row))
    if (*(gint64 *)g_object_get_data (G_OBJECT (row), GATEWAY_KEY) == id)
      gtk_list_box_select_row (GTK_LIST_BOX (self->list), GTK_LIST_BOX_ROW (row));
}

static void
show_nothing (DwSetupPage *self)
{
  GtkWidget *empty = dw_empty_new ();

  self->shown_id = -1;
  dw_empty_set (DW_EMPTY (empty), "net", _ ("No gateway is chosen"), _ ("Choose one on the left, or add the first."), NULL, NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->detail), empty);
}

static void
removed_cb (DwGatewayForm *form, DwSetupPage *self)
{
  show_nothing (self);
  refresh_list (self);
}

static void
add_margins (GtkWidget *box)
{
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
}

static GtkWidget *
make_detail (DwSetupPage *self, const DwGatewaySetup *setup)
{
  DwStation *station = dw_page_get_station (DW_PAGE (self));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *form = dw_gateway_form_new (station, setup);

  add_margins (box);
  gtk_box_append (GTK_BOX (box), form);
  g_signal_connect_object (form, "saved", G_CALLBACK (saved_cb), self, 0);
  g_signal_connect_object (form, "removed", G_CALLBACK (removed_cb), self, 0);
  if (setup->id)
    {
      GtkWidget *devices = dw_device_group_new (station, setup->id);
      GtkWidget *scan = dw_scan_group_new (station, DW_GATEWAY_FORM (form), setup->id);

      g_signal_connect_object (scan, "added", G_CALLBACK (dw_device_group_refresh), devices, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), devices);
      gtk_box_append (GTK_BOX (box), scan);
      gtk_box_append (GTK_BOX (box), dw_wire_group_new (station, setup->id));
    }
  return box;
}

static void
show_gateway (DwSetupPage *self, const DwGatewaySetup *setup)
{
  GtkWidget *clamp = adw_clamp_new ();

  self->shown_id = setup->id;
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), make_detail (self, setup));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->detail), clamp);
}

static void
row_selected_cb (GtkListBox *list, GtkListBoxRow *row, DwSetupPage *self)
{
  g_autoptr (GPtrArray) gateways = NULL;
  gint64 *id = row ? g_object_get_data (G_OBJECT (row), GATEWAY_KEY) : NULL;

  if (!id || *id == self->shown_id)
    return;
  gtk_list_box_unselect_all (GTK_LIST_BOX (self->others));
  gateways = dw_setup_desk_list_gateways (dw_page_get_station (DW_PAGE (self)));
  for (guint i = 0; i < gateways->len; i++)
    if (((DwGatewaySetup *)gateways->pdata[i])->id == *id)
      show_gateway (self, gateways->pdata[i]);
}

/* --- what belongs to no gateway --- */

static const struct
{
  const char *word;
  const char *title;
  GtkWidget *(*make) (DwStation *station);
} others[] = {
  { "schools", N_ ("Schools"), dw_school_group_new },
  { "tariff", N_ ("Tariff periods"), dw_tariff_group_new },
  { "history", N_ ("History"), dw_history_group_new },
  { "map", N_ ("Base map"), dw_map_group_new },
};

static void
other_selected_cb (GtkListBox *list, GtkListBoxRow *row, DwSetupPage *self)
{
  GtkWidget *clamp, *group;

  self->group = NULL;
  if (row == NULL)
    return;
  gtk_list_box_unselect_all (GTK_LIST_BOX (self->list));
  self->shown_id = -1;
  clamp = adw_clamp_new ();
  group = others[gtk_list_box_row_get_index (row)].make (dw_page_get_station (DW_PAGE (self)));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), group);
  self->group = group;
  add_margins (group);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->detail), clamp);
}

static GtkWidget *
make_others (DwSetupPage *self)
{
  self->others = gtk_list_box_new ();
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (others[i].title));
      gtk_list_box_append (GTK_LIST_BOX (self->others), row);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->others), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Organisation"), -1);
  g_signal_connect_object (self->others, "row-selected", G_CALLBACK (other_selected_cb), self, 0);
  return self->others;
}

static void
add_cb (DwSetupPage *self)
{
  DwGatewaySetup *setup = dw_gateway_setup_new ();

  gtk_list_box_unselect_all (GTK_LIST_BOX (self->list));
  gtk_list_box_unselect_all (GTK_LIST_BOX (self->others));
  show_gateway (self, setup);
  dw_gateway_setup_free (setup);
}

static void
add_place_cb (DwSetupPage *self)
{
  dw_place_sheet_present (GTK_WIDGET (self), dw_page_get_station (DW_PAGE (self)));
}

/* --- the page --- */

static GtkWidget *
make_head_line (const char *text)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *title = gtk_label_new (text);

  gtk_widget_add_css_class (title, "dw-title");
  gtk_widget_add_css_class (head, "dw-card-head");
  gtk_widget_set_hexpand (title, TRUE);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_box_append (GTK_BOX (head), title);
  return head;
}

static GtkWidget *
make_left (DwSetupPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *head = make_head_line (_ ("Gateways"));
  GtkWidget *add = dw_form_button (_ ("Add gateway"), _ ("Add gateway"), NULL);
  GtkWidget *place = dw_form_button (_ ("Add place…"), _ ("Add place"), NULL);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = gtk_list_box_new ();
  gtk_box_append (GTK_BOX (head), place);
  gtk_box_append (GTK_BOX (head), add);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Gateways"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), make_head_line (_ ("Organisation")));
  gtk_box_append (GTK_BOX (box), make_others (self));
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (row_selected_cb), self, 0);
  g_signal_connect_object (add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (place, "clicked", G_CALLBACK (add_place_cb), self, G_CONNECT_SWAPPED);
  return box;
}

static void
map_cb (GtkWidget *widget, DwSetupPage *self)
{
  refresh_list (self);
  if (self->shown_id < 0 && gtk_list_box_get_selected_row (GTK_LIST_BOX (self->others)) == NULL)
    {
      GtkListBoxRow *first = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);

      if (first)
        gtk_list_box_select_row (GTK_LIST_BOX (self->list), first);
    }
  if (!self->watch)
    self->watch = dw_tick_watch (dw_tick_of (widget), tick_cb, self);
}

static void
unmap_cb (GtkWidget *widget, DwSetupPage *self)
{
  if (self->watch)
    dw_tick_unwatch (dw_tick_of (widget), self->watch);
  self->watch = 0;
}

static void
dw_setup_page_constructed (GObject *object)
{
  DwSetupPage *self = DW_SETUP_PAGE (object);
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);

  G_OBJECT_CLASS (dw_setup_page_parent_class)->constructed (object);
  self->detail = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->detail), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_paned_set_start_child (GTK_PANED (paned), make_left (self));
  gtk_paned_set_end_child (GTK_PANED (paned), self->detail);
  gtk_paned_set_resize_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_position (GTK_PANED (paned), 340);
  dw_page_set_child (DW_PAGE (self), paned);
  show_nothing (self);
  g_signal_connect (paned, "map", G_CALLBACK (map_cb), self);
  g_signal_connect (paned, "unmap", G_CALLBACK (unmap_cb), self);
}

/* setup.show: one of the words above. */
static void
show_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkListBox *list = GTK_LIST_BOX (DW_SETUP_PAGE (widget)->others);

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_strcmp0 (others[i].word, g_variant_get_string (parameter, NULL)) == 0)
      gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, (int)i));
}

/* setup.edit-tariff: from wherever in the settings one is. */
static void
edit_tariff_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DwSetupPage *self = DW_SETUP_PAGE (widget);

  gtk_widget_activate_action (widget, "setup.show", "s", "tariff");
  if (DW_IS_TARIFF_GROUP (self->group))
    dw_tariff_group_edit (DW_TARIFF_GROUP (self->group));
}

static void
refresh_page (DwPage *page)
{
  refresh_list (DW_SETUP_PAGE (page));
}

static void
dw_setup_page_class_init (DwSetupPageClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = dw_setup_page_constructed;
  DW_PAGE_CLASS (klass)->refresh = refresh_page;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "setup.show", "s", show_activated_cb);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "setup.edit-tariff", NULL, edit_tariff_activated_cb);
}

static void
dw_setup_page_init (DwSetupPage *self)
{
  self->shown_id = -1;
}
