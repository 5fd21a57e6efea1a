// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the error domain of the store. Each code is something the caller does differently, see the header.

#include "dw-store-error.h"

G_DEFINE_QUARK (dw - store - error - quark, dw_store_error)
