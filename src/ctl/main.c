// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <locale.h>

#include <glib/gi18n-lib.h>

#include "dw-ctl.h"
#include "dw-memory.h"

/* dianweictl: the station without a screen, for administrators, scripts and tests. This file finds the verb; each verb has a file of
 * its own. */

static const DwCtlVerb verbs[] = {
  { "decode", "<modbus-tcp|modbus-rtu> HEX", N_ ("Say what the bytes of frames mean"), dw_ctl_decode },
  { "read", "URL --unit N --profile P", N_ ("Read one device once, without a station"), dw_ctl_read },
  { "write", "URL --unit N --profile P --command NAME --reason TEXT", N_ ("Carry out one control, confirmed by the device"), dw_ctl_write },
  { "watch", "[--data-dir D]", N_ ("Show live alarms, then events as they come"), dw_ctl_watch },
  { "events", "[--data-dir D]", N_ ("List events of the past"), dw_ctl_events },
  { "audit", "verify [--data-dir D]", N_ ("Check that no line of the audit log was changed"), dw_ctl_audit },
  { "person", "put ID --role R | list [--data-dir D]", N_ ("Say who may sign in and be the second person"), dw_ctl_person },
  { "import", "schools FILE [--data-dir D]", N_ ("Take over a list of schools from a CSV file"), dw_ctl_import },
  { "run", "--config F", N_ ("Run a station without a screen"), dw_ctl_run },
  { "history", "query|import FILE|channels|stats|verify [--data-dir D]", N_ ("Show, import and check samples of the past"), dw_ctl_history },
  { "overview", "[--data-dir D] [--place ID] [--person NAME] [--month YYYY-MM]", N_ ("Count hazards, faults and schools of a month"), dw_ctl_overview },
  { "health", "[--data-dir D]", N_ ("Show the figures of a running station"), dw_ctl_health },
};

static void
print_help (void)
{
  g_print ("%s\n  dianweictl %s\n\n%s\n", _ ("Usage:"), _ ("VERB [OPTION…] [ARGUMENT…]"), _ ("Verbs:"));
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    g_print ("  %s %s\n      %s\n", verbs[i].name, verbs[i].synopsis, _ (verbs[i].summary));
  g_print ("\n%s\n", _ ("“dianweictl VERB --help” shows the options of a verb."));
  g_print ("%s\n", _ ("Exit codes: 0 done, 1 the thing asked about failed, 2 wrong use, 3 not allowed, 4 cannot reach."));
}

static int
run_verb (const char *name, int argc, char *argv[])
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (verbs[i].name, name) == 0)
      return verbs[i].run (&verbs[i], argc, argv);
  g_printerr (_ ("dianweictl: there is no verb “%s”; “dianweictl --help” shows them\n"), name);
  return DW_CTL_USAGE;
}

/* From the build tree the translations lie beside the program. */
static const char *
find_locale_dir (void)
{
  g_autofree char *exe = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *build_root = g_path_get_dirname (DW_BUILD_LOCALEDIR);

  return exe != NULL && g_str_has_prefix (exe, build_root) ? DW_BUILD_LOCALEDIR : DW_LOCALEDIR;
}

int
main (int argc, char *argv[])
{
  dw_memory_keep_room ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, find_locale_dir ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_log_writer_default_set_use_stderr (TRUE);
  g_set_prgname ("dianweictl");
  if (argc < 2)
    {
      g_printerr ("%s\n", _ ("dianweictl: a verb is missing; “dianweictl --help” shows them"));
      return DW_CTL_USAGE;
    }
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0)
    {
      print_help ();
      return DW_CTL_DONE;
    }
  if (strcmp (argv[1], "--version") == 0)
    {
      g_print ("dianweictl " DW_VERSION "\n");
      return DW_CTL_DONE;
    }
  return run_verb (argv[1], argc - 1, argv + 1);
}
