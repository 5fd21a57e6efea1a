// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-remote-variant.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/* a{sv} of a request: strings by name, "port" q, "unit" y, "no-one-working" and "confirmed" b, "arguments" a{sd}. A table, so that both directions cannot differ. */
static const struct
{
  const char *name;
  gsize offset;
  gboolean needed;
} string_fields[] = {
  { "kind", G_STRUCT_OFFSET (DwOperateRequest, kind), TRUE },
  { "host", G_STRUCT_OFFSET (DwOperateRequest, host), TRUE },
  { "profile", G_STRUCT_OFFSET (DwOperateRequest, profile_id), TRUE },
  { "command", G_STRUCT_OFFSET (DwOperateRequest, command), TRUE },
  { "person", G_STRUCT_OFFSET (DwOperateRequest, person_id), TRUE },
  { "reason", G_STRUCT_OFFSET (DwOperateRequest, reason), FALSE },
  { "switch-name", G_STRUCT_OFFSET (DwOperateRequest, switch_name), FALSE },
  { "second-person", G_STRUCT_OFFSET (DwOperateRequest, second_id), FALSE },
  { "second-password", G_STRUCT_OFFSET (DwOperateRequest, second_password), FALSE },
  { "diagnosis", G_STRUCT_OFFSET (DwOperateRequest, diagnosis), FALSE },
};

static GVariant *
arguments_to_variant (GHashTable *arguments)
{
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer name, value;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sd}"));
  g_hash_table_iter_init (&iter, arguments);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_variant_builder_add (&builder, "{sd}", (const char *)name, *(double *)value);
  return g_variant_builder_end (&builder);
}

GVariant *
dw_remote_request_to_variant (const DwOperateRequest *request)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (string_fields); i++)
    {
      const char *text = G_STRUCT_MEMBER (char *, request, string_fields[i].offset);

      g_variant_dict_insert (&dict, string_fields[i].name, "s", text ? text : "");
    }
  g_variant_dict_insert (&dict, "port", "q", request->port);
  g_variant_dict_insert (&dict, "unit", "y", request->unit);
  g_variant_dict_insert (&dict, "no-one-working", "b", request->no_one_working);
  g_variant_dict_insert (&dict, "confirmed", "b", request->confirmed);
  g_variant_dict_insert (&dict, "role", "s", request->role < DW_N_ROLES ? dw_role_word (request->role) : "");
  g_variant_dict_insert_value (&dict, "arguments", arguments_to_variant (request->arguments));
  return g_variant_dict_end (&dict);
}

static gboolean
refuse_field (GError **error, const char *name)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("Field “%s” is missing or of the wrong type"), name);
  return FALSE;
}

static gboolean
read_strings (GVariantDict *dict, DwOperateRequest *request, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (string_fields); i++)
    {
      char *text = NULL;

      if (!g_variant_dict_lookup (dict, string_fields[i].name, "s", &text) && string_fields[i].needed)
        return refuse_field (error, string_fields[i].name);
      G_STRUCT_MEMBER (char *, request, string_fields[i].offset) = text ? text : g_strdup ("");
    }
  return TRUE;
}

static gboolean
read_numbers (GVariantDict *dict, DwOperateRequest *request, GError **error)
{
  g_autofree char *role = NULL;

  if (!g_variant_dict_lookup (dict, "port", "q", &request->port))
    return refuse_field (error, "port");
  if (!g_variant_dict_lookup (dict, "unit", "y", &request->unit))
    return refuse_field (error, "unit");
  request->role = DW_N_ROLES;
  if (g_variant_dict_lookup (dict, "role", "s", &role) && *role && !dw_role_from_word (role, &request->role))
    return refuse_field (error, "role");
  g_variant_dict_lookup (dict, "no-one-working", "b", &request->no_one_working);
  g_variant_dict_lookup (dict, "confirmed", "b", &request->confirmed);
  return TRUE;
}

static void
read_arguments (GVariantDict *dict, DwOperateRequest *request)
{
  g_autoptr (GVariant) arguments = g_variant_dict_lookup_value (dict, "arguments", G_VARIANT_TYPE ("a{sd}"));
  GVariantIter iter;
  const char *name;
  double value;

  if (!arguments)
    return;
  g_variant_iter_init (&iter, arguments);
  while (g_variant_iter_next (&iter, "{&sd}", &name, &value))
    dw_operate_request_set_argument (request, name, value);
}

DwOperateRequest *
dw_remote_request_from_variant (GVariant *variant, GError **error)
{
  g_autoptr (DwOperateRequest) request = dw_operate_request_new ();
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (variant);

  if (!read_strings (&dict, request, error) || !read_numbers (&dict, request, error))
    return NULL;
  read_arguments (&dict, request);
  return g_steal_pointer (&request);
}

GVariant *
dw_remote_result_to_variant (const DwCommandResult *result)
{
  GVariantDict dict;
  GVariantBuilder log;

  g_variant_builder_init (&log, G_VARIANT_TYPE ("as"));
  for (guint i = 0; i < result->log->len; i++)
    g_variant_builder_add (&log, "s", result->log->pdata[i]);
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "state", "u", (guint)result->state);
  g_variant_dict_insert (&dict, "code", "s", result->code);
  g_variant_dict_insert (&dict, "reason", "s", result->reason);
  g_variant_dict_insert (&dict, "old", "s", result->old_value);
  g_variant_dict_insert (&dict, "new", "s", result->new_value);
  g_variant_dict_insert_value (&dict, "log", g_variant_builder_end (&log));
  return g_variant_dict_end (&dict);
}

static void
take_text (GVariantDict *dict, const char *name, char **text)
{
  char *found = NULL;

  if (!g_variant_dict_lookup (dict, name, "s", &found))
    return;
  g_free (*text);
  *text = found;
}

DwCommandResult *
dw_remote_result_from_variant (GVariant *variant)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (variant);
  g_autoptr (GVariant) log = g_variant_dict_lookup_value (&dict, "log", G_VARIANT_TYPE ("as"));
  guint state = DW_COMMAND_UNCONFIRMED;
  DwCommandResult *result;
  GVariantIter iter;
  char *line;

  g_variant_dict_lookup (&dict, "state", "u", &state);
  result = dw_command_result_new (MIN (state, DW_COMMAND_UNREACHABLE), "", "");
  take_text (&dict, "code", &result->code);
  take_text (&dict, "reason", &result->reason);
  take_text (&dict, "old", &result->old_value);
  take_text (&dict, "new", &result->new_value);
  if (!log)
    return result;
  g_variant_iter_init (&iter, log);
  while (g_variant_iter_next (&iter, "s", &line))
    g_ptr_array_add (result->log, line);
  return result;
}
