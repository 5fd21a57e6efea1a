// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A surface with a head (title, note, right slot) and a body. Properties "title", "note". In templates children of type "end" go to the right slot, "foot" below a line at
 * the bottom, others to the body, one below the other. */
#define DW_TYPE_CARD (dw_card_get_type ())
G_DECLARE_FINAL_TYPE (DwCard, dw_card, DW, CARD, GtkWidget)

GtkWidget *dw_card_new (const char *title, const char *note);
void dw_card_set_title (DwCard *self, const char *title);
void dw_card_set_note (DwCard *self, const char *note);
void dw_card_append (DwCard *self, GtkWidget *child);
void dw_card_append_end (DwCard *self, GtkWidget *child);
void dw_card_append_foot (DwCard *self, GtkWidget *child);

/* Marks a card, chip or row: sets exactly one of the classes p1 … p4, stale (priority 0 and stale) or none. */
void dw_mark_set (GtkWidget *widget, guint priority, gboolean stale);

G_END_DECLS
