// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Checked reading of a JSON tree. The first thing that is wrong is kept with its path ("places[0].devices[2].unit: must be ..."); everything
 * after it returns presets, so that callers read a whole object and look for the error once. */
typedef struct
{
  GString *path;
  GError *error;
} DwSimJson;

void dw_sim_json_init (DwSimJson *self);
void dw_sim_json_clear (DwSimJson *self);
/* Keeps the first error only. */
void dw_sim_json_fail (DwSimJson *self, const char *key, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* Goes down into a member or an element and comes back to length, the value returned. */
gsize dw_sim_json_enter (DwSimJson *self, const char *key);
gsize dw_sim_json_enter_index (DwSimJson *self, const char *key, guint index);
void dw_sim_json_leave (DwSimJson *self, gsize length);

/* Missing members give the preset; NULL and NaN as preset of string and number mean required. */
const char *dw_sim_json_string (DwSimJson *self, JsonObject *object, const char *key, const char *preset);
double dw_sim_json_number (DwSimJson *self, JsonObject *object, const char *key, double low, double high, double preset);
int dw_sim_json_integer (DwSimJson *self, JsonObject *object, const char *key, int low, int high, double preset);
gboolean dw_sim_json_boolean (DwSimJson *self, JsonObject *object, const char *key, gboolean preset);
/* NULL when missing or wrong. */
JsonObject *dw_sim_json_object (DwSimJson *self, JsonObject *object, const char *key);
JsonArray *dw_sim_json_array (DwSimJson *self, JsonObject *object, const char *key);
JsonObject *dw_sim_json_element (DwSimJson *self, JsonArray *array, const char *key, guint index);
/* Fills numbers[count] when the member is there; it must have exactly count numbers in low…high. */
void dw_sim_json_numbers (DwSimJson *self, JsonObject *object, const char *key, guint count, double low, double high, double *numbers);
/* Refuses members that are not in the NULL-terminated list. */
void dw_sim_json_only (DwSimJson *self, JsonObject *object, const char *const *keys);

G_END_DECLS
