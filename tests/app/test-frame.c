// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-bar.h"
#include "dw-pages.h"
#include "dw-sheet.h"
#include "dw-style.h"
#include "dw-test-frame.h"

/* Plan: every template makes its widget; a window opens on a fresh folder with every page; the commands are there by name; every control has a name for a screen reader;
 * the alarm bar follows the list; a sheet covers the page but not the alarm bar; light and night. */

#define PREFIX "/io/github/dianwei/Dianwei"

/* --- templates --- */

static char *
read_template_class (const char *path)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *xml = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GRegex) regex = g_regex_new ("<template class=\"([A-Za-z]+)\"", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  return g_regex_match (regex, xml, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}

/* A file without a template is read as a whole. */
static void
check_objects (const char *path)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();
  g_autoptr (GError) error = NULL;

  gtk_builder_add_from_resource (builder, path, &error);
  g_assert_no_error (error);
}

/* Pages and windows need a station: the window below makes them. */
static void
check_template (const char *path)
{
  g_autofree char *class_name = read_template_class (path);
  GType type = class_name != NULL ? g_type_from_name (class_name) : 0;

  g_test_message ("%s: %s", path, class_name != NULL ? class_name : "no template");
  if (type != 0 && !g_type_is_a (type, DW_TYPE_PAGE) && !g_type_is_a (type, GTK_TYPE_WINDOW))
    g_object_unref (g_object_ref_sink (g_object_new (type, NULL)));
  if (class_name == NULL)
    check_objects (path);
}

static void
check_folder (const char *folder)
{
  g_auto (GStrv) names = g_resources_enumerate_children (folder, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (folder, "/", names[i], NULL);

      if (g_str_has_suffix (path, "/"))
        {
          path[strlen (path) - 1] = '\0';
          check_folder (path);
        }
      else if (g_str_has_suffix (path, ".ui"))
        check_template (path);
    }
}

static void
test_templates_load (void)
{
  check_folder (PREFIX);
}

/* --- the window --- */

static const char *const window_actions[] = {
  "show-page",
  "show-place",
  "set-place",
  "show-device",
  "show-alarm",
  "show-priority",
  "silence",
  "acknowledge-foremost",
  "locate-foremost",
  "next-alarm",
  "previous-alarm",
  "back",
  "forward",
  "search",
  "filter",
  "refresh",
  "full-screen",
  "next-pane",
  "previous-pane",
};

static void
test_window_opens (void)
{
  DwTestFrame *frame = dw_test_frame_open ();
  guint n_pages;
  const DwPageEntry *pages = dw_pages_get (&n_pages);

  g_assert_cmpuint (n_pages, >, 0);
  for (guint i = 0; i < n_pages; i++)
    {
      g_assert_nonnull (dw_window_find_page (frame->window, pages[i].id));
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (frame->window), "win.show-page", "s", pages[i].id));
      dw_test_frame_run_ms (30);
      g_assert_cmpstr (dw_window_get_page_id (frame->window), ==, pages[i].id);
    }
  for (guint i = 0; i < G_N_ELEMENTS (window_actions); i++)
    {
      g_test_message ("win.%s", window_actions[i]);
      g_assert_nonnull (g_action_map_lookup_action (G_ACTION_MAP (frame->window), window_actions[i]));
    }
  dw_test_frame_close (frame);
}

/* --- names --- */

static gboolean
has_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && *gtk_label_get_label (GTK_LABEL (widget)) != '\0')
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_POPOVER (child) && has_text (child))
      return TRUE;
  return FALSE;
}

static gboolean
has_name (GtkWidget *widget)
{
  return gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL) || gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

/* The inner button of a menu button, the buttons of a spin button or the window are named by the toolkit. */
static gboolean
belongs_to_toolkit (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return parent != NULL && (GTK_IS_MENU_BUTTON (parent) || GTK_IS_SPIN_BUTTON (parent) || GTK_IS_DROP_DOWN (parent) || GTK_IS_WINDOW_CONTROLS (parent) || gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY) == parent ||
                            g_str_has_prefix (G_OBJECT_TYPE_NAME (parent), "AdwToast") || gtk_widget_get_ancestor (widget, ADW_TYPE_ENTRY_ROW) != NULL);
}

static gboolean
needs_name (GtkWidget *widget)
{
  return (GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget) || GTK_IS_ENTRY (widget) || GTK_IS_SEARCH_ENTRY (widget)) && !belongs_to_toolkit (widget);
}

/* What is hidden gets its name when it is shown. */
static void
list_nameless (GtkWidget *widget, GPtrArray *nameless)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (needs_name (widget) && !has_name (widget) && !has_text (widget))
    {
      GtkWidget *parent = gtk_widget_get_parent (widget);

      g_ptr_array_add (nameless, g_strdup_printf ("%s in %s", G_OBJECT_TYPE_NAME (widget), parent != NULL ? G_OBJECT_TYPE_NAME (parent) : "nothing"));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    list_nameless (child, nameless);
}

static void
test_every_control_has_a_name (void)
{
  DwTestFrame *frame = dw_test_frame_open ();
  g_autoptr (GPtrArray) nameless = g_ptr_array_new_with_free_func (g_free);

  dw_test_frame_put_alarm (frame, "a", 1, DW_ALARM_STATE_UNACK, 1000);
  dw_test_frame_put_alarm (frame, "b", 3, DW_ALARM_STATE_ACKED, 2000);
  dw_test_frame_run_ms (150);
  list_nameless (GTK_WIDGET (frame->window), nameless);
  for (guint i = 0; i < nameless->len; i++)
    g_test_message ("without a name: %s", (char *)g_ptr_array_index (nameless, i));
  g_assert_cmpuint (nameless->len, ==, 0);
  dw_test_frame_close (frame);
}

/* --- the alarm bar --- */

static gboolean
is_enabled (DwTestFrame *frame, const char *action)
{
  return g_action_get_enabled (g_action_map_lookup_action (G_ACTION_MAP (frame->window), action));
}

static const char *
get_shown_id (DwTestFrame *frame)
{
  DwAlarm *alarm = dw_alarm_bar_get_shown (DW_ALARM_BAR (dw_test_find (GTK_WIDGET (frame->window), DW_TYPE_ALARM_BAR)));

  return alarm != NULL ? dw_alarm_get_record (alarm)->id : NULL;
}

static void
test_alarm_bar_follows_the_list (void)
{
  DwTestFrame *frame = dw_test_frame_open ();

  g_assert_null (get_shown_id (frame));
  g_assert_false (is_enabled (frame, "acknowledge-foremost"));
  g_assert_false (is_enabled (frame, "silence"));
  dw_test_frame_put_alarm (frame, "minor", 4, DW_ALARM_STATE_UNACK, 1000);
  g_assert_cmpstr (get_shown_id (frame), ==, "minor");
  g_assert_true (is_enabled (frame, "acknowledge-foremost"));
  dw_test_frame_put_alarm (frame, "major", 1, DW_ALARM_STATE_UNACK, 5000);
  g_assert_cmpstr (get_shown_id (frame), ==, "major");
  dw_test_frame_put_alarm (frame, "major", 1, DW_ALARM_STATE_ACKED, 5000);
  g_assert_cmpstr (get_shown_id (frame), ==, "major");
  g_assert_false (is_enabled (frame, "acknowledge-foremost"));
  g_assert_true (is_enabled (frame, "locate-foremost"));
  dw_test_frame_put_alarm (frame, "major", 1, DW_ALARM_STATE_NORM, 5000);
  g_assert_cmpstr (get_shown_id (frame), ==, "minor");
  dw_test_frame_put_alarm (frame, "minor", 4, DW_ALARM_STATE_NORM, 5000);
  g_assert_null (get_shown_id (frame));
  dw_test_frame_close (frame);
}

static void
test_walking_shows_the_others (void)
{
  DwTestFrame *frame = dw_test_frame_open ();

  dw_test_frame_put_alarm (frame, "one", 1, DW_ALARM_STATE_UNACK, 1000);
  dw_test_frame_put_alarm (frame, "two", 2, DW_ALARM_STATE_UNACK, 1000);
  gtk_widget_activate_action (GTK_WIDGET (frame->window), "win.next-alarm", NULL);
  g_assert_cmpstr (get_shown_id (frame), ==, "two");
  gtk_widget_activate_action (GTK_WIDGET (frame->window), "win.next-alarm", NULL);
  g_assert_cmpstr (get_shown_id (frame), ==, "one");
  gtk_widget_activate_action (GTK_WIDGET (frame->window), "win.previous-alarm", NULL);
  g_assert_cmpstr (get_shown_id (frame), ==, "two");
  /* The one that was walked to ends: back to the foremost. */
  dw_test_frame_put_alarm (frame, "two", 2, DW_ALARM_STATE_NORM, 1000);
  g_assert_cmpstr (get_shown_id (frame), ==, "one");
  dw_test_frame_close (frame);
}

static GtkWidget *
find_act (DwTestFrame *frame, const char *action)
{
  GtkWidget *bar = dw_test_find (GTK_WIDGET (frame->window), DW_TYPE_ALARM_BAR);
  g_autoptr (GPtrArray) todo = g_ptr_array_new ();

  g_ptr_array_add (todo, bar);
  while (todo->len > 0)
    {
      GtkWidget *widget = g_ptr_array_steal_index (todo, todo->len - 1);

      if (GTK_IS_ACTIONABLE (widget) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0)
        return widget;
      for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
        g_ptr_array_add (todo, child);
    }
  return NULL;
}

static void
test_role_without_the_right_sees_it_blocked (void)
{
  DwTestFrame *frame = dw_test_frame_open ();
  g_autoptr (DwPerson) guard = dw_person_new ("W1", "Guard", DW_ROLE_DUTY_GUARD), electrician = dw_person_new ("E1", "Fitter", DW_ROLE_ELECTRICIAN);
  GtkWidget *acknowledge = find_act (frame, "win.acknowledge-foremost");

  dw_test_frame_put_alarm (frame, "a", 1, DW_ALARM_STATE_UNACK, 1000);
  dw_station_set_person (frame->station, guard);
  g_assert_false (gtk_widget_has_css_class (acknowledge, "dw-blocked"));
  g_assert_null (gtk_widget_get_tooltip_text (acknowledge));
  dw_station_set_person (frame->station, electrician);
  g_assert_true (gtk_widget_has_css_class (acknowledge, "dw-blocked"));
  /* It can be pressed all the same: the refusal says why. */
  g_assert_nonnull (gtk_widget_get_tooltip_text (acknowledge));
  g_assert_true (gtk_widget_get_sensitive (acknowledge));
  dw_test_frame_close (frame);
}

/* --- place, sheet, look --- */

static void
test_place_is_set_by_id (void)
{
  DwTestFrame *frame = dw_test_frame_open ();
  guint n_pages;
  DwScope *scope = dw_page_get_scope (dw_window_find_page (frame->window, dw_pages_get (&n_pages)[0].id));

  gtk_widget_activate_action (GTK_WIDGET (frame->window), "win.set-place", "s", "1002");
  g_assert_true (dw_scope_get_place (scope) == frame->box);
  gtk_widget_activate_action (GTK_WIDGET (frame->window), "win.set-place", "s", "99999");
  g_assert_null (dw_scope_get_place (scope));
  gtk_widget_activate_action (GTK_WIDGET (frame->window), "win.set-place", "s", "no number");
  g_assert_null (dw_scope_get_place (scope));
  gtk_widget_activate_action (GTK_WIDGET (frame->window), "win.back", NULL);
  g_assert_true (dw_scope_get_place (scope) == frame->box);
  gtk_widget_activate_action (GTK_WIDGET (frame->window), "win.forward", NULL);
  g_assert_null (dw_scope_get_place (scope));
  dw_test_frame_close (frame);
}

static void
test_sheet_leaves_the_alarm_bar_free (void)
{
  DwTestFrame *frame = dw_test_frame_open ();
  GtkWidget *page = gtk_widget_get_first_child (dw_test_find (GTK_WIDGET (frame->window), GTK_TYPE_STACK));
  GtkWidget *bar = dw_test_find (GTK_WIDGET (frame->window), DW_TYPE_ALARM_BAR);
  GtkWidget *host = dw_test_find (GTK_WIDGET (frame->window), DW_TYPE_SHEET_HOST);
  GtkWidget *sheet = gtk_button_new_with_label ("Sheet");

  g_assert_true (dw_sheet_present (page, sheet, NULL));
  dw_test_frame_run_ms (30);
  g_assert_true (dw_sheet_host_get_top (DW_SHEET_HOST (host)) == sheet);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (frame->window)) == sheet);
  g_assert_false (gtk_widget_child_focus (gtk_overlay_get_child (GTK_OVERLAY (gtk_widget_get_first_child (host))), GTK_DIR_TAB_FORWARD));
  dw_test_frame_put_alarm (frame, "p1", 1, DW_ALARM_STATE_UNACK, 1000);
  g_assert_true (gtk_widget_child_focus (bar, GTK_DIR_TAB_FORWARD));
  g_assert_true (dw_sheet_host_get_top (DW_SHEET_HOST (host)) == sheet);
  dw_sheet_close (sheet);
  g_assert_null (dw_sheet_host_get_top (DW_SHEET_HOST (host)));
  dw_test_frame_close (frame);
}

static void
test_night_exchanges_the_palette (void)
{
  DwStyle *style = dw_style_get (gdk_display_get_default ());
  const DwPalette *light = NULL;

  dw_style_set_night (style, FALSE);
  light = dw_style_get_palette (style);
  dw_style_set_night (style, TRUE);
  g_assert_true (dw_style_is_night (style));
  g_assert_true (dw_style_get_palette (style) != light);
  g_assert_cmpfloat (dw_palette_get (dw_style_get_palette (style), DW_COLOR_BG)->red, <, 0.2);
  dw_style_set_night (style, FALSE);
  g_assert_true (dw_style_get_palette (style) == light);
}

int
main (int argc, char **argv)
{
  if (!dw_test_frame_init (&argc, &argv))
    return 0;
  g_test_add_func ("/frame/every-template-makes-its-widget", test_templates_load);
  g_test_add_func ("/frame/window-opens-on-a-fresh-folder-with-every-page-and-command", test_window_opens);
  g_test_add_func ("/frame/every-control-has-a-name", test_every_control_has_a_name);
  g_test_add_func ("/frame/alarm-bar-follows-the-list", test_alarm_bar_follows_the_list);
  g_test_add_func ("/frame/walking-shows-the-other-alarms", test_walking_shows_the_others);
  g_test_add_func ("/frame/role-without-the-right-sees-it-blocked", test_role_without_the_right_sees_it_blocked);
  g_test_add_func ("/frame/place-is-set-by-id-and-found-again", test_place_is_set_by_id);
  g_test_add_func ("/frame/sheet-leaves-the-alarm-bar-free", test_sheet_leaves_the_alarm_bar_free);
  g_test_add_func ("/frame/night-exchanges-the-palette", test_night_exchanges_the_palette);
  return g_test_run ();
}
