// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-station.h"

G_BEGIN_DECLS

/* Settings of schools: a choice with the way to its facts, and the way to take over a list. */
GtkWidget *dw_school_group_new (DwStation *station);

G_END_DECLS
