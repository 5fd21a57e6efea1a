// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <adwaita.h>

#include "dw-setup-desk.h"

G_BEGIN_DECLS

/* Small parts of the settings groups. Labels are translated by the caller. */

GtkWidget *dw_form_entry (const char *title, const char *text);
const char *dw_form_get_text (GtkWidget *row);
/* FALSE: not a whole number in the range (the row is marked). */
gboolean dw_form_get_number (GtkWidget *row, int low, int high, int *value);
void dw_form_set_number (GtkWidget *row, int value);
/* texts: NULL-terminated, copied. */
GtkWidget *dw_form_choice (const char *title, const char *const *texts, guint selected);
guint dw_form_get_choice (GtkWidget *row);
/* A choice of all places of some kinds with their whole path. get: 0 = none. */
GtkWidget *dw_form_place (const char *title, DwStation *station, gboolean boxes_only, gint64 place_id);
gint64 dw_form_get_place (GtkWidget *row);
/* A choice of device profiles. */
GtkWidget *dw_form_profile (const char *title, DwStation *station, const char *profile_id);
const char *dw_form_get_profile (GtkWidget *row);
GtkWidget *dw_form_button (const char *label, const char *accessible_name, const char *css_class);
/* The foot of a sheet: *message, a label for the sentence that says what is wrong; Cancel, which closes the sheet; the verb, which calls save (GtkButton *, data). */
GtkWidget *dw_form_foot (GtkWidget *sheet, const char *verb, const char *accessible_name, GtkWidget **message, GCallback save, gpointer data);
/* Monospaced, read-only, scrolling lines. */
GtkWidget *dw_form_lines (int height);
void dw_form_set_lines (GtkWidget *lines, GPtrArray *texts);

G_END_DECLS
