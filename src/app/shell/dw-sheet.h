// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Dialogs inside the window. A second modal window would block the alarm bar; a sheet covers only what lies between alarm bar and status strip, dims it and keeps
 * the focus out of it. Header, alarm bar and their keys go on working.
 * The window holds one DwSheetHost around rail and pages (property "child"); anything below it can present a sheet. */
#define DW_TYPE_SHEET_HOST (dw_sheet_host_get_type ())
G_DECLARE_FINAL_TYPE (DwSheetHost, dw_sheet_host, DW, SHEET_HOST, GtkWidget)

/* Takes the (floating) sheet, centres it, gives it the focus: start (a widget in the sheet, never a verb button), NULL = its first. Sheets stack.
 * Esc calls dw_sheet_close unless the sheet's own key controller handled it before (a running control stays). FALSE when anywhere is in no window. */
gboolean dw_sheet_present (GtkWidget *anywhere, GtkWidget *sheet, GtkWidget *start);
/* While this sheet is open Tab and arrows walk within it alone, round and round, and Escape closes it wherever the focus is. For a sheet that is presented; ends with it. */
void dw_sheet_hold_focus (GtkWidget *sheet);
/* Removes the sheet and gives the focus back. */
void dw_sheet_close (GtkWidget *sheet);
/* The uppermost sheet of the host, NULL. */
GtkWidget *dw_sheet_host_get_top (DwSheetHost *self);

G_END_DECLS
