// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <adwaita.h>

#include "dw-setup-desk.h"

G_BEGIN_DECLS

/* All gateways with their states, each a row. It scrolls by itself however many there are; above a screen of them they can be searched by name, address and state, and the head counts them.
 * Signal "chosen" (gint64 id): a person chose another one. */
#define DW_TYPE_GATEWAY_LIST (dw_gateway_list_get_type ())
G_DECLARE_FINAL_TYPE (DwGatewayList, dw_gateway_list, DW, GATEWAY_LIST, GtkBox)

GtkWidget *dw_gateway_list_new (DwStation *station);
/* Puts a button at the end of the head. */
void dw_gateway_list_append_end (DwGatewayList *self, GtkWidget *button);
/* Reads the gateways again; the one that is chosen stays so. */
void dw_gateway_list_refresh (DwGatewayList *self);
/* Reads the states alone. */
void dw_gateway_list_update_states (DwGatewayList *self);
/* Marks it, with "chosen"; an id that is not there (0, -1): none is marked, without a signal. One that the search hides comes into sight. */
void dw_gateway_list_choose (DwGatewayList *self, gint64 id);
void dw_gateway_list_choose_first (DwGatewayList *self);
/* FALSE: there are so few that there is no search. */
gboolean dw_gateway_list_focus_search (DwGatewayList *self);
/* What a row says: on line with how many units, silent ones, off line; NULL: nobody reads it. Free it. */
char *dw_gateway_list_describe_state (const DwGatewayView *view);

G_END_DECLS
