// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How Chinese characters are read: ICU's transliterator for the usual reading, a table of the organisation for characters that have several. Pure data, no
 * locale. Made on any thread (opening the transliterator takes 100 … 200 ms), used by one thread at a time. */
typedef struct _DwPinyin DwPinyin;

/* table_path: data/search/second-readings.txt. Errors: G_FILE_ERROR, G_IO_ERROR_INVALID_DATA naming file and line, G_IO_ERROR_NOT_SUPPORTED when ICU has no Han-Latin. */
DwPinyin *dw_pinyin_new (const char *table_path, GError **error);
DwPinyin *dw_pinyin_ref (DwPinyin *self);
void dw_pinyin_unref (DwPinyin *self);
/* Every reading, lower-case ASCII without tones, NULL-terminated; a ü stands as v and as u. Empty for what is no Chinese character. Borrowed; lives as long as self. */
const char *const *dw_pinyin_get_readings (DwPinyin *self, gunichar character);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwPinyin, dw_pinyin_unref)

G_END_DECLS
