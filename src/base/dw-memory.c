// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-memory.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

#define KEPT_BYTES (8 * 1024 * 1024)

void
dw_memory_keep_room (void)
{
#ifdef __GLIBC__
  mallopt (M_TRIM_THRESHOLD, KEPT_BYTES);
  mallopt (M_MMAP_THRESHOLD, KEPT_BYTES);
#endif
}
