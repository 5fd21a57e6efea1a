// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-name-key.h"

#include <string.h>

#define MOST_WORDS 32
/* A word longer than this is looked for as text only: the places it has reached are the bits of one number. */
#define MOST_TYPED 63

/* One character of the name and what may be typed for it. */
typedef struct
{
  char self[7];                /* folded, UTF-8 */
  const char *const *readings; /* borrowed from the pinyin; any beginning of one of them will do */
} Unit;

struct _DwNameKey
{
  DwPinyin *pinyin; /* strong, NULL */
  char *text;       /* folded */
  GArray *units;    /* letters, digits and Chinese characters only */
};

struct _DwNameQuery
{
  GPtrArray *words; /* char*, folded */
};

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (normal != NULL ? normal : "", -1);
}

static void
add_unit (DwNameKey *self, gunichar character)
{
  static const char *const none[] = { NULL };
  Unit unit = { .readings = none };

  if (!g_unichar_isalnum (character))
    return;
  unit.self[g_unichar_to_utf8 (character, unit.self)] = '\0';
  if (self->pinyin != NULL)
    unit.readings = dw_pinyin_get_readings (self->pinyin, character);
  g_array_append_val (self->units, unit);
}

DwNameKey *
dw_name_key_new (DwPinyin *pinyin, const char *name)
{
  DwNameKey *self = g_new0 (DwNameKey, 1);

  self->pinyin = pinyin != NULL ? dw_pinyin_ref (pinyin) : NULL;
  self->text = fold (name);
  self->units = g_array_new (FALSE, FALSE, sizeof (Unit));
  for (const char *at = self->text; *at != '\0'; at = g_utf8_next_char (at))
    add_unit (self, g_utf8_get_char (at));
  return self;
}

void
dw_name_key_free (DwNameKey *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->pinyin, dw_pinyin_unref);
  g_array_unref (self->units);
  g_free (self->text);
  g_free (self);
}

/* --- matching --- */

static guint64
bit (gsize position)
{
  return G_GUINT64_CONSTANT (1) << position;
}

/* Where the word may have come to after this unit, from where it may have been before: bit n set = n bytes are used up. */
static guint64
step_unit (const Unit *unit, const char *word, gsize length, guint64 reached)
{
  gsize n_self = strlen (unit->self);
  guint64 next = 0;

  for (gsize at = 0; at < length; at++)
    {
      if ((reached & bit (at)) == 0)
        continue;
      if (strncmp (word + at, unit->self, n_self) == 0)
        next |= bit (at + n_self);
      for (const char *const *reading = unit->readings; *reading != NULL; reading++)
        for (gsize n = 0; (*reading)[n] != '\0' && word[at + n] == (*reading)[n]; n++)
          next |= bit (at + n + 1);
    }
  return next;
}

static gboolean
reads_from (const DwNameKey *key, guint first, const char *word, gsize length)
{
  guint64 reached = bit (0);

  for (guint i = first; i < key->units->len && reached != 0; i++)
    {
      reached = step_unit (&g_array_index (key->units, Unit, i), word, length, reached);
      if ((reached & bit (length)) != 0)
        return TRUE;
    }
  return FALSE;
}

static DwNameRank
rank_pinyin (const DwNameKey *key, const char *word)
{
  gsize length = strlen (word);

  if (length > MOST_TYPED)
    return DW_NAME_RANK_NONE;
  for (guint i = 0; i < key->units->len; i++)
    if (reads_from (key, i, word, length))
      return i == 0 ? DW_NAME_RANK_PINYIN_START : DW_NAME_RANK_PINYIN_INSIDE;
  return DW_NAME_RANK_NONE;
}

DwNameRank
dw_name_query_rank (const DwNameQuery *self, guint word_index, const DwNameKey *key)
{
  const char *word = g_ptr_array_index (self->words, word_index);
  const char *found = strstr (key->text, word);

  if (found == NULL)
    return rank_pinyin (key, word);
  if (found > key->text)
    return DW_NAME_RANK_TEXT_INSIDE;
  return strlen (word) == strlen (key->text) ? DW_NAME_RANK_WHOLE : DW_NAME_RANK_TEXT_START;
}

/* --- the question --- */

/* An apostrophe parts syllables (xi'an); it is no letter of a name. */
static void
add_word (DwNameQuery *self, const char *part)
{
  g_auto (GStrv) pieces = g_strsplit_set (part, "'", -1);
  char *word = g_strjoinv ("", pieces);

  if (*word != '\0' && self->words->len < MOST_WORDS)
    g_ptr_array_add (self->words, word);
  else
    g_free (word);
}

DwNameQuery *
dw_name_query_new (const char *text)
{
  DwNameQuery *self = g_new0 (DwNameQuery, 1);
  g_autofree char *folded = fold (text);
  g_auto (GStrv) parts = g_strsplit_set (folded, " \t\n\r", -1);

  self->words = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; parts[i] != NULL; i++)
    add_word (self, parts[i]);
  return self;
}

void
dw_name_query_free (DwNameQuery *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->words);
  g_free (self);
}

guint
dw_name_query_get_n_words (const DwNameQuery *self)
{
  return self->words->len;
}
