// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-ui.h"

#include "dw-alarm-bar.h"
#include "dw-alarm-counter.h"
#include "dw-alarm-timeline.h"
#include "dw-brand-mark.h"
#include "dw-empty.h"
#include "dw-icon-view.h"
#include "dw-key-button.h"
#include "dw-notice.h"
#include "dw-place-bar.h"
#include "dw-rail.h"
#include "dw-search.h"
#include "dw-sheet.h"
#include "dw-size-class.h"
#include "dw-skeleton.h"
#include "dw-status-strip.h"
#include "dw-symbol-view.h"
#include "dw-ui-resources.h"

/* Types that appear in templates by name must be known before the template is read. */
static GType (*const template_types[]) (void) = {
  dw_alarm_bar_get_type,
  dw_alarm_counter_get_type,
  dw_alarm_timeline_get_type,
  dw_brand_mark_get_type,
  dw_empty_get_type,
  dw_icon_view_get_type,
  dw_key_button_get_type,
  dw_notice_get_type,
  dw_place_bar_get_type,
  dw_rail_get_type,
  dw_search_get_type,
  dw_sheet_host_get_type,
  dw_size_class_get_type,
  dw_skeleton_get_type,
  dw_status_strip_get_type,
  dw_symbol_view_get_type,
};

void
dw_ui_init (void)
{
  static gsize done = 0;

  if (!g_once_init_enter (&done))
    return;
  dw_ui_register_resource ();
  for (guint i = 0; i < G_N_ELEMENTS (template_types); i++)
    template_types[i]();
  g_once_init_leave (&done, 1);
}
