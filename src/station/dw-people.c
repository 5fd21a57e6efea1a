// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-people.h"

#include <gcrypt.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <sys/random.h>

/* Stored form of a password: "argon2id$19456$2$<salt hex>$<tag hex>" (KiB of memory, passes). The parameters are read back from the string,
 * so that stronger ones can come later without locking anybody out. 19 MiB and two passes keep the main loop under its 50 ms. */
enum {
  MEMORY_KIB = 19456,
  PASSES = 2,
  SALT_SIZE = 16,
  TAG_SIZE = 32,
};

#define SETTING "people"

typedef struct
{
  DwPerson *person;
  char *secret; /* "" = no password */
} Entry;

struct _DwPeople
{
  DwStore *store;
  GPtrArray *entries; /* Entry */
  GPtrArray *people;  /* DwPerson, borrowed from the entries */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  dw_person_free (entry->person);
  g_free (entry->secret);
  g_free (entry);
}

static gboolean
derive (const char *password, const guint8 *salt, gulong memory_kib, gulong passes, guint8 tag[TAG_SIZE])
{
  const gulong parameters[4] = { TAG_SIZE, passes, memory_kib, 1 };
  gcry_kdf_hd_t kdf;
  gboolean ok;

  if (gcry_kdf_open (&kdf, GCRY_KDF_ARGON2, GCRY_KDF_ARGON2ID, parameters, 4, password, strlen (password), salt, SALT_SIZE, NULL, 0, NULL, 0))
    return FALSE;
  ok = gcry_kdf_compute (kdf, NULL) == 0 && gcry_kdf_final (kdf, TAG_SIZE, tag) == 0;
  gcry_kdf_close (kdf);
  return ok;
}

static char *
to_hex (const guint8 *bytes, gsize length)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  return g_string_free (text, FALSE);
}

static gboolean
from_hex (const char *text, guint8 *bytes, gsize length)
{
  if (strlen (text) != 2 * length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      int high = g_ascii_xdigit_value (text[2 * i]);
      int low = g_ascii_xdigit_value (text[2 * i + 1]);

      if (high < 0 || low < 0)
        return FALSE;
      bytes[i] = (guint8)(high << 4 | low);
    }
  return TRUE;
}

static char *
make_secret (const char *password)
{
  guint8 salt[SALT_SIZE];
  guint8 tag[TAG_SIZE];
  g_autofree char *salt_hex = NULL;
  g_autofree char *tag_hex = NULL;

  if (getrandom (salt, sizeof salt, 0) != sizeof salt || !derive (password, salt, MEMORY_KIB, PASSES, tag))
    return NULL;
  salt_hex = to_hex (salt, sizeof salt);
  tag_hex = to_hex (tag, sizeof tag);
  return g_strdup_printf ("argon2id$%d$%d$%s$%s", MEMORY_KIB, PASSES, salt_hex, tag_hex);
}

static gboolean
equal_in_constant_time (const guint8 *a, const guint8 *b, gsize length)
{
  guint8 difference = 0;

  for (gsize i = 0; i < length; i++)
    difference |= a[i] ^ b[i];
  return difference == 0;
}

static gboolean
check_secret (const char *secret, const char *password)
{
  g_auto (GStrv) parts = g_strsplit (secret, "$", 0);
  guint8 salt[SALT_SIZE];
  guint8 wanted[TAG_SIZE];
  guint8 tag[TAG_SIZE];
  guint64 memory_kib, passes;

  if (g_strv_length (parts) != 5 || !g_str_equal (parts[0], "argon2id") ||
      !g_ascii_string_to_unsigned (parts[1], 10, 8, 1 << 20, &memory_kib, NULL) ||
      !g_ascii_string_to_unsigned (parts[2], 10, 1, 16, &passes, NULL) ||
      !from_hex (parts[3], salt, sizeof salt) || !from_hex (parts[4], wanted, sizeof wanted))
    return FALSE;
  return derive (password, salt, memory_kib, passes, tag) && equal_in_constant_time (tag, wanted, sizeof tag);
}

static const char *
get_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : "";
}

static void
read_scope (DwPerson *person, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "scope");
  JsonArray *array = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      gint64 id = json_array_get_int_element (array, i);

      g_array_append_val (person->scope, id);
    }
}

static void
read_person (DwPeople *self, JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  DwRole role;
  Entry *entry;

  if (!object || !dw_role_from_word (get_member (object, "role"), &role) || !*get_member (object, "id"))
    {
      g_warning ("an entry of the list of people cannot be read and is left out");
      return;
    }
  entry = g_new0 (Entry, 1);
  entry->person = dw_person_new (get_member (object, "id"), get_member (object, "name"), role);
  entry->secret = g_strdup (get_member (object, "secret"));
  read_scope (entry->person, object);
  g_ptr_array_add (self->entries, entry);
  g_ptr_array_add (self->people, entry->person);
}

static void
write_person (JsonBuilder *builder, const Entry *entry)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "id");
  json_builder_add_string_value (builder, entry->person->id);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, entry->person->name);
  json_builder_set_member_name (builder, "role");
  json_builder_add_string_value (builder, dw_role_word (entry->person->role));
  json_builder_set_member_name (builder, "secret");
  json_builder_add_string_value (builder, entry->secret);
  json_builder_set_member_name (builder, "scope");
  json_builder_begin_array (builder);
  for (guint i = 0; i < entry->person->scope->len; i++)
    json_builder_add_int_value (builder, g_array_index (entry->person->scope, gint64, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static gboolean
save (DwPeople *self, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < self->entries->len; i++)
    write_person (builder, self->entries->pdata[i]);
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  return dw_store_set_setting (self->store, SETTING, text, error);
}

DwPeople *
dw_people_load (DwStore *store, GError **error)
{
  g_autofree char *text = dw_store_get_setting (store, SETTING);
  g_autoptr (JsonNode) root = NULL;
  DwPeople *self;

  if (!gcry_control (GCRYCTL_INITIALIZATION_FINISHED_P))
    {
      gcry_check_version (NULL);
      gcry_control (GCRYCTL_INITIALIZATION_FINISHED, 0);
    }
  if (text && !(root = json_from_string (text, error)))
    return NULL;
  self = g_new0 (DwPeople, 1);
  self->store = store;
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->people = g_ptr_array_new ();
  if (root && JSON_NODE_HOLDS_ARRAY (root))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (root)); i++)
      read_person (self, json_array_get_element (json_node_get_array (root), i));
  return self;
}

void
dw_people_free (DwPeople *self)
{
  if (!self)
    return;
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

GPtrArray *
dw_people_list (DwPeople *self)
{
  return self->people;
}

static Entry *
find_entry (DwPeople *self, const char *id)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];

      if (g_strcmp0 (entry->person->id, id) == 0)
        return entry;
    }
  return NULL;
}

const DwPerson *
dw_people_find (DwPeople *self, const char *id)
{
  Entry *entry = find_entry (self, id);

  return entry ? entry->person : NULL;
}

gboolean
dw_people_put (DwPeople *self, const DwPerson *person, const char *password, GError **error)
{
  Entry *old = find_entry (self, person->id);
  Entry *entry = g_new0 (Entry, 1);

  entry->person = dw_person_copy (person);
  entry->secret = password ? make_secret (password) : g_strdup (old ? old->secret : "");
  if (!entry->secret)
    {
      entry_free (entry);
      g_set_error_literal (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED, _ ("The password could not be protected; nothing was changed"));
      return FALSE;
    }
  if (old)
    {
      g_ptr_array_remove (self->people, old->person);
      g_ptr_array_remove (self->entries, old);
    }
  g_ptr_array_add (self->entries, entry);
  g_ptr_array_add (self->people, entry->person);
  return save (self, error);
}

gboolean
dw_people_verify (DwPeople *self, const char *id, const char *password)
{
  Entry *entry = find_entry (self, id);

  return entry && *entry->secret && password && *password && check_secret (entry->secret, password);
}
