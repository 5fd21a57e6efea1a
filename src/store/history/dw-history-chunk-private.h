// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-history-chunk.h"

G_BEGIN_DECLS

/* What writing and reading of chunks share: for dw-history-chunk.c and dw-history-chunk-write.c alone. */

#define DW_CHUNK_MAGIC "DC"
#define DW_CHUNK_VERSION 1
/* The classes tell periods. */
#define DW_CHUNK_VERSION_PERIODS 2

/* Which rows a class of columns has. */
typedef enum {
  DW_CHUNK_CLASS_NONE,
  DW_CHUNK_CLASS_ALL,
  DW_CHUNK_CLASS_RUNS,
} DwChunkClassKind;

G_END_DECLS
