// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Twelve grey rows that stand for a table that is being read. Drawn after 200 ms only: what is quick does not flicker. */
#define DW_TYPE_SKELETON (dw_skeleton_get_type ())
G_DECLARE_FINAL_TYPE (DwSkeleton, dw_skeleton, DW, SKELETON, GtkWidget)

G_END_DECLS
