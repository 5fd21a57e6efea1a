// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-setup-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "dw-device-group.h"
#include "dw-empty.h"
#include "dw-form.h"
#include "dw-gateway-form.h"
#include "dw-gateway-list.h"
#include "dw-map-group.h"
#include "dw-place-sheet.h"
#include "dw-scan-group.h"
#include "dw-school-group.h"
#include "dw-tariff-group.h"
#include "dw-tick.h"

struct _DwSetupPage
{
  DwPage parent_instance;

  DwGatewayList *gateways;
  GtkWidget *others; /* what belongs to no gateway */
  GtkWidget *group;  /* borrowed: of the others, as long as one of them is shown */
  GtkWidget *detail; /* scrolled window */
  gint64 shown_id;   /* 0 = a new gateway, -1 = none */
  guint watch;
};

G_DEFINE_FINAL_TYPE (DwSetupPage, dw_setup_page, DW_TYPE_PAGE)

static void show_gateway (DwSetupPage *self, const DwGatewaySetup *setup);

static void
tick_cb (gint64 now_ms, gpointer data)
{
  dw_gateway_list_update_states (DW_SETUP_PAGE (data)->gateways);
}

/* --- detail --- */

/* A new one is shown as one that is there. */
static void
saved_cb (DwGatewayForm *form, gint64 id, DwSetupPage *self)
{
  dw_gateway_list_refresh (self->gateways);
  dw_gateway_list_choose (self->gateways, id);
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
  dw_gateway_list_refresh (self->gateways);
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
chosen_cb (DwGatewayList *list, gint64 id, DwSetupPage *self)
{
  g_autoptr (GPtrArray) gateways = NULL;

  if (id == self->shown_id)
    return;
  gtk_list_box_unselect_all (GTK_LIST_BOX (self->others));
  gateways = dw_setup_desk_list_gateways (dw_page_get_station (DW_PAGE (self)));
  for (guint i = 0; i < gateways->len; i++)
    if (((DwGatewaySetup *)gateways->pdata[i])->id == id)
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
  dw_gateway_list_choose (self->gateways, 0);
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

  dw_gateway_list_choose (self->gateways, 0);
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

/* The few things of the organisation come first: however many gateways there are, none of them is pushed out of sight. */
static GtkWidget *
make_left (DwSetupPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *head = make_head_line (_ ("Organisation"));
  GtkWidget *add = dw_form_button (_ ("Add gateway"), _ ("Add gateway"), NULL);
  GtkWidget *place = dw_form_button (_ ("Add place…"), _ ("Add place"), NULL);

  self->gateways = DW_GATEWAY_LIST (dw_gateway_list_new (dw_page_get_station (DW_PAGE (self))));
  gtk_widget_set_vexpand (GTK_WIDGET (self->gateways), TRUE);
  dw_gateway_list_append_end (self->gateways, add);
  gtk_box_append (GTK_BOX (head), place);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), make_others (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->gateways));
  g_signal_connect_object (self->gateways, "chosen", G_CALLBACK (chosen_cb), self, 0);
  g_signal_connect_object (add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (place, "clicked", G_CALLBACK (add_place_cb), self, G_CONNECT_SWAPPED);
  return box;
}

static void
map_cb (GtkWidget *widget, DwSetupPage *self)
{
  dw_gateway_list_refresh (self->gateways);
  if (self->shown_id < 0 && gtk_list_box_get_selected_row (GTK_LIST_BOX (self->others)) == NULL)
    dw_gateway_list_choose_first (self->gateways);
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
  dw_gateway_list_refresh (DW_SETUP_PAGE (page)->gateways);
}

static gboolean
focus_filter (DwPage *page)
{
  return dw_gateway_list_focus_search (DW_SETUP_PAGE (page)->gateways);
}

static void
dw_setup_page_class_init (DwSetupPageClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = dw_setup_page_constructed;
  DW_PAGE_CLASS (klass)->refresh = refresh_page;
  DW_PAGE_CLASS (klass)->focus_filter = focus_filter;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "setup.show", "s", show_activated_cb);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "setup.edit-tariff", NULL, edit_tariff_activated_cb);
}

static void
dw_setup_page_init (DwSetupPage *self)
{
  self->shown_id = -1;
}
