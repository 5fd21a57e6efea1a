// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-control-desk.h"

G_BEGIN_DECLS

/* The parts of the control dialog. Each is a widget that shows and is asked; none calls the desk. */

/* Countdown of the lock, 120 × 8, with the seconds as text beside it. */
#define DW_TYPE_LOCK_BAR (dw_lock_bar_get_type ())
G_DECLARE_FINAL_TYPE (DwLockBar, dw_lock_bar, DW, LOCK_BAR, GtkBox)
GtkWidget *dw_lock_bar_new (void);
/* remaining_ms -1 hides it. */
void dw_lock_bar_set (DwLockBar *self, int remaining_ms, int total_ms);

/* A ring of 56: part of the time gone while running, a tick when confirmed, else a mark of the outcome. */
#define DW_TYPE_RESULT_RING (dw_result_ring_get_type ())
G_DECLARE_FINAL_TYPE (DwResultRing, dw_result_ring, DW, RESULT_RING, GtkDrawingArea)
GtkWidget *dw_result_ring_new (void);
void dw_result_ring_set (DwResultRing *self, DwCommandState state, double part);

/* The object card: name, path, live position, voltages, residual current, last operation. */
GtkWidget *dw_control_object_new (DwStation *station, DwDevice *device);

/* The list of verbs with their reasons. "chosen" is emitted when another one is chosen. */
#define DW_TYPE_CONTROL_CHOICE (dw_control_choice_get_type ())
G_DECLARE_FINAL_TYPE (DwControlChoice, dw_control_choice, DW, CONTROL_CHOICE, GtkBox)
GtkWidget *dw_control_choice_new (GPtrArray *offers, DwVerb verb);
/* NULL: nothing that is allowed is chosen. Borrowed from the offers. */
const DwControlOffer *dw_control_choice_get (DwControlChoice *self);

/* The form of the confirm step. "changed" whenever a field changed. */
#define DW_TYPE_CONTROL_FORM_VIEW (dw_control_form_get_type ())
G_DECLARE_FINAL_TYPE (DwControlFormView, dw_control_form, DW, CONTROL_FORM_VIEW, GtkBox)
GtkWidget *dw_control_form_new (DwStation *station, DwDevice *device, const DwControlOffer *offer);
/* Borrowed strings, valid until the form changes. */
void dw_control_form_read (DwControlFormView *self, DwControlForm *form);
/* Limits that differ from the old ones: name -> double*. NULL when this verb has none. Free it. */
GHashTable *dw_control_form_read_limits (DwControlFormView *self);
/* What a look at the fields alone finds missing: char*, translated. */
GPtrArray *dw_control_form_list_missing (DwControlFormView *self);
GtkWidget *dw_control_form_get_first (DwControlFormView *self);

/* Execution and feedback: ring, heading, sentence, log. */
#define DW_TYPE_CONTROL_OUTCOME (dw_control_outcome_get_type ())
G_DECLARE_FINAL_TYPE (DwControlOutcome, dw_control_outcome, DW, CONTROL_OUTCOME, GtkBox)
GtkWidget *dw_control_outcome_new (void);
void dw_control_outcome_show_running (DwControlOutcome *self, DwVerb verb, int elapsed_ms, int limit_ms);
void dw_control_outcome_show_log (DwControlOutcome *self, const DwCommandResult *result);
void dw_control_outcome_show_result (DwControlOutcome *self, DwVerb verb, const DwCommandResult *result);
/* Nothing was sent: the sentence of the desk. */
void dw_control_outcome_show_refusal (DwControlOutcome *self, const char *sentence);

G_END_DECLS
