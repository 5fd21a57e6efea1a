// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-json.h"

#include <math.h>

void
dw_sim_json_init (DwSimJson *self)
{
  self->path = g_string_new (NULL);
  self->error = NULL;
}

void
dw_sim_json_clear (DwSimJson *self)
{
  g_string_free (self->path, TRUE);
  g_clear_error (&self->error);
}

void
dw_sim_json_fail (DwSimJson *self, const char *key, const char *format, ...)
{
  va_list arguments;

  if (self->error != NULL)
    return;
  va_start (arguments, format);
  g_autofree char *reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  gsize length = key != NULL ? dw_sim_json_enter (self, key) : self->path->len;
  self->error = g_error_new (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: %s", self->path->len > 0 ? self->path->str : "file", reason);
  dw_sim_json_leave (self, length);
}

gsize
dw_sim_json_enter (DwSimJson *self, const char *key)
{
  gsize length = self->path->len;

  g_string_append_printf (self->path, "%s%s", length > 0 ? "." : "", key);
  return length;
}

gsize
dw_sim_json_enter_index (DwSimJson *self, const char *key, guint index)
{
  gsize length = dw_sim_json_enter (self, key);

  g_string_append_printf (self->path, "[%u]", index);
  return length;
}

void
dw_sim_json_leave (DwSimJson *self, gsize length)
{
  g_string_truncate (self->path, length);
}

static JsonNode *
find_value (JsonObject *object, const char *key, GType type)
{
  JsonNode *node = json_object_get_member (object, key);
  gboolean number = node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  return json_node_get_value_type (node) == type || (type == G_TYPE_DOUBLE && number) ? node : NULL;
}

const char *
dw_sim_json_string (DwSimJson *self, JsonObject *object, const char *key, const char *preset)
{
  JsonNode *node = find_value (object, key, G_TYPE_STRING);

  if (node != NULL)
    {
      if (*json_node_get_string (node) == '\0')
        dw_sim_json_fail (self, key, "must not be empty");
      return json_node_get_string (node);
    }
  if (json_object_has_member (object, key))
    dw_sim_json_fail (self, key, "must be text");
  else if (preset == NULL)
    dw_sim_json_fail (self, key, "is missing");
  return preset;
}

double
dw_sim_json_number (DwSimJson *self, JsonObject *object, const char *key, double low, double high, double preset)
{
  JsonNode *node = find_value (object, key, G_TYPE_DOUBLE);

  if (node == NULL)
    {
      if (json_object_has_member (object, key))
        dw_sim_json_fail (self, key, "must be a number from %g to %g", low, high);
      else if (isnan (preset))
        dw_sim_json_fail (self, key, "is missing");
      return preset;
    }
  double value = json_node_get_double (node);
  if (!(value >= low && value <= high))
    dw_sim_json_fail (self, key, "must be a number from %g to %g", low, high);
  return value;
}

int
dw_sim_json_integer (DwSimJson *self, JsonObject *object, const char *key, int low, int high, double preset)
{
  double value = dw_sim_json_number (self, object, key, low, high, preset);

  if (value != floor (value))
    dw_sim_json_fail (self, key, "must be a whole number");
  return isnan (value) || self->error != NULL ? low : (int)value;
}

gboolean
dw_sim_json_boolean (DwSimJson *self, JsonObject *object, const char *key, gboolean preset)
{
  JsonNode *node = find_value (object, key, G_TYPE_BOOLEAN);

  if (node != NULL)
    return json_node_get_boolean (node);
  if (json_object_has_member (object, key))
    dw_sim_json_fail (self, key, "must be true or false");
  return preset;
}

JsonObject *
dw_sim_json_object (DwSimJson *self, JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  if (node != NULL)
    dw_sim_json_fail (self, key, "must be an object");
  return NULL;
}

JsonArray *
dw_sim_json_array (DwSimJson *self, JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  if (node != NULL)
    dw_sim_json_fail (self, key, "must be a list");
  return NULL;
}

JsonObject *
dw_sim_json_element (DwSimJson *self, JsonArray *array, const char *key, guint index)
{
  JsonNode *node = json_array_get_element (array, index);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  gsize length = dw_sim_json_enter_index (self, key, index);
  dw_sim_json_fail (self, NULL, "must be an object");
  dw_sim_json_leave (self, length);
  return NULL;
}

void
dw_sim_json_numbers (DwSimJson *self, JsonObject *object, const char *key, guint count, double low, double high, double *numbers)
{
  JsonArray *array = dw_sim_json_array (self, object, key);

  if (array == NULL)
    return;
  if (json_array_get_length (array) != count)
    {
      dw_sim_json_fail (self, key, "must have %u numbers", count);
      return;
    }
  for (guint i = 0; i < count; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;
      double value = type == G_TYPE_DOUBLE || type == G_TYPE_INT64 ? json_node_get_double (node) : NAN;

      if (!(value >= low && value <= high))
        dw_sim_json_fail (self, key, "must have numbers from %g to %g", low, high);
      else
        numbers[i] = value;
    }
}

void
dw_sim_json_only (DwSimJson *self, JsonObject *object, const char *const *keys)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    if (!g_strv_contains (keys, l->data))
      dw_sim_json_fail (self, l->data, "is not known here");
}
