// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-gateway-list.h"
#include "dw-test-frame.h"

/* Plan: a district has more gateways than a screen holds. They scroll in a list of their own below what belongs to the organisation, are counted and searched by name, address and state; what is chosen
 * stays chosen while rows are read anew or hidden; few of them need no search. */

#define N_MANY 44

typedef struct
{
  DwTestFrame *frame;
  DwGatewayList *list;
  guint n_chosen;
  gint64 last_id;
} Case;

static void
chosen_cb (DwGatewayList *list, gint64 id, Case *self)
{
  self->n_chosen++;
  self->last_id = id;
}

static gint64
save_gateway (Case *self, guint number)
{
  g_autoptr (DwPerson) admin = dw_person_new ("S01", "", DW_ROLE_SYSTEM_ADMIN);
  DwGatewaySetup *setup = dw_gateway_setup_new ();
  g_autoptr (GError) error = NULL;
  gint64 id;

  g_free (setup->name);
  g_free (setup->host);
  setup->name = g_strdup_printf ("GW-%02u", number);
  setup->host = g_strdup_printf ("10.1.%u.9", number);
  setup->enabled = FALSE;
  id = dw_setup_desk_save_gateway (self->frame->station, admin, setup, &error);
  g_assert_no_error (error);
  dw_gateway_setup_free (setup);
  return id;
}

static Case *
open_case (guint n_gateways)
{
  Case *self = g_new0 (Case, 1);

  self->frame = dw_test_frame_open ();
  for (guint i = 1; i <= n_gateways; i++)
    save_gateway (self, i);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->frame->window), "win.show-page", "s", "setup"));
  self->list = DW_GATEWAY_LIST (dw_test_find (GTK_WIDGET (dw_window_find_page (self->frame->window, "setup")), DW_TYPE_GATEWAY_LIST));
  g_signal_connect (self->list, "chosen", G_CALLBACK (chosen_cb), self);
  return self;
}

static void
close_case (Case *self)
{
  dw_test_frame_close (self->frame);
  g_free (self);
}

static GtkWidget *
get_search (Case *self)
{
  return dw_test_find (GTK_WIDGET (self->list), GTK_TYPE_SEARCH_ENTRY);
}

static GtkListBox *
get_rows (Case *self)
{
  return GTK_LIST_BOX (dw_test_find (GTK_WIDGET (self->list), GTK_TYPE_LIST_BOX));
}

static guint
count_rows (Case *self)
{
  guint n = 0;

  for (guint i = 0; gtk_list_box_get_row_at_index (get_rows (self), (int)i) != NULL; i++)
    n += gtk_widget_get_child_visible (GTK_WIDGET (gtk_list_box_get_row_at_index (get_rows (self), (int)i)));
  return n;
}

static gboolean
says (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

static void
search (Case *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (get_search (self)), text);
  g_signal_emit_by_name (get_search (self), "search-changed");
}

static void
many_are_counted_and_searched (void)
{
  static const struct
  {
    const char *what, *text, *count;
    guint n_rows;
  } rows[] = {
    { "all", "", "44", 44 },
    { "a name", "GW-07", "1 of 44", 1 },
    { "in any case, with blanks around", "  gw-1 ", "10 of 44", 10 },
    { "an address", "10.1.4", "6 of 44", 6 },
    { "a state", "not read", "44 of 44", 44 },
    { "nothing that is there", "GW-99", "0 of 44", 0 },
    { "no pattern", "GW.*", "0 of 44", 0 },
    { "all again", "", "44", 44 },
  };
  Case *self = open_case (N_MANY);

  g_assert_true (gtk_widget_get_visible (get_search (self)));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].what);
      search (self, rows[i].text);
      g_assert_true (says (GTK_WIDGET (self->list), rows[i].count));
      g_assert_cmpuint (count_rows (self), ==, rows[i].n_rows);
    }
  g_assert_true (dw_page_focus_filter (dw_window_find_page (self->frame->window, "setup")));
  close_case (self);
}

static void
few_need_no_search (void)
{
  Case *self = open_case (8);

  g_assert_false (gtk_widget_get_visible (get_search (self)));
  g_assert_false (dw_page_focus_filter (dw_window_find_page (self->frame->window, "setup")));
  g_assert_true (says (GTK_WIDGET (self->list), "8"));
  save_gateway (self, 9);
  dw_gateway_list_refresh (self->list);
  g_assert_true (gtk_widget_get_visible (get_search (self)));
  close_case (self);
}

static void
what_is_chosen_stays (void)
{
  Case *self = open_case (12);
  gint64 fresh;

  dw_gateway_list_choose_first (self->list);
  self->n_chosen = 0;
  gtk_list_box_select_row (get_rows (self), gtk_list_box_get_row_at_index (get_rows (self), 4));
  g_assert_cmpuint (self->n_chosen, ==, 1);
  /* Read anew, and hidden by a search: nobody chose anything. */
  dw_gateway_list_refresh (self->list);
  search (self, "GW-01");
  dw_gateway_list_update_states (self->list);
  search (self, "");
  g_assert_cmpuint (self->n_chosen, ==, 1);
  g_assert_cmpint (gtk_list_box_row_get_index (gtk_list_box_get_selected_row (get_rows (self))), ==, 4);
  /* One that was added comes into sight although the search hides it. */
  search (self, "GW-01");
  fresh = save_gateway (self, 13);
  dw_gateway_list_refresh (self->list);
  dw_gateway_list_choose (self->list, fresh);
  g_assert_cmpint (self->last_id, ==, fresh);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_search (self))), ==, "");
  g_assert_cmpuint (count_rows (self), ==, 13);
  dw_gateway_list_choose (self->list, 0);
  g_assert_null (gtk_list_box_get_selected_row (get_rows (self)));
  g_assert_cmpuint (self->n_chosen, ==, 2);
  close_case (self);
}

static GtkWidget *
get_scrolled (Case *self)
{
  return gtk_widget_get_ancestor (GTK_WIDGET (get_rows (self)), GTK_TYPE_SCROLLED_WINDOW);
}

static gboolean
is_laid_out (gpointer data)
{
  return gtk_widget_get_height (get_scrolled (data)) > 100;
}

/* However many there are, what belongs to the organisation is above them and in sight, in the smallest window too. */
static void
the_organisation_is_not_pushed_away (void)
{
  Case *self = open_case (N_MANY);
  GtkWidget *page = GTK_WIDGET (dw_window_find_page (self->frame->window, "setup")), *others;
  graphene_rect_t others_at, rows_at;

  dw_test_frame_wait (is_laid_out, self, "a list of some height");
  others = dw_test_find (page, GTK_TYPE_LIST_BOX);
  g_assert_true (others != GTK_WIDGET (get_rows (self)));
  g_assert_true (gtk_widget_compute_bounds (others, page, &others_at));
  g_assert_true (gtk_widget_compute_bounds (get_scrolled (self), page, &rows_at));
  g_assert_cmpfloat (others_at.origin.y + others_at.size.height, <=, rows_at.origin.y);
  g_assert_cmpfloat (rows_at.origin.y + rows_at.size.height, <=, gtk_widget_get_height (page));
  close_case (self);
}

/* A gateway with one unit has no units. */
static void
states_are_told_in_words (void)
{
  static const struct
  {
    int state;
    guint units, silent;
    const char *words;
  } rows[] = { { 1, 3, 0, "connecting" }, { 2, 1, 0, "on line · 1 unit" }, { 2, 7, 0, "on line · 7 units" }, { 2, 7, 1, "on line · 1 of 7 silent" }, { 3, 7, 7, "off line" } };
  g_autofree char *none = dw_gateway_list_describe_state (NULL);

  g_assert_cmpstr (none, ==, "Not read");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DwGatewayView view = { .state = rows[i].state, .units = rows[i].units, .silent_units = rows[i].silent };
      g_autofree char *words = dw_gateway_list_describe_state (&view);

      g_assert_cmpstr (words, ==, rows[i].words);
    }
}

int
main (int argc, char *argv[])
{
  if (!dw_test_frame_init (&argc, &argv))
    return 0;
  g_test_add_func ("/gateway-list/many", many_are_counted_and_searched);
  g_test_add_func ("/gateway-list/few", few_need_no_search);
  g_test_add_func ("/gateway-list/chosen", what_is_chosen_stays);
  g_test_add_func ("/gateway-list/organisation", the_organisation_is_not_pushed_away);
  g_test_add_func ("/gateway-list/words", states_are_told_in_words);
  return g_test_run ();
}
