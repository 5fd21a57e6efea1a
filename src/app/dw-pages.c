// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-pages.h"

#include <glib/gi18n-lib.h>

#include "dw-alarm-page.h"
#include "dw-live-page.h"
#include "dw-overview-page.h"
#include "dw-setup-page.h"
#include "dw-trend-page.h"

/* The only file that knows every page. A page that does not exist yet is absent from the rail; the digits stay where they will be. */

static const DwPageEntry pages[] = {
  { "overview", N_ ("Home"), "home", "<Alt>1", dw_overview_page_get_type },
  { "live", N_ ("Live"), "live", "<Alt>2", dw_live_page_get_type },
  { "hazards", N_ ("Hazards"), "hazard", "<Alt>3", dw_alarm_page_get_type },
  { "trend", N_ ("Trend"), "trend", "<Alt>5", dw_trend_page_get_type },
  { "setup", N_ ("Settings"), "setup", "<Alt>9", dw_setup_page_get_type },
};

const DwPageEntry *
dw_pages_get (guint *n_pages)
{
  *n_pages = G_N_ELEMENTS (pages);
  return pages;
}
