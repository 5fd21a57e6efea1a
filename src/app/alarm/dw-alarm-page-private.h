// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-alarm-detail.h"
#include "dw-alarm-page.h"
#include "dw-alarm-rows.h"
#include "dw-day-view.h"
#include "dw-empty.h"
#include "dw-event-pages.h"
#include "dw-filter-button.h"
#include "dw-life-view.h"
#include "dw-notice.h"

G_BEGIN_DECLS

/* For dw-alarm-page.c and its parts below alone: -actions, -curves, -filter, -side, -state. */
struct _DwAlarmPage
{
  DwPage parent_instance;

  /* template children */
  GtkOverlay *overlay;
  GtkBox *body, *filters;
  GtkToggleButton *tab_current, *tab_month, *tab_history, *tab_shelved, *tab_out_of_service;
  GtkWidget *batch, *strip, *card, *curves;
  GtkLabel *batch_count, *batch_note, *strip_text, *foot;
  DwNotice *notice;
  GtkStack *content;
  GtkColumnView *table;
  DwEmpty *empty;
  DwAlarmDetail *detail;

  /* the filter row, made in code */
  DwFilterButton *priorities, *kinds, *classes, *states, *span;
  GtkButton *exact_span; /* a span that no entry of the filter names; shown while there is one */
  GtkSearchEntry *text;

  /* in the curves, made in code */
  DwDayView *days;
  DwLifeView *life;
  GtkLabel *days_note, *life_title;
  GtkWidget *clear_days;
  GCancellable *counting; /* owned: of the days that were asked for */

  DwAlarmRows *rows;             /* owned */
  DwEventPages *pages;           /* owned */
  GtkSingleSelection *selection; /* owned */
  DwAlarmFilter filter;          /* owns its text */
  GSimpleActionGroup *actions;   /* owned */

  gboolean pointer_inside, focus_inside;
  gboolean beside; /* the side panel stands beside the table, else over it */
  guint n_new;     /* lines stored since history was asked for */
};

/* dw-alarm-page-state.c */
void dw_alarm_page_apply_filter (DwAlarmPage *self);
/* The same for the table alone: the days above it were brushed. */
void dw_alarm_page_apply_rows (DwAlarmPage *self);
/* All that the page says about itself but the tabs. */
void dw_alarm_page_update_state (DwAlarmPage *self);
void dw_alarm_page_update_tabs (DwAlarmPage *self);
void dw_alarm_page_update_strip (DwAlarmPage *self);
void dw_alarm_page_update_batch (DwAlarmPage *self);
/* The table shows alarms, not history. */
gboolean dw_alarm_page_is_live (DwAlarmPage *self);
/* The selected line, NULL = none. */
DwAlarmRow *dw_alarm_page_get_row (DwAlarmPage *self);

/* dw-alarm-page-filter.c */
void dw_alarm_page_build_filters (DwAlarmPage *self);
/* Writes self->filter into the widgets. */
void dw_alarm_page_show_filter (DwAlarmPage *self);
void dw_alarm_page_update_span (DwAlarmPage *self);

/* dw-alarm-page-actions.c */
void dw_alarm_page_install_actions (DwAlarmPage *self);
void dw_alarm_page_set_view (DwAlarmPage *self, DwAlarmView view);

/* dw-alarm-page-curves.c */
void dw_alarm_page_build_curves (DwAlarmPage *self);
void dw_alarm_page_show_curves (DwAlarmPage *self, gboolean shown);
/* Nothing happens in these while the curves are hidden. */
void dw_alarm_page_update_days (DwAlarmPage *self);
void dw_alarm_page_update_life (DwAlarmPage *self);

/* dw-alarm-page-side.c: where the side panel stands. */
void dw_alarm_page_place_side (DwAlarmPage *self);
void dw_alarm_page_open_side (DwAlarmPage *self, gboolean open);

G_END_DECLS
