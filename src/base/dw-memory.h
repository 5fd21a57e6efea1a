// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Once at the start of a program that runs for months: the allocator keeps up to 8 MiB of freed memory for the next large answer instead of giving it back to the kernel and
 * taking it again page by page. Answers of the history are some 100 KiB each, and the pages cost more than the answer. */
void dw_memory_keep_room (void);

G_END_DECLS
