// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-scope.h"
#include "dw-span.h"
#include "dw-station.h"

G_BEGIN_DECLS

/* A page of the window: one entry of the rail. A page has one child (property "child", or <property name="child"> in its template) and talks to the rest by actions
 * (win.show-place, win.show-device, …), never to another page. What it is called and how it is reached stands in the table of dw-pages.c.
 * Construct properties "station", "scope" and "span"; in init they are not there yet: set up in constructed ().
 * Signal "badge-changed". */
#define DW_TYPE_PAGE (dw_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (DwPage, dw_page, DW, PAGE, GtkWidget)

/* The mark on the rail entry. priority 0 = none; count 0 = none. */
typedef struct
{
  guint priority;
  guint count;
} DwRailBadge;

struct _DwPageClass
{
  GtkWidgetClass parent_class;

  /* All optional. The defaults do nothing; show_place sets the scope, which most pages follow anyway. */
  void (*show_place) (DwPage *self, DwPlace *place);
  void (*show_device) (DwPage *self, DwDevice *device);
  void (*show_alarm) (DwPage *self, const char *alarm_id);
  /* target: that of win.show-trend. */
  void (*show_trend) (DwPage *self, const char *target);
  /* Pressing the rail entry of the page that is shown already. */
  void (*go_root) (DwPage *self);
  void (*grab_start_focus) (DwPage *self);
  /* Ctrl+F and "/": FALSE when the page has no filter. */
  gboolean (*focus_filter) (DwPage *self);
  /* F5. */
  void (*refresh) (DwPage *self);
  void (*get_rail_badge) (DwPage *self, DwRailBadge *badge);

  gpointer padding[7];
};

DwStation *dw_page_get_station (DwPage *self);
DwScope *dw_page_get_scope (DwPage *self);
DwSpan *dw_page_get_span (DwPage *self);
GtkWidget *dw_page_get_child (DwPage *self);
void dw_page_set_child (DwPage *self, GtkWidget *child);

void dw_page_show_place (DwPage *self, DwPlace *place);
void dw_page_show_device (DwPage *self, DwDevice *device);
void dw_page_show_alarm (DwPage *self, const char *alarm_id);
void dw_page_show_trend (DwPage *self, const char *target);
void dw_page_go_root (DwPage *self);
void dw_page_grab_start_focus (DwPage *self);
gboolean dw_page_focus_filter (DwPage *self);
void dw_page_refresh (DwPage *self);
void dw_page_get_rail_badge (DwPage *self, DwRailBadge *badge);
/* For subclasses: the badge differs now. */
void dw_page_emit_badge_changed (DwPage *self);

G_END_DECLS
