// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-application-private.h"

#include "dw-files.h"

/* One instance per session owns the program's name on the bus; starting again brings its window to the front. That is right only for the same folder: a demonstration
 * must not answer for the real station. The owner says which folder it has by the state of its action "folder". */

#define OBJECT_PATH "/io/github/dianwei/Dianwei"
#define TIMEOUT_MS 2000

char *
dw_application_choose_dir (DwApplication *self)
{
  g_autofree char *standard = dw_files_default_station_dir ();

  if (self->data_dir != NULL)
    return g_strdup (self->data_dir);
  /* The demonstration never touches the organisation's own folder. */
  return self->demo ? g_strconcat (standard, "-demo", NULL) : g_steal_pointer (&standard);
}

static gboolean
has_owner (GDBusConnection *bus)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner", g_variant_new ("(s)", DW_APP_ID),
                                                            G_VARIANT_TYPE ("(b)"), G_DBUS_CALL_FLAGS_NONE, TIMEOUT_MS, NULL, NULL);
  gboolean owned = FALSE;

  if (reply != NULL)
    g_variant_get (reply, "(b)", &owned);
  return owned;
}

/* NULL when the owner does not say. */
static char *
ask_folder (GDBusConnection *bus)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (bus, DW_APP_ID, OBJECT_PATH, "org.gtk.Actions", "Describe", g_variant_new ("(s)", "folder"),
                                                            G_VARIANT_TYPE ("((bgav))"), G_DBUS_CALL_FLAGS_NONE, TIMEOUT_MS, NULL, NULL);
  g_autoptr (GVariant) states = NULL;
  g_autoptr (GVariant) state = NULL;

  if (reply == NULL)
    return NULL;
  g_variant_get (reply, "((bg@av))", NULL, NULL, &states);
  if (g_variant_n_children (states) == 0)
    return NULL;
  g_variant_get_child (states, 0, "v", &state);
  return g_variant_is_of_type (state, G_VARIANT_TYPE_STRING) ? g_variant_dup_string (state, NULL) : NULL;
}

gboolean
dw_application_stands_apart (const char *dir)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autofree char *own = g_canonicalize_filename (dir, NULL);
  g_autofree char *other = NULL;

  if (bus == NULL || !has_owner (bus))
    return FALSE;
  other = ask_folder (bus);
  return g_strcmp0 (own, other) != 0;
}
