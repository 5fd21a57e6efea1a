// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-profile.h"

G_BEGIN_DECLS

/* What the verbs of dianweictl share. Answers go to stdout, one line each; sentences for people go to stderr. */

/* Kept stable: scripts rely on them. */
typedef enum {
  DW_CTL_DONE = 0,
  DW_CTL_FAILED = 1,      /* the thing asked about failed */
  DW_CTL_USAGE = 2,       /* wrong use */
  DW_CTL_DENIED = 3,      /* not allowed */
  DW_CTL_UNREACHABLE = 4, /* cannot reach */
} DwCtlExit;

typedef struct _DwCtlVerb DwCtlVerb;
struct _DwCtlVerb
{
  const char *name;
  const char *synopsis; /* what stands behind the name */
  const char *summary;  /* English source; translated when printed */
  int (*run) (const DwCtlVerb *verb, int argc, char *argv[]);
};

/* One verb per file. argv[0] is the verb's name. */
int dw_ctl_decode (const DwCtlVerb *verb, int argc, char *argv[]);
int dw_ctl_read (const DwCtlVerb *verb, int argc, char *argv[]);
int dw_ctl_write (const DwCtlVerb *verb, int argc, char *argv[]);
int dw_ctl_watch (const DwCtlVerb *verb, int argc, char *argv[]);
int dw_ctl_events (const DwCtlVerb *verb, int argc, char *argv[]);
int dw_ctl_audit (const DwCtlVerb *verb, int argc, char *argv[]);
int dw_ctl_person (const DwCtlVerb *verb, int argc, char *argv[]);
int dw_ctl_import (const DwCtlVerb *verb, int argc, char *argv[]);
int dw_ctl_run (const DwCtlVerb *verb, int argc, char *argv[]);
int dw_ctl_history (const DwCtlVerb *verb, int argc, char *argv[]);
int dw_ctl_overview (const DwCtlVerb *verb, int argc, char *argv[]);
int dw_ctl_health (const DwCtlVerb *verb, int argc, char *argv[]);

/* Reads the options of a verb; what is left in argv (argv[0] apart) are its arguments, min_arguments…max_arguments of them (-1 = any number).
 * FALSE: *exit_code is what the program must end with (help was asked for, or wrong use was told). */
gboolean dw_ctl_parse (const DwCtlVerb *verb, const GOptionEntry *entries, int min_arguments, int max_arguments, int *argc, char ***argv, int *exit_code);
/* Tells people what is wrong on stderr: "dianweictl VERB: …". Returns exit_code. */
int dw_ctl_complain (const DwCtlVerb *verb, int exit_code, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* A device profile by id, short name or file, with the settings of one device (JSON, may be NULL). NULL: it was told. Free with dw_profile_unref. */
DwProfile *dw_ctl_find_profile (const DwCtlVerb *verb, const char *name, const char *settings_json);
/* The same among the profiles of the station in dir (NULL: the usual one); a file is refused. */
DwProfile *dw_ctl_find_station_profile (const DwCtlVerb *verb, const char *name, const char *dir);

typedef struct
{
  const char *kind; /* "modbus-tcp", "modbus-rtu-tcp" */
  char *host;
  guint16 port;
} DwCtlUrl;

/* "modbus-tcp://host:port", "modbus-rtu-tcp://[::1]:port"; the port may be left out for modbus-tcp (502). */
gboolean dw_ctl_parse_url (const char *text, DwCtlUrl *url, GError **error);
void dw_ctl_url_clear (DwCtlUrl *url);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DwCtlUrl, dw_ctl_url_clear)

G_END_DECLS
