// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Registers the interface files and the widget types that templates name. Once, after GTK is initialised; again is harmless. */
void dw_ui_init (void);

G_END_DECLS
