// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-pinyin.h"

G_BEGIN_DECLS

/* What a name can be found by: its text, its pinyin, the beginnings of its syllables and its initials, in any mixture ("滨海", "binhai", "bh", "binh", "滨h").
 * Case, width (２ＡＬ１) and signs between words do not matter. Made once per name, not per key press. */
typedef struct _DwNameKey DwNameKey;

/* pinyin NULL: by its text alone. */
DwNameKey *dw_name_key_new (DwPinyin *pinyin, const char *name);
void dw_name_key_free (DwNameKey *self);

/* How well a word fits; smaller is better. */
typedef enum {
  DW_NAME_RANK_WHOLE,         /* is the name */
  DW_NAME_RANK_TEXT_START,    /* the name begins with it */
  DW_NAME_RANK_TEXT_INSIDE,   /* the name has it */
  DW_NAME_RANK_PINYIN_START,  /* read from its first character */
  DW_NAME_RANK_PINYIN_INSIDE, /* read from a later one */
  DW_NAME_RANK_NONE,
} DwNameRank;

/* What somebody typed, as words: each of them has to be found. Plain after it is made. */
typedef struct _DwNameQuery DwNameQuery;

DwNameQuery *dw_name_query_new (const char *text);
void dw_name_query_free (DwNameQuery *self);
guint dw_name_query_get_n_words (const DwNameQuery *self); /* 0: nothing was asked; at most 32 */
DwNameRank dw_name_query_rank (const DwNameQuery *self, guint word, const DwNameKey *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwNameKey, dw_name_key_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwNameQuery, dw_name_query_free)

G_END_DECLS
