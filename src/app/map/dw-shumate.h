// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

/* The map library. A header of its 1.4 declares a function that returns a const array of strings, which compilers complain about in whoever includes it. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wignored-qualifiers"
#include <shumate/shumate.h>
#pragma GCC diagnostic pop
