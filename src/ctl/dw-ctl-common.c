// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-ctl.h"

#include <glib/gi18n-lib.h>

#include "dw-files.h"

/* Options, profiles and addresses, the same for every verb. */

#define MODBUS_PORT 502

static const char *const url_kinds[] = { "modbus-tcp", "modbus-rtu-tcp" };

int
dw_ctl_complain (const DwCtlVerb *verb, int exit_code, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("dianweictl %s: %s\n", verb->name, text);
  return exit_code;
}

static GOptionContext *
make_context (const DwCtlVerb *verb, const GOptionEntry *entries, const GOptionEntry *help)
{
  g_autofree char *usage = g_strdup_printf ("%s — %s", verb->synopsis, _ (verb->summary));
  GOptionContext *context = g_option_context_new (usage);

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_help_enabled (context, FALSE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, help, GETTEXT_PACKAGE);
  return context;
}

static gboolean
check_arguments (const DwCtlVerb *verb, int min_arguments, int max_arguments, int n_arguments, GOptionContext *context, int *exit_code)
{
  g_autofree char *help = NULL;

  if (n_arguments >= min_arguments && (max_arguments < 0 || n_arguments <= max_arguments))
    return TRUE;
  help = g_option_context_get_help (context, TRUE, NULL);
  *exit_code = dw_ctl_complain (verb, DW_CTL_USAGE, n_arguments < min_arguments ? _ ("an argument is missing") : _ ("there is an argument too many"));
  g_printerr ("%s", help);
  return FALSE;
}

gboolean
dw_ctl_parse (const DwCtlVerb *verb, const GOptionEntry *entries, int min_arguments, int max_arguments, int *argc, char ***argv, int *exit_code)
{
  gboolean help_wanted = FALSE;
  const GOptionEntry help[] = { { "help", 'h', 0, G_OPTION_ARG_NONE, &help_wanted, N_ ("Show this help"), NULL }, { NULL } };
  g_autoptr (GOptionContext) context = make_context (verb, entries, help);
  g_autofree char *program = g_strdup_printf ("dianweictl %s", verb->name);
  g_autoptr (GError) error = NULL;

  g_set_prgname (program);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      *exit_code = dw_ctl_complain (verb, DW_CTL_USAGE, "%s", error->message);
      return FALSE;
    }
  if (help_wanted)
    {
      g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);

      g_print ("%s", text);
      *exit_code = DW_CTL_DONE;
      return FALSE;
    }
  return check_arguments (verb, min_arguments, max_arguments, *argc - 1, context, exit_code);
}

/* A name with a slash or the ending of a profile is a file of one's own. */
static gboolean
is_file (const char *name)
{
  return strchr (name, '/') != NULL || g_str_has_suffix (name, ".json");
}

/* Somebody's own file that was to replace this profile is wrong: what it was to replace is not what they mean. */
static gboolean
tells_of (GPtrArray *problems, const char *user_dir, const char *id)
{
  g_autofree char *start = g_strdup_printf ("%s" G_DIR_SEPARATOR_S "%s.json:", user_dir, id);

  for (guint i = 0; i < problems->len; i++)
    if (g_str_has_prefix (problems->pdata[i], start))
      return TRUE;
  return FALSE;
}

static DwProfile *
find_in_folders (const DwCtlVerb *verb, const char *name, const char *station_dir)
{
  g_autofree char *data_dir = dw_files_find_data_dir ();
  g_autofree char *user_dir = g_build_filename (station_dir, "profiles", NULL);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (DwProfileSet) set = NULL;
  DwProfile *profile;

  set = dw_profile_set_load (data_dir, user_dir, problems);
  profile = dw_profile_set_find (set, name);
  if (profile != NULL && !tells_of (problems, user_dir, profile->id))
    return dw_profile_ref (profile);
  for (guint i = 0; i < problems->len; i++)
    dw_ctl_complain (verb, DW_CTL_USAGE, "%s", (const char *)g_ptr_array_index (problems, i));
  if (profile != NULL)
    return NULL;
  dw_ctl_complain (verb, DW_CTL_USAGE, _ ("there is no device profile “%s”; these are there:"), name);
  for (guint i = 0; i < dw_profile_set_list (set)->len; i++)
    g_printerr ("  %s\n", ((DwProfile *)g_ptr_array_index (dw_profile_set_list (set), i))->id);
  return NULL;
}

static DwProfile *
load_plain (const DwCtlVerb *verb, const char *name)
{
  g_autofree char *station_dir = dw_files_default_station_dir ();
  g_autoptr (GError) error = NULL;
  DwProfile *profile;

  if (!is_file (name))
    return find_in_folders (verb, name, station_dir);
  profile = dw_profile_load (name, &error);
  if (profile == NULL)
    dw_ctl_complain (verb, DW_CTL_USAGE, "%s", error->message);
  return profile;
}

DwProfile *
dw_ctl_find_station_profile (const DwCtlVerb *verb, const char *name, const char *dir)
{
  g_autofree char *preset = dw_files_default_station_dir ();

  if (!is_file (name))
    return find_in_folders (verb, name, dir != NULL ? dir : preset);
  dw_ctl_complain (verb, DW_CTL_USAGE, _ ("“%s” is a file; what is written comes from the profiles of the station, so put it into its folder profiles and say its name"), name);
  return NULL;
}

DwProfile *
dw_ctl_find_profile (const DwCtlVerb *verb, const char *name, const char *settings_json)
{
  g_autoptr (DwProfile) plain = load_plain (verb, name);
  g_autoptr (GError) error = NULL;
  DwProfile *effective;

  if (plain == NULL)
    return NULL;
  effective = dw_profile_apply_device_settings (plain, settings_json, &error);
  if (effective == NULL)
    dw_ctl_complain (verb, DW_CTL_USAGE, "%s", error->message);
  return effective;
}

static const char *
find_kind (const char *text, const char **rest)
{
  for (guint i = 0; i < G_N_ELEMENTS (url_kinds); i++)
    {
      gsize length = strlen (url_kinds[i]);

      if (strncmp (text, url_kinds[i], length) == 0 && g_str_has_prefix (text + length, "://"))
        {
          *rest = text + length + strlen ("://");
          return url_kinds[i];
        }
    }
  return NULL;
}

gboolean
dw_ctl_parse_url (const char *text, DwCtlUrl *url, GError **error)
{
  const char *rest = NULL;
  g_autoptr (GSocketConnectable) address = NULL;

  *url = (DwCtlUrl){ .kind = find_kind (text, &rest) };
  if (url->kind == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("“%s” does not begin with modbus-tcp:// or modbus-rtu-tcp://"), text);
      return FALSE;
    }
  address = g_network_address_parse (rest, MODBUS_PORT, NULL);
  if (address == NULL || *g_network_address_get_hostname (G_NETWORK_ADDRESS (address)) == '\0' || strchr (rest, '/') != NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("“%s” is not HOST:PORT"), rest);
      return FALSE;
    }
  url->host = g_strdup (g_network_address_get_hostname (G_NETWORK_ADDRESS (address)));
  url->port = g_network_address_get_port (G_NETWORK_ADDRESS (address));
  return TRUE;
}

void
dw_ctl_url_clear (DwCtlUrl *url)
{
  g_clear_pointer (&url->host, g_free);
}
