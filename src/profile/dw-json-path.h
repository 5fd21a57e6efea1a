// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Checked reading of JSON that people write: device profiles, standards, configuration. Every getter knows where it stands, and the
 * first fault is kept as "FILE: $.points[3].scale: must be a number". After it the getters return their zero or preset and touch
 * nothing, so that a loader is a straight list of getters with one check at its end. One thread at a time.
 *
 * Integers may also be written as strings "0x1000", because the manuals of devices are. */
typedef struct _DwJsonDoc DwJsonDoc;
typedef struct _JsonNode JsonNode;

/* A place in the document. Lives on the stack of the loader, below its parent. */
typedef struct _DwJsonAt
{
  DwJsonDoc *doc;
  const struct _DwJsonAt *parent;
  const char *member; /* NULL for elements of arrays and the root */
  guint index;
  JsonNode *node; /* NULL after a fault */
} DwJsonAt;

/* NULL with error (domain, syntax_code) when the text is not JSON, too long or too deep. length -1: terminated by NUL.
 * name is what messages call the file; invalid_code is the code of all later faults. */
DwJsonDoc *dw_json_doc_new (const char *text, gssize length, const char *name, GQuark domain, int syntax_code, int invalid_code, GError **error);
void dw_json_doc_free (DwJsonDoc *self);
/* TRUE when no getter failed, else error gets the first fault. */
gboolean dw_json_doc_finish (DwJsonDoc *self, GError **error);
/* The root, which must be an object. */
DwJsonAt dw_json_root (DwJsonDoc *self);
gboolean dw_json_failed (const DwJsonAt *at);
/* Notes a fault at member of at (NULL = at itself) unless there is one already. */
void dw_json_fail (const DwJsonAt *at, const char *member, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* member NULL means the place itself, for elements of arrays. Without preset the member must be there. */
gboolean dw_json_has (const DwJsonAt *at, const char *member);
void dw_json_check_keys (const DwJsonAt *at, const char *const *allowed);
/* Names of all members of an object, NULL-terminated. Free with g_strfreev. */
char **dw_json_members (const DwJsonAt *at);

DwJsonAt dw_json_object (const DwJsonAt *at, const char *member);
/* An array that may be left out: length 0 then. */
DwJsonAt dw_json_array (const DwJsonAt *at, const char *member);
guint dw_json_length (const DwJsonAt *array);
DwJsonAt dw_json_element (const DwJsonAt *array, guint index);

gboolean dw_json_is_string (const DwJsonAt *at, const char *member);
char *dw_json_string (const DwJsonAt *at, const char *member);
char *dw_json_string_or (const DwJsonAt *at, const char *member, const char *preset);
/* A string for people: either one string, or an object {"en": "…", "zh_CN": "…"} from which the language of the person is chosen. */
char *dw_json_text (const DwJsonAt *at, const char *member);
double dw_json_number (const DwJsonAt *at, const char *member);
double dw_json_number_or (const DwJsonAt *at, const char *member, double preset);
gint64 dw_json_integer (const DwJsonAt *at, const char *member, gint64 low, gint64 high);
gint64 dw_json_integer_or (const DwJsonAt *at, const char *member, gint64 low, gint64 high, gint64 preset);
gboolean dw_json_boolean_or (const DwJsonAt *at, const char *member, gboolean preset);
/* Index of the word in words, 0 after a fault. */
guint dw_json_word (const DwJsonAt *at, const char *member, const char *const *words);
guint dw_json_word_or (const DwJsonAt *at, const char *member, const char *const *words, guint preset);

/* The object at member as JSON text again, for those who hand it on unread. */
char *dw_json_dump (const DwJsonAt *at, const char *member);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwJsonDoc, dw_json_doc_free)

G_END_DECLS
