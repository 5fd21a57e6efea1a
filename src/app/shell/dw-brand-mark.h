// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The shield of the header, 22 px. Decoration. */
#define DW_TYPE_BRAND_MARK (dw_brand_mark_get_type ())
G_DECLARE_FINAL_TYPE (DwBrandMark, dw_brand_mark, DW, BRAND_MARK, GtkWidget)

G_END_DECLS
