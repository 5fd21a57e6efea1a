// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-json-path.h"

#include <errno.h>
#include <math.h>

#include <json-glib/json-glib.h>

/* The document owns the parser and the first fault; a place is a chain of stack frames, so that a path costs nothing until it is
 * printed. json-glib neither bounds its own recursion nor minds a key that stands twice, hence the two checks before a getter runs. */

#define LENGTH_MAX (1 << 20)
#define DEPTH_MAX 32

struct _DwJsonDoc
{
  JsonParser *parser;
  char *name;
  GQuark domain;
  int invalid_code;
  GError *error;
  GHashTable *seen; /* "object address/key" while parsing */
};

static void
note_member_cb (JsonParser *parser, JsonObject *object, const char *member, DwJsonDoc *self)
{
  char *key = g_strdup_printf ("%p/%s", (void *)object, member);

  if (!g_hash_table_add (self->seen, key) && self->error == NULL)
    self->error = g_error_new (self->domain, self->invalid_code, "%s: $: the key \"%s\" stands twice in one object", self->name, member);
}

/* The parser calls itself for each level: a file of ten thousand brackets must not reach it. */
static gboolean
is_too_deep (const char *text, gsize length)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (quoted && c == '\\')
        i++;
      else if (c == '"')
        quoted = !quoted;
      else if (!quoted && (c == '[' || c == '{') && ++depth > DEPTH_MAX)
        return TRUE;
      else if (!quoted && (c == ']' || c == '}') && depth > 0)
        depth--;
    }
  return FALSE;
}

static gboolean
parse_text (DwJsonDoc *self, const char *text, gsize length, int syntax_code, GError **error)
{
  g_autoptr (GError) fault = NULL;

  if (length > LENGTH_MAX)
    g_set_error (error, self->domain, syntax_code, "%s: longer than %d bytes", self->name, LENGTH_MAX);
  else if (length == 0)
    g_set_error (error, self->domain, syntax_code, "%s: not JSON: the file is empty", self->name);
  else if (!g_utf8_validate (text, (gssize)length, NULL))
    g_set_error (error, self->domain, syntax_code, "%s: not UTF-8 text", self->name);
  else if (is_too_deep (text, length))
    g_set_error (error, self->domain, syntax_code, "%s: nested deeper than %d levels", self->name, DEPTH_MAX);
  else if (!json_parser_load_from_data (self->parser, text, (gssize)length, &fault))
    g_set_error (error, self->domain, syntax_code, "%s: not JSON: %s", self->name, fault->message);
  else if (json_parser_get_root (self->parser) == NULL)
    g_set_error (error, self->domain, syntax_code, "%s: not JSON: there is nothing in it", self->name);
  else
    return TRUE;
  return FALSE;
}

static const char *
type_name (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return "an object";
  if (JSON_NODE_HOLDS_ARRAY (node))
    return "an array";
  if (JSON_NODE_HOLDS_NULL (node))
    return "null";
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return "a string";
  return json_node_get_value_type (node) == G_TYPE_BOOLEAN ? "true or false" : "a number";
}

static void
append_path (GString *path, const DwJsonAt *at)
{
  if (at->parent == NULL)
    g_string_append_c (path, '$');
  else
    append_path (path, at->parent);

  if (at->member != NULL)
    g_string_append_printf (path, ".%s", at->member);
  else if (at->parent != NULL)
    g_string_append_printf (path, "[%u]", at->index);
}

/* The node of a member, NULL when it is missing or there was a fault. */
static JsonNode *
peek (const DwJsonAt *at, const char *member)
{
  if (at->node == NULL || at->doc->error != NULL)
    return NULL;
  if (member == NULL)
    return at->node;
  return JSON_NODE_HOLDS_OBJECT (at->node) ? json_object_get_member (json_node_get_object (at->node), member) : NULL;
}

static JsonNode *
need (const DwJsonAt *at, const char *member)
{
  JsonNode *node = peek (at, member);

  if (node == NULL)
    dw_json_fail (at, member, "is missing");
  return node;
}

static gboolean
holds (JsonNode *node, GType type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

static const char *
get_string (const DwJsonAt *at, const char *member, JsonNode *node)
{
  if (node == NULL)
    return NULL;
  if (!holds (node, G_TYPE_STRING))
    {
      dw_json_fail (at, member, "must be a string, not %s", type_name (node));
      return NULL;
    }
  return json_node_get_string (node);
}

static gboolean
read_hex (const char *text, gint64 *value)
{
  char *end = NULL;

  if (!g_str_has_prefix (text, "0x") || !g_ascii_isxdigit (text[2]))
    return FALSE;
  errno = 0;
  *value = (gint64)g_ascii_strtoull (text + 2, &end, 16);
  return errno == 0 && *end == '\0' && *value >= 0;
}

static gboolean
read_integer (JsonNode *node, gint64 *value)
{
  if (holds (node, G_TYPE_STRING))
    return read_hex (json_node_get_string (node), value);
  if (!holds (node, G_TYPE_INT64))
    return FALSE;
  *value = json_node_get_int (node);
  return TRUE;
}

DwJsonDoc *
dw_json_doc_new (const char *text, gssize length, const char *name, GQuark domain, int syntax_code, int invalid_code, GError **error)
{
  g_autoptr (DwJsonDoc) self = g_new0 (DwJsonDoc, 1);
  gboolean parsed;

  self->parser = json_parser_new_immutable ();
  self->name = g_strdup (name);
  self->domain = domain;
  self->invalid_code = invalid_code;
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_signal_connect (self->parser, "object-member", G_CALLBACK (note_member_cb), self);
  parsed = parse_text (self, text, length < 0 ? strlen (text) : (gsize)length, syntax_code, error);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  return parsed ? g_steal_pointer (&self) : NULL;
}

void
dw_json_doc_free (DwJsonDoc *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_error (&self->error);
  g_clear_object (&self->parser);
  g_free (self->name);
  g_free (self);
}

gboolean
dw_json_doc_finish (DwJsonDoc *self, GError **error)
{
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->error));
  return FALSE;
}

DwJsonAt
dw_json_root (DwJsonDoc *self)
{
  DwJsonAt root = { .doc = self, .node = json_parser_get_root (self->parser) };

  if (!JSON_NODE_HOLDS_OBJECT (root.node))
    dw_json_fail (&root, NULL, "must be an object, not %s", type_name (root.node));
  return root;
}

gboolean
dw_json_failed (const DwJsonAt *at)
{
  return at->doc->error != NULL;
}

void
dw_json_fail (const DwJsonAt *at, const char *member, const char *format, ...)
{
  DwJsonAt place = { .doc = at->doc, .parent = at, .member = member };
  g_autoptr (GString) path = NULL;
  g_autofree char *reason = NULL;
  va_list args;

  if (at->doc->error != NULL)
    return;
  path = g_string_new (NULL);
  append_path (path, member != NULL ? &place : at);
  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);
  at->doc->error = g_error_new (at->doc->domain, at->doc->invalid_code, "%s: %s: %s", at->doc->name, path->str, reason);
}

gboolean
dw_json_has (const DwJsonAt *at, const char *member)
{
  return peek (at, member) != NULL;
}

void
dw_json_check_keys (const DwJsonAt *at, const char *const *allowed)
{
  g_auto (GStrv) names = dw_json_members (at);

  for (guint i = 0; names[i] != NULL; i++)
    if (!g_strv_contains (allowed, names[i]))
      dw_json_fail (at, names[i], "is not a key of this place");
}

char **
dw_json_members (const DwJsonAt *at)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  JsonNode *node = peek (at, NULL);
  JsonObjectIter iter;
  const char *name;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &name, NULL))
        g_strv_builder_add (names, name);
    }
  return g_strv_builder_end (names);
}

DwJsonAt
dw_json_object (const DwJsonAt *at, const char *member)
{
  DwJsonAt place = { .doc = at->doc, .parent = at, .member = member, .node = need (at, member) };

  if (place.node != NULL && !JSON_NODE_HOLDS_OBJECT (place.node))
    {
      dw_json_fail (at, member, "must be an object, not %s", type_name (place.node));
      place.node = NULL;
    }
  return place;
}

DwJsonAt
dw_json_array (const DwJsonAt *at, const char *member)
{
  DwJsonAt place = { .doc = at->doc, .parent = at, .member = member, .node = peek (at, member) };

  if (place.node != NULL && !JSON_NODE_HOLDS_ARRAY (place.node))
    {
      dw_json_fail (at, member, "must be an array, not %s", type_name (place.node));
      place.node = NULL;
    }
  return place;
}

guint
dw_json_length (const DwJsonAt *array)
{
  return array->node != NULL && !dw_json_failed (array) ? json_array_get_length (json_node_get_array (array->node)) : 0;
}

DwJsonAt
dw_json_element (const DwJsonAt *array, guint index)
{
  JsonNode *node = index < dw_json_length (array) ? json_array_get_element (json_node_get_array (array->node), index) : NULL;

  return (DwJsonAt){ .doc = array->doc, .parent = array, .index = index, .node = node };
}

gboolean
dw_json_is_string (const DwJsonAt *at, const char *member)
{
  JsonNode *node = peek (at, member);

  return node != NULL && holds (node, G_TYPE_STRING);
}

char *
dw_json_string (const DwJsonAt *at, const char *member)
{
  const char *text = get_string (at, member, need (at, member));

  if (text != NULL && *text == '\0')
    dw_json_fail (at, member, "must not be empty");
  return g_strdup (text != NULL ? text : "");
}

char *
dw_json_string_or (const DwJsonAt *at, const char *member, const char *preset)
{
  return dw_json_has (at, member) ? dw_json_string (at, member) : g_strdup (preset);
}

char *
dw_json_text (const DwJsonAt *at, const char *member)
{
  JsonNode *node = need (at, member);
  DwJsonAt languages;
  const char *const *names = g_get_language_names ();

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return dw_json_string (at, member);
  languages = dw_json_object (at, member);
  for (guint i = 0; names[i] != NULL; i++)
    if (dw_json_has (&languages, names[i]))
      return dw_json_string (&languages, names[i]);
  return dw_json_string (&languages, "en");
}

double
dw_json_number (const DwJsonAt *at, const char *member)
{
  JsonNode *node = need (at, member);
  double value;

  if (node == NULL)
    return 0;
  if (!holds (node, G_TYPE_INT64) && !holds (node, G_TYPE_DOUBLE))
    {
      dw_json_fail (at, member, "must be a number, not %s", type_name (node));
      return 0;
    }
  value = json_node_get_double (node);
  if (!isfinite (value))
    dw_json_fail (at, member, "must be a number that can be held");
  return value;
}

double
dw_json_number_or (const DwJsonAt *at, const char *member, double preset)
{
  return dw_json_has (at, member) ? dw_json_number (at, member) : preset;
}

gint64
dw_json_integer (const DwJsonAt *at, const char *member, gint64 low, gint64 high)
{
  JsonNode *node = need (at, member);
  gint64 value = 0;

  if (node == NULL)
    return low;
  if (!read_integer (node, &value))
    dw_json_fail (at, member, "must be a whole number");
  else if (value < low || value > high)
    dw_json_fail (at, member, "must be %" G_GINT64_FORMAT "…%" G_GINT64_FORMAT ", not %" G_GINT64_FORMAT, low, high, value);
  else
    return value;
  return low;
}

gint64
dw_json_integer_or (const DwJsonAt *at, const char *member, gint64 low, gint64 high, gint64 preset)
{
  return dw_json_has (at, member) ? dw_json_integer (at, member, low, high) : preset;
}

gboolean
dw_json_boolean_or (const DwJsonAt *at, const char *member, gboolean preset)
{
  JsonNode *node = peek (at, member);

  if (node == NULL)
    return preset;
  if (!holds (node, G_TYPE_BOOLEAN))
    {
      dw_json_fail (at, member, "must be true or false, not %s", type_name (node));
      return preset;
    }
  return json_node_get_boolean (node);
}

guint
dw_json_word (const DwJsonAt *at, const char *member, const char *const *words)
{
  g_autofree char *text = dw_json_string (at, member);
  g_autofree char *list = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    if (strcmp (words[i], text) == 0)
      return i;
  list = g_strjoinv (", ", (char **)words);
  dw_json_fail (at, member, "must be one of %s, not \"%s\"", list, text);
  return 0;
}

guint
dw_json_word_or (const DwJsonAt *at, const char *member, const char *const *words, guint preset)
{
  return dw_json_has (at, member) ? dw_json_word (at, member, words) : preset;
}

char *
dw_json_dump (const DwJsonAt *at, const char *member)
{
  DwJsonAt object = dw_json_object (at, member);

  return object.node != NULL ? json_to_string (object.node, FALSE) : g_strdup ("{}");
}
