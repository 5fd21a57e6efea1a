// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-station.h"

G_BEGIN_DECLS

/* Edits name, facts and position of one place (S1-22, S0-02, S0-06) beside the history of its changes: a sheet. The desk checks, stores and audits. */
void dw_facts_sheet_present (GtkWidget *anywhere, DwStation *station, DwPlace *place);

G_END_DECLS
