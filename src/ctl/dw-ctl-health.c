// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gi18n-lib.h>

#include "dw-ctl-json.h"
#include "dw-ctl.h"
#include "dw-files.h"
#include "dw-remote.h"

/* dianweictl health: the figures of the station that works on a folder, asked from that station. */

static void
add_figure (DwCtlJson *json, const char *name, GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    dw_ctl_json_add_string (json, name, g_variant_get_string (value, NULL));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    dw_ctl_json_add_boolean (json, name, g_variant_get_boolean (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32))
    dw_ctl_json_add_integer (json, name, g_variant_get_uint32 (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT32))
    dw_ctl_json_add_integer (json, name, g_variant_get_int32 (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    dw_ctl_json_add_integer (json, name, g_variant_get_int64 (value));
}

static gboolean
has_fault (GVariant *health)
{
  g_autofree char *fault = NULL;

  return g_variant_lookup (health, "fault", "s", &fault) && *fault != '\0';
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* A dictionary comes in any order; a line for scripts and people has one. */
static GPtrArray *
list_names (GVariant *health)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  GVariantIter iter;
  char *name;

  g_variant_iter_init (&iter, health);
  while (g_variant_iter_next (&iter, "{sv}", &name, NULL))
    g_ptr_array_add (names, name);
  g_ptr_array_sort (names, compare_names);
  return names;
}

static void
print_json (GVariant *health)
{
  g_autoptr (GPtrArray) names = list_names (health);
  DwCtlJson *json = dw_ctl_json_new ();

  dw_ctl_json_add_boolean (json, "ok", !has_fault (health));
  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (health, names->pdata[i], NULL);

      add_figure (json, names->pdata[i], value);
    }
  dw_ctl_json_print (json);
}

static void
print_table (GVariant *health)
{
  g_autoptr (GPtrArray) names = list_names (health);

  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (health, names->pdata[i], NULL);
      g_autofree char *text = g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_dup_string (value, NULL) : g_variant_print (value, FALSE);

      g_print ("%-20s %s\n", (const char *)names->pdata[i], text);
    }
}

static int
ask_station (const DwCtlVerb *verb, const char *dir, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) health = dw_remote_get_health (dir, &error);

  if (health == NULL)
    {
      if (json)
        {
          DwCtlJson *line = dw_ctl_json_new ();

          dw_ctl_json_add_boolean (line, "ok", FALSE);
          dw_ctl_json_add_string (line, "reason", g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ? "not-running" : "unreachable");
          dw_ctl_json_add_string (line, "text", error->message);
          dw_ctl_json_print (line);
        }
      return dw_ctl_complain (verb, DW_CTL_UNREACHABLE, "%s", error->message);
    }
  if (json)
    print_json (health);
  else
    print_table (health);
  return has_fault (health) ? DW_CTL_FAILED : DW_CTL_DONE;
}

int
dw_ctl_health (const DwCtlVerb *verb, int argc, char *argv[])
{
  g_autofree char *dir = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "data-dir", 'd', 0, G_OPTION_ARG_FILENAME, &dir, N_ ("Folder of the station"), "D" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Answer in JSON, one object a line"), NULL },
    { NULL },
  };
  int exit_code = DW_CTL_DONE;

  if (!dw_ctl_parse (verb, entries, 0, 0, &argc, &argv, &exit_code))
    return exit_code;
  if (dir == NULL)
    dir = dw_files_default_station_dir ();
  return ask_station (verb, dir, json);
}
