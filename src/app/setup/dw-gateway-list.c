// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-gateway-list.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GATEWAY_KEY "dw-gateway-id"
#define STATE_KEY "dw-state-label"
#define FOLDED_KEY "dw-folded"
/* With up to so many all are in sight. */
#define FEW 8

struct _DwGatewayList
{
  GtkBox parent_instance;

  GtkWidget *head;
  GtkLabel *count;
  GtkWidget *search;
  GtkWidget *list;

  DwStation *station; /* owned */
  char *wanted;       /* folded, "" = all; owned */
  gint64 chosen_id;   /* 0 = none */
};

G_DEFINE_FINAL_TYPE (DwGatewayList, dw_gateway_list, GTK_TYPE_BOX)

enum {
  SIGNAL_CHOSEN,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

/* --- rows --- */

static gint64
get_id (GtkWidget *row)
{
  return *(gint64 *)g_object_get_data (G_OBJECT (row), GATEWAY_KEY);
}

char *
dw_gateway_list_describe_state (const DwGatewayView *view)
{
  if (view == NULL)
    return g_strdup (_ ("Not read"));
  if (view->state != 2)
    return g_strdup (view->state == 3 ? _ ("off line") : _ ("connecting"));
  if (view->silent_units > 0)
    return g_strdup_printf (_ ("on line · %u of %u silent"), view->silent_units, view->units);
  return g_strdup_printf (ngettext ("on line · %u unit", "on line · %u units", view->units), view->units);
}

static char *
describe_state (DwStation *station, gint64 gateway_id)
{
  DwGatewayView view;

  return dw_gateway_list_describe_state (dw_setup_desk_view_gateway (station, gateway_id, &view) ? &view : NULL);
}

/* What is searched: name, address and state. */
static void
fold_row (GtkWidget *row)
{
  g_autofree char *text = g_strjoin ("\n",
                                     adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)),
                                     adw_action_row_get_subtitle (ADW_ACTION_ROW (row)),
                                     gtk_label_get_text (g_object_get_data (G_OBJECT (row), STATE_KEY)),
                                     NULL);

  g_object_set_data_full (G_OBJECT (row), FOLDED_KEY, g_utf8_casefold (text, -1), g_free);
}

static GtkWidget *
make_row (DwStation *station, const DwGatewaySetup *gateway)
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
  fold_row (row);
  return row;
}

/* --- search --- */

static gboolean
is_wanted (GtkWidget *row, const DwGatewayList *self)
{
  return *self->wanted == '\0' || strstr (g_object_get_data (G_OBJECT (row), FOLDED_KEY), self->wanted) != NULL;
}

static gboolean
filter_cb (GtkListBoxRow *row, gpointer data)
{
  return is_wanted (GTK_WIDGET (row), data);
}

static void
show_count (DwGatewayList *self)
{
  guint n_all = 0, n_wanted = 0;
  g_autofree char *text = NULL;

  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (GTK_IS_LIST_BOX_ROW (row))
      {
        n_all++;
        n_wanted += is_wanted (row, self);
      }
  /* TRANSLATORS: so many of all were found. */
  text = *self->wanted != '\0' ? g_strdup_printf (_ ("%1$u of %2$u"), n_wanted, n_all) : g_strdup_printf ("%u", n_all);
  gtk_label_set_text (self->count, text);
  gtk_widget_set_visible (GTK_WIDGET (self->count), n_all > 0);
  gtk_widget_set_visible (self->search, n_all > FEW || *self->wanted != '\0');
}

static void
search_changed_cb (DwGatewayList *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search))));

  g_free (self->wanted);
  self->wanted = g_utf8_casefold (text, -1);
  gtk_list_box_invalidate_filter (GTK_LIST_BOX (self->list));
  show_count (self);
}

static void
stop_search_cb (DwGatewayList *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  search_changed_cb (self);
}

gboolean
dw_gateway_list_focus_search (DwGatewayList *self)
{
  return gtk_widget_get_visible (self->search) && gtk_widget_grab_focus (self->search);
}

/* --- choosing --- */

static GtkWidget *
find_row (DwGatewayList *self, gint64 id)
{
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (GTK_IS_LIST_BOX_ROW (row) && get_id (row) == id)
      return row;
  return NULL;
}

static void
row_selected_cb (GtkListBox *list, GtkListBoxRow *row, DwGatewayList *self)
{
  gint64 id = row != NULL ? get_id (GTK_WIDGET (row)) : 0;

  if (id == self->chosen_id)
    return;
  self->chosen_id = id;
  if (id != 0)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, id);
}

void
dw_gateway_list_choose (DwGatewayList *self, gint64 id)
{
  GtkWidget *row = find_row (self, id);

  if (row != NULL && !is_wanted (row, self))
    stop_search_cb (self);
  if (row != NULL)
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), GTK_LIST_BOX_ROW (row));
  else
    gtk_list_box_unselect_all (GTK_LIST_BOX (self->list));
}

void
dw_gateway_list_choose_first (DwGatewayList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);

  if (row != NULL)
    dw_gateway_list_choose (self, get_id (GTK_WIDGET (row)));
}

/* --- reading --- */

/* The rows change, what is chosen does not: no signal. */
void
dw_gateway_list_refresh (DwGatewayList *self)
{
  g_autoptr (GPtrArray) gateways = dw_setup_desk_list_gateways (self->station);
  gboolean focused = gtk_widget_get_focus_child (self->list) != NULL;
  gint64 chosen_id = self->chosen_id;
  GtkListBoxRow *row;

  g_signal_handlers_block_by_func (self->list, row_selected_cb, self);
  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));
  for (guint i = 0; i < gateways->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (self->station, gateways->pdata[i]));
  if (chosen_id != 0 && find_row (self, chosen_id) != NULL)
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), GTK_LIST_BOX_ROW (find_row (self, chosen_id)));
  else
    self->chosen_id = 0;
  g_signal_handlers_unblock_by_func (self->list, row_selected_cb, self);
  /* The row that had the focus is gone; it must not wander into the search. */
  if (focused)
    gtk_widget_child_focus (self->list, GTK_DIR_TAB_FORWARD);
  show_count (self);
}

void
dw_gateway_list_update_states (DwGatewayList *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (GTK_IS_LIST_BOX_ROW (row))
      {
        g_autofree char *text = describe_state (self->station, get_id (row));

        gtk_label_set_text (g_object_get_data (G_OBJECT (row), STATE_KEY), text);
        fold_row (row);
      }
  if (*self->wanted == '\0')
    return;
  gtk_list_box_invalidate_filter (GTK_LIST_BOX (self->list));
  show_count (self);
}

/* --- the class --- */

static void
add_head (DwGatewayList *self)
{
  GtkWidget *title = gtk_label_new (_ ("Gateways"));

  self->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->count = GTK_LABEL (gtk_label_new (""));
  gtk_widget_add_css_class (title, "dw-title");
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "dw-note");
  gtk_widget_add_css_class (self->head, "dw-card-head");
  gtk_label_set_xalign (self->count, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->count), TRUE);
  gtk_box_append (GTK_BOX (self->head), title);
  gtk_box_append (GTK_BOX (self->head), GTK_WIDGET (self->count));
  gtk_box_append (GTK_BOX (self), self->head);
}

static void
add_search (DwGatewayList *self)
{
  self->search = g_object_new (GTK_TYPE_SEARCH_ENTRY, "placeholder-text", _ ("Name, address or state"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search gateways"), -1);
  gtk_widget_set_margin_top (self->search, 8);
  gtk_widget_set_margin_bottom (self->search, 8);
  gtk_widget_set_margin_start (self->search, 12);
  gtk_widget_set_margin_end (self->search, 12);
  gtk_widget_set_visible (self->search, FALSE);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (stop_search_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->search);
}

static void
add_list (DwGatewayList *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *none = gtk_label_new (_ ("No gateway has this in its name, address or state"));

  self->list = gtk_list_box_new ();
  gtk_label_set_wrap (GTK_LABEL (none), TRUE);
  gtk_widget_add_css_class (none, "dw-note");
  gtk_widget_set_margin_top (none, 12);
  gtk_list_box_set_filter_func (GTK_LIST_BOX (self->list), filter_cb, self, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Gateways"), -1);
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (row_selected_cb), self, 0);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (self), scroller);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (self->list), none);
}

static void
dw_gateway_list_dispose (GObject *object)
{
  g_clear_object (&DW_GATEWAY_LIST (object)->station);
  G_OBJECT_CLASS (dw_gateway_list_parent_class)->dispose (object);
}

static void
dw_gateway_list_finalize (GObject *object)
{
  g_free (DW_GATEWAY_LIST (object)->wanted);
  G_OBJECT_CLASS (dw_gateway_list_parent_class)->finalize (object);
}

static void
dw_gateway_list_class_init (DwGatewayListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dw_gateway_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_gateway_list_finalize;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", DW_TYPE_GATEWAY_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
dw_gateway_list_init (DwGatewayList *self)
{
  self->wanted = g_strdup ("");
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  add_head (self);
  add_search (self);
  add_list (self);
}

GtkWidget *
dw_gateway_list_new (DwStation *station)
{
  DwGatewayList *self = g_object_new (DW_TYPE_GATEWAY_LIST, NULL);

  self->station = g_object_ref (station);
  return GTK_WIDGET (self);
}

void
dw_gateway_list_append_end (DwGatewayList *self, GtkWidget *button)
{
  gtk_box_append (GTK_BOX (self->head), button);
}
