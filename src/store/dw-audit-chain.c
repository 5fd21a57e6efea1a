// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the arithmetic of the audit chain and its second witness, the file audit.head. No SQL.
//
//   hash 0 = SHA-256 ("Dianwei audit log 1")
//   hash n = SHA-256 (hash n-1 (32 bytes) + line n)
//   line n = seq, time_ms, actor, role, act, object, old_value, new_value, reason, result, each as
//            length in bytes (decimal) + ":" + the bytes + ","        numbers as decimal text
//
// The length in front makes the line unambiguous: no choice of texts in two fields gives the bytes of another choice.
// audit.head is one line of text, "<seq> <hash of that line in hex>\n".

#include "dw-audit-chain.h"

#include <errno.h>
#include <glib/gstdio.h>

#include <gio/gio.h>

#define GENESIS "Dianwei audit log 1"
#define HEAD_FILE "audit.head"
#define HEX_LENGTH (2 * DW_AUDIT_HASH_BYTES)

static void
hash_parts (guint8 hash[DW_AUDIT_HASH_BYTES], gconstpointer first, gsize first_length, gconstpointer second, gsize second_length)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = DW_AUDIT_HASH_BYTES;

  g_checksum_update (checksum, first, (gssize)first_length);
  g_checksum_update (checksum, second, (gssize)second_length);
  g_checksum_get_digest (checksum, hash, &length);
}

void
dw_audit_head_init (DwAuditHead *self)
{
  self->seq = 0;
  hash_parts (self->hash, GENESIS, strlen (GENESIS), "", 0);
}

gboolean
dw_audit_head_equal (const DwAuditHead *a, const DwAuditHead *b)
{
  return a->seq == b->seq && memcmp (a->hash, b->hash, DW_AUDIT_HASH_BYTES) == 0;
}

static void
append_text (GByteArray *line, const char *text)
{
  gsize length = text ? strlen (text) : 0;
  g_autofree char *prefix = g_strdup_printf ("%" G_GSIZE_FORMAT ":", length);

  g_byte_array_append (line, (const guint8 *)prefix, (guint)strlen (prefix));
  if (length > 0)
    g_byte_array_append (line, (const guint8 *)text, (guint)length);
  g_byte_array_append (line, (const guint8 *)",", 1);
}

static void
append_number (GByteArray *line, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  append_text (line, text);
}

GByteArray *
dw_audit_chain_make_line (const DwAuditRow *row)
{
  const char *const texts[] = { row->actor, row->role, row->act, row->object, row->old_value, row->new_value, row->reason, row->result };
  GByteArray *line = g_byte_array_new ();

  append_number (line, row->seq);
  append_number (line, row->time_ms);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    append_text (line, texts[i]);
  return line;
}

void
dw_audit_chain_follow (DwAuditHead *head, const DwAuditRow *row)
{
  g_autoptr (GByteArray) line = dw_audit_chain_make_line (row);
  guint8 previous[DW_AUDIT_HASH_BYTES];

  memcpy (previous, head->hash, sizeof previous);
  hash_parts (head->hash, previous, sizeof previous, line->data, line->len);
  head->seq = row->seq;
}

char *
dw_audit_chain_hex (const DwAuditHead *head)
{
  GString *hex = g_string_sized_new (HEX_LENGTH);

  for (guint i = 0; i < DW_AUDIT_HASH_BYTES; i++)
    g_string_append_printf (hex, "%02x", head->hash[i]);
  return g_string_free (hex, FALSE);
}

static char *
format_head (const DwAuditHead *head)
{
  g_autofree char *hex = dw_audit_chain_hex (head);

  return g_strdup_printf ("%" G_GINT64_FORMAT " %s\n", head->seq, hex);
}

static gboolean
parse_head (DwAuditHead *self, const char *text)
{
  char *end = NULL;
  g_autofree char *again = NULL;

  self->seq = g_ascii_strtoll (text, &end, 10);
  if (end == text || *end != ' ' || strlen (end + 1) < HEX_LENGTH)
    return FALSE;
  for (guint i = 0; i < DW_AUDIT_HASH_BYTES; i++)
    self->hash[i] = (guint8)((g_ascii_xdigit_value (end[1 + 2 * i]) & 15) << 4 | (g_ascii_xdigit_value (end[2 + 2 * i]) & 15));
  /* Only the exact bytes that would be written are taken. */
  again = format_head (self);
  return self->seq >= 0 && g_str_equal (again, text);
}

DwAuditHeadFile
dw_audit_head_load (DwAuditHead *self, const char *dir)
{
  g_autofree char *path = g_build_filename (dir, HEAD_FILE, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, &error))
    return g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT) ? DW_AUDIT_HEAD_MISSING : DW_AUDIT_HEAD_UNREADABLE;
  if (length != strlen (text) || !parse_head (self, text))
    return DW_AUDIT_HEAD_UNREADABLE;
  return DW_AUDIT_HEAD_FOUND;
}

gboolean
dw_audit_head_save (const DwAuditHead *self, const char *dir, GError **error)
{
  g_autofree char *path = g_build_filename (dir, HEAD_FILE, NULL);
  g_autofree char *text = format_head (self);

  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

void
dw_audit_head_put_aside (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, HEAD_FILE, NULL);
  g_autofree char *aside = g_strconcat (path, ".unreadable", NULL);

  if (g_rename (path, aside) != 0)
    g_warning ("%s cannot be put aside: %s", path, g_strerror (errno));
}
