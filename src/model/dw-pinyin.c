// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-pinyin.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unicode/utrans.h>

/* Characters are read one by one and remembered: some thousand names have some hundred different characters, so a key costs a few look-ups. What the
 * neighbours of a character would tell (重 in 重庆) is in the table instead: any of its readings finds the name. */

#define TRANSLITERATOR "Han-Latin"
#define DIAERESIS 0x0308

struct _DwPinyin
{
  int references; /* atomic */
  UTransliterator *transliterator;
  GHashTable *readings; /* gunichar -> char**, owned */
};

/* "lǜ" is typed as lv or as lu. */
static char *
strip (const char *syllable, char for_u_diaeresis)
{
  g_autofree char *parts = g_utf8_normalize (syllable, -1, G_NORMALIZE_NFD);
  GString *plain = g_string_new (NULL);

  for (const char *at = parts; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c < 0x80 && g_ascii_isalpha ((char)c))
        g_string_append_c (plain, g_ascii_tolower ((char)c));
      else if (c == DIAERESIS && plain->len > 0)
        plain->str[plain->len - 1] = for_u_diaeresis;
    }
  return g_string_free (plain, FALSE);
}

static void
add_reading (GPtrArray *list, char *reading)
{
  if (*reading == '\0' || g_ptr_array_find_with_equal_func (list, reading, g_str_equal, NULL))
    g_free (reading);
  else
    g_ptr_array_add (list, reading);
}

static void
add_syllable (GPtrArray *list, const char *syllable)
{
  char *v = strchr (syllable, 'v');

  add_reading (list, strip (syllable, 'v'));
  add_reading (list, strip (syllable, 'u'));
  if (v != NULL)
    {
      g_autofree char *as_u = g_strdelimit (g_strdup (syllable), "v", 'u');

      add_reading (list, strip (as_u, 'u'));
    }
}

static char **
finish (GPtrArray *list)
{
  g_ptr_array_add (list, NULL);
  return (char **)g_ptr_array_free (list, FALSE);
}

static void
remember (DwPinyin *self, gunichar character, GPtrArray *list)
{
  g_hash_table_replace (self->readings, GUINT_TO_POINTER (character), finish (list));
}

/* --- the table --- */

static gboolean
refuse_line (const char *path, guint line, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("%1$s, line %2$u: one Chinese character and its readings in small Latin letters are wanted"), path, line);
  return FALSE;
}

static gboolean
is_reading (const char *word)
{
  return *word != '\0' && strspn (word, "abcdefghijklmnopqrstuvwxyz") == strlen (word);
}

static gboolean
read_line (DwPinyin *self, const char *path, guint number, char *line, GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (g_strstrip (line), " \t", -1);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);

  if (words[0] == NULL || *words[0] == '#')
    return TRUE;
  if (g_utf8_strlen (words[0], -1) != 1 || g_unichar_get_script (g_utf8_get_char (words[0])) != G_UNICODE_SCRIPT_HAN || words[1] == NULL)
    return refuse_line (path, number, error);
  for (guint i = 1; words[i] != NULL; i++)
    {
      if (!is_reading (words[i]))
        return refuse_line (path, number, error);
      add_syllable (list, words[i]);
    }
  remember (self, g_utf8_get_char (words[0]), g_steal_pointer (&list));
  return TRUE;
}

static gboolean
read_table (DwPinyin *self, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;
  if (!g_utf8_validate (text, (gssize)length, NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("%s: not UTF-8"), path);
      return FALSE;
    }
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (!read_line (self, path, i + 1, lines[i], error))
      return FALSE;
  return TRUE;
}

/* --- the transliterator --- */

static gboolean
open_transliterator (DwPinyin *self, GError **error)
{
  UErrorCode code = U_ZERO_ERROR;
  g_autofree gunichar2 *id = g_utf8_to_utf16 (TRANSLITERATOR, -1, NULL, NULL, NULL);

  self->transliterator = utrans_openU ((const UChar *)id, -1, UTRANS_FORWARD, NULL, 0, NULL, &code);
  if (U_SUCCESS (code))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _ ("The readings of Chinese characters are missing: %s"), u_errorName (code));
  return FALSE;
}

/* New string, NULL when ICU does not know the character. */
static char *
transliterate (DwPinyin *self, gunichar character)
{
  enum {
    ROOM = 32
  };
  UChar text[ROOM] = { 0 };
  glong n_units = 0;
  g_autofree gunichar2 *units = g_ucs4_to_utf16 (&character, 1, NULL, &n_units, NULL);
  int32_t length = (int32_t)n_units, limit = length;
  UErrorCode code = U_ZERO_ERROR;

  if (units == NULL)
    return NULL;
  memcpy (text, units, (gsize)n_units * sizeof *text);
  utrans_transUChars (self->transliterator, text, &length, ROOM, 0, &limit, &code);
  return U_SUCCESS (code) ? g_utf16_to_utf8 ((const gunichar2 *)text, length, NULL, NULL, NULL) : NULL;
}

/* --- public --- */

DwPinyin *
dw_pinyin_new (const char *table_path, GError **error)
{
  g_autoptr (DwPinyin) self = g_new0 (DwPinyin, 1);

  self->references = 1;
  self->readings = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_strfreev);
  if (!read_table (self, table_path, error) || !open_transliterator (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

DwPinyin *
dw_pinyin_ref (DwPinyin *self)
{
  g_atomic_int_inc (&self->references);
  return self;
}

void
dw_pinyin_unref (DwPinyin *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->references))
    return;
  g_clear_pointer (&self->transliterator, utrans_close);
  g_hash_table_unref (self->readings);
  g_free (self);
}

const char *const *
dw_pinyin_get_readings (DwPinyin *self, gunichar character)
{
  static const char *const none[] = { NULL };
  char **known;

  if (g_unichar_get_script (character) != G_UNICODE_SCRIPT_HAN)
    return none;
  known = g_hash_table_lookup (self->readings, GUINT_TO_POINTER (character));
  if (known == NULL)
    {
      g_autofree char *syllable = transliterate (self, character);
      GPtrArray *list = g_ptr_array_new ();

      if (syllable != NULL)
        add_syllable (list, syllable);
      remember (self, character, list);
      known = g_hash_table_lookup (self->readings, GUINT_TO_POINTER (character));
    }
  return (const char *const *)known;
}
