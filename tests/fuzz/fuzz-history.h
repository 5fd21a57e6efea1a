// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-history-block.h"

G_BEGIN_DECLS

/* A layout of n columns "c0" … of growing digits. In these programs every checksum is 0, so that changed bytes get past it to the readers behind. */
DwHistoryLayout *fuzz_history_layout_new (guint n_columns);
/* Both hold the same rows, of the same periods. */
void fuzz_history_assert_equal (const DwHistoryBlock *a, const DwHistoryBlock *b);

G_END_DECLS
