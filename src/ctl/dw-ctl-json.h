// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One JSON line, written front to back. key NULL: an element of an array. Numbers have fixed decimals, so that 38.5 never prints as
 * 38.500000000000001. */
typedef GString DwCtlJson;

DwCtlJson *dw_ctl_json_new (void);
void dw_ctl_json_free (DwCtlJson *self);
void dw_ctl_json_open_object (DwCtlJson *self, const char *key);
void dw_ctl_json_close_object (DwCtlJson *self);
void dw_ctl_json_open_array (DwCtlJson *self, const char *key);
void dw_ctl_json_close_array (DwCtlJson *self);
void dw_ctl_json_add_string (DwCtlJson *self, const char *key, const char *value); /* NULL gives null */
void dw_ctl_json_add_integer (DwCtlJson *self, const char *key, gint64 value);
void dw_ctl_json_add_number (DwCtlJson *self, const char *key, double value, int decimals); /* not finite gives null */
void dw_ctl_json_add_boolean (DwCtlJson *self, const char *key, gboolean value);
void dw_ctl_json_add_time (DwCtlJson *self, const char *key, gint64 wall_ms); /* 0 gives null */
/* Writes the line to stdout at once and frees it. */
void dw_ctl_json_print (DwCtlJson *self);

/* Plain decimal, never "-0.0". New string. */
char *dw_ctl_format_number (double value, int decimals);

G_END_DECLS
