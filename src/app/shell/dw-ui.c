// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-ui.h"

#include "dw-icon-view.h"
#include "dw-symbol-view.h"
#include "dw-ui-resources.h"

/* Types that appear in templates by name must be known before the template is read. */
static GType (*const template_types[]) (void) = {
  dw_icon_view_get_type,
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
