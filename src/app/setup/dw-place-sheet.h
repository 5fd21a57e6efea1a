// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-setup-desk.h"

G_BEGIN_DECLS

/* Adds a place (district … circuit) below another one: a sheet with name, kind and parent. The desk checks, stores and audits it. */
void dw_place_sheet_present (GtkWidget *anywhere, DwStation *station);

G_END_DECLS
