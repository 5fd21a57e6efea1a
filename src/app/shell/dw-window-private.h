// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-alarm-bar.h"
#include "dw-place-bar.h"
#include "dw-rail.h"
#include "dw-sheet.h"
#include "dw-status-strip.h"
#include "dw-trail.h"
#include "dw-window.h"

G_BEGIN_DECLS

/* For dw-window.c, below it dw-window-actions.c, and dw-window-pages.c below both; nobody else. */
struct _DwWindow
{
  AdwApplicationWindow parent_instance;

  /* template children */
  AdwHeaderBar *header;
  DwPlaceBar *place_bar;
  GtkWidget *demo;
  GtkMenuButton *search_button;
  GtkWidget *search_label;
  DwAlarmBar *alarm_bar;
  AdwToastOverlay *toasts;
  DwSheetHost *sheets;
  DwRail *rail;
  GtkStack *stack;
  DwStatusStrip *status;

  DwStation *station; /* owned */
  DwScope *scope;     /* owned */
  DwSpan *span;       /* owned */
  DwTrail *trail;     /* owned */
  gboolean on_trail;  /* going back or forward: no new stop */

  gboolean wall;            /* the window looks like a wall */
  gboolean was_full_screen; /* before that */
  char *page_before;        /* owned */
  guint awake_cookie;       /* 0 = the screen may go dark */
};

/* dw-window-wall.c */
gboolean dw_window_is_wall (DwWindow *self);
/* Enters, or asks whether to leave. */
void dw_window_toggle_wall (DwWindow *self);
/* After another page came. */
void dw_window_update_wall (DwWindow *self);

void dw_window_install_actions (DwWindow *self);
/* Enables what makes sense with the alarm that the bar shows. */
void dw_window_update_alarm_actions (DwWindow *self);
/* Nothing happens when there is no such page. */
void dw_window_show_page (DwWindow *self, const char *page_id);

G_END_DECLS
